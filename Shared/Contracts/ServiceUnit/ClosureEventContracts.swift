public import Vocabulary

// Who hears it: domain.md §6.14.

extension EvaluationMeetingScheduled: EventContract {
    /// The name as given.
    public static let name = "evaluation_meeting_scheduled"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "evaluation meeting planned"
}

extension EvaluationMeetingHeld: EventContract {
    /// The name as given.
    public static let name = "evaluation_meeting_held"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "every intervention evaluated"
}

extension ClosureAsked: EventContract {
    /// The name as given.
    public static let name = "closure_proposed"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .referral]
    /// What it is for, in a sentence.
    public static let summary = "Form 7"
}

extension ClosureAgreed: EventContract {
    /// The name as given.
    public static let name = "closure_approved"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .referral]
    /// What it is for, in a sentence.
    public static let summary = "Form 7 approved"
}

extension ClosureTurnedDown: EventContract {
    /// The name as given.
    public static let name = "closure_rejected"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .referral]
    /// What it is for, in a sentence.
    public static let summary = "Form 7 rejected"
}

extension ServiceEnded: EventContract {
    /// The name as given.
    public static let name = "case_terminated"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "Form 8 signed"
}

extension PostMonitoringDue: EventContract {
    /// The name as given.
    public static let name = "post_monitoring_due"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "Form 6 is due"
}

extension PostMonitoringRecorded: EventContract {
    /// The name as given.
    public static let name = "post_monitoring_recorded"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "Form 6 approved"
}

extension CaseReopened: EventContract {
    /// The name as given.
    public static let name = "case_reopened"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.intake, .identification, .referral]
    /// What it is for, in a sentence.
    public static let summary = "back to work"
}
