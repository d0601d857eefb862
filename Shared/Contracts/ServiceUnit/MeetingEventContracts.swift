public import Vocabulary

// Who hears it: domain.md §6.14.

extension CaseMeetingScheduled: EventContract {
    /// The name as given.
    public static let name = "case_meeting_scheduled"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.intake, .identification, .referral]
    /// What it is for, in a sentence.
    public static let summary = "internal meeting planned"
}

extension CaseListed: EventContract {
    /// The name as given.
    public static let name = "case_listed"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers: service-unit's own cases wait for the meeting.
    public static let receivers: Set<UnitName> = [.intake, .identification, .serviceUnit, .referral]
    /// What it is for, in a sentence.
    public static let summary = "a case is on the agenda"
}

extension CaseMeetingHeld: EventContract {
    /// The name as given.
    public static let name = "case_meeting_held"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.intake, .identification, .referral]
    /// What it is for, in a sentence.
    public static let summary = "internal meeting held"
}

extension CaseMeetingDocumented: EventContract {
    /// The name as given.
    public static let name = "case_meeting_documented"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.intake, .identification, .referral]
    /// What it is for, in a sentence.
    public static let summary = "every listed case has an outcome"
}

extension ConferenceRequested: EventContract {
    /// The name as given.
    public static let name = "conference_requested"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.referral]
    /// What it is for, in a sentence.
    public static let summary = "an outside party is needed"
}

extension ConferenceScheduled: EventContract {
    /// The name as given.
    public static let name = "conference_scheduled"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.referral]
    /// What it is for, in a sentence.
    public static let summary = "external meeting planned"
}

extension ConferenceHeld: EventContract {
    /// The name as given.
    public static let name = "conference_held"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.referral]
    /// What it is for, in a sentence.
    public static let summary = "external meeting held"
}

extension ConferenceDocumented: EventContract {
    /// The name as given.
    public static let name = "conference_documented"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.referral]
    /// What it is for, in a sentence.
    public static let summary = "who does what is on file"
}

extension InterventionTakenOver: EventContract {
    /// The name as given.
    public static let name = "intervention_taken_over"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.referral]
    /// What it is for, in a sentence.
    public static let summary = "a partner owns an action; the case stays"
}

extension InterventionDeclined: EventContract {
    /// The name as given.
    public static let name = "intervention_declined"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.referral]
    /// What it is for, in a sentence.
    public static let summary = "a partner says no: plan again"
}
