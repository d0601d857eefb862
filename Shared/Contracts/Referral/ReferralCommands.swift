public import Vocabulary

/// Orders a worker to go (S09 step 2).
public struct IssueAssignmentLetter: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "issue_assignment_letter"
    /// What it is for, in a sentence.
    public static let summary = "Orders a worker to go with the child."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may send it.
    public static let roles: Set<Role> = [.coordinatorPksai]
    /// The referral.
    public var referralID: ReferralID
    /// The letter's number.
    public var number: String
    /// Who goes.
    public var worker: Username

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, number: String, worker: Username) {
        self.referralID = referralID
        self.number = number
        self.worker = worker
    }

    /// A made-up message.
    public static let example = IssueAssignmentLetter(
        referralID: Examples.referral,
        number: "ST/9001/XI/2026",
        worker: Examples.username
    )
}

/// Writes Form 5 to a partner; what is left out comes from the service unit's request. No reporter, no NIK.
public struct DraftReferralLetter: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "draft_referral_letter"
    /// What it is for, in a sentence.
    public static let summary = "Writes the referral letter (Form 5) to a partner."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may send it.
    public static let roles: Set<Role> = [.referralOfficer]
    /// The referral.
    public var referralID: ReferralID
    /// Directory id of the addressee.
    public var institution: String
    /// f5_number.
    public var number: String
    /// f5_subject; `service referral` unless told.
    public var subject: String?
    /// f5_child_name, if it is to differ from what is known.
    public var childName: String?
    /// f5_child_age in years, likewise.
    public var childAge: Int?
    /// f5_child_address, likewise.
    public var childAddress: String?
    /// f5_problem: the minimum the partner needs.
    public var problem: String?
    /// f5_done_so_far.
    public var doneSoFar: String?
    /// f5_help_wanted.
    public var helpWanted: String?
    /// f5_attachment: a short description of what is attached.
    public var attachment: String?

    /// All members; optional ones may be left out.
    public init(
        referralID: ReferralID,
        institution: String,
        number: String,
        subject: String? = nil,
        childName: String? = nil,
        childAge: Int? = nil,
        childAddress: String? = nil,
        problem: String? = nil,
        doneSoFar: String? = nil,
        helpWanted: String? = nil,
        attachment: String? = nil
    ) {
        self.referralID = referralID
        self.institution = institution
        self.number = number
        self.subject = subject
        self.childName = childName
        self.childAge = childAge
        self.childAddress = childAddress
        self.problem = problem
        self.doneSoFar = doneSoFar
        self.helpWanted = helpWanted
        self.attachment = attachment
    }

    /// A made-up message.
    public static let example = DraftReferralLetter(
        referralID: Examples.referral,
        institution: "r39",
        number: "460/9001/Dinsos",
        doneSoFar: "talked with the family twice",
        helpWanted: "counselling",
        attachment: "summary of the assessment"
    )
}

/// The head of the city social agency signs Form 5.
public struct SignReferralLetter: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "sign_referral_letter"
    /// What it is for, in a sentence.
    public static let summary = "Signs the referral letter (Form 5)."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may send it.
    public static let roles: Set<Role> = [.agencyHead]
    /// The referral.
    public var referralID: ReferralID
    /// Where; the city unless told.
    public var place: String?

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, place: String? = nil) {
        self.referralID = referralID
        self.place = place
    }

    /// A made-up message.
    public static let example = SignReferralLetter(referralID: Examples.referral, place: "Makassar")
}

/// Sends a referral to a partner: with the signed letter, or on the urgent track at once.
public struct SendReferral: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "send_referral"
    /// What it is for, in a sentence.
    public static let summary = "Sends the referral to a partner that fits the need and the child."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may send it.
    public static let roles: Set<Role> = [.referralOfficer]
    /// The referral.
    public var referralID: ReferralID
    /// Directory id of the partner.
    public var institution: String

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, institution: String) {
        self.referralID = referralID
        self.institution = institution
    }

    /// A made-up message.
    public static let example = SendReferral(referralID: Examples.referral, institution: "r39")
}

/// The partner says yes.
public struct AcceptReferral: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "accept_referral"
    /// What it is for, in a sentence.
    public static let summary = "The partner's focal point accepts."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may send it.
    public static let roles: Set<Role> = [.focalPoint]
    /// The referral.
    public var referralID: ReferralID

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID) {
        self.referralID = referralID
    }

    /// A made-up message.
    public static let example = AcceptReferral(referralID: Examples.referral)
}

/// The partner says no.
public struct DeclineReferral: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "decline_referral"
    /// What it is for, in a sentence.
    public static let summary = "The partner's focal point declines, with the reason."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may send it.
    public static let roles: Set<Role> = [.focalPoint]
    /// The referral.
    public var referralID: ReferralID
    /// Why, as a code.
    public var reason: DeclineReason
    /// What else to say.
    public var note: String?

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, reason: DeclineReason, note: String? = nil) {
        self.referralID = referralID
        self.reason = reason
        self.note = note
    }

    /// A made-up message.
    public static let example = DeclineReferral(
        referralID: Examples.referral,
        reason: .noCapacity,
        note: "full until Monday"
    )
}
