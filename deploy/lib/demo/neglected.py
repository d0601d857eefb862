"""A neglected boy of two whom nobody reported: found on a list, visited, helped by many, and looked after again."""

import datetime

import forms
from people import (
    AGENCY_HEAD, ANALYST, BKB, COORDINATOR, COORDINATOR_SW, DATA, HEAD, REFERRAL, SECRETARY, WORKER,
)
from story import CaseStory

PARTNER = "r28"


class Neglected(CaseStory):
    def __init__(self, stage):
        super().__init__(stage, "toddler", "9005", forms.GRANDMOTHER)
        self.candidate = self.number = None
        # Two years old, whenever the story is told.
        self.born = self.today() - datetime.timedelta(days=900)

    def listed(self):
        stage = self.stage
        stage.heading("A list of the social agency: names nobody has asked about")
        day = self.today()
        stage.file("at-risk.csv", forms.at_risk(self.born))
        imported = stage.pksai(
            "at-risk", "import", "at-risk.csv", "--source", "social_agency", "--date",
            day - datetime.timedelta(days=20), by=ANALYST,
        )[-1]
        stage.show(imported, "rows", "added", "changed", "refused")
        rows = stage.ask("outreach", "list", "--status", "imported", by=ANALYST)["candidates"]
        stage.table(
            ["score", "proposed", "because", "lists"],
            [[row["score"], row["proposed_level"], ", ".join(row["reasons"]), ", ".join(row["lists"])] for row in rows],
        )
        self.candidate = rows[0]["candidate_id"]
        stage.order("outreach", "rank", f"{self.candidate}=medium", by=ANALYST)

    def found(self):
        stage, child, day = self.stage, self.candidate, self.today()
        stage.heading("Outreach: no visit without a letter; what the visit shows goes over the list")
        visit = (
            "outreach", "record", child, "--visited-on", day, "--minutes", "met the boy with his grandmother",
            "--social-report", "mother works abroad, father unknown",
            "--visit-report", "one room, no food in the house", "--assessment-report", "thin, hardly speaks",
        )
        stage.refused(*visit, by=WORKER)
        stage.order(
            "outreach", "assign", child, "--worker", WORKER, "--letter-no", f"ST-{day.year}-9006",
            "--purpose", "visit to a child on a list", "--valid-until", day + datetime.timedelta(days=14),
            by=COORDINATOR,
        )
        stage.order(*visit, by=WORKER)
        stage.order(
            "outreach", "correct", child, "--field", "address", "--value", "Jalan Contoh 9006, Lorong 3",
            "--evidence", "seen there", by=WORKER,
        )
        stage.order(
            "outreach", "identify", child, "--categories", "neglect_victim", "--risk-level", "medium",
            "--situation", "left alone all day with a grandmother who cannot walk, eats once a day", by=COORDINATOR,
        )
        self.prove(
            "from the list to the visit", "secondary_data_taken", "outreach_candidates_ranked", "outreach_assigned",
            "outreach_completed", "source_data_corrected", "case_identified", unit="identification",
            stream=f"candidate-{child}",
        )
        stage.heading("Intake registers what outreach found; identification opens the case by itself")
        found = stage.until("the case is registered", self.identified)
        stage.show(found, "complaint_no", "status", "registration_no", "residency", "lists")
        self.number = found["registration_no"]
        self.know(found["complaint_id"], found["case_id"])
        self.prove(
            "registered, case number", "case_eligible", "case_registered",
            unit="identification", stream=f"identification-{self.complaint}",
        )

    def identified(self):
        """The identification of what the visit found, once it has a case number."""
        rows = self.stage.ask("outreach", "list", "--status", "case_identified", by=ANALYST, quiet=True)["candidates"]
        complaint = rows[0].get("complaint_id") if rows else None
        every = self.stage.ask("identification", "list", by=ANALYST, quiet=True)["identifications"]
        mine = [row for row in every if row["complaint_id"] == complaint and row.get("registration_no")]
        return mine[0] if mine else None

    def helped(self):
        stage = self.stage
        stage.heading("Who found the boy goes on under the same letter: home visit, consent, assessment, plan")
        stage.until("the finder is the provisional worker", lambda: self.row().get("worker") == WORKER)
        stage.order(
            "case", "record-visit", self.case, "--child-met", "--report",
            "grandmother in bed, the boy on the floor, neighbours bring rice", by=WORKER,
        )
        self.assessed(
            "reaches for the worker", forms.at_home("at home with his grandmother, who is in bed", "toddler"),
            forms.assessment(forms.TODDLER),
        )
        self.prove(
            "letter, visit, consent, Form 3", "case_worker_assigned", "home_visit_completed", "consent_given",
            "assessment_completed",
        )
        self.planned(forms.plan(self.today(), forms.TODDLER_ACTIONS))

    def met(self):
        stage = self.stage
        stage.heading("Case management meeting: the agenda makes itself, every case gets a manager (rule 21)")
        starts = (self.now() + datetime.timedelta(hours=1)).isoformat(timespec="seconds")
        meeting = stage.order("meeting", "schedule", "--starts-at", starts, by=SECRETARY)["result"]["meeting_id"]
        stage.order("meeting", "prepare", meeting, by=SECRETARY)
        attended = [word for name in (COORDINATOR, COORDINATOR_SW, WORKER) for word in ("--attendees", name)]
        stage.order("meeting", "hold", meeting, *attended, "--minutes-no", "NOT/9001", by=SECRETARY)
        listed = stage.ask("meeting", "list", "--meeting-id", meeting, by=SECRETARY)
        agenda = listed["meetings"][0]["agenda"]
        rows = [[item["case_id"], ", ".join(item["reasons"])] for item in agenda]
        stage.table(["case", "why it is on the agenda"], rows)
        self.fail_unless(self.case in [item["case_id"] for item in agenda], "the meeting does not list the case")
        for item in agenda:
            stage.order(
                "case", "assign-manager", item["case_id"], "--worker", WORKER, "--meeting-id", meeting,
                by=COORDINATOR,
            )
        stage.until(
            "every listed case has its outcome",
            lambda: all(
                item.get("outcome") for item in
                stage.ask("meeting", "list", "--meeting-id", meeting, by=SECRETARY, quiet=True)["meetings"][0]["agenda"]
            ),
        )
        stage.order("meeting", "document", meeting, by=SECRETARY)
        self.prove(
            "the meeting", "case_meeting_scheduled", "case_listed", "case_meeting_held", "case_meeting_documented",
            stream=f"meeting-{meeting}",
        )
        self.prove("a manager from the meeting", "case_manager_assigned")

    def conferred(self):
        stage, case = self.stage, self.case
        stage.heading("Case conference: the partner hears what it must know, takes an action over; the case stays here")
        starts = (self.now() + datetime.timedelta(days=1)).isoformat(timespec="seconds")
        conference = stage.order(
            "conference", "schedule", case, "--starts-at", starts, "--place", "PKSAI", "--institutions", PARTNER,
            by=COORDINATOR,
        )["result"]["conference_id"]
        stage.order(
            "conference", "invite", case, conference, "--institution", PARTNER, "--need", "toddler",
            "--action-ids", "a1", "--facts", "a boy of two is fed once a day; his guardian cannot leave her bed",
            by=WORKER,
        )
        invited = stage.until(
            "the focal point is invited",
            lambda: [
                answer["body"] for answer in stage.pksai("receipts", by=BKB, quiet=True)
                if answer["type"] == "meeting.invited"
            ],
        )[0]
        stage.tell(f"   -- {BKB} reads:")
        stage.show(invited, "place", "need", "facts")
        named = [word for word in forms.toddler_names(self.born) if word in str(invited)]
        self.fail_unless(not named, "the invitation names the child")
        stage.order(
            "conference", "hold", case, conference, "--present", PARTNER, "--minutes-no", "KK/9001", by=COORDINATOR
        )
        stage.order(
            "conference", "take-over", case, conference, "--action-id", "a1",
            "--due", self.today() + datetime.timedelta(days=14), by=BKB,
        )
        stage.order("conference", "document", case, conference, by=DATA)
        self.prove(
            "the conference", "conference_scheduled", "focal_point_invited", "conference_held",
            "intervention_taken_over", "conference_documented", stream=f"conference-{conference}",
        )

    def referred(self):
        stage, case = self.stage, self.case
        stage.heading("A referral with a signed letter, to the partner whose service fits a child of two")
        stage.order(
            "case", "plan-referral", case, "--action-id", "a1", "--kind", "ordinary", "--need", "toddler",
            "--problem", "fed once a day, alone most of it", "--done-so-far", "plan agreed with the grandmother",
            "--help-wanted", "meals and care with the toddlers' group", by=WORKER,
        )
        referral = stage.until(
            "the referral unit has the plan",
            lambda: stage.ask("referral", "list", "--case-id", case, by=REFERRAL, quiet=True)["referrals"],
        )[0]["referral_id"]
        offers = stage.ask("referral", "match", "--need", "toddler", "--sex", "male", "--age", 2, by=REFERRAL)
        stage.table(
            ["partner", "institution"],
            [[offer["entry"]["id"], offer["entry"]["institution"]] for offer in offers["offers"]],
        )
        stage.order(
            "referral", "assign", referral, "--number", f"ST-{self.today().year}-9007", "--worker", WORKER,
            by=COORDINATOR,
        )
        stage.order(
            "referral", "draft-letter", referral, "--institution", PARTNER, "--number", "460/9002/Dinsos",
            "--attachment", "summary of Form 3", by=REFERRAL,
        )
        stage.refused("referral", "send", referral, "--institution", PARTNER, by=REFERRAL)
        stage.order("referral", "sign-letter", referral, by=AGENCY_HEAD)
        stage.order("referral", "send", referral, "--institution", PARTNER, by=REFERRAL)
        stage.order("referral", "accept", referral, by=BKB)
        stage.order(
            "referral", "prepare-handover", referral, "--number", "BA/9002", "--place", "toddlers' group, Tallo",
            "--handed-over", "documents", "--documents", "Form 5 with its attachment", "--condition", "thin, lively",
            "--officer", "Rina", "--receiving-officer", "Ibu Kader", by=REFERRAL,
        )
        stage.order("referral", "countersign", referral, "--number", "BA/9002", by=BKB)
        stage.order(
            "referral", "report-result", referral, "--outcome", "served",
            "--result", "two meals a day with the group, weighed every week", by=REFERRAL,
        )
        self.prove(
            "letter, yes, handover, result", "referral_planned", "referral_letter_signed", "referral_sent",
            "referral_accepted", "handover_signed", "referral_result_reported", unit="referral",
            stream=f"referral-{referral}",
        )
        self.prove("the result is in the case", "referral_result_reported")

    def ended(self):
        self.stage.heading("The boy gains weight, an aunt moves in: evaluation, closure, termination")
        self.closed(
            {"a1": "eats twice a day, weighed every week", "a2": "the aunt has moved in"}, "gained two kilograms",
            forms.TODDLER_END,
        )

    def taken_up_again(self):
        stage, case = self.stage, self.case
        stage.heading("Post-monitoring after a month: the aunt has left. At risk, so the case opens again (rule 28)")
        stage.order(
            "case", "record-monitoring", case, "--body", stage.file("form-6.json", forms.monitoring(self.today())),
            by=WORKER,
        )
        stage.refused("case", "approve-monitoring", case, by=WORKER)
        stage.order("case", "approve-monitoring", case, by=HEAD)
        self.expect("assigned")
        row = self.row()
        stage.show(row, "registration_no", "risk_level")
        self.fail_unless(row["registration_no"] == self.number, "the case did not keep its number")
        self.tell_clocks()
        self.prove(
            "post-monitoring, reopened", "post_monitoring_drafted", "post_monitoring_recorded", "case_reopened"
        )
        stage.order(
            "case", "record-consent", case, "--body", stage.file(
                "form-2-again.json", forms.consent(self.today(), self.signer, "knows the worker"),
            ), by=WORKER,
        )
        self.expect("assessing")
