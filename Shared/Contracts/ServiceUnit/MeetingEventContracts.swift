public import Vocabulary

// Who hears it: domain.md §6.14.

extension CaseMeetingScheduled: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "case_meeting_scheduled",
        .serviceUnit,
        to: [.intake, .identification, .referral],
        "internal meeting planned"
    )
}

extension CaseListed: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "case_listed",
        .serviceUnit,
        to: [.intake, .identification, .referral],
        "a case is on the agenda"
    )
}

extension MeetingAwaited: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "meeting_awaited",
        .serviceUnit,
        to: [.serviceUnit],
        "a case without a manager waits for this meeting"
    )
}

extension CaseMeetingHeld: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "case_meeting_held",
        .serviceUnit,
        to: [.intake, .identification, .referral],
        "internal meeting held"
    )
}

extension CaseMeetingDocumented: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "case_meeting_documented",
        .serviceUnit,
        to: [.intake, .identification, .referral],
        "every listed case has an outcome"
    )
}

extension ConferenceRequested: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "conference_requested",
        .serviceUnit,
        to: [.referral],
        "an outside party is needed"
    )
}

extension ConferenceScheduled: EventContract {
    /// Who tells whom.
    public static let route = Telling("conference_scheduled", .serviceUnit, to: [.referral], "external meeting planned")
}

extension ConferenceHeld: EventContract {
    /// Who tells whom.
    public static let route = Telling("conference_held", .serviceUnit, to: [.referral], "external meeting held")
}

extension ConferenceDocumented: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "conference_documented",
        .serviceUnit,
        to: [.referral],
        "who does what is on file"
    )
}

extension InterventionTakenOver: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "intervention_taken_over",
        .serviceUnit,
        to: [.referral],
        "a partner owns an action; the case stays"
    )
}

extension InterventionDeclined: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "intervention_declined",
        .serviceUnit,
        to: [.referral],
        "a partner says no: plan again"
    )
}
