"""A case from the letter to the closed file, as every story tells it."""

import datetime

import forms
from people import COORDINATOR, COORDINATOR_SW, DATA, HEAD, WORKER
from stage import Unexpected


class CaseStory:
    """One case on a stage; `name` begins its lines in the table at the end, `letter` numbers its assignment.

    signer: who signs for the child, as `forms` tells it.
    """

    def __init__(self, stage, name, letter, signer):
        self.stage = stage
        self.name = name
        self.letter = letter
        self.signer = signer
        self.begun = None
        self.case = self.complaint = self.stream = None

    def know(self, complaint, case):
        self.complaint, self.case, self.stream = complaint, case, f"case-{case}"

    def prove(self, what, *types, unit="service-unit", stream=None):
        self.stage.prove(f"{self.name}: {what}", unit, stream or self.stream, *types)

    def today(self):
        """The units' day, which runs ahead."""
        return self.now().date()

    def now(self):
        makassar = datetime.timezone(datetime.timedelta(hours=8))
        return datetime.datetime.now(makassar) + datetime.timedelta(seconds=self.stage.offset)

    def row(self):
        return self.stage.ask("case", "show", self.case, "--reason", "demonstration", by=WORKER, quiet=True)["overview"]

    def expect(self, wanted):
        """The unit took note of what others told it; the stage is what it must be."""
        self.stage.until(f"the case is {wanted}", lambda: self.row()["stage"] == wanted)
        self.stage.tell(f"   -- the case is {wanted.replace('_', ' ')}")

    def tell_clocks(self):
        for clock in self.row()["clocks"]:
            self.stage.tell(f"   clock {clock['clock']}: {clock['phase']}, due {clock['due_at']} ({clock['rule']})")

    def visited(self, report):
        """No visit without a letter; with it, the child is met."""
        stage, case = self.stage, self.case
        visit = ("case", "record-visit", case, "--child-met", "--report", report)
        stage.refused(*visit, by=WORKER)
        letter = f"ST-{self.today().year}-{self.letter}"
        stage.order("case", "assign-worker", case, "--worker", WORKER, "--letter-no", letter, by=COORDINATOR)
        stage.order(*visit, by=WORKER)

    def assessed(self, assent, safety, assessment):
        """Form 2, then what the child is like now, then Form 3, which is refused without Form 2."""
        stage, case, name = self.stage, self.case, self.name
        form = stage.file(f"form-3-{name}.json", assessment)
        stage.refused("case", "record-assessment", case, "--body", form, by=WORKER)
        self.begun = self.today()
        consent = forms.consent(self.begun, self.signer, assent)
        stage.order(
            "case", "record-consent", case, "--body", stage.file(f"form-2-{name}.json", consent), by=WORKER
        )
        stage.order(
            "case", "record-safety", case, "--child-seen", "--child-spoken-to",
            "--body", stage.file(f"safety-{name}.json", safety), by=WORKER,
        )
        stage.order("case", "record-assessment", case, "--body", form, by=WORKER)
        self.expect("planning")

    def planned(self, plan):
        """The plan is signed by a supervisor, not by its author."""
        stage, case = self.stage, self.case
        stage.order("case", "draft-plan", case, "--body", stage.file(f"plan-{self.name}.json", plan), by=WORKER)
        stage.refused("case", "approve-plan", case, by=WORKER)
        stage.order("case", "approve-plan", case, by=COORDINATOR_SW)
        self.expect("in_intervention")
        self.tell_clocks()
        self.prove("plan approved", "plan_drafted", "plan_approved")

    def closed(self, done, progress, end, level="medium"):
        """Interventions done, review, evaluation of each, Form 7, Form 8, the file closed.

        done: what came of each action of the plan, by the action's name.
        end: what Form 8 tells of it.
        """
        stage, case, name = self.stage, self.case, self.name
        for action, result in done.items():
            stage.order(
                "case", "record-intervention", case, "--action-id", action, "--status", "done", "--result", result,
                by=WORKER,
            )
        stage.order(
            "case", "record-review", case, "--level", level, "--stable", "--progress", progress, by=WORKER
        )
        stage.order("case", "schedule-evaluation", case, "--date", str(self.today()), by=COORDINATOR)
        stage.order(
            "case", "hold-evaluation", case, "--goals-met", "--no-still-at-risk", "--minutes", "all goals are kept",
            "--body", stage.file(f"evaluation-{name}.json", forms.evaluation(done)), by=COORDINATOR,
        )
        stage.order(
            "case", "propose-closure", case, "--reasons", "all_goals",
            "--body", stage.file(f"form-7-{name}.json", forms.closing()), by=WORKER,
        )
        stage.refused("case", "approve-closure", case, "--no-all-discussed", by=HEAD)
        stage.order("case", "approve-closure", case, "--all-discussed", by=HEAD)
        paper = forms.termination(self.today(), self.begun, end, self.signer)
        stage.order(
            "case", "terminate", case, "--body", stage.file(f"form-8-{name}.json", paper), by=WORKER,
        )
        stage.order("case", "close", case, by=DATA)
        self.expect("closed_monitoring")
        self.prove(
            "review, closure, termination", "review_completed", "evaluation_meeting_held", "closure_proposed",
            "closure_approved", "case_terminated", "case_closed",
        )
        self.prove("intake learned of the end", "case_closed", unit="intake", stream=f"complaint-{self.complaint}")

    def fail_unless(self, holds, text):
        if not holds:
            raise Unexpected(f"{self.name}: {text}")
