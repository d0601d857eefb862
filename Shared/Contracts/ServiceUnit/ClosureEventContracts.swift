public import Vocabulary

// Who hears it: domain.md §6.14.

extension EvaluationMeetingScheduled: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "evaluation_meeting_scheduled",
        .serviceUnit,
        to: [.identification],
        "evaluation meeting planned"
    )
}

extension EvaluationMeetingHeld: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "evaluation_meeting_held",
        .serviceUnit,
        to: [.identification],
        "every intervention evaluated"
    )
}

extension ClosureAsked: EventContract {
    /// Who tells whom.
    public static let route = Telling("closure_proposed", .serviceUnit, to: [.identification, .referral], "Form 7")
}

extension ClosureAgreed: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "closure_approved",
        .serviceUnit,
        to: [.identification, .referral],
        "Form 7 approved"
    )
}

extension ClosureTurnedDown: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "closure_rejected",
        .serviceUnit,
        to: [.identification, .referral],
        "Form 7 rejected"
    )
}

extension ServiceEnded: EventContract {
    /// Who tells whom.
    public static let route = Telling("case_terminated", .serviceUnit, to: [.identification], "Form 8 signed")
}

extension PostMonitoringDue: EventContract {
    /// Who tells whom.
    public static let route = Telling("post_monitoring_due", .serviceUnit, to: [.identification], "Form 6 is due")
}

extension PostMonitoringRecorded: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "post_monitoring_recorded",
        .serviceUnit,
        to: [.identification],
        "Form 6 approved"
    )
}

extension CaseReopened: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "case_reopened",
        .serviceUnit,
        to: [.intake, .identification, .referral],
        "back to work"
    )
}
