"""Prints the command of a service of docker-compose.yml, an argument a line: `options.py FILE SERVICE`."""

import sys

import yaml

with open(sys.argv[1], encoding="utf-8") as file:
    print("\n".join(yaml.safe_load(file)["services"][sys.argv[2]]["command"]))
