"""What every kind of broker user and database role may do on a running copy, and that nobody may do anything else.

usage: matrix.py DATA-FOLDER        (python3 with pika; DATA-FOLDER of `deploy/up --environment test`)

The tables below are written from the rules, not from the code that sets the permissions. One JSON line; status 1 if
anything is allowed that should not be, or refused that should be allowed.
"""

import json
import re
import subprocess
import sys
import time

import pika
from pika import exceptions
from running_copy import UNITS, Copy

RUNGS = {"on_call_worker": "oncall.urgent", "coordinator_sw": "oncall.coordinator_sw",
         "coordinator_pksai": "oncall.coordinator_pksai", "head_pksai": "oncall.head_pksai",
         "agency_head": "oncall.agency_head"}
ALERTED = ("steering", "coordinator_pksai", "responsible_officer", "head_pksai", "agency_head", "secretary",
           "coordinator_sw", "intake_officer", "data_officer", "referral_officer", "ops")
STAFF = ("steering", "coordinator_pksai", "responsible_officer", "head_pksai", "secretary", "intake_officer",
         "data_officer", "analyst", "coordinator_sw", "social_worker", "referral_officer", "agency_head", "tksk", "psm",
         "ops")
ROLES = STAFF + ("focal_point", "on_call_worker", "data_applicant", "agency")
EXCHANGES = ("complaints", "data-requests", "claims", "commands", "queries", "oncall", "alerts", "events", "receipts",
             "unrouted", "dead-letter")
OTHER = "somebody-else"


def keys(name):
    """Everything anybody might publish in this name, by exchange."""
    return {
        "complaints": [f"complaint.{name}.urgent", f"complaint.{name}.routine"],
        "data-requests": [f"data-request.{name}"],
        "claims": [f"urgent.{verb}.{name}" for verb in ("claim", "pass", "release")],
        "commands": [f"{unit}.some_command.{name}" for unit in UNITS],
        "queries": [f"{unit}.some_query.{name}" for unit in UNITS],
    }


def of_units():
    keys = {
        "oncall": ["urgent.raised.worker", "urgent.raised.head_pksai"],
        "alerts": ["alert.head_pksai", "alert.ops"],
        "events": [f"{unit}.urgent.case_closed" for unit in UNITS],
        "receipts": [f"receipt.{OTHER}"],
    }
    return [(exchange, key) for exchange, some in keys.items() for key in some]


def may_publish(role, name):
    own = keys(name)
    allowed = {("queries", key) for key in own["queries"]}
    if role in STAFF:
        allowed |= {("commands", key) for key in own["commands"]}
    if role in RUNGS:
        allowed |= {("claims", key) for key in own["claims"]}
    if role == "on_call_worker":
        allowed.add(("commands", f"service-unit.some_command.{name}"))
    if role == "focal_point":
        allowed |= {("commands", f"{unit}.some_command.{name}") for unit in ("referral", "service-unit")}
    if role == "data_applicant":
        allowed |= {("data-requests", key) for key in own["data-requests"]}
    if role == "agency":
        allowed |= {("complaints", key) for key in own["complaints"]}
    return allowed


def may_read(role, name):
    queues = {f"receipts.{name}"}
    if role in RUNGS:
        queues.add(RUNGS[role])
    if role in ALERTED:
        queues.add(f"alerts.{role}")
    return queues


def unit_publishes(unit):
    allowed = {pair for pair in of_units() if pair[0] in ("alerts", "receipts")}
    allowed.add(("events", f"{unit}.urgent.case_closed"))
    if unit == "service-unit":
        allowed |= {pair for pair in of_units() if pair[0] == "oncall"}
    return allowed


def unit_reads(unit):
    queues = {f"{unit}.{suffix}" for suffix in ("urgent", "routine", "staff", "queries")} | {f"dead-letters.{unit}"}
    return queues | ({"intake.events", "unrouted"} if unit == "intake" else set())


