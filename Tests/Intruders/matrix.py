"""What every kind of broker user and database role may do on a running copy, and that nobody may do anything else.

usage: matrix.py DATA-FOLDER [--seed N]     (python3 with pika; DATA-FOLDER of `deploy/up --environment test`)

The tables below are written from the rules, not from the code that sets the permissions. Every unit is stopped for a
moment, so that its own queues can be tried with its own credentials. The seed decides in which order users come and
which queue is tried with which exchange, where not all pairs are; another seed can run on the same copy. One JSON line;
status 1 if anything is allowed that should not be, refused that should be allowed, or refused for another reason than
permission.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import time

import pika
from pika import exceptions
from running_copy import UNITS, Copy, harness

RUNGS = {"on_call_worker": "oncall.urgent", "coordinator_sw": "oncall.coordinator_sw",
         "coordinator_pksai": "oncall.coordinator_pksai", "head_pksai": "oncall.head_pksai",
         "agency_head": "oncall.agency_head"}
ALERTED = ("steering", "coordinator_pksai", "responsible_officer", "head_pksai", "agency_head", "secretary",
           "coordinator_sw", "intake_officer", "data_officer", "referral_officer", "ops")
STAFF = ("steering", "coordinator_pksai", "responsible_officer", "head_pksai", "secretary", "intake_officer",
         "data_officer", "analyst", "coordinator_sw", "social_worker", "referral_officer", "agency_head", "tksk", "psm",
         "ops")
ROLES = STAFF + ("focal_point", "on_call_worker", "data_applicant", "agency", "registry")
EXCHANGES = ("complaints", "data-requests", "claims", "commands", "queries", "oncall", "alerts", "events", "receipts",
             "unrouted", "dead-letter")
BUILT_IN = ("amq.direct", "amq.fanout", "amq.headers", "amq.match", "amq.topic", "amq.rabbitmq.trace")
OTHER = "somebody-else"


def keys(name):
    """Everything anybody might publish in this name, by exchange."""
    return {
        "complaints": [f"complaint.{name}.urgent", f"complaint.{name}.routine"],
        "data-requests": [f"data-request.{name}"],
        "claims": [f"urgent.{verb}.{name}" for verb in ("claim", "pass", "release")],
        "commands": [f"{unit}.some_command.{name}" for unit in UNITS]
        + [f"identification.answer_population_lookup.{name}"],
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
    if role == "registry":
        allowed.add(("commands", f"identification.answer_population_lookup.{name}"))
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
            "declare exchange": self.tries(lambda channel: channel.exchange_declare(f"own-{exchange}", "topic")),
            "delete exchange": self.tries(lambda channel: channel.exchange_delete(exchange)),
        } | self.binds(queue, exchange)

    def binds(self, queue, exchange):
        return {
            "bind queue": self.tries(lambda channel: channel.queue_bind(queue, exchange, "#")),
            "unbind queue": self.tries(lambda channel: channel.queue_unbind(queue, exchange, "#")),
        }

    def joins(self, to, source):
        return {
            "bind exchange": self.tries(lambda channel: channel.exchange_bind(to, source, "#")),
            "unbind exchange": self.tries(lambda channel: channel.exchange_unbind(to, source, "#")),
        }


class Matrix:
    def __init__(self, copy, seed):
        self.copy = copy
        self.dice = random.Random(seed)
        self.tried = self.allowed = 0
        self.faults = []
        self.queues = []
        self.look()

    def look(self):
        self.queues = sorted(queue["name"] for queue in self.copy.as_administrator("GET", "/api/queues/pksai"))

    def expect(self, who, what, code, succeeds, refusals=(403,)):
        """A refusal is the broker's ACCESS_REFUSED: that something is not there would be no refusal."""
        self.tried += 1
        allowed = 200 <= code < 300
        self.allowed += allowed
        if allowed != succeeds or (not succeeds and code not in refusals):
            self.faults.append(f"{who}: {what} ended with {code}, {'should succeed' if succeeds else 'should be refused'}")

    def user(self, who, name, password, publishes, reads, mine=lambda queue: False):
        """Everything by one user; queues that are `mine` may be declared and deleted, and are not tried with either."""
        prober = Prober(self.copy, name, password)
        own = [(exchange, key) for exchange, some in keys(name).items() for key in some]
        others = [(exchange, key) for exchange, some in keys(OTHER).items() for key in some]
        sly = [(exchange, key + "\n") for exchange, key in own[:3]] + [("complaints", "complaint.#.urgent")]
        internal = [("unrouted", "x"), ("dead-letter", "intake")] + [(exchange, "x") for exchange in BUILT_IN]
        for exchange, key in own + others + sly + of_units() + internal:
            self.expect(who, f"publish {exchange} {key!r}", prober.publishes(exchange, key), (exchange, key) in publishes)
        for exchange, key in sorted(publishes)[:3]:
            # The broker's answer to a forged name is PRECONDITION_FAILED.
            self.expect(who, f"forge user_id on {exchange}", prober.publishes(exchange, key, user_id=OTHER), False, (406,))
            self.expect(who, f"own user_id on {exchange}", prober.publishes(exchange, key, user_id=name), True)
        for queue in self.queues:
            self.expect(who, f"default exchange to {queue}", prober.publishes("", queue), False)
            for operation, code in prober.reads(queue).items():
                self.expect(who, f"{operation} {queue}", code, queue in reads)
            exchange = self.dice.choice(EXCHANGES + BUILT_IN)
            codes = prober.binds(queue, exchange) if mine(queue) else prober.configures(queue, exchange)
            for operation, code in codes.items():
                self.expect(who, f"{operation} {queue} {exchange}", code, False)
            for exchange in EXCHANGES + BUILT_IN if queue in reads else ():
                for operation, code in prober.binds(queue, exchange).items():
                    self.expect(who, f"{operation} {queue} {exchange}", code, False)
        written = {exchange for exchange, _ in publishes}
        for to in EXCHANGES + BUILT_IN:
            sources = EXCHANGES + BUILT_IN if to in written else self.dice.sample(EXCHANGES + BUILT_IN, 2)
            for source in sources:
                # A permission names queues and exchanges alike: who drains the queue `unrouted` may read the exchange too.
                succeeds = to in written and source in reads
                for operation, code in prober.joins(to, source).items():
                    self.expect(who, f"{operation} {to} from {source}", code, succeeds)
        for operation in ("exchange_declare", "exchange_delete"):
            for exchange in BUILT_IN + ("amq.own",):
                code = prober.tries(lambda channel, operation=operation, name=exchange: getattr(channel, operation)(name))
                self.expect(who, f"{operation} {exchange}", code, False)
        prober.connection.close()

    def unit(self, unit):
        """A unit's user: with the unit stopped, so that reading and emptying its queues takes no work from it."""
        password = (self.copy.folder / "secrets/broker" / unit).read_text().strip()
        self.copy.supervisor("stop", unit)
        try:
            self.look()
            self.user(f"unit {unit}", unit, password, unit_publishes(unit), unit_reads(unit))
            self.management(f"unit {unit}", unit, password)
        finally:
            self.copy.supervisor("start", unit)

    def administrator(self, name, password):
        """May declare and delete people's own queues of answers, nothing else of the broker's; orders and asks."""
        own = {(exchange, key) for exchange in ("commands", "queries") for key in keys(name)[exchange]}
        self.user("administrator", name, password, own, {f"receipts.{name}"}, lambda queue: queue.startswith("receipts."))
        prober = Prober(self.copy, name, password)
        queue = "receipts.of-the-matrix"
        for operation, code in {
            "declare": prober.tries(lambda channel: channel.queue_declare(queue, durable=True)),
            "delete": prober.tries(lambda channel: channel.queue_delete(queue)),
        }.items():
            self.expect("administrator", f"{operation} {queue}", code, True)
        prober.connection.close()
        self.management("administrator", name, password, may_read=True, sets_users=True)

    def management(self, who, name, password, may_read=False, sets_users=False):
        """The management interface: for the administrator, users and a look; for everybody else nothing at all."""
        def expect(method, path, succeeds, body=None):
            code = self.copy.manage(method, path, name, password, body)[0]
            # The interface answers 401 also to somebody it knows but does not let.
            self.expect(who, f"{method} {path}", code, succeeds, (401, 403))

        for path in ("/api/overview", "/api/queues/pksai", "/api/definitions", "/api/users", "/api/connections"):
            expect("GET", path, may_read)
        get = {"count": 1, "ackmode": "ack_requeue_true", "encoding": "auto"}
        publish = {"properties": {}, "routing_key": "x", "payload": "{}", "payload_encoding": "string"}
        for exchange in EXCHANGES + ("amq.topic", "amq.default"):
            publish["routing_key"] = f"complaint.{OTHER}.urgent" if exchange == "complaints" else "intake.staff"
            expect("POST", f"/api/exchanges/pksai/{exchange}/publish", False, publish)
        publish["routing_key"] = f"intake.some_query.{name}"
        expect("POST", "/api/exchanges/pksai/queries/publish", sets_users, publish)
        for queue in self.queues:
            if queue == f"receipts.{name}":
                continue
            expect("POST", f"/api/queues/pksai/{queue}/get", False, get)
            expect("DELETE", f"/api/queues/pksai/{queue}/contents", False)
            if not (sets_users and queue.startswith("receipts.")):
                expect("DELETE", f"/api/queues/pksai/{queue}", False)
            expect("POST", f"/api/bindings/pksai/e/events/q/{queue}", False, {"routing_key": "#"})
        expect("POST", "/api/bindings/pksai/e/events/e/amq.topic", False, {"routing_key": "#"})
        expect("PUT", "/api/queues/pksai/own", False, {"durable": True})
        for exchange in ("own", "amq.own"):
            expect("PUT", f"/api/exchanges/pksai/{exchange}", False, {"type": "topic"})
        for exchange in EXCHANGES:
            expect("DELETE", f"/api/exchanges/pksai/{exchange}", False)
        everything = {"configure": ".*", "write": ".*", "read": ".*"}
        expect("PUT", "/api/users/of-the-matrix", sets_users, {"password": "of-the-matrix", "tags": ""})
        expect("PUT", "/api/permissions/pksai/of-the-matrix", sets_users, everything)
        expect("DELETE", "/api/permissions/pksai/of-the-matrix", sets_users)
        expect("DELETE", "/api/users/of-the-matrix", sets_users)
        if not sets_users:
            expect("PUT", f"/api/permissions/pksai/{name}", False, everything)
            expect("PUT", f"/api/users/{name}", False, {"password": "other", "tags": "administrator"})
            expect("DELETE", "/api/users/intake", False)
            expect("PUT", "/api/policies/pksai/own", False, {"pattern": ".*", "definition": {"message-ttl": 1}})
            expect("PUT", "/api/vhosts/own", False, {})
            expect("POST", "/api/definitions", False, {"users": []})

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


