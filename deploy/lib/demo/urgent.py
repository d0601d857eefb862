"""A boy at a police post at night: claimed, reached, taken to a shelter, the letter after him."""

import forms
from people import AGENCY_HEAD, COLLEAGUE, FOCAL, ONCALL, POST, REFERRAL
from stage import Unexpected


class Urgent:
    def __init__(self, stage):
        self.stage = stage
        self.case = self.number = self.complaint = self.referral = None

    def first_night(self):
        self.reported()
        self.claimed()
        self.reached()
        self.referred()
        self.handed_over()

    def reported(self):
        stage = self.stage
        stage.heading("An urgent complaint from a police post")
        stage.file("urgent.json", forms.urgent())
        receipt = stage.pksai("complaint", "submit", "urgent.json", by=POST)[0]["body"]
        stage.show(receipt, "complaint_no", "risk_level", "act_by")
        self.number, self.complaint = receipt["complaint_no"], receipt["complaint_id"]
        stage.prove(
            "urgent: registered, level high", "intake", f"complaint-{self.complaint}",
            "complaint_registered", "risk_level_assigned",
        )

    def claimed(self):
        stage = self.stage
        stage.heading("On call: what everybody sees has no name in it; the first claim wins")
        lines = stage.pksai("oncall", "--take-next", "--timeout", 60, by=ONCALL)
        call, answer = lines[0]["body"], lines[-1]
        stage.show(call)
        if any(name in str(call) for name in ("Budi", "7371020107159002", "Jalan Contoh")):
            raise Unexpected("the call names the child")
        if answer["type"] != "claim.accepted":
            raise Unexpected(f"the claim was answered with {answer['type']}")
        self.case = call["case_id"]
        stage.tell(f"   -- {ONCALL} has it, and now sees:")
        stage.show(answer["body"], "child", "situation", "act_by")
        late = stage.refused("oncall", "take", self.case, by=COLLEAGUE)
        if late.get("holder") != ONCALL:
            raise Unexpected("the second claim was not told who has the case")
        stage.prove(
            "urgent: raised, claimed", "service-unit", f"case-{self.case}", "urgent_case_raised", "urgent_case_claimed"
        )

    def reached(self):
        stage = self.stage
        stage.heading("The child is reached, safety judged")
        stage.order(
            "case", "record-contact", self.case, "--reached", "--note", "met at the post with the duty officer",
            by=ONCALL,
        )
        stage.order(
            "case", "record-safety", self.case, "--child-seen", "--child-spoken-to",
            "--body", stage.file("safety.json", forms.safety()), by=ONCALL,
        )
        stage.prove(
            "urgent: contact, safety", "service-unit", f"case-{self.case}",
            "contact_attempted", "safety_assessment_recorded",
        )

    def referred(self):
        stage = self.stage
        stage.heading("An urgent referral: a boy does not fit the women's safe house (rule 24)")
        stage.order(
            "case", "request-urgent-referral", self.case, "--kind", "shelter", "--need", "shelter",
            "--problem", "cannot go home tonight", "--done-so-far", "met at the police post",
            "--help-wanted", "a bed and a doctor", by=ONCALL,
        )
        found = stage.until(
            "the referral unit has the request",
            lambda: stage.ask("referral", "list", "--case-id", self.case, by=REFERRAL, quiet=True)["referrals"],
        )
        self.referral = found[0]["referral_id"]
        offers = stage.ask("referral", "match", "--need", "shelter", "--sex", "male", "--age", 11, by=REFERRAL)
        stage.table(
            ["partner", "institution", "instead of"],
            [
                [offer["entry"]["id"], offer["entry"]["institution"], offer.get("instead_of") or ""]
                for offer in offers["offers"]
            ],
        )
        refusal = stage.refused("referral", "send", self.referral, "--institution", "r11", by=REFERRAL)
        if "fit" not in refusal["code"]:
            raise Unexpected(f"the safe house was refused for another reason: {refusal['code']}")
        stage.order("referral", "send", self.referral, "--institution", "r01", by=REFERRAL)
        offer = stage.until(
            "the focal point has the offer",
            lambda: [
                answer["body"] for answer in stage.pksai("receipts", by=FOCAL, quiet=True)
                if answer["type"] == "referral.offered"
            ],
        )[0]
        stage.tell(f"   -- {FOCAL} is offered:")
        stage.show(offer, "referral_id", "kind", "urgent", "child_age", "child_sex", "child_name", "problem")
        if any(word in str(offer) for word in ("Rahmat", "0800-9001", "Polsek")):
            raise Unexpected("the offer tells who reported")
        stage.order("referral", "accept", self.referral, by=FOCAL)

    def handed_over(self):
        stage = self.stage
        stage.heading("Handover: not without both signatures")
        minutes = (
            "referral", "sign-handover", self.referral, "--number", "BA/9001/XI/2026", "--place", "trauma centre",
            "--handed-over", "child", "--condition", "calm, bruises on both arms", "--officer", "Sari",
            "--receiving-officer", "Wahida", "--signatures", "referral_officer",
        )
        stage.refused(*minutes, by=REFERRAL)
        stage.order(*minutes, "--signatures", "focal_point", by=REFERRAL)
        stage.prove(
            "urgent: referred, accepted, handed over", "referral", f"referral-{self.referral}",
            "urgent_referral_requested", "referral_sent", "referral_accepted", "handover_signed",
        )
        stage.prove(
            "urgent: protection clock stopped by the handover", "service-unit", f"case-{self.case}", "handover_signed"
        )

    def next_day(self):
        stage = self.stage
        stage.heading("The next day: the letter follows the child, then the shelter's result")
        stage.order(
            "referral", "draft-letter", self.referral, "--institution", "r01", "--number", "460/9001/Dinsos",
            "--done-so-far", "brought by the on-call worker", "--attachment", "summary of the safety assessment",
            by=REFERRAL,
        )
        stage.order("referral", "sign-letter", self.referral, by=AGENCY_HEAD)
        stage.order(
            "referral", "report-result", self.referral, "--outcome", "served",
            "--result", "seen by a doctor, safe, an aunt was found", by=REFERRAL,
        )
        stage.prove(
            "urgent: letter the next day, result", "referral", f"referral-{self.referral}",
            "referral_letter_signed", "referral_result_reported",
        )
        stage.prove(
            "urgent: the result is in the case", "service-unit", f"case-{self.case}", "referral_result_reported"
        )
