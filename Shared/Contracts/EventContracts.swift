public import Vocabulary

// Who tells what to whom: domain.md §6.14 and §14 D10; the groups of a decision follow from it. Events that always happen
// together have the same receivers, so that they travel in one message: intake also hears how identification got on,
// identification and service-unit hear all of a registration, service-unit hears where a child is pointed to. Intake hears
// consent_given: a direct complaint is filed with its contract (L.3). Leadership is people: an alert tells what somebody must
// decide or watch, the rest they read in the agenda, the lists and the case.
// Every row of §6.14 is held by a test, with what is told in other words or by another unit and why: Tests/Contracts/flow.csv.

extension ComplaintRegistered: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "complaint_registered",
        .intake,
        to: [.identification, .serviceUnit],
        "number given, clocks start"
    )
}

extension EmergencyFlagged: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "emergency_flagged",
        .intake,
        to: [.identification, .serviceUnit],
        "life or safety at stake"
    )
}

extension InitialAssessmentRecorded: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "initial_assessment_recorded",
        .intake,
        to: [.identification, .serviceUnit],
        "Form 1 done"
    )
}

extension RiskLevelAssigned: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "risk_level_assigned",
        .intake,
        to: [.identification, .serviceUnit],
        "provisional level"
    )
}

extension ComplaintForwarded: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "complaint_forwarded",
        .intake,
        to: [.identification, .serviceUnit],
        "report handed over"
    )
}

extension ComplaintSupplemented: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "complaint_supplemented",
        .intake,
        to: [.identification, .serviceUnit],
        "something was added or corrected"
    )
}

extension ComplaintClosedWithAdvice: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "complaint_closed_with_advice",
        .intake,
        to: [.identification, .serviceUnit],
        "level none, advice given"
    )
}

extension IdentificationStarted: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "identification_started",
        .identification,
        to: [.intake, .serviceUnit],
        "queue position left"
    )
}

extension ResidencyVerified: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "residency_verified",
        .identification,
        to: [.intake, .serviceUnit],
        "child's status known"
    )
}

extension ResidencyUnknownRecorded: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "residency_unknown_recorded",
        .identification,
        to: [.intake, .serviceUnit],
        "no proof yet"
    )
}

extension PriorServiceChecked: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "prior_service_checked",
        .identification,
        to: [.intake, .serviceUnit],
        "earlier case or service"
    )
}

extension AtRiskDatabasesMatched: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "at_risk_databases_matched",
        .identification,
        to: [.intake, .serviceUnit],
        "lists the child is on"
    )
}

extension CaseEligible: EventContract {
    /// Who tells whom.
    public static let route = Telling("case_eligible", .identification, to: [.intake, .serviceUnit], "MS")
}

extension CaseNotEligible: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "case_not_eligible",
        .identification,
        to: [.intake, .serviceUnit, .referral],
        "TMS"
    )
}

extension ComplaintLinkedToCase: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "complaint_linked_to_case",
        .identification,
        to: [.intake, .serviceUnit],
        "the child already has a case"
    )
}

extension ServiceLevelRecommended: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "service_level_recommended",
        .identification,
        to: [.intake, .serviceUnit],
        "secondary or tertiary"
    )
}

extension CaseRegistered: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "case_registered",
        .identification,
        to: [.intake, .serviceUnit],
        "registration number issued"
    )
}

extension OutOfCityReferralRequested: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "out_of_city_referral_requested",
        .identification,
        to: [.referral],
        "to the home district"
    )
}

extension RedirectRequested: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "redirect_requested",
        .identification,
        to: [.intake, .serviceUnit, .referral],
        "point to a fitting body"
    )
}

extension ReferralPlanned: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "referral_planned",
        .serviceUnit,
        to: [.referral],
        "a plan action needs an outside service"
    )
}

extension UrgentReferralRequested: EventContract {
    /// Who tells whom.
    public static let route = Telling("urgent_referral_requested", .serviceUnit, to: [.referral], "emergency")
}

extension CaseManagerAssigned: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "case_manager_assigned",
        .serviceUnit,
        to: [.identification, .referral],
        "definitive owner"
    )
}

extension RiskLevelChanged: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "risk_level_changed",
        .serviceUnit,
        to: [.intake, .identification, .referral],
        "up or down"
    )
}

extension ConsentGiven: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "consent_given",
        .serviceUnit,
        to: [.intake, .identification, .referral],
        "Form 2 willing"
    )
}

extension ConsentRefused: EventContract {
    /// Who tells whom.
    public static let route = Telling("consent_refused", .serviceUnit, to: [.identification], "Form 2 not willing")
}

extension CaseClosed: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "case_closed",
        .serviceUnit,
        to: [.intake, .identification, .referral],
        "end of active work"
    )
}

extension ReferralSent: EventContract {
    /// Who tells whom.
    public static let route = Telling("referral_sent", .referral, to: [.serviceUnit], "with the partner")
}

extension ReferralAccepted: EventContract {
    /// Who tells whom.
    public static let route = Telling("referral_accepted", .referral, to: [.serviceUnit], "the partner says yes")
}

extension ReferralDeclined: EventContract {
    /// Who tells whom.
    public static let route = Telling("referral_declined", .referral, to: [.serviceUnit], "the partner says no")
}

extension HandoverSigned: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "handover_signed",
        .referral,
        to: [.identification, .serviceUnit],
        "minutes signed"
    )
}

extension ReferralResultReported: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "referral_result_reported",
        .referral,
        to: [.identification, .serviceUnit],
        "outcome"
    )
}

extension OutOfCityReferralSent: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "out_of_city_referral_sent",
        .referral,
        to: [.identification],
        "letter to the home district is out"
    )
}

extension OutOfCityReferralAcknowledged: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "out_of_city_referral_acknowledged",
        .referral,
        to: [.identification],
        "the home district took the case"
    )
}

extension FactRecorded: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "fact_recorded",
        [.intake, .identification, .serviceUnit, .referral],
        to: [.dataRequest],
        "a fact without identity"
    )
}
