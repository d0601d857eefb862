"""What the harnesses here share: a running copy of the system, and people made for them."""

import base64
import json
import os
import pathlib
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import pika

UNITS = ("intake", "identification", "service-unit", "referral", "data-request")
REPOSITORY = pathlib.Path(__file__).resolve().parents[2]


def harness(name):
    """From here on the program ends with a line of JSON, as every harness does, whatever becomes of it."""
    if "PKSAI_TEST_HARNESS" in os.environ or {"-h", "--help"} & set(sys.argv):
        return
    seed = dict(zip(sys.argv, sys.argv[1:])).get("--seed", "20261122")
    runner = str(REPOSITORY / "deploy/lib/harness.py")
    os.execv(sys.executable, [sys.executable, runner, name, seed, sys.executable, "-B", *sys.argv])


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

    def manage(self, method, path, user, password, body=None):
        host = f"http://{self.management.hostname}:{self.management.port}{path}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(host, data, {"Content-Type": "application/json"}, method=method)
        request.add_header("Authorization", "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode())
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            # What the broker refuses to the user comes as a bad request that quotes its code.
            quoted = re.search(rb'"reason":"(\d{3}) ', error.read())
            return int(quoted[1]) if quoted and error.code == 400 else error.code, None

    def as_administrator(self, method, path):
        return self.manage(method, path, self.management.username, self.management.password)[1]

    def supervisor(self, verb, unit):
        """Stops or starts a unit's one instance, and waits for it to be ready again."""
        configuration = self.folder / "run/supervisord.conf"
        subprocess.run(["supervisorctl", "-c", configuration, verb, f"{unit}-1"], capture_output=True, check=True)
        address = self.values[f"PKSAI_HEALTH_URLS_{unit.upper().replace('-', '_')}"].split(",")[0]
        for _ in range(600 if verb == "start" else 0):
            try:
                with urllib.request.urlopen(f"{address}/readyz", timeout=3):
                    return
            except OSError:
                time.sleep(0.2)
        if verb == "start":
            sys.exit(f"{unit} does not start again")

    def rows(self, address, query):
        """What a database answers a unit's runtime role, as lists of texts."""
        done = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", address, "-c", query],
                              capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{query}: {done.stderr}")
        return [line.split("\t") for line in done.stdout.splitlines()]

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