def kept(copy, prefix):
    """(unit, reason, message id) of what the units keep of messages whose id begins so."""
    found = []
    for unit in UNITS:
        entries = copy.pksai("quarantine", "list", unit, "--limit", "1000")[0]
        found += [(unit, entry["reason"], entry["message_id"]) for entry in entries
                  if (entry.get("message_id") or "").startswith(prefix)]
    return sorted(found)


def carbon_copies(matrix, copy, accounts, seed):
    """CC and BCC cannot be refused by this broker. What they reach keeps them for ops, or drops them if they ask."""
    complaint = json.dumps({"channel": "phone", "situation": "probe by carbon copy", "test": True}).encode()
    # Exchange, who writes there, the key that is theirs, the key that is not, and who reads either.
    ways = [("complaints", "agency", "complaint.{}.routine", f"complaint.{OTHER}.urgent", ["intake"], ["intake"]),
            ("data-requests", "data_applicant", "data-request.{}", f"data-request.{OTHER}", ["data-request"], []),
            ("claims", "on_call_worker", "urgent.claim.{}", f"urgent.claim.{OTHER}", ["service-unit"], []),
            ("commands", "ops", "intake.some_command.{}", f"referral.some_command.{OTHER}", ["intake"], ["referral"]),
            ("queries", "ops", "intake.some_query.{}", f"referral.some_query.{OTHER}", [], [])]
    expected = []
    effects = []
    for exchange, role, own, foreign, here, there in ways:
        name, password = accounts[role]
        prober = Prober(copy, name, password)
        for header in ("CC", "BCC"):
            identity = f"carbon-{seed}-{exchange}-{header.lower()}"
            is_complaint = exchange == "complaints"
            properties = pika.BasicProperties(
                message_id=identity, type="complaint.submitted" if is_complaint else "some_command", user_id=name,
                content_type="application/json", delivery_mode=2, headers={header: [foreign], "schema_version": 1})
            body = complaint if is_complaint else b"{}"
            code = prober.tries(lambda channel, exchange=exchange, key=own.format(name), body=body, sent=properties:
                                channel.basic_publish(exchange, key, body, sent))
            matrix.expect(role, f"publish on {exchange} with {header}", code, True)
            if header == "CC":
                expected += [(unit, "copied", identity) for unit in here + there]
            else:
                # The header is taken off on the way: what came by the sender's own key is as any other message.
                expected += [(unit, "wrong_routing_key", identity) for unit in there]
                effects.append((identity, here))
        prober.connection.close()
    ordinary = {identity: units for identity, units in effects}
    deadline = time.monotonic() + 60
    while True:
        found = [entry for entry in kept(copy, f"carbon-{seed}-")
                 if not (entry[1] not in ("copied", "wrong_routing_key") and entry[0] in ordinary.get(entry[2], ()))]
        if found == sorted(expected) or time.monotonic() > deadline:
            break
        time.sleep(0.5)
    if found != sorted(expected):
        matrix.faults.append(f"messages with CC or BCC: kept {found}, not {sorted(expected)}")
    return [list(entry) for entry in found]


