"""Who plays: invented people, one of each role."""

POST = "police-post"
OFFICER = "omar"
ANALYST = "andi"
DATA = "dewi"
ONCALL = "sari"
COLLEAGUE = "rudi"
WORKER = "wati"
COORDINATOR_SW = "hasna"
COORDINATOR = "salma"
HEAD = "ibrahim"
SECRETARY = "nurul"
REFERRAL = "rina"
AGENCY_HEAD = "mulyadi"
FOCAL = "focal-rpsa"
BKB = "focal-bkb"
APPLICANT = "university"

STAFF = (
    (OFFICER, "intake_officer"),
    (ANALYST, "analyst"),
    (DATA, "data_officer"),
    (ONCALL, "on_call_worker"),
    (COLLEAGUE, "on_call_worker"),
    (WORKER, "social_worker"),
    (COORDINATOR_SW, "coordinator_sw"),
    (COORDINATOR, "coordinator_pksai"),
    (HEAD, "head_pksai"),
    (SECRETARY, "secretary"),
    (REFERRAL, "referral_officer"),
    (AGENCY_HEAD, "agency_head"),
)


def enter(stage):
    stage.heading("The people: an agency, staff of each role, a partner's focal point, an applicant for data")
    agency = stage.pksai("agency", "add", POST)[0]
    stage.show(agency, "username", "exchange", "queue")
    for name, role in STAFF:
        stage.pksai("user", "add", name, "--role", role)
    for name, institution in ((FOCAL, "r01"), (BKB, "r28")):
        stage.pksai("user", "add", name, "--role", "focal_point", "--institution", institution)
    stage.pksai("user", "add", APPLICANT, "--role", "data_applicant")
