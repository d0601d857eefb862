"""Where marked identities may be found after they went through a running copy, and that they are nowhere else.

usage: leaks.py DATA-FOLDER [--seed N] [--complaints N]

(python3 with pika; DATA-FOLDER of `deploy/up --environment test --log-level trace`; long: --complaints 1000)

Plays the demonstration's stories with a mark behind every name, address and free text of a child, a reporter or a harm:
two cases from call to closure and reopening, referrals, a meeting, a conference, a data release. Beside them complaints
of all kinds, half sealed, half sent plainly as another system's software would; bad messages that end in quarantine;
supplements, drafts and printed documents. Then every byte is searched for the marks, as they are and in hexadecimal and
base64, in upper or lower case. PLACES says what may appear where. One JSON line; status 1 if a mark is somewhere else,
or not where it must be.
"""

import argparse
import base64
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

import pika

from running_copy import REPOSITORY, UNITS, Copy, harness

DEMONSTRATION = REPOSITORY / "deploy/lib/demo"
sys.path.insert(0, str(DEMONSTRATION))

# A mark of each class of domain.md §0, and one for all that was sent plainly: child, reporter, harm and free text.
CLASSES = ("child", "reporter", "harm", "plain")

# Place: which marks may be there, which must be (so that the search is known to find). Everything else is a leak.
PLACES = {
    "databases, dumped": ((), ()),
    "databases' files and write-ahead logs": ((), ()),
    "broker's disk": (("plain",), ("plain",)),
    "broker's disk, scrubbed": ((), ()),
    "logs and traces": ((), ()),
    "metrics": ((), ()),
    "rest of the data folder": ((), ()),
    "temporary files": ((), ()),
    "data releases": ((), ()),
    "calls and alerts": ((), ()),
    "offers of a referral, sealed to the partner": (("child", "harm"), ("harm",)),
    "invitations to a conference": (("harm",), ("harm",)),
    "report to the head": ((), ()),
    "documents for the case's worker": (("child", "harm"), ("child", "harm")),
    "answers sealed to whoever may read them": (CLASSES, ("child", "harm")),
    "papers of those who wrote them": (CLASSES, CLASSES),
}

# Members and options that hold no child's, reporter's or harm's words: places, institutions, codes.
OPEN = {"subdistrict", "city", "--receiver", "--applicant", "--purpose", "--filter"}
OF_CHILD = {"child", "family", "address", "name", "street", "birth_place", "carer_name", "signer_name",
            "signer_address", "signed_by_client", "signed_by_community", "participants", "--value"}
TOLD = {"urgent_case.raised": "calls and alerts", "referral.offered": "offers of a referral, sealed to the partner",
        "meeting.invited": "invitations to a conference"}


