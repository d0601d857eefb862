"""The main job, told by real people's commands to a real copy of the system: `deploy/demo` starts it.

usage: python3 demo DATA-FOLDER LIBRARY-FOLDER [--json]
"""

import sys
import time

import others
import people
from routine import Routine
from stage import Stage, Unexpected, fail
from urgent import Urgent


def tell(stage):
    people.enter(stage)
    urgent, routine = Urgent(stage), Routine(stage)
    urgent.first_night()
    routine.reported()
    others.from_elsewhere(stage)
    others.malformed(stage)
    others.repeated(stage)
    number = others.crowd(stage)
    routine.assessed()
    routine.planned()
    others.counted(stage, number)
    stage.move_clock(24, "the urgent letter's working day")
    urgent.next_day()
    stage.move_clock(34 * 24, "the review's month is over, and nobody has looked")
    routine.overdue()
    routine.closed()


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
    except Unexpected as unexpected:
        fail(str(unexpected))
    except (KeyError, IndexError, TypeError) as missing:
        fail(f"an answer lacks what it must hold: {missing!r}")
    stage.tell(f"\nAll of it as expected, in {time.monotonic() - begun:.0f} s.")
    stage.record("done", seconds=round(time.monotonic() - begun))


main()
