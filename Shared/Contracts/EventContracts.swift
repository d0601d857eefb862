public import Vocabulary

// Who tells what to whom: domain.md §6.14 and §14 D10. One line an event; the groups of a decision follow from it.
// Events that always happen together have the same receivers, so that they travel in one message: intake also hears
// how identification got on, identification and service-unit hear all of a registration.

extension ComplaintRegistered: EventContract {
    /// The name as given.
    public static let name = "complaint_registered"
    /// The producers.
    public static let producers: Set<UnitName> = [.intake]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "number given, clocks start"
}

extension EmergencyFlagged: EventContract {
    /// The name as given.
    public static let name = "emergency_flagged"
    /// The producers.
    public static let producers: Set<UnitName> = [.intake]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "life or safety at stake"
}

extension InitialAssessmentRecorded: EventContract {
    /// The name as given.
    public static let name = "initial_assessment_recorded"
    /// The producers.
    public static let producers: Set<UnitName> = [.intake]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "Form 1 done"
}

extension RiskLevelAssigned: EventContract {
    /// The name as given.
    public static let name = "risk_level_assigned"
    /// The producers.
    public static let producers: Set<UnitName> = [.intake]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "provisional level"
}

extension ComplaintForwarded: EventContract {
    /// The name as given.
    public static let name = "complaint_forwarded"
    /// The producers.
    public static let producers: Set<UnitName> = [.intake]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "report handed over"
}

extension ComplaintSupplemented: EventContract {
    /// The name as given.
    public static let name = "complaint_supplemented"
    /// The producers.
    public static let producers: Set<UnitName> = [.intake]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "something was added or corrected"
}

extension ComplaintClosedWithAdvice: EventContract {
    /// The name as given.
    public static let name = "complaint_closed_with_advice"
    /// The producers.
    public static let producers: Set<UnitName> = [.intake]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "level none, advice given"
}

extension IdentificationStarted: EventContract {
    /// The name as given.
    public static let name = "identification_started"
    /// The producers.
    public static let producers: Set<UnitName> = [.identification]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.intake, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "queue position left"
}

extension ResidencyVerified: EventContract {
    /// The name as given.
    public static let name = "residency_verified"
    /// The producers.
    public static let producers: Set<UnitName> = [.identification]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.intake, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "child's status known"
}

extension ResidencyUnknownRecorded: EventContract {
    /// The name as given.
    public static let name = "residency_unknown_recorded"
    /// The producers.
    public static let producers: Set<UnitName> = [.identification]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.intake, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "no proof yet"
}

extension PriorServiceChecked: EventContract {
    /// The name as given.
    public static let name = "prior_service_checked"
    /// The producers.
    public static let producers: Set<UnitName> = [.identification]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.intake, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "earlier case or service"
}

extension AtRiskDatabasesMatched: EventContract {
    /// The name as given.
    public static let name = "at_risk_databases_matched"
    /// The producers.
    public static let producers: Set<UnitName> = [.identification]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.intake, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "lists the child is on"
}

extension CaseEligible: EventContract {
    /// The name as given.
    public static let name = "case_eligible"
    /// The producers.
    public static let producers: Set<UnitName> = [.identification]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.intake, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "MS"
}

extension CaseNotEligible: EventContract {
    /// The name as given.
    public static let name = "case_not_eligible"
    /// The producers.
    public static let producers: Set<UnitName> = [.identification]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.intake, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "TMS"
}

extension ComplaintLinkedToCase: EventContract {
    /// The name as given.
    public static let name = "complaint_linked_to_case"
    /// The producers.
    public static let producers: Set<UnitName> = [.identification]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.intake, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "the child already has a case"
}

extension ServiceLevelRecommended: EventContract {
    /// The name as given.
    public static let name = "service_level_recommended"
    /// The producers.
    public static let producers: Set<UnitName> = [.identification]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.intake, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "secondary or tertiary"
}

