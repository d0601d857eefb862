"""A girl out of school: identified, assessed with consent, helped by a plan, closed when its goals are reached."""

import forms
from people import ANALYST, COORDINATOR, COORDINATOR_SW, POST, WORKER
from story import CaseStory


class Routine(CaseStory):
    def __init__(self, stage):
        super().__init__(stage, "routine", "9001", forms.MOTHER)

    def reported(self):
        stage = self.stage
        stage.heading("A routine complaint: identification finds a resident child and opens a case")
        stage.file("routine.json", forms.routine())
        receipt = stage.pksai("complaint", "submit", "routine.json", by=POST)[0]["body"]
        stage.show(receipt, "complaint_no", "risk_level", "act_by")
        show = ("identification", "show", receipt["complaint_no"], "--reason", "demonstration")
        stage.until(
            "the case is registered",
            lambda: stage.ask(*show, by=ANALYST, quiet=True)["identification"].get("registration_no"),
        )
        found = stage.ask(*show, by=ANALYST)["identification"]
        stage.show(found, "status", "registration_no", "residency", "lists")
        self.know(receipt["complaint_id"], found["case_id"])
        self.prove(
            "eligible, case number", "residency_verified", "case_eligible", "case_registered",
            unit="identification", stream=f"identification-{self.complaint}",
        )
        self.prove("case opened", "case_eligible")

    def helped(self):
        stage = self.stage
        stage.heading("Worker, home visit, consent, assessment (Form 3)")
        self.visited("two rooms, clean, brothers of two and three")
        stage.order("case", "assign-manager", self.case, "--worker", WORKER, by=COORDINATOR)
        self.assessed(
            "wants to learn again", forms.at_home("at home with her mother and brothers", "education"),
            forms.assessment(forms.SCHOOL),
        )
        self.prove(
            "consent, visit, Form 3", "case_worker_assigned", "case_manager_assigned", "home_visit_completed",
            "consent_given", "assessment_completed",
        )
        stage.heading("The plan, signed by a supervisor")
        self.planned(forms.plan(self.today(), forms.SCHOOL_ACTIONS))

    def overdue(self):
        stage = self.stage
        stage.heading("Clocks that nobody stopped: warned, missed, told to those who must know")
        watch = ("alerts", "--role", "coordinator_sw")
        alerts = stage.until(
            "the missed review is told",
            lambda: [
                alert for alert in stage.pksai(*watch, by=COORDINATOR_SW, quiet=True)
                if alert.get("case_id") == self.case and alert.get("clock") == "review"
            ],
        )
        stage.pksai(*watch, by=COORDINATOR_SW)
        for alert in alerts:
            stage.tell(f"   {alert['at']}  {alert['kind']}  due {alert['due_at']}  {alert['message']}")
        missed = stage.sql(
            "service-unit", "SELECT clock, count(*) FROM deadlines WHERE phase = 'missed' GROUP BY 1 ORDER BY 1"
        )
        stage.table(["clock", "missed"], missed)
        self.prove("the review was missed", "clock_rang")

    def supervised(self):
        stage = self.stage
        stage.heading("The week's supervision: what was missed is talked over; the findings are the worker's to read")
        stage.order(
            "rhythm", "record-supervision", "--kind", "supervision_of_social_workers", "--worker", WORKER,
            "--date", self.today(), "--document-no", "SV/9001", "--findings",
            "the review of the girl out of school was forgotten: a day each week is kept for reviews",
            by=COORDINATOR_SW,
        )
        told = stage.ask("rhythm", "supervisions", by=WORKER)["supervisions"]
        stage.table(["day", "by", "what was found"], [[row["date"], row["by"], row["findings"]] for row in told])
        self.prove(
            "the worker was supervised", "supervision_recorded", "supervision_noted",
            stream="rhythm-supervision_of_social_workers",
        )

    def ended(self):
        self.stage.heading("Review, closure, termination")
        self.closed(
            {"a1": "at school every day, brothers in day care", "a2": "has the card"}, "both goals reached",
            forms.SCHOOL_END,
        )
