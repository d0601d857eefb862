"""What else arrives: a child from another district, a message that is no complaint, repeats, a request for counts."""

import json

import forms
from people import ANALYST, APPLICANT, COORDINATOR, DATA, OFFICER, POST, REFERRAL, SECRETARY
from stage import Unexpected


def from_elsewhere(stage):
    stage.heading("A child from outside the city: the registry says Gowa, whatever the NIK begins with (rule 7)")
    stage.file("elsewhere.json", forms.elsewhere())
    receipt = stage.pksai("complaint", "submit", "elsewhere.json", by=POST)[0]["body"]
    number, complaint = receipt["complaint_no"], receipt["complaint_id"]
    stage.show(receipt, "complaint_no", "risk_level")
    stage.until(
        "identification decides",
        lambda: stage.ask("identification", "show", number, "--reason", "demonstration", by=ANALYST, quiet=True)[
            "identification"
        ].get("not_eligible"),
    )
    found = stage.ask("identification", "show", number, "--reason", "demonstration", by=ANALYST)["identification"]
    stage.show(found, "status", "residency", "home_district", "not_eligible")
    if (found["not_eligible"], found["home_district"]) != ("non_resident", "7306"):
        raise Unexpected("identification did not find that the child lives in Gowa (7306)")
    referral = stage.until(
        "the referral unit has the request",
        lambda: stage.ask("referral", "list", "--case-id", found["case_id"], by=SECRETARY, quiet=True)["referrals"],
    )[0]["referral_id"]
    stage.order(
        "referral", "send-out-of-city", referral, "--receiver", "social agency of Gowa", by=SECRETARY
    )
    stage.order("referral", "acknowledge-out-of-city", referral, by=REFERRAL)
    stage.prove(
        "outside the city: not eligible", "identification", f"identification-{complaint}",
        "residency_verified", "case_not_eligible", "out_of_city_referral_requested",
    )
    stage.prove(
        "outside the city: sent to Gowa, acknowledged", "referral", f"referral-{referral}",
        "out_of_city_referral_sent", "out_of_city_referral_acknowledged",
    )


def malformed(stage):
    stage.heading("A malformed message: rejected with every problem at once, kept sealed")
    stage.file("malformed.json", forms.malformed())
    answer = stage.pksai("complaint", "submit", "malformed.json", by=POST, ends=1)[0]
    if answer["type"] != "complaint.rejected":
        raise Unexpected(f"the malformed complaint was answered with {answer['type']}")
    problems = answer["body"]["problems"]
    stage.table(
        ["where", "expected", "found"],
        [[problem["pointer"], problem["expected"], problem["found"]] for problem in problems],
    )
    if not {"/channel", "/situation"} <= {problem["pointer"] for problem in problems}:
        raise Unexpected("the rejection does not name both missing members")
    entries = stage.pksai("quarantine", "list", "intake")[0]
    mine = [entry for entry in entries if entry.get("message_id") in (None, answer["message_id"])]
    if not mine:
        raise Unexpected("the rejected message is not kept in quarantine")
    for entry in mine:
        stage.show(entry, "unit", "entry", "reason", "type", "at", "state")
    kept = [[f"entry {entry['entry']}", entry["reason"]] for entry in mine]
    stage.proofs.append(("malformed: rejected, kept sealed", "intake", "quarantine", kept))


def repeated(stage):
    stage.heading("A repeat: the same message id gets the same number, the same reference is flagged")
    paper = stage.file("repeated.json", forms.repeated())
    submit = ("complaint", "submit", paper, "--message-id")
    first = stage.pksai(*submit, "lp-9005", by=POST)[0]["body"]
    again = stage.pksai(*submit, "lp-9005", by=POST)[0]["body"]
    other = stage.pksai(*submit, "lp-9005-again", by=POST)[0]["body"]
    stage.table(
        ["message id", "complaint"],
        [
            ["lp-9005", first["complaint_no"]], ["lp-9005", again["complaint_no"]],
            ["lp-9005-again", other["complaint_no"]],
        ],
    )
    if first["complaint_no"] != again["complaint_no"] or other["complaint_no"] == first["complaint_no"]:
        raise Unexpected("a repeat did not get the first answer, or another message did")
    shown = stage.ask("complaint", "show", other["complaint_no"], "--reason", "demonstration", by=OFFICER)["complaint"]
    stage.show(shown, "complaint_no", "possible_repeat_of")
    if shown["possible_repeat_of"] != first["complaint_no"]:
        raise Unexpected("the same reference under another message id is not flagged")
    stage.prove(
        "repeat: one registration for one message id", "intake", f"complaint-{first['complaint_id']}",
        "complaint_registered",
    )
    stage.prove(
        "repeat: same reference, flagged, not dropped", "intake", f"complaint-{other['complaint_id']}",
        "complaint_registered",
    )