def registered(copy):
    """How many complaints intake has registered."""
    return int(copy.rows(copy.values["PKSAI_DATABASE_URL_INTAKE"],
                         "SELECT count(*) FROM journal WHERE type = 'complaint_registered'")[0][0])


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--seed", type=int, default=20261122)
    options = parser.parse_args()
    copy = Copy(options.folder)
    matrix = Matrix(copy, options.seed)
    accounts = {}
    for role in ROLES:
        name = f"probe-{role.replace('_', '-')}-{options.seed}"
        accounts[role] = (name, copy.add_agency(name) if role == "agency" else copy.add_user(name, role))
    matrix.look()
    before = registered(copy)
    for role, (name, password) in matrix.dice.sample(sorted(accounts.items()), len(accounts)):
        matrix.user(role, name, password, may_publish(role, name), may_read(role, name))
        matrix.management(role, name, password)
    for unit in matrix.dice.sample(UNITS, len(UNITS)):
        matrix.unit(unit)
    matrix.administrator(copy.amqp.username, copy.amqp.password)
    matrix.databases()
    copies = carbon_copies(matrix, copy, accounts, options.seed)
    # Of all these only the complaint whose BCC was taken off is one, by its sender's own key.
    effects = registered(copy) - before
    if effects != 1:
        matrix.faults.append(f"{effects} complaints registered, not 1")
    print(json.dumps({"harness": "matrix", "seed": options.seed, "tried": matrix.tried, "allowed": matrix.allowed,
                      "carbon_copies": copies, "complaints_registered": effects, "faults": matrix.faults[:50],
                      "fault_count": len(matrix.faults)}))
    sys.exit(1 if matrix.faults else 0)


if __name__ == "__main__":
    harness("matrix")
    main()
