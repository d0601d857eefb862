public import Vocabulary

// When consent is taken back (§14 D08).

/// The client takes consent back.
public struct WithdrawConsent: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "withdraw_consent"
    /// What it is for, in a sentence.
    public static let summary =
        "Records that the client takes consent back: sharing stops, every holder acknowledges, head_pksai decides."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// Why, if they say.
    public var reason: String?

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, reason: String? = nil) {
        self.caseID = caseID
        self.reason = reason
    }

    /// A made-up message.
    public static let example = WithdrawConsent(caseID: Examples.caseID, reason: "does not want to go on")
}

/// After a withdrawal: protect without consent, or close.
public struct DecideWithdrawal: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "decide_withdrawal"
    /// What it is for, in a sentence.
    public static let summary = "Decides after consent was withdrawn: go on in duty to protect, or close."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.headPksai]
    /// The case.
    public var caseID: CaseID
    /// True: go on in duty to protect.
    public var protect: Bool
    /// Why.
    public var reason: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, protect: Bool, reason: String) {
        self.caseID = caseID
        self.protect = protect
        self.reason = reason
    }

    /// A made-up message.
    public static let example = DecideWithdrawal(
        caseID: Examples.caseID,
        protect: false,
        reason: "no danger is known"
    )
}

/// A partner of a conference knows and has stopped sharing.
public struct ConfirmSharingStopped: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "confirm_sharing_stopped"
    /// What it is for, in a sentence.
    public static let summary =
        "Says for a partner of a conference that it knows of the withdrawal and has stopped sharing."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.focalPoint, .referralOfficer]
    /// The case.
    public var caseID: CaseID
    /// The partner's directory id; referral_officer says for whom.
    public var holder: String?

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, holder: String? = nil) {
        self.caseID = caseID
        self.holder = holder
    }

    /// A made-up message.
    public static let example = ConfirmSharingStopped(caseID: Examples.caseID, holder: "r11")
}
