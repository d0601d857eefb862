public import Vocabulary

/// The handover minutes as one side writes and signs them; the other side signs with `countersign_handover` (domain.md §9.2).
public struct PrepareHandover: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "prepare_handover"
    /// What it is for, in a sentence.
    public static let summary = "Writes the handover minutes and signs them for the sender's side."
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
        reportingDate: LocalDate? = nil
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
    }

    /// A made-up message.
    public static let example = PrepareHandover(
        referralID: Examples.referral,
        number: "BA/9001/XI/2026",
        handedOverAt: Examples.now,
        place: "safe house",
        handedOver: [.child, .documents],
        documents: ["family card"],
        condition: "calm, no injuries",
        officer: "Rina",
        receivingOfficer: "Wati",
        reportingDate: LocalDate(year: 2026, month: 11, day: 30)
    )
}

/// The other side signs the minutes that wait; with that the handover is done.
public struct CountersignHandover: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "countersign_handover"
    /// What it is for, in a sentence.
    public static let summary = "Signs the waiting handover minutes for the other side."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may send it.
    public static let roles: Set<Role> = [.referralOfficer, .focalPoint]
    /// The referral.
    public var referralID: ReferralID
    /// The minutes' number.
    public var number: String

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, number: String) {
        self.referralID = referralID
        self.number = number
    }

    /// A made-up message.
    public static let example = CountersignHandover(referralID: Examples.referral, number: "BA/9001/XI/2026")
}

/// Family or somebody of the community takes the child on: recorded instead of a handover (domain.md §14 D12).
public struct RecordReceiverAcceptance: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "record_receiver_acceptance"
    /// What it is for, in a sentence.
    public static let summary = "Records that family or community takes the child on, and for what."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may send it.
    public static let roles: Set<Role> = [.referralOfficer, .socialWorker]
    /// The referral.
    public var referralID: ReferralID
    /// In what capacity.
    public var capacity: ReceiverCapacity
    /// Who.
    public var name: String
    /// What the person does for the child.
    public var responsibility: String

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, capacity: ReceiverCapacity, name: String, responsibility: String) {
        self.referralID = referralID
        self.capacity = capacity
        self.name = name
        self.responsibility = responsibility
    }

    /// A made-up message.
    public static let example = RecordReceiverAcceptance(
        referralID: Examples.referral,
        capacity: .tksk,
        name: "Bu Contoh",
        responsibility: "visits every week"
    )
}

/// A partner stopped using a child's data and deleted them, for all referrals of the case (domain.md §14 D08).
public struct AcknowledgeWithdrawal: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "acknowledge_withdrawal"
    /// What it is for, in a sentence.
    public static let summary = "Says that the partner stopped and deleted after consent was withdrawn."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may send it.
    public static let roles: Set<Role> = [.focalPoint, .referralOfficer]
    /// The referral.
    public var referralID: ReferralID
    /// Directory id of the partner, where the referral officer says it for one without a user.
    public var holder: String?

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, holder: String? = nil) {
        self.referralID = referralID
        self.holder = holder
    }

    /// A made-up message.
    public static let example = AcknowledgeWithdrawal(referralID: Examples.referral, holder: "r39")
}
