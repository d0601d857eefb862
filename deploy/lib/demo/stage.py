"""What a story is told with: `pksai` run and shown, answers read, conditions awaited, journals looked up."""

import json
import os
import subprocess
import sys
import time

UNITS = ("intake", "identification", "service-unit", "referral", "data-request")


class Unexpected(Exception):
    """A step that did not end as it must; one line for whoever watches."""


class Stage:
    """One copy of the system, and an audience: a person, or with `as_json` a program."""

    def __init__(self, data, library, as_json):
        self.data = data
        self.library = library
        self.as_json = as_json
        self.folder = os.path.join(data, "stories")
        self.settings = settings(os.path.join(data, "env"))
        self.proofs = []
        self.offset = 0
        os.makedirs(self.folder, mode=0o700, exist_ok=True)

    # What is shown

    def act(self, text):
        self.tell(f"\n\n==== {text} ====")

    def heading(self, text):
        self.tell(f"\n== {text}")

    def tell(self, text):
        """A line for people; a program gets JSON only."""
        if not self.as_json:
            print(text, flush=True)

    def show(self, value, *names):
        """Members of an answer, as they came."""
        for name in names or value:
            found = value.get(name)
            if found not in (None, [], {}):
                text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
                self.tell(f"   {name.replace('_', ' ')}: {text}")

    def table(self, header, rows):
        rows = [header] + [[str(cell) for cell in row] for row in rows]
        widths = [max(len(row[column]) for row in rows) for column in range(len(header))]
        for row in rows:
            self.tell("   " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())

    def record(self, what, **members):
        """A line for a program that watches."""
        if self.as_json:
            print(json.dumps({"what": what, **members}, ensure_ascii=False), flush=True)

    # What is done

    def file(self, name, value):
        """A form on paper: lies in the stories' folder, where `pksai` is called."""
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as out:
            out.write(value if isinstance(value, str) else json.dumps(value, indent=1, ensure_ascii=False) + "\n")
        return name

    def pksai(self, *words, by=None, ends=0, quiet=False):
        """Runs `pksai` as somebody; returns its lines of JSON.

        ends: the exit code it must have, 1 for a refusal.
        """
        line = ["pksai", *map(str, words)] + (["--as", by] if by else [])
        if not quiet:
            self.tell("$ " + " ".join(quoted(word) for word in line))
        done = subprocess.run(
            [os.path.join(self.data, "bin", "pksai"), *line[1:], "--json"],
            cwd=self.folder,
            env={**os.environ, **self.settings},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        answers = [json.loads(text) for text in done.stdout.splitlines() if text.strip()]
        self.record("command", command=line, ends=done.returncode, answers=answers)
        if done.returncode != ends:
            said = (done.stdout + done.stderr).strip()[:600]
            raise Unexpected(f"{' '.join(line)} ended with {done.returncode} instead of {ends}: {said}")
        return answers

    def order(self, *words, by):
        """A command to a unit that must be accepted; its result."""
        answer = self.pksai(*words, by=by)[-1]
        if answer["type"] not in ("command.accepted", "claim.accepted", "claim.done", "data_request.received"):
            raise Unexpected(f"{' '.join(map(str, words))} was answered with {answer['type']}")
        result = answer["body"].get("result")
        if isinstance(result, dict) and result:
            self.show(result)
        return answer["body"]

    def refused(self, *words, by):
        """A command or question that a unit must refuse; why."""
        body = self.pksai(*words, by=by, ends=1)[-1]["body"]
        self.tell(f"   refused, {body['code']}: {body['explanation']}")
        return body

    def ask(self, *words, by, quiet=False):
        """A question; its answer."""
        return self.pksai(*words, by=by, quiet=quiet)[-1]["body"]["answer"]

    def until(self, what, look, seconds=30):
        """Looks again and again until something is there."""
        deadline = time.monotonic() + seconds
        while True:
            found = look()
            if found:
                return found
            if time.monotonic() > deadline:
                raise Unexpected(f"{what}: not so within {seconds} s")
            time.sleep(0.1)

    def move_clock(self, hours, why):
        """The units' time runs ahead; only a copy for demonstrations allows it."""
        self.offset += hours * 3600
        self.tell(f"\n-- {hours} hours pass: {why}")
        done = subprocess.run(
            [os.path.join(self.library, "move-clock"), self.data, str(self.offset)],
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        if done.returncode != 0:
            raise Unexpected(f"the clock could not be moved: {(done.stdout + done.stderr).strip()[-400:]}")

    # What proves it

    def sql(self, unit, query):
        """Rows of a unit's database, as the server's superuser."""
        done = subprocess.run(
            [
                self.settings["PSQL"], "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1",
                "-h", os.path.join(self.data, "postgresql"), "-p", self.settings["PGPORT"],
                "-U", "postgres", "-d", unit.replace("-", "_"), "-c", query,
            ],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        if done.returncode != 0:
            raise Unexpected(f"the database of {unit}: {done.stderr.strip()[:300]}")
        return [row.split("\t") for row in done.stdout.splitlines()]

    def journal(self, unit, stream, *types):
        """Positions of a stream's events of these types; each type must be there."""
        names = ", ".join(f"'{name}'" for name in types)
        rows = self.sql(
            unit,
            f"SELECT position, type FROM journal WHERE stream = '{stream}' AND type IN ({names}) ORDER BY position",
        )
        missing = set(types) - {name for _, name in rows}
        if missing:
            raise Unexpected(f"{unit} has no {', '.join(sorted(missing))} in the journal of {stream}")
        return rows

    def prove(self, what, unit, stream, *types):
        """Notes a line for the table at the end; waits until the journal says so."""
        names = ", ".join(f"'{name}'" for name in types)
        query = f"SELECT DISTINCT type FROM journal WHERE stream = '{stream}' AND type IN ({names})"
        self.until(
            f"{unit} journals {', '.join(types)} of {stream}",
            lambda: len(self.sql(unit, query)) == len(set(types)),
        )
        rows = self.journal(unit, stream, *types)
        self.proofs.append((what, unit, stream, rows))
        self.record("proof", text=what, unit=unit, stream=stream, events=rows)


def quoted(word):
    if word and all(letter.isalnum() or letter in "-_./=:" for letter in word):
        return word
    return "'" + word.replace("'", "'\\''") + "'"


def settings(path):
    """KEY=VALUE lines."""
    values = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            key, separator, value = line.rstrip("\n").partition("=")
            if separator:
                values[key] = value
    values["PSQL"] = os.environ["PSQL"]
    values["PGPORT"] = os.environ["PGPORT"]
    return values


def fail(text):
    print(f"deploy/demo: {text}", file=sys.stderr, flush=True)
    sys.exit(1)
