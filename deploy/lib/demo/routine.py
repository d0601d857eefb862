"""A girl out of school: identified, assessed with consent, helped by a plan, closed when its goals are reached."""

import datetime

import forms
from people import ANALYST, COORDINATOR, COORDINATOR_SW, DATA, HEAD, POST, WORKER
from stage import Unexpected


class Routine:
    def __init__(self, stage):
        self.stage = stage
        self.case = self.number = self.complaint = self.stream = None

    def today(self):
        """The units' day, which runs ahead."""
        makassar = datetime.timezone(datetime.timedelta(hours=8))
        return (datetime.datetime.now(makassar) + datetime.timedelta(seconds=self.stage.offset)).date()

    def row(self):
        return self.stage.ask("case", "show", self.case, "--reason", "demonstration", by=WORKER, quiet=True)["overview"]

    def expect(self, wanted):
        found = self.row()["stage"]
        if found != wanted:
            raise Unexpected(f"the case is {found}, not {wanted}")
        self.stage.tell(f"   -- the case is {found.replace('_', ' ')}")

    def reported(self):
        stage = self.stage
        stage.heading("A routine complaint: identification finds a resident child and opens a case")
        stage.file("routine.json", forms.routine())
        receipt = stage.pksai("complaint", "submit", "routine.json", by=POST)[0]["body"]
        stage.show(receipt, "complaint_no", "risk_level", "act_by")
        self.number, self.complaint = receipt["complaint_no"], receipt["complaint_id"]
        stage.until(
            "the case is registered",
            lambda: stage.ask(
                "identification", "show", self.number, "--reason", "demonstration", by=ANALYST, quiet=True
            )["identification"].get("registration_no"),
        )
        found = stage.ask("identification", "show", self.number, "--reason", "demonstration", by=ANALYST)
        stage.show(found["identification"], "status", "registration_no", "residency", "lists")
        self.case = found["identification"]["case_id"]
        self.stream = f"case-{self.case}"
        stage.prove(
            "routine: eligible, case number", "identification", f"identification-{self.complaint}",
            "residency_verified", "case_eligible", "case_registered",
        )
        stage.prove("routine: case opened", "service-unit", self.stream, "case_eligible")

    def assessed(self):
        stage, case = self.stage, self.case
        stage.heading("Worker, consent, home visit, assessment (Form 3)")
        visit = ("case", "record-visit", case, "--child-met", "--report", "two rooms, clean, brothers of two and three")
        stage.refused(*visit, by=WORKER)
        stage.order("case", "assign-worker", case, "--worker", WORKER, "--letter-no", "ST-2026-9001", by=COORDINATOR)
        stage.order("case", "assign-manager", case, "--worker", WORKER, by=COORDINATOR)
        stage.order(*visit, by=WORKER)
        form = stage.file("form-3.json", forms.assessment())
        stage.refused("case", "record-assessment", case, "--body", form, by=WORKER)
        stage.order(
            "case", "record-consent", case,
            "--body", stage.file("form-2.json", forms.consent(str(self.today()))), by=WORKER,
        )
        stage.order(
            "case", "record-safety", case, "--child-seen", "--child-spoken-to",
            "--body", stage.file("safety-routine.json", {"assessment": {
                "safe": True, "findings": "at home with her brothers", "immediate_needs": ["education"],
                "protective_decision": "none needed, the mother is home every night",
            }}),
            by=WORKER,
        )
        stage.order("case", "record-assessment", case, "--body", form, by=WORKER)
        self.expect("planning")
        stage.prove(
            "routine: consent, visit, Form 3", "service-unit", self.stream,
            "case_worker_assigned", "case_manager_assigned", "home_visit_completed", "consent_given",
            "assessment_completed",
        )

    def planned(self):
        stage, case = self.stage, self.case
        stage.heading("The plan, signed by a supervisor")
        stage.order(
            "case", "draft-plan", case, "--body", stage.file("plan.json", forms.plan(self.today(), WORKER)), by=WORKER
        )
        stage.refused("case", "approve-plan", case, by=WORKER)
        stage.order("case", "approve-plan", case, by=COORDINATOR_SW)
        self.expect("in_intervention")
        for clock in self.row()["clocks"]:
            stage.tell(f"   clock {clock['clock']}: {clock['phase']}, due {clock['due_at']} ({clock['rule']})")
        stage.prove("routine: plan approved", "service-unit", self.stream, "plan_drafted", "plan_approved")

    def overdue(self):
        stage = self.stage
        stage.heading("Clocks that nobody stopped: warned, missed, told to those who must know")
        alerts = stage.until(
            "the missed review is told",
            lambda: [
                alert for alert in stage.pksai("alerts", "--role", "coordinator_sw", by=COORDINATOR_SW, quiet=True)
                if alert.get("case_id") == self.case and alert.get("clock") == "review"
            ],
        )
        stage.pksai("alerts", "--role", "coordinator_sw", by=COORDINATOR_SW)
        for alert in alerts:
            stage.tell(f"   {alert['at']}  {alert['kind']}  due {alert['due_at']}  {alert['message']}")
        missed = stage.sql(
            "service-unit", "SELECT clock, count(*) FROM deadlines WHERE phase = 'missed' GROUP BY 1 ORDER BY 1"
        )
        stage.table(["clock", "missed"], missed)
        stage.prove("routine: the review was missed", "service-unit", self.stream, "clock_rang")

    def closed(self):
        stage, case = self.stage, self.case
        stage.heading("Review, closure, termination")
        for action, result in (("a1", "at school every day, brothers in day care"), ("a2", "has the card")):
            stage.order(
                "case", "record-intervention", case, "--action-id", action, "--status", "done", "--result", result,
                by=WORKER,
            )
        stage.order(
            "case", "record-review", case, "--level", "medium", "--stable", "--progress", "both goals reached",
            by=WORKER,
        )
        stage.order("case", "schedule-evaluation", case, "--date", str(self.today()), by=COORDINATOR)
        stage.order(
            "case", "hold-evaluation", case, "--goals-met", "--no-still-at-risk", "--minutes", "both goals are kept",
            "--body", stage.file("evaluation.json", forms.evaluation()), by=COORDINATOR,
        )
        stage.order(
            "case", "propose-closure", case, "--reasons", "all_goals",
            "--body", stage.file("form-7.json", forms.closing()), by=WORKER,
        )
        stage.refused("case", "approve-closure", case, "--no-all-discussed", by=HEAD)
        stage.order("case", "approve-closure", case, "--all-discussed", by=HEAD)
        begun = self.today() - datetime.timedelta(days=30)
        stage.order(
            "case", "terminate", case,
            "--body", stage.file("form-8.json", forms.termination(self.today(), begun)), by=WORKER,
        )
        stage.order("case", "close", case, by=DATA)
        self.expect("closed_monitoring")
        stage.prove(
            "routine: review, closure, termination", "service-unit", self.stream,
            "review_completed", "evaluation_meeting_held", "closure_proposed", "closure_approved", "case_terminated", "case_closed",
        )
        stage.prove("routine: intake learned of the end", "intake", f"complaint-{self.complaint}", "case_closed")