class Prober:
    """One user's tries. A refused operation closes its channel, never the connection."""

    def __init__(self, copy, user, password):
        self.connection = copy.connect(user, password)
        self.channel = None

    def tries(self, operation):
        """200 if it succeeded, else the broker's reply code."""
        if self.channel is None or not self.channel.is_open:
            self.channel = self.connection.channel()
            self.channel.confirm_delivery()
        try:
            operation(self.channel)
            return 200
        except exceptions.ChannelClosedByBroker as error:
            return error.reply_code
        except (exceptions.UnroutableError, exceptions.NackError):
            return 200

    def publishes(self, exchange, key, **properties):
        properties = pika.BasicProperties(delivery_mode=1, message_id="probe", type="probe", **properties)
        return self.tries(lambda channel: channel.basic_publish(exchange, key, b"{}", properties))

    def reads(self, queue):
        return {
            "get": self.tries(lambda channel: channel.basic_get(queue, auto_ack=False) and channel.basic_nack(0, True)),
            "consume": self.tries(lambda channel: channel.basic_cancel(channel.basic_consume(queue, lambda *_: None))),
            "purge": self.tries(lambda channel: channel.queue_purge(queue)),
        }

    def configures(self, queue, exchange):
        return {
            "declare queue": self.tries(lambda channel: channel.queue_declare(f"{queue}.own", auto_delete=True)),
            "delete queue": self.tries(lambda channel: channel.queue_delete(queue)),
            "bind queue": self.tries(lambda channel: channel.queue_bind(queue, exchange, "#")),
            "unbind queue": self.tries(lambda channel: channel.queue_unbind(queue, exchange, "#")),
            "declare exchange": self.tries(lambda channel: channel.exchange_declare(f"own-{exchange}", "topic")),
            "delete exchange": self.tries(lambda channel: channel.exchange_delete(exchange)),
        }


class Matrix:
    def __init__(self, copy):
        self.copy = copy
        self.tried = self.allowed = 0
        self.faults = []
        self.queues = sorted(queue["name"] for queue in copy.as_administrator("GET", "/api/queues/pksai"))

    def expect(self, who, what, code, succeeds):
        self.tried += 1
        self.allowed += code == 200
        if (code == 200) != succeeds or (not succeeds and code not in (401, 403, 404, 406)):
            self.faults.append(f"{who}: {what} ended with {code}, {'should succeed' if succeeds else 'should be refused'}")

    def user(self, who, name, password, publishes, reads, configures=lambda queue: False):
        prober = Prober(self.copy, name, password)
        own = [(exchange, key) for exchange, some in keys(name).items() for key in some]
        others = [(exchange, key) for exchange, some in keys(OTHER).items() for key in some]
        sly = [(exchange, key + "\n") for exchange, key in own[:3]] + [("complaints", "complaint.#.urgent")]
        for exchange, key in own + others + sly + of_units() + [("unrouted", "x"), ("dead-letter", "intake")]:
            self.expect(who, f"publish {exchange} {key!r}", prober.publishes(exchange, key), (exchange, key) in publishes)
        for exchange, key in sorted(publishes)[:3]:
            self.expect(who, f"forge user_id on {exchange}", prober.publishes(exchange, key, user_id=OTHER), False)
            self.expect(who, f"own user_id on {exchange}", prober.publishes(exchange, key, user_id=name), True)
        for queue in self.queues:
            self.expect(who, f"default exchange to {queue}", prober.publishes("", queue), False)
            for operation, code in prober.reads(queue).items():
                self.expect(who, f"{operation} {queue}", code, queue in reads)
            if configures(queue):
                continue
            exchange = EXCHANGES[len(queue) % len(EXCHANGES)]
            for operation, code in prober.configures(queue, exchange).items():
                self.expect(who, f"{operation} {queue} {exchange}", code, False)
        prober.connection.close()

    def management(self, who, name, password, succeeds):
        for method, path in (("GET", "/api/overview"), ("GET", "/api/queues/pksai"), ("GET", "/api/definitions"),
                             ("GET", "/api/users"), ("GET", "/api/connections")):
            self.expect(who, f"{method} {path}", self.copy.manage(method, path, name, password)[0], succeeds)

    def databases(self):
        urls = {unit: self.copy.values[f"PKSAI_DATABASE_URL_{unit.upper().replace('-', '_')}"] for unit in UNITS}

        def sql(url, statement):
            return subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", url, "-c", statement],
                                  capture_output=True, text=True, check=False).returncode

        for unit, url in urls.items():
            who = f"database role of {unit}"
            for other in UNITS + ("postgres", "template1"):
                address = re.sub(r"/[a-z_]+$", "/" + other.replace("-", "_"), url)
                self.expect(who, f"connect to {other}", 200 if sql(address, "SELECT 1") == 0 else 403, other == unit)
            for statement, succeeds in (
                ("SELECT count(*) FROM journal", True),
                ("UPDATE journal SET type = type", False),
                ("DELETE FROM journal WHERE false", False),
                ("TRUNCATE journal", False),
                ("ALTER TABLE journal DISABLE TRIGGER ALL", False),
                ("DROP TABLE journal", False),
                ("CREATE TABLE own (x int)", False),
                ("SET ROLE postgres", False),
            ):
                self.expect(who, statement, 200 if sql(url, statement) == 0 else 403, succeeds)