def crowd(stage):
    stage.heading("Many more complaints, so that there is something to count")
    lines = list(forms.crowd())
    stage.file("crowd.ndjson", "".join(json.dumps(line) + "\n" for line in lines))
    answers = stage.pksai("complaint", "submit", "crowd.ndjson", by=POST)
    accepted = sum(answer["type"] == "complaint.accepted" for answer in answers)
    stage.tell(f"   {accepted} of {len(lines)} accepted")
    if accepted != len(lines):
        raise Unexpected(f"only {accepted} of {len(lines)} complaints were accepted")
    return len(lines)


def counted(stage, number):
    stage.heading("A request for data: counts only, released when the coordinator grants it, small cells withheld")
    stage.until(
        "the facts have arrived",
        lambda: int(stage.sql("data-request", "SELECT count(*) FROM aggregates WHERE kind = 'fact'")[0][0]) >= number,
        seconds=60,
    )
    form = (
        "data-request", "submit", "--letter", "12/LP2M/9001", "--applicant", "Universitas Contoh",
        "--purpose", "planning of prevention", "--from", "2026-01-01", "--to", "2027-12-31",
    )
    names = stage.order(*form, "--class", "never", by=APPLICANT)["request_id"]
    refusal = answer_to(stage, names, "data_request.refused")
    stage.tell(f"   names: refused, {refusal['reason']}: {refusal['explanation']}")
    asked = stage.order(
        *form, "--class", "aggregate", "--rows", "subdistrict", "--columns", "sex",
        "--filter", "subdistrict=" + ",".join(sorted({place for place, _, _ in forms.CROWD})), by=APPLICANT,
    )
    request = asked["request_id"]
    stage.show(asked, "request_id", "classify_by")
    stage.order("data-request", "classify", request, "--data-class", "aggregate", by=DATA)
    stage.order("data-request", "confirm", request, by=COORDINATOR)
    stage.order("data-request", "grant", request, by=COORDINATOR)
    stage.order("data-request", "release", request, by=DATA)
    released = answer_to(stage, request, "data_request.granted")
    table = released["table"]
    rows = [
        [label] + ["*" if cell is None else cell for cell in cells] + ["*" if total is None else total]
        for label, cells, total in zip(table["row_labels"], table["cells"], table["row_totals"])
        if any(cell is None or cell > 0 for cell in cells)
    ]
    stage.table([table["rows"], *table["column_labels"], "total"], rows)
    for note in table["notes"]:
        stage.tell(f"   {note}")
    check(table)
    stage.record("released", table=table, csv=released["csv"], hash=released["hash"])
    stage.prove(
        "data: screened, granted, released", "data-request", f"data-request-{request}",
        "data_request_received", "data_request_classified", "data_request_granted", "data_released",
    )


def answer_to(stage, request, kind):
    """What came for the applicant about a request."""
    return stage.until(
        f"{kind} has arrived",
        lambda: [
            answer["body"] for answer in stage.pksai("receipts", by=APPLICANT, quiet=True)
            if answer["type"] == kind and answer["body"]["request_id"] == request
        ],
    )[0]


def check(table):
    """What is shown is what was sent; the small cell is hidden, and so is another in its row and its column."""
    hidden = 0
    for place, sex, number in forms.CROWD:
        cell = table["cells"][table["row_labels"].index(place)][table["column_labels"].index(sex)]
        if cell is None:
            hidden += 1
        elif number < table["threshold"] or cell != number:
            raise Unexpected(f"{place}, {sex}: shown {cell}, sent {number}")
    if not 1 < hidden < len(forms.CROWD):
        raise Unexpected(f"{hidden} of {len(forms.CROWD)} cells are withheld")
