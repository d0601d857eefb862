"""The main job, told by real people's commands to a real copy of the system: `deploy/demo` starts it.

usage: python3 demo DATA-FOLDER LIBRARY-FOLDER [--json]
"""

import datetime
import os
import sys
import time

import others
import people
from neglected import Neglected
from routine import Routine
from stage import Stage, Unexpected, fail
from urgent import Urgent


def tell(stage):
    people.enter(stage)
    first_act(stage)
    second_act(stage)
    stage.heading("What all of it is for others: counts")
    others.counted(stage, others.crowd(stage))


def first_act(stage):
    stage.act("First act: what is told to the centre")
    urgent, routine = Urgent(stage), Routine(stage)
    urgent.first_night()
    routine.reported()
    others.from_elsewhere(stage)
    others.malformed(stage)
    others.repeated(stage)
    routine.helped()
    stage.move_clock(24, "the urgent letter's working day")
    urgent.next_day()
    stage.move_clock(34 * 24, "the review's month is over, and nobody has looked")
    routine.overdue()
    routine.supervised()
    routine.ended()


def second_act(stage):
    stage.act("Second act: a child whom nobody told of")
    toddler = Neglected(stage)
    toddler.listed()
    toddler.found()
    toddler.helped()
    toddler.met()
    toddler.conferred()
    toddler.referred()
    stage.move_clock(21 * 24, "three weeks of meals and visits")
    toddler.ended()
    stage.move_clock(31 * 24, "a month after the end")
    toddler.taken_up_again()


def report(stage):
    """What the head of the centre reads, of all the time the stories ran through."""
    stage.act("The report to the head of the centre")
    first, last = datetime.date.today(), datetime.date.today() + datetime.timedelta(seconds=stage.offset, days=1)
    asked = ("report", "--from", first.replace(day=1), "--to", last)
    told = stage.pksai(*asked, by=people.HEAD)[0]
    stage.table(
        ["", "figure", "value", "note"],
        [[figure[name] for name in ("group", "title", "value", "note")] for figure in told["figures"]],
    )
    for section in told["sections"]:
        if section["rows"]:
            stage.tell(f"\n   {section['title']}")
            header = list(section["rows"][0])
            stage.table(header, [[cell(row[name]) for name in header] for row in section["rows"]])
    figures = {figure["title"]: figure["value"] for figure in told["figures"]}
    if figures["cases closed"] != "2" or not any(
        row.get("reopened") for section in told["sections"] if section["key"] == "reopenings" for row in section["rows"]
    ):
        raise Unexpected("the report does not tell of two closed cases, one of them taken up again")
    stage.pksai(*asked, "--html", "kinerja.html", by=people.HEAD)
    stage.tell(f"   the same as a page with plots: {os.path.join(stage.folder, 'kinerja.html')}")


def cell(value):
    return "" if value is None else round(value, 1) if isinstance(value, float) else value


def proof(stage):
    stage.heading("What happened, and the journal positions that prove it")
    stage.table(
        ["what", "unit", "position event"],
        [[what, unit, ", ".join(f"{place} {name}" for place, name in rows)] for what, unit, _, rows in stage.proofs],
    )
    stage.heading("Nothing is lost, nothing was edited")
    reconciled = stage.until("every message is accounted for", lambda: accounted(stage), seconds=60)
    stage.pksai("reconcile")
    sent = sum(pair["sent"] for pair in reconciled["pairs"])
    pairs = len(reconciled["pairs"])
    stage.tell(f"   {sent} messages, {pairs} pairs of sender and receiver, remainder {reconciled['remainder']}")
    verdict = stage.pksai("audit", "verify")[0]
    if verdict["faults"] or verdict["silent"]:
        raise Unexpected(f"audit verify: {verdict}")
    stage.tell("   every journal holds")


def accounted(stage):
    try:
        return stage.pksai("reconcile", quiet=True)[0]
    except Unexpected:
        return None


def main():
    begun = time.monotonic()
    stage = Stage(sys.argv[1], sys.argv[2], "--json" in sys.argv[3:])
    try:
        tell(stage)
        proof(stage)
        report(stage)
    except Unexpected as unexpected:
        fail(str(unexpected))
    except (KeyError, IndexError, TypeError) as missing:
        fail(f"an answer lacks what it must hold: {missing!r}")
    stage.tell(f"\nAll of it as expected, in {time.monotonic() - begun:.0f} s.")
    stage.record("done", seconds=round(time.monotonic() - begun))


main()
