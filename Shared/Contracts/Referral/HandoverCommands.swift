public import Vocabulary

/// The handover minutes as both sides signed them (domain.md §9.2).
public struct SignHandover: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "sign_handover"
    /// What it is for, in a sentence.
    public static let summary = "Hands over child, documents or both, with the minutes signed by both sides."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may send it.
    public static let roles: Set<Role> = [.referralOfficer, .focalPoint]
    /// The referral.
    public var referralID: ReferralID
    /// The minutes' number.
    public var number: String
    /// Date and time of the handover; now unless told.
    public var handedOverAt: Instant?
    /// Where.
    public var place: String
    /// Child, documents or both.
    public var handedOver: [HandedOver]
    /// The documents, one an entry.
    public var documents: [String]?
    /// How the child was.
    public var condition: String
    /// What of value went with the child.
    public var valuables: String?
    /// Who handed over for the centre.
    public var officer: String
    /// Who received for the partner.
    public var receivingOfficer: String
    /// What the child received before.
    public var servicesReceived: String?
    /// When the partner promised to report.
    public var reportingDate: LocalDate?
    /// The sides that signed.
    public var signatures: [HandoverSide]

    /// All members; optional ones may be left out.
    public init(
        referralID: ReferralID,
        number: String,
        handedOverAt: Instant? = nil,
        place: String,
        handedOver: [HandedOver],
        documents: [String]? = nil,
        condition: String,
        valuables: String? = nil,
        officer: String,
        receivingOfficer: String,
        servicesReceived: String? = nil,
        reportingDate: LocalDate? = nil,
        signatures: [HandoverSide]
    ) {
        self.referralID = referralID
        self.number = number
        self.handedOverAt = handedOverAt
        self.place = place
        self.handedOver = handedOver
        self.documents = documents
        self.condition = condition
        self.valuables = valuables
        self.officer = officer
        self.receivingOfficer = receivingOfficer
        self.servicesReceived = servicesReceived
        self.reportingDate = reportingDate
        self.signatures = signatures
    }

    /// A made-up message.
    public static let example = SignHandover(
        referralID: Examples.referral,
        number: "BA/9001/XI/2026",
        handedOverAt: Examples.now,
        place: "safe house",
        handedOver: [.child, .documents],
        documents: ["family card"],
        condition: "calm, no injuries",
        officer: "Rina",
        receivingOfficer: "Wati",
        reportingDate: LocalDate(year: 2026, month: 11, day: 30),
        signatures: [.referralOfficer, .focalPoint]
    )
}

/// What the partner did and how it ended (domain.md §9.3).
public struct ReportReferralResult: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "report_referral_result"
    /// What it is for, in a sentence.
    public static let summary = "Reports what the partner did and how it ended to the case manager."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may send it.
    public static let roles: Set<Role> = [.referralOfficer, .focalPoint]
    /// The referral.
    public var referralID: ReferralID
    /// How it ended.
    public var outcome: ReferralOutcome
    /// What was done, in words.
    public var result: String

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, outcome: ReferralOutcome, result: String) {
        self.referralID = referralID
        self.outcome = outcome
        self.result = result
    }

    /// A made-up message.
    public static let example = ReportReferralResult(
        referralID: Examples.referral,
        outcome: .served,
        result: "four sessions, the child sleeps again"
    )
}

/// Sends a child's case to its home district (narrative SOP 3.2f).
public struct SendOutOfCityReferral: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "send_out_of_city_referral"
    /// What it is for, in a sentence.
    public static let summary = "Sends a case to the child's home district."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may send it.
    public static let roles: Set<Role> = [.secretary]
    /// The referral.
    public var referralID: ReferralID
    /// Code of the district, where identification doesn't know it.
    public var homeDistrict: String?
    /// Which body there.
    public var receiver: String?

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, homeDistrict: String? = nil, receiver: String? = nil) {
        self.referralID = referralID
        self.homeDistrict = homeDistrict
        self.receiver = receiver
    }

    /// A made-up message.
    public static let example = SendOutOfCityReferral(
        referralID: Examples.referral,
        homeDistrict: "7306",
        receiver: "P2TP2A"
    )
}

/// Notes that the home district took the case.
public struct AcknowledgeOutOfCityReferral: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "acknowledge_out_of_city_referral"
    /// What it is for, in a sentence.
    public static let summary = "Notes that the home district took the case."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may send it.
    public static let roles: Set<Role> = [.referralOfficer, .secretary, .focalPoint]
    /// The referral.
    public var referralID: ReferralID

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID) {
        self.referralID = referralID
    }

    /// A made-up message.
    public static let example = AcknowledgeOutOfCityReferral(referralID: Examples.referral)
}
