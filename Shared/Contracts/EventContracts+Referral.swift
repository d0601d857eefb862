public import Vocabulary

// What referral hears and tells beyond its letters' way: withdrawals, shelters, protection (domain.md §6.14, §14 D08).

extension ConsentWithdrawn: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "consent_withdrawn",
        .serviceUnit,
        to: [.intake, .identification, .referral],
        "sharing stops; every holder acknowledges"
    )
}

extension WithdrawalAcknowledged: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "withdrawal_acknowledged",
        [.intake, .identification, .referral],
        to: [.serviceUnit],
        "a holder stopped and deleted"
    )
}

extension AssignmentLetterIssued: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "assignment_letter_issued",
        .referral,
        to: [.identification, .serviceUnit],
        "a worker may go"
    )
}

extension ReferralLetterSigned: EventContract {
    /// Who tells whom.
    public static let route = Telling("referral_letter_signed", .referral, to: [.serviceUnit], "Form 5 is signed")
}

extension ShelterStayEnding: EventContract {
    /// Who tells whom.
    public static let route = Telling("shelter_stay_ending", .referral, to: [.serviceUnit], "the stay is nearly over")
}

extension ChildReunified: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "child_reunified",
        .serviceUnit,
        to: [.identification, .referral],
        "back with the family"
    )
}

extension ReferredCaseChanged: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "referred_case_changed",
        .serviceUnit,
        to: [.referral],
        "level, danger, residency, service level or number of a case with open referrals"
    )
}

extension ProtectiveActionTold: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "protective_action_recorded",
        .serviceUnit,
        to: [.referral],
        "the child was put out of danger"
    )
}
