"""What the harnesses here share: a running copy of the system, and people made for them."""

import base64
import json
import os
import pathlib
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

import pika

UNITS = ("intake", "identification", "service-unit", "referral", "data-request")
REPOSITORY = pathlib.Path(__file__).resolve().parents[2]


class Copy:
    """The running copy: its addresses, and its administrator's eyes."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder).resolve()
        lines = (self.folder / "env").read_text().splitlines()
        self.values = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
        self.values = {key: value.strip("'\"") for key, value in self.values.items()}
        self.amqp = urllib.parse.urlparse(self.values["PKSAI_AMQP_URL"])
        self.management = urllib.parse.urlparse(self.values["PKSAI_MANAGEMENT_URL"])

    def pksai(self, *arguments):
        done = subprocess.run([self.folder / "bin/pksai", *arguments, "--json"], env={**os.environ, **self.values},
                              capture_output=True, text=True, check=False, timeout=120)
        if done.returncode:
            sys.exit(f"pksai {' '.join(arguments)}: {done.stderr or done.stdout}")
        return [json.loads(line) for line in done.stdout.splitlines() if line.strip()]

    def connect(self, user, password):
        return pika.BlockingConnection(pika.ConnectionParameters(
            self.amqp.hostname, self.amqp.port, "pksai", pika.PlainCredentials(user, password), heartbeat=0))

    def manage(self, method, path, user, password):
        host = f"http://{self.management.hostname}:{self.management.port}{path}"
        request = urllib.request.Request(host, method=method)
        request.add_header("Authorization", "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode())
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            return error.code, None

    def as_administrator(self, method, path):
        return self.manage(method, path, self.management.username, self.management.password)[1]

    def add_agency(self, name):
        """Its password."""
        return self.pksai("agency", "add", name)[0]["password"]

    def add_user(self, name, *roles):
        """Their password; a focal point is of the directory's first institution."""
        options = [option for role in roles for option in ("--role", role)]
        if "focal_point" in roles:
            options += ["--institution", first_partner()]
        profile = pathlib.Path(self.pksai("user", "add", name, *options)[0]["profile"])
        return json.loads(profile.read_text())["password"]


def first_partner():
    text = (REPOSITORY / "Services/Referral/Service/Directory/directory.json").read_text()
    return re.search(r'"id": "(r\d+)"', text)[1]