class Marks:
    """Words that nothing else holds."""

    def __init__(self, dice):
        self.words = {name: "MARK" + "".join(dice.choices("ABCDEFGHJKLMNPQRSTUVWXYZ", k=20)) for name in CLASSES}

    def behind(self, name, text):
        return f"{text} {self.words[name]}"

    def in_paper(self, value, key="", name=None):
        """A paper with marks: behind every text of more than a word, which no code is, and behind references."""
        if key in ("reporter", "reference"):
            name = "reporter"
        elif key in OF_CHILD and name is None:
            name = "child"
        if isinstance(value, dict):
            return {member: self.in_paper(item, member, name) for member, item in value.items()}
        if isinstance(value, list):
            return [self.in_paper(item, key, name) for item in value]
        if isinstance(value, str) and key not in OPEN and (" " in value or key == "reference"):
            return self.behind(name or "harm", value)
        return value

    def in_list(self, text):
        """A CSV of children: names and streets begin with a capital and have a space."""
        return re.sub(r"(?<=,)[A-Z][^,\n]* [^,\n]*", lambda found: self.behind("child", found[0]), text)

    def in_words(self, words):
        marked = list(words)
        for place, (option, word) in enumerate(zip(words, words[1:]), 1):
            is_text = isinstance(word, str) and " " in word
            if isinstance(option, str) and option.startswith("--") and is_text and option not in OPEN:
                marked[place] = self.behind("child" if option in OF_CHILD else "harm", word)
        return marked

    def forms(self, name):
        """A mark as a dump, a log or an encoder may write it."""
        word = self.words[name].encode()
        yield word.decode()
        yield word.hex()
        for shift in range(3):
            # Whole groups of three bytes only: the first and the last depend on what stands beside.
            whole = base64.b64encode(b"\0" * shift + word)
            yield whole[4 if shift else 0:len(whole) // 4 * 4 - 4].decode()

    def within(self, data):
        """The classes whose marks are in these bytes."""
        text = data.lower()
        return {name for name in CLASSES if any(form.lower().encode() in text for form in self.forms(name))}


class Search:
    """Everything a copy leaves anywhere."""

    def __init__(self, copy, marks, papers):
        self.copy, self.marks, self.papers, self.begun = copy, marks, papers, time.time()
        self.found, self.files = {}, []

    def bytes(self, place, data):
        self.found.setdefault(place, set()).update(self.marks.within(data))

    def folders(self, place, *paths):
        """Every byte of every file below."""
        here = self.found.setdefault(place, set())
        paths = [str(path) for path in paths if pathlib.Path(path).exists()]
        for name in CLASSES if paths else ():
            words = [option for form in self.marks.forms(name) for option in ("-e", form)]
            done = subprocess.run(["grep", "-r", "-l", "-a", "-i", "-F", "--devices=skip", *words, *paths],
                                  env={**os.environ, "LC_ALL": "C"}, capture_output=True, text=True, check=False)
            if done.returncode > 1 and not done.stdout:
                sys.exit(f"grep: {done.stderr}")
            if done.stdout:
                here.add(name)
                self.files += [f"{place}: {name} in {file}" for file in done.stdout.splitlines()[:5]]

    def dumps(self, place):
        for unit in UNITS:
            url = urllib.parse.urlparse(self.copy.values[f"PKSAI_DATABASE_URL_{unit.upper().replace('-', '_')}"])
            command = [pathlib.Path(os.environ["PSQL"]).with_name("pg_dump"), "-h", self.copy.folder / "postgresql",
                       "-p", str(url.port), "-U", "postgres", unit.replace("-", "_")]
            dump = subprocess.run(command, capture_output=True, check=True).stdout
            if b"COPY public.journal" not in dump:
                sys.exit(f"leaks.py: the dump of {unit} holds no journal")
            self.bytes(place, dump)

    def metrics(self, place):
        urls = [url for key, value in self.copy.values.items() if key.startswith("PKSAI_HEALTH_URLS_")
                for url in value.split(",")]
        for url in [*urls, f"http://127.0.0.1:{self.copy.amqp.port + 3}"]:
            with urllib.request.urlopen(f"{url}/metrics", timeout=30) as answer:
                self.bytes(place, answer.read())

    def disk(self):
        folder = self.copy.folder
        self.dumps("databases, dumped")
        self.metrics("metrics")
        self.folders("databases' files and write-ahead logs", folder / "postgresql")
        self.folders("broker's disk", folder / "broker")
        self.folders("logs and traces", folder / "log")
        known = {"postgresql", "broker", "log", "bin"}
        self.folders("rest of the data folder", *(path for path in folder.iterdir() if path.name not in known))
        fresh = subprocess.run(["find", tempfile.gettempdir(), "/dev/shm", "-xdev", "-type", "f", "-newermt",
                                f"@{self.begun}"], capture_output=True, text=True, check=False).stdout.splitlines()
        own = (f"{folder}/", f"{self.papers}/")
        self.folders("temporary files", *(path for path in fresh if not path.startswith(own)))

    def faults(self):
        faults = []
        for place, (may, must) in PLACES.items():
            found = self.found.get(place, set())
            faults += [f"{place}: {name}" for name in sorted(found - set(may))]
            faults += [f"{place}: {name} is not found, and must be" for name in sorted(set(must) - found)]
        return faults


def stage_of(copy, marks, search):
    """The demonstration's stage, on which every word is marked and every answer is searched."""
    from stage import Stage

    class MarkedStage(Stage):
        def __init__(self):
            super().__init__(str(copy.folder), str(REPOSITORY / "deploy/lib"), True)
            self.folder = str(search.papers)

        def record(self, what, **members):
            if what == "released":
                search.bytes("data releases", json.dumps(members).encode())
            for answer in members.get("answers", ()):
                members = answer if isinstance(answer, dict) else {}
                place = TOLD.get(members.get("type"), "answers sealed to whoever may read them")
                if {"kind", "message", "at"} <= set(members):
                    place = "calls and alerts"
                search.bytes(place, json.dumps(answer).encode())

        def file(self, name, value):
            if name.endswith(".ndjson"):
                value = "".join(json.dumps(marks.in_paper(json.loads(line))) + "\n" for line in value.splitlines())
            else:
                value = marks.in_list(value) if isinstance(value, str) else marks.in_paper(value)
            return super().file(name, value)

        def pksai(self, *words, **options):
            return super().pksai(*marks.in_words(words), **options)

    return MarkedStage()


def play(stage):
    """The two acts of `deploy/demo`, and the case they end with."""
    import others
    import people
    from neglected import Neglected
    from routine import Routine
    from urgent import Urgent

    people.enter(stage)
    urgent, routine, toddler = Urgent(stage), Routine(stage), Neglected(stage)
    for part in (urgent.first_night, routine.reported, lambda: others.from_elsewhere(stage),
                 lambda: others.malformed(stage), lambda: others.repeated(stage), routine.helped,
                 lambda: stage.move_clock(24, ""), urgent.next_day, lambda: stage.move_clock(34 * 24, ""),
                 routine.overdue, routine.ended, toddler.listed, toddler.found, toddler.helped, toddler.met,
                 toddler.conferred, toddler.referred, lambda: stage.move_clock(21 * 24, ""), toddler.ended,
                 lambda: stage.move_clock(31 * 24, ""), toddler.taken_up_again):
        part()
    others.counted(stage, others.crowd(stage))
    stage.pksai("report", "--html", "report.html", by=people.HEAD)
    return urgent, routine


def print_out(stage, search, urgent, routine):
    """Documents, a draft of a form with what is known, a supplement."""
    from people import OFFICER, POST, REFERRAL, WORKER
    folder = search.papers / "documents"
    for kind, subject, reader in (("consent_sheet", routine.case, WORKER), ("form3", routine.case, WORKER),
                                  ("form7", routine.case, WORKER), ("form8", routine.case, WORKER),
                                  ("form1", urgent.number, OFFICER), ("referral_letter", urgent.referral, REFERRAL)):
        stage.pksai("document", "render", kind, subject, "--out", folder, "--reason", "drill", by=reader)
    pksai = [str(search.copy.folder / "bin/pksai")]
    draft = subprocess.run([*pksai, "form", "new", "form4", routine.case, "--reason", "drill", "--as", WORKER],
                           env={**os.environ, **stage.settings}, capture_output=True, text=True, check=True).stdout
    (search.papers / "draft.yaml").write_text(draft)
    stage.pksai("form", "draft", "keep", search.papers / "draft.yaml", by=WORKER)
    stage.pksai("complaint", "supplement", urgent.number, "--situation", "told again by the aunt", by=POST)


def complaint(dice, number):
    """One of all kinds."""
    kind = ("low", "medium", "high", "emergency", "grown-up", "elsewhere", "trial", "unknown members")[number % 8]
    paper = {
        "reference": f"L/{number}", "channel": dice.choice(["phone", "community", "letter", "sms"]),
        "reporter": {"name": f"Pelapor Contoh {number}", "relation": "neighbour", "address": f"Jalan Pelapor {number}"},
        "child": {"name": f"Anak Contoh {number}", "sex": dice.choice(["male", "female"]), "birth_place": "Kota Contoh",
                  "birth_date": "1988-02-03" if kind == "grown-up" else f"20{dice.randint(10, 22)}-02-11",
                  "carer_name": f"Wali Contoh {number}", "address": {"street": f"Jalan Contoh {number}",
                  "subdistrict": "Tallo", "city": "Gowa" if kind == "elsewhere" else "Makassar"}},
        "situation": f"seen by a neighbour, number {number}", "categories": ["neglect_victim"],
        "emergency": kind == "emergency", "test": kind == "trial",
        "initial_assessment": {"vulnerable": True, "vulnerability_types": ["social"], "risk_types": ["neglect"],
                               "recommendation": f"somebody should go there, number {number}",
                               "risk_level": {"low": "low", "high": "high"}.get(kind, "medium")},
    }
    if kind == "unknown members":
        paper["remarks"] = {"of the post": "written on the back of the letter"}
    return paper


def flood(copy, marks, papers, dice, number, seed):
    """Half of them sealed by pksai, half plainly by a foreign client, and what ends in quarantine; what that one sent."""
    lines = [json.dumps(marks.in_paper(complaint(dice, index))) for index in range(number - number // 2)]
    (papers / "sealed.ndjson").write_text("\n".join(lines) + "\n")
    copy.pksai("agency", "add", f"sealed-{seed}")
    copy.pksai("complaint", "submit", str(papers / "sealed.ndjson"), "--as", f"sealed-{seed}")
    name, plain = f"plain-{seed}", marks.words["plain"]
    connection = copy.connect(name, copy.add_agency(name))
    channel = connection.channel()
    channel.confirm_delivery()
    bad = [f'{{"situation": "{plain}", ', json.dumps({"situation": plain, "child": {"name": plain}}), plain,
           f'["{plain}"]']
    good = [json.dumps(complaint(dice, index)).replace("Contoh", plain).replace("number", plain)
            for index in range(number // 2)]
    (papers / "plain.ndjson").write_text("\n".join(good + bad) + "\n")
    sent = []
    for index, body in enumerate(good + bad):
        urgent = '"emergency": true' in body or '"risk_level": "high"' in body
        sender = None if index % 16 == 15 else name
        channel.basic_publish(
            "complaints", f"complaint.{name}.{'urgent' if urgent else 'routine'}", body.encode(), pika.BasicProperties(
                message_id=f"plain-{index}", type="complaint.submitted", content_type="application/json",
                user_id=sender, delivery_mode=2, headers={"schema_version": 1}), mandatory=True)
        sent += [f"plain-{index}"] if sender else []
    connection.close()
    (papers / "plain.sent").write_text("\n".join(sent) + "\n")
    return name, len(sent)


def settled(copy):
    """Nothing is on its way any more."""
    for _ in range(600):
        queues = copy.as_administrator("GET", "/api/queues/pksai")
        done = subprocess.run([copy.folder / "bin/pksai", "reconcile", "--json"], env={**os.environ, **copy.values},
                              capture_output=True, text=True, check=False)
        waiting = [queue for queue in queues if queue["name"].startswith(UNITS) and queue.get("messages")]
        if not waiting and done.returncode == 0 and json.loads(done.stdout)["remainder"] == 0:
            return
        time.sleep(0.5)
    sys.exit("leaks.py: the copy does not come to rest")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--complaints", type=int, default=100)
    options = parser.parse_args()
    begun, dice, copy = time.monotonic(), random.Random(options.seed), Copy(options.folder)
    papers = pathlib.Path(f"{copy.folder}-papers")
    papers.mkdir(exist_ok=True)
    os.environ["PSQL"] = str(max(pathlib.Path("/usr/lib/postgresql").glob("*/bin/psql")))
    os.environ["PGPORT"] = str(urllib.parse.urlparse(copy.values["PKSAI_DATABASE_URL_INTAKE"]).port)
    marks = Marks(dice)
    search = Search(copy, marks, papers)
    stage = stage_of(copy, marks, search)
    urgent, routine = play(stage)
    print_out(stage, search, urgent, routine)
    name, sent = flood(copy, marks, papers, dice, options.complaints, options.seed)
    settled(copy)
    pair = copy.pksai("reconcile", "--sender", name, "--sent", str(papers / "plain.sent"))[0]
    search.disk()
    search.folders("documents for the case's worker", papers / "documents")
    search.folders("report to the head", papers / "report.html")
    search.folders("papers of those who wrote them", papers)
    subprocess.run([REPOSITORY / "deploy/scrub-broker", "--data", copy.folder], stdout=subprocess.DEVNULL, check=True)
    search.folders("broker's disk, scrubbed", copy.folder / "broker")
    faults = search.faults()
    if pair["remainder"] or pair["pairs"][0]["sent"] != sent:
        faults.append(f"of {sent} complaints {pair} is known")
    print(json.dumps({
        "harness": "leaks", "seed": options.seed, "complaints": options.complaints,
        "seconds": round(time.monotonic() - begun),
        "found": {place: sorted(found) for place, found in search.found.items()}, "leaks": faults,
        "files": [] if not faults else search.files[:40]}))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    harness("leaks")
    main()