extension CaseRegistered: EventContract {
    /// The name as given.
    public static let name = "case_registered"
    /// The producers.
    public static let producers: Set<UnitName> = [.identification]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.intake, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "registration number issued"
}

extension OutOfCityReferralRequested: EventContract {
    /// The name as given.
    public static let name = "out_of_city_referral_requested"
    /// The producers.
    public static let producers: Set<UnitName> = [.identification]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.referral]
    /// What it is for, in a sentence.
    public static let summary = "to the home district"
}

extension RedirectRequested: EventContract {
    /// The name as given.
    public static let name = "redirect_requested"
    /// The producers.
    public static let producers: Set<UnitName> = [.identification]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.intake, .referral]
    /// What it is for, in a sentence.
    public static let summary = "point to a fitting body"
}

extension ReferralPlanned: EventContract {
    /// The name as given.
    public static let name = "referral_planned"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.referral]
    /// What it is for, in a sentence.
    public static let summary = "a plan action needs an outside service"
}

extension UrgentReferralRequested: EventContract {
    /// The name as given.
    public static let name = "urgent_referral_requested"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.referral]
    /// What it is for, in a sentence.
    public static let summary = "emergency"
}

extension CaseManagerAssigned: EventContract {
    /// The name as given.
    public static let name = "case_manager_assigned"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .referral]
    /// What it is for, in a sentence.
    public static let summary = "definitive owner"
}

extension RiskLevelChanged: EventContract {
    /// The name as given.
    public static let name = "risk_level_changed"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.intake, .identification, .referral]
    /// What it is for, in a sentence.
    public static let summary = "up or down"
}

extension ConsentGiven: EventContract {
    /// The name as given.
    public static let name = "consent_given"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .referral]
    /// What it is for, in a sentence.
    public static let summary = "Form 2 willing"
}

extension ConsentRefused: EventContract {
    /// The name as given.
    public static let name = "consent_refused"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "Form 2 not willing"
}

extension CaseClosed: EventContract {
    /// The name as given.
    public static let name = "case_closed"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.intake, .identification, .referral]
    /// What it is for, in a sentence.
    public static let summary = "end of active work"
}

extension ReferralSent: EventContract {
    /// The name as given.
    public static let name = "referral_sent"
    /// The producers.
    public static let producers: Set<UnitName> = [.referral]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "with the partner"
}

extension ReferralAccepted: EventContract {
    /// The name as given.
    public static let name = "referral_accepted"
    /// The producers.
    public static let producers: Set<UnitName> = [.referral]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "the partner says yes"
}

extension ReferralDeclined: EventContract {
    /// The name as given.
    public static let name = "referral_declined"
    /// The producers.
    public static let producers: Set<UnitName> = [.referral]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "the partner says no"
}

extension HandoverSigned: EventContract {
    /// The name as given.
    public static let name = "handover_signed"
    /// The producers.
    public static let producers: Set<UnitName> = [.referral]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "minutes signed"
}

extension ReferralResultReported: EventContract {
    /// The name as given.
    public static let name = "referral_result_reported"
    /// The producers.
    public static let producers: Set<UnitName> = [.referral]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "outcome"
}

extension OutOfCityReferralSent: EventContract {
    /// The name as given.
    public static let name = "out_of_city_referral_sent"
    /// The producers.
    public static let producers: Set<UnitName> = [.referral]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "letter to the home district is out"
}

extension OutOfCityReferralAcknowledged: EventContract {
    /// The name as given.
    public static let name = "out_of_city_referral_acknowledged"
    /// The producers.
    public static let producers: Set<UnitName> = [.referral]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "the home district took the case"
}

extension FactRecorded: EventContract {
    /// The name as given.
    public static let name = "fact_recorded"
    /// The producers.
    public static let producers: Set<UnitName> = [.intake, .identification, .serviceUnit, .referral]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.dataRequest]
    /// What it is for, in a sentence.
    public static let summary = "a fact without identity"
}
