"""Bad messages of every type into a running copy; each must be answered, and nothing may suffer from it.

usage: fuzz.py DATA-FOLDER [--seed N] [--messages N]     (python3 with pika; DATA-FOLDER of `deploy/up --environment test`)

Takes the examples of every message from the contracts, puts in numbers and identifiers that the copy really has, and
changes members, text and envelope. Each message must be answered in its sender's queue; those without an identifier are
counted. Nothing may be left in a unit's queue, no unit may fail at a message, die or be started anew, none may grow with
what it was sent, and urgent complaints, one a second, must go on being accepted. One JSON line; status 1 if any of that fails. An
interrupt (SIGINT) ends the sending early; the account is the same.
"""

import argparse
import collections
import json
import pathlib
import random
import re
import signal
import subprocess
import sys
import threading
import time

import pika
from pika import exceptions

from mutations import Mutations
from running_copy import REPOSITORY, UNITS, Copy

STAFF = ("steering", "coordinator_pksai", "responsible_officer", "head_pksai", "secretary", "intake_officer",
         "data_officer", "analyst", "coordinator_sw", "social_worker", "referral_officer", "agency_head", "tksk", "psm",
         "ops", "on_call_worker")
ACTIONS = {"urgent_case_claimed": "claim", "urgent_case_passed": "pass", "urgent_case_released": "release"}
# More than this between an urgent complaint and its receipt is a delay; what a debug build on a busy machine may take.
URGENT_SECONDS = 10
# The broker itself refuses a body over two mebibytes.
SURELY_TAKEN_BYTES = 1 << 20
# What a unit may come to hold beyond what it held when a tenth had been sent.
GROWTH_MEBIBYTES = 96


def catalogue():
    """Every message outsiders send: name, example, exchange, routing key with the sender's name to be put in."""
    document = json.loads((REPOSITORY / "Shared/Contracts/Schemas/asyncapi.json").read_text())
    found = collections.defaultdict(list)
    for name, channel in document["channels"].items():
        exchange = channel["bindings"]["amqp"]["exchange"]["name"]
        if exchange not in ("complaints", "data-requests", "claims", "commands", "queries"):
            continue
        for key, reference in channel["messages"].items():
            message = document["components"]["messages"][reference["$ref"].rsplit("/", 1)[1]]
            address = channel["address"]
            for parameter in ("{command}", "{query}"):
                address = address.replace(parameter, message["name"])
            address = address.replace("{lane}", "routine").replace("{action}", ACTIONS.get(key, ""))
            found[name.removesuffix("_queries").removesuffix("_commands")].append(
                (message["name"], message["examples"][0]["payload"], exchange, address))
    return found


class Sender(threading.Thread):
    """One user: sends with confirms, counts the answers."""

    def __init__(self, copy, name, password):
        super().__init__(daemon=True)
        self.name, self.connection = name, copy.connect(name, password)
        self.channel = self.confirming = None
        self.listening = copy.connect(name, password)
        self.waiting, self.answered = {}, set()
        # The same bytes from nobody at the same place are the same message.
        self.kept = set()
        self.fates = collections.Counter()
        self.answers_without = self.answers = 0
        self.known = collections.defaultdict(list)
        self.lock = threading.Lock()
        self.over = False
        self.start()

    def run(self):
        channel = self.listening.channel()
        channel.basic_qos(prefetch_count=500)
        for method, properties, body in channel.consume(f"receipts.{self.name}", inactivity_timeout=0.5):
            if method is None:
                if self.over:
                    return
                continue
            with self.lock:
                self.answers += 1
                if properties.correlation_id:
                    self.answered.add(properties.correlation_id)
                    self.waiting.pop(properties.correlation_id, None)
                else:
                    self.answers_without += 1
            channel.basic_ack(method.delivery_tag)
            if properties.content_type == "application/json":
                self.learn(json.loads(body))

    def learn(self, value):
        """Keeps what the system calls things, to ask for them again."""
        if isinstance(value, dict):
            for name, member in value.items():
                if isinstance(member, str) and len(member) < 80 and name != "message_id":
                    known = self.known[name]
                    if len(known) < 50:
                        known.append(member)
                self.learn(member)
        elif isinstance(value, list):
            for item in value[:20]:
                self.learn(item)

    def look(self, copy, colleague):
        """What a colleague may list, since answers to staff are sealed."""
        for lists in (("complaint", "list"), ("case", "list"), ("referral", "list"), ("data-request", "list")):
            self.learn(copy.pksai(*lists, "--as", colleague))

    def send(self, exchange, key, body, properties, is_doubtful):
        """Whether the broker took it; one that it may refuse is waited for, of all others the answers tell."""
        if self.channel is None or not self.channel.is_open:
            self.channel = self.connection.channel()
        if self.confirming is None or not self.confirming.is_open:
            self.confirming = self.connection.channel()
            self.confirming.confirm_delivery()
        identifier = properties.get("message_id") or ""
        # The broker takes a BCC header out, and what is left is an ordinary message.
        if "user_id" not in properties or "CC" in properties["headers"]:
            # Nobody can be answered. Ops find it in quarantine; a question is not kept.
            fate = "dropped" if exchange == "queries" else "kept"
            if fate == "kept":
                self.kept.add((key, identifier, body))
        else:
            fate = "answered" if identifier else "answered without identifier"
        with self.lock:
            self.fates[fate] += 1
            if fate == "answered" and identifier not in self.answered:
                self.waiting[identifier] = f"{properties.get('type')} {exchange} {len(body)} bytes"
        try:
            channel = self.confirming if is_doubtful or len(body) > SURELY_TAKEN_BYTES else self.channel
            channel.basic_publish(exchange, key, body, pika.BasicProperties(**properties), mandatory=True)
            return True
        except exceptions.ChannelClosedByBroker:
            # The broker itself refuses it (a CC header that is no list): the sender knows.
            with self.lock:
                self.fates[fate] -= 1
                self.waiting.pop(identifier, None)
                self.kept.discard((key, identifier, body))
            return False

    def unanswered(self):
        with self.lock:
            return len(self.waiting) + max(0, self.fates["answered without identifier"] - self.answers_without)


