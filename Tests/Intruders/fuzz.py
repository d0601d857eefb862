"""Bad messages of every type into a running copy; each must be answered, and nothing may suffer from it.

usage: fuzz.py DATA-FOLDER [--seed N] [--messages N]     (python3 with pika, pyhpke; of `deploy/up --environment test`)

Takes the examples of every message from the contracts, and events made by their schemas and sent with units' own
credentials, puts in numbers and identifiers that the copy really has, and changes members, text and envelope; half is
sealed validly. Each must be answered in its sender's queue, those without an identifier are counted; what nobody is
answered for must be found in the tables of the unit it came to, message by message. A forged sender must be refused.
Nothing may be left in a unit's queue, no unit may fail at a message, answer nobody, die or be started anew. First good
messages alone are sent: against these, bad ones may make neither urgent complaints, one a second, wait nor a unit grow.
One JSON line; status 1 if any of that fails. An interrupt (SIGINT) ends the sending early; the account is the same.
"""

import argparse
import collections
import itertools
import json
import random
import signal
import sys
import time

from account import Account, Units
from messages import OUTSIDE, Sealer, catalogue, document, events, place, telling
from mutations import Mutations
from running_copy import UNITS, Copy, harness
from senders import Sender, Teller, Urgent

STAFF = ("steering", "coordinator_pksai", "responsible_officer", "head_pksai", "secretary", "intake_officer",
         "data_officer", "analyst", "coordinator_sw", "social_worker", "referral_officer", "agency_head", "tksk", "psm",
         "ops", "on_call_worker")
HOW = ("good", "members", "members", "members", "bytes", "envelope")
# One message in so many is a unit's, one in so many comes under another's name.
TOLD, FORGED = 8, 200
# More than this between an urgent complaint and its receipt is a delay, whatever the machine.
URGENT_SECONDS = 10
# How much longer than among good messages the slowest in a hundred may take, and how much more a unit may hold.
SLOWER, SLOWER_SECONDS = 3, 0.5
LARGER, LARGER_MEBIBYTES = 1.25, 32
# Good messages alone: for so many urgent complaints at least.
CALM = 10


def prepared(example, known, dice):
    """The example with identifiers and numbers that exist, as often as not."""
    if isinstance(example, dict):
        return {name: dice.choice(known[name]) if isinstance(member, str) and known.get(name) and dice.random() < 0.7
                else prepared(member, known, dice) for name, member in example.items()}
    if isinstance(example, list):
        return [prepared(item, known, dice) for item in example]
    return example


def shared_quantile(*samples):
    """The furthest quantile that the smallest of the samples can carry: of few values one pause decides over p99."""
    fewest = min(len(values) for values in samples)
    return min(0.99, max(0.5, 1 - 10 / max(1, fewest)))


def percentile(values, share):
    values = sorted(values)
    return round(values[min(len(values) - 1, int(len(values) * share))], 3) if values else None


