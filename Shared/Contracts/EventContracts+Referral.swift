public import Vocabulary

// What referral hears and tells beyond its letters' way: withdrawals, shelters, protection (domain.md §6.14, §14 D08).

extension ConsentWithdrawn: EventContract {
    /// The name as given.
    public static let name = "consent_withdrawn"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.intake, .identification, .referral]
    /// What it is for, in a sentence.
    public static let summary = "sharing stops; every holder acknowledges"
}

extension WithdrawalAcknowledged: EventContract {
    /// The name as given.
    public static let name = "withdrawal_acknowledged"
    /// The producers.
    public static let producers: Set<UnitName> = [.intake, .identification, .referral]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "a holder stopped and deleted"
}

extension AssignmentLetterIssued: EventContract {
    /// The name as given.
    public static let name = "assignment_letter_issued"
    /// The producers.
    public static let producers: Set<UnitName> = [.referral]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "a worker may go"
}

extension ReferralLetterSigned: EventContract {
    /// The name as given.
    public static let name = "referral_letter_signed"
    /// The producers.
    public static let producers: Set<UnitName> = [.referral]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "Form 5 is signed"
}

extension ShelterStayEnding: EventContract {
    /// The name as given.
    public static let name = "shelter_stay_ending"
    /// The producers.
    public static let producers: Set<UnitName> = [.referral]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "the stay is nearly over"
}

extension ChildReunified: EventContract {
    /// The name as given.
    public static let name = "child_reunified"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .referral]
    /// What it is for, in a sentence.
    public static let summary = "back with the family"
}

extension ProtectiveActionTold: EventContract {
    /// The name as given.
    public static let name = "protective_action_recorded"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.referral]
    /// What it is for, in a sentence.
    public static let summary = "the child was put out of danger"
}
