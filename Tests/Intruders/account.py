"""What became of what was sent, as the units' tables, queues and processes tell."""

import base64
import collections
import hashlib
import hmac
import json
import pathlib
import re
import struct
import subprocess

from running_copy import UNITS


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

    def unrouted(self):
        """Answers to nobody. Notices to whoever an invented event names as a case's worker are none: they are kept."""
        statement = "SELECT count(*) FROM quarantine WHERE reason = 'unrouted' AND type NOT LIKE '%.notice'"
        return sum(int(row) for row in self.rows("intake", statement))

    def not_decided(self):
        """What a unit tried and failed at: a mistake in its program, whoever sent it."""
        statement = """SELECT regexp_replace(type, '[^a-z._]', '?', 'g'), reason, left(detail, 100), count(*)
            FROM quarantine WHERE reason IN ('failed', 'failing', 'crashing') GROUP BY 1, 2, 3"""
        return [f"{unit}: {row.replace('|', ', ')} times" for unit in UNITS for row in self.rows(unit, statement)]

    def rows(self, unit, statement):
        url = self.copy.values[f"PKSAI_DATABASE_URL_{unit.upper().replace('-', '_')}"]
        done = subprocess.run(["psql", "-X", "-A", "-t", url], input=statement, capture_output=True, text=True, check=True)
        return [row for row in done.stdout.split("\n") if row]


class Account:
    """Messages nobody is answered for: where each must be found, by the keyed hashes a unit knows it by."""

    def __init__(self, copy, units):
        self.units = units
        self.keys = {unit: base64.b64decode(json.loads(
            (copy.folder / f"secrets/keyrings/{unit}.json").read_text())["inbox_key"]) for unit in UNITS}
        self.expected = collections.defaultdict(dict)

    def keep(self, unit, table, queue, key, sender, identifier, body):
        """Either by its place and bytes, or, read as far as that, by sender and identifier."""
        where = f"{queue}\n{key}\n{sender}\n{identifier}\n".encode()
        by_bytes = self.hash(unit, b"body", where + body)
        by_name = self.hash(unit, b"message", sender.encode(), identifier.encode())
        names = {by_bytes} if table == "quarantine" else {by_bytes, by_name}
        self.expected[unit, table][by_bytes] = (names, f"{key} {identifier} of {len(body)} bytes at {unit}")

    def hash(self, unit, purpose, *parts):
        text = b"".join(struct.pack("<Q", len(part)) + part for part in (purpose, *parts))
        return hmac.new(self.keys[unit], text, hashlib.sha256).hexdigest()

    def count(self, table):
        return sum(len(messages) for (_, where), messages in self.expected.items() if where == table)

    def lost(self):
        """What is nowhere to be found."""
        for (unit, table), messages in self.expected.items():
            wanted = [name for names, _ in messages.values() for name in names]
            found = set()
            for begin in range(0, len(wanted), 20_000):
                names = ",".join(wanted[begin : begin + 20_000])
                found.update(self.units.rows(unit, f"""SELECT encode(message_key, 'hex') FROM {table} WHERE message_key IN
                    (SELECT decode(name, 'hex') FROM unnest('{{{names}}}'::text[]) AS names(name))"""))
            for names, what in messages.values():
                if not names & found:
                    yield f"in no {table}: {what}"