class Urgent(threading.Thread):
    """An agency that tells of an emergency every second, and measures when it hears of it."""

    def __init__(self, copy, name, password):
        super().__init__(daemon=True)
        self.name, self.connection, self.seconds, self.over = name, copy.connect(name, password), [], False
        self.start()

    def run(self):
        channel = self.connection.channel()
        number = 0
        while not self.over:
            number += 1
            body = json.dumps({"channel": "phone", "situation": "seen hurt", "emergency": True, "test": True,
                               "categories": ["violence_victim"]}).encode()
            begin = time.monotonic()
            channel.basic_publish("complaints", f"complaint.{self.name}.urgent", body, pika.BasicProperties(
                message_id=f"urgent-{number}", type="complaint.submitted", user_id=self.name, delivery_mode=2,
                content_type="application/json", headers={"schema_version": 1}))
            while time.monotonic() - begin < 60:
                method, properties, _ = channel.basic_get(f"receipts.{self.name}", auto_ack=True)
                if method is not None and properties.correlation_id == f"urgent-{number}":
                    break
                if method is None:
                    self.connection.sleep(0.005)
            self.seconds.append(time.monotonic() - begin)
            self.connection.sleep(max(0, 1 - (time.monotonic() - begin)))


class Units:
    """The five programs, as the machine sees them."""

    def __init__(self, copy):
        self.copy = copy

    def processes(self):
        return {unit: (self.copy.folder / f"run/{unit}-1.pid").read_text().split()[0] for unit in UNITS}

    def mebibytes(self):
        sizes = {}
        for unit, process in self.processes().items():
            status = pathlib.Path(f"/proc/{process}/status").read_text()
            sizes[unit] = int(re.search(r"VmRSS:\s+(\d+)", status)[1]) // 1024
        return sizes

    def waiting(self):
        queues = self.copy.as_administrator("GET", "/api/queues/pksai")
        return {queue["name"]: queue.get("messages", 0) for queue in queues
                if queue.get("messages") and queue["name"].startswith(UNITS)}

    def kept(self):
        """Quarantined for want of somebody to answer, in all units."""
        statement = "SELECT count(*) FROM quarantine WHERE reason IN ('no_user_id', 'copied')"
        return sum(int(row) for _, row in self.ask(statement))

    def not_decided(self):
        """What a unit tried, failed at again and again and put aside: a mistake in its program, whoever sent it."""
        statement = "SELECT type, count(*) FROM quarantine WHERE reason IN ('failing', 'crashing') GROUP BY 1"
        return [f"{unit}: {row.replace('|', ', ')} times" for unit, row in self.ask(statement)]

    def ask(self, statement):
        """The rows every unit's database answers, with the unit's name."""
        for unit in UNITS:
            url = self.copy.values[f"PKSAI_DATABASE_URL_{unit.upper().replace('-', '_')}"]
            for row in subprocess.run(["psql", "-X", "-A", "-t", url, "-c", statement],
                                      capture_output=True, text=True, check=True).stdout.split("\n"):
                if row:
                    yield unit, row


def prepared(example, sender, dice):
    """The example with identifiers and numbers that exist, as often as not."""
    if isinstance(example, dict):
        return {name: dice.choice(sender.known[name]) if sender.known.get(name) and isinstance(member, str)
                and dice.random() < 0.7 else prepared(member, sender, dice) for name, member in example.items()}
    if isinstance(example, list):
        return [prepared(item, sender, dice) for item in example]
    return example