def until(seconds, holds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return False


class Fuzz:
    """One run: who sends, what is sent."""

    def __init__(self, copy, seed):
        self.dice, self.copy, self.tag = random.Random(seed), copy, f"fuzz-{seed}"
        self.units, self.mutations, self.sealer = Units(copy), Mutations(self.dice), Sealer(copy)
        self.account = Account(copy, self.units)
        tag, account = self.tag, self.account
        staff = Sender(copy, account, f"{tag}-staff", copy.add_user(f"{tag}-staff", *STAFF))
        others = {
            "complaints": Sender(copy, account, f"{tag}-agency", copy.add_agency(f"{tag}-agency")),
            "data_requests": Sender(copy, account, f"{tag}-applicant", copy.add_user(f"{tag}-applicant", "data_applicant")),
        }
        copy.add_user(f"{tag}-colleague", *STAFF)
        self.staff, self.people = staff, [staff, *others.values()]
        self.tellers = {unit: Teller(copy, account, unit) for unit in UNITS}
        contracts = document()
        self.messages = [(others.get(channel, staff), *message) for channel, some in catalogue(contracts).items()
                         for message in some]
        self.events = list(events(contracts, copy))
        self.names = [person.name for person in self.people] + [*UNITS, "administrator", "nobody", "", f"{tag}-Staff"]
        self.sent, self.refused, self.taken = collections.Counter(), 0, []

    def send(self, number, how):
        """One message, changed in this way."""
        dice = self.dice
        is_told = number % TOLD == 0 and how != "calm"
        if is_told:
            unit, key, kind, hearer, data = dice.choice(self.events)
            sender, exchange, name = self.tellers[unit], "events", "events"
            example = telling(number, kind, hearer, prepared(data, self.staff.known, dice), dice)
        else:
            sender, name, example, exchange, key = self.messages[number % len(self.messages)]
            key = key.replace("{username}", sender.name).replace("{lane}", dice.choice(("urgent", "routine")))
            example = prepared(example, sender.known, dice)
        properties = {"message_id": f"{self.tag}-{number}", "type": name, "user_id": sender.name, "delivery_mode": 2,
                      "content_type": "application/json", "headers": {"schema_version": 1}}
        body = self.mutations.text(self.mutations.members(example) if how == "members" else example)
        if how == "bytes":
            body = self.mutations.bytes(body)
        if exchange in OUTSIDE and dice.random() < 0.5:
            body = self.sealer.seal(body, place(exchange, key)[0], properties)
            self.sent["sealed"] += 1
        if how == "envelope":
            properties = self.mutations.envelope(properties)
        if number % FORGED == FORGED - 1 and how != "calm":
            return self.forge(sender, exchange, key, body, properties)
        where = hearer if is_told else exchange
        if not sender.send(where, key, body, properties, how == "envelope"):
            self.refused += 1
        self.sent["events" if is_told else how] += 1

    def forge(self, sender, exchange, key, body, properties):
        """In another's name: the broker must not take it."""
        properties["user_id"] = self.dice.choice([name for name in self.names if name != sender.name])
        self.sent["forged"] += 1
        if sender.channels.publish(exchange, key, body, properties, True):
            self.taken.append(f"{sender.name} may send as '{properties['user_id']}' to {exchange}")

    def unanswered(self):
        return sum(person.unanswered() for person in self.people)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--messages", type=int, default=1_000_000)
    options = parser.parse_args()
    copy = Copy(options.folder)
    fuzz = Fuzz(copy, options.seed)
    units, faults = fuzz.units, []
    before, unrouted, failed = units.processes(), units.unrouted(), set(units.not_decided())
    urgent = Urgent(copy, f"{fuzz.tag}-urgent", copy.add_agency(f"{fuzz.tag}-urgent"))
    began, calm, early, largest, stopped = time.monotonic(), None, None, {}, []
    signal.signal(signal.SIGINT, lambda *_: stopped.append(True))
    # A tenth of them, and as many more as it takes to know what is usual, are good.
    more = 0
    for number in itertools.count():
        if stopped or (calm is not None and number - more >= options.messages):
            break
        if calm is None and number >= options.messages // 10 and len(urgent.seconds) >= CALM:
            calm, early, more = len(urgent.seconds), units.mebibytes(), number - options.messages // 10
        fuzz.send(number, "calm" if calm is None else fuzz.dice.choice(HOW))
        if number % 5_000 == 1_000:
            fuzz.staff.look(copy, f"{fuzz.tag}-colleague")
        if number % 200 == 199:
            until(300, lambda: fuzz.unanswered() < 400)
            largest = {unit: max(size, largest.get(unit, 0)) for unit, size in units.mebibytes().items()}
        if sys.stderr.isatty() and number % 100 == 0:
            print(f"\r{number} of {options.messages}", end="", file=sys.stderr, flush=True)
    if not until(120, lambda: not fuzz.unanswered()):
        faults += [f"no answer to {identifier}: {what}" for person in fuzz.people
                   for identifier, what in list(person.waiting.items())[:20]]
        faults += [f"{person.name}: {person.fates['answered without identifier']} sent without an identifier, "
                   f"{person.answers_without} answered" for person in fuzz.people
                   if person.fates["answered without identifier"] > person.answers_without]
    seconds = round(time.monotonic() - began)
    urgent.over = True
    urgent.join(90)
    if not until(120, lambda: not units.waiting()):
        faults.append(f"left in queues: {units.waiting()}")
    # What a queue holds is told only every few seconds: the last messages may still be on their way.
    until(10, lambda: not any(fuzz.account.lost()))
    lost = list(fuzz.account.lost())
    faults += lost[:20] + fuzz.taken[:20]
    faults += [f"failed at, in {row}" for row in sorted(set(units.not_decided()) - failed)]
    if units.unrouted() > unrouted:
        faults.append(f"{units.unrouted() - unrouted} answers to nobody")
    after = units.processes()
    faults += [f"{unit} died" for unit in UNITS if before[unit] != after[unit]]
    calm, early = calm or len(urgent.seconds), early or units.mebibytes()
    limits = {unit: round(early[unit] * LARGER + LARGER_MEBIBYTES) for unit in UNITS}
    until(60, lambda: all(size <= limits[unit] for unit, size in units.mebibytes().items()))
    late = units.mebibytes()
    faults += [f"{unit} grew from {early[unit]} to {late[unit]} MiB" for unit in UNITS if late[unit] > limits[unit]]
    among_good, among_bad = urgent.seconds[:calm], urgent.seconds[calm:] or urgent.seconds
    share = shared_quantile(among_good, among_bad)
    good, bad = percentile(among_good, share), percentile(among_bad, share)
    if max(urgent.seconds, default=URGENT_SECONDS + 1) > URGENT_SECONDS:
        faults.append(f"an urgent complaint waited {max(urgent.seconds, default=0):.1f} s for its receipt")
    elif bad > good * SLOWER + SLOWER_SECONDS:
        faults.append(f"urgent complaints waited {good} s among good messages, {bad} s among bad ones "
                      f"(quantile {share:.2f})")
    for person in fuzz.people:
        person.over = True
    senders = [*fuzz.people, *fuzz.tellers.values()]
    print(json.dumps({
        "harness": "fuzz", "seed": options.seed, "faults": faults[:50], "fault_count": len(faults), "seconds": seconds,
        "types": len(fuzz.messages),
        "event_types": len({event[2] for event in fuzz.events}), "sent": sum(fuzz.sent.values()) - fuzz.sent["sealed"],
        "how": fuzz.sent, "fates": sum((sender.fates for sender in senders), collections.Counter()),
        "refused_by_broker": fuzz.refused, "answers": sum(person.answers for person in fuzz.people),
        "found": {table: fuzz.account.count(table) for table in ("quarantine", "inbox")}, "lost": len(lost),
        "urgent": {"sent": len(urgent.seconds), "p50_seconds": percentile(among_bad, 0.5),
                   "p99_seconds": percentile(among_bad, 0.99), "p99_among_good_seconds": percentile(among_good, 0.99),
                   "compared": {"quantile": round(share, 3), "seconds": bad, "among_good_seconds": good}},
        "mebibytes": {"early": early, "largest": largest, "late": late}}))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    harness("fuzz")
    main()