def carbon_copies(matrix, copy, name, password):
    """CC and BCC cannot be refused by the broker; they have no effect: the copies end in quarantine."""
    before = len(copy.pksai("quarantine", "list", "intake")[0])
    prober = Prober(copy, name, password)
    body = json.dumps({"channel": "phone", "situation": "probe by carbon copy", "test": True}).encode()
    for number, header in enumerate(("CC", "BCC")):
        properties = pika.BasicProperties(message_id=f"carbon-{number}", type="complaint.submitted", user_id=name,
                                          content_type="application/json", delivery_mode=2,
                                          headers={header: [f"complaint.{OTHER}.urgent"], "schema_version": 1})
        code = prober.tries(lambda channel, sent=properties: channel.basic_publish(
            "complaints", f"complaint.{name}.routine", body, sent))
        matrix.expect("agency", f"publish with {header}", code, True)
    prober.connection.close()
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        kept = copy.pksai("quarantine", "list", "intake")[0]
        reasons = [entry["reason"] for entry in kept][before:]
        if len(reasons) >= 3:
            break
        time.sleep(0.5)
    return reasons


def main():
    copy = Copy(sys.argv[1])
    matrix = Matrix(copy)
    accounts = {}
    for role in ROLES:
        name = "probe-" + role.replace("_", "-")
        accounts[role] = (name, copy.add_agency(name) if role == "agency" else copy.add_user(name, role))
    matrix.queues = sorted(queue["name"] for queue in copy.as_administrator("GET", "/api/queues/pksai"))
    for role, (name, password) in accounts.items():
        matrix.user(role, name, password, may_publish(role, name), may_read(role, name))
        matrix.management(role, name, password, False)
    for unit in UNITS:
        password = (copy.folder / "secrets/broker" / unit).read_text().strip()
        # A unit's own queues are left alone: purging them would take work from the running system.
        matrix.queues = [queue for queue in matrix.queues if queue not in unit_reads(unit)]
        matrix.user(f"unit {unit}", unit, password, unit_publishes(unit), set())
        matrix.management(f"unit {unit}", unit, password, False)
        matrix.queues = sorted(queue["name"] for queue in copy.as_administrator("GET", "/api/queues/pksai"))
    administrator, password = copy.amqp.username, copy.amqp.password
    matrix.user("administrator", administrator, password,
                {(exchange, key) for exchange in ("commands", "queries") for key in keys(administrator)[exchange]},
                {f"receipts.{administrator}"}, configures=lambda queue: queue.startswith("receipts."))
    matrix.management("administrator", administrator, password, True)
    matrix.databases()
    reasons = carbon_copies(matrix, copy, *accounts["agency"])
    if len(reasons) < 3:
        matrix.faults.append(f"messages with CC or BCC: kept in quarantine {reasons}")
    print(json.dumps({"harness": "matrix", "tried": matrix.tried, "allowed": matrix.allowed,
                      "carbon_copies": reasons, "faults": matrix.faults[:50], "fault_count": len(matrix.faults)}))
    sys.exit(1 if matrix.faults else 0)


if __name__ == "__main__":
    main()