def percentile(values, share):
    values = sorted(values)
    return round(values[min(len(values) - 1, int(len(values) * share))], 3) if values else None


def until(seconds, holds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.2)
    return False


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--messages", type=int, default=1_000_000)
    options = parser.parse_args()
    dice, copy = random.Random(options.seed), Copy(options.folder)
    mutations, units = Mutations(dice), Units(copy)
    tag = f"fuzz-{options.seed}"
    people = {
        "complaints": Sender(copy, f"{tag}-agency", copy.add_agency(f"{tag}-agency")),
        "data_requests": Sender(copy, f"{tag}-applicant", copy.add_user(f"{tag}-applicant", "data_applicant")),
        "staff": Sender(copy, f"{tag}-staff", copy.add_user(f"{tag}-staff", *STAFF)),
    }
    copy.add_user(f"{tag}-colleague", *STAFF)
    messages = [(people.get(channel, people["staff"]), *message) for channel, some in catalogue().items()
                for message in some]
    before, kept, faults = units.processes(), units.kept(), []
    urgent = Urgent(copy, f"{tag}-urgent", copy.add_agency(f"{tag}-urgent"))
    sent, refused, early, began = collections.Counter(), 0, None, time.monotonic()
    stopped = []
    signal.signal(signal.SIGINT, lambda *_: stopped.append(True))
    for number in range(options.messages):
        if stopped:
            break
        sender, name, example, exchange, address = messages[number % len(messages)]
        properties = {"message_id": f"{tag}-{number}", "type": name, "user_id": sender.name, "delivery_mode": 2,
                      "content_type": "application/json", "headers": {"schema_version": 1}}
        value, how = prepared(example, sender, dice), dice.choice(("good", "members", "members", "members", "bytes", "envelope"))
        body = mutations.text(mutations.members(value) if how == "members" else value)
        if how == "bytes":
            body = mutations.bytes(body)
        if how == "envelope":
            properties = mutations.envelope(properties)
        if sender.send(exchange, address.replace("{username}", sender.name), body, properties, how == "envelope"):
            sent[how] += 1
        else:
            refused += 1
        if number % 2_000 == 1_000:
            people["staff"].look(copy, f"{tag}-colleague")
        if number % 200 == 199:
            until(300, lambda: sum(person.unanswered() for person in people.values()) < 500)
        if number in (100, options.messages // 10):
            early = units.mebibytes()
        if sys.stderr.isatty() and number % 100 == 0:
            print(f"\r{number} of {options.messages}", end="", file=sys.stderr, flush=True)
    if not until(120, lambda: not any(person.unanswered() for person in people.values())):
        faults += [f"no answer to {identifier}: {what}" for person in people.values()
                   for identifier, what in list(person.waiting.items())[:20]]
        faults += [f"{person.name}: {person.fates['answered without identifier']} sent without an identifier, "
                   f"{person.answers_without} answered" for person in people.values()
                   if person.fates["answered without identifier"] > person.answers_without]
    urgent.over = True
    urgent.join(90)
    if not until(120, lambda: not units.waiting()):
        faults.append(f"left in queues: {units.waiting()}")
    fates = sum((person.fates for person in people.values()), collections.Counter())
    unanswerable = sum(len(person.kept) for person in people.values())
    if units.kept() - kept < unanswerable:
        faults.append(f"{unanswerable} nobody can be answered for, {units.kept() - kept} of them kept")
    faults += [f"failed at, in {row}" for row in units.not_decided()]
    late = units.mebibytes()
    after = units.processes()
    faults += [f"{unit} died" for unit in UNITS if before[unit] != after[unit]]
    faults += [f"{unit} grew from {early[unit]} to {late[unit]} MiB" for unit in UNITS
               if late[unit] - early[unit] > GROWTH_MEBIBYTES]
    slowest = max(urgent.seconds, default=0)
    if not urgent.seconds or slowest > URGENT_SECONDS:
        faults.append(f"an urgent complaint waited {slowest:.1f} s for its receipt")
    for person in people.values():
        person.over = True
    print(json.dumps({
        "harness": "fuzz", "seed": options.seed, "seconds": round(time.monotonic() - began), "types": len(messages), "sent": sum(sent.values()), "how": sent, "fates": fates,
        "refused_by_broker": refused, "answers": sum(person.answers for person in people.values()),
        "urgent": {"sent": len(urgent.seconds), "p50_seconds": percentile(urgent.seconds, 0.5),
                   "p99_seconds": percentile(urgent.seconds, 0.99)},
        "mebibytes": {"early": early, "late": late}, "faults": faults[:50], "fault_count": len(faults)}))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
