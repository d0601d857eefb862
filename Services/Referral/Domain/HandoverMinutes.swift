public import Vocabulary

/// The signed record that a child, documents or both moved to a partner (berita acara; domain.md §9.2).
public struct HandoverMinutes: Codable, Sendable, Equatable {
    /// Who must sign.
    public typealias Side = HandoverSide

    /// The minutes' number.
    public var number: String
    /// Date and time of the handover.
    public var at: Instant
    /// Child, documents or both.
    public var handedOver: [HandedOver]
    /// When the partner promised to report; nil if nothing was agreed.
    public var reportingDate: LocalDate?
    /// The referral's number: its letter's, or its key where there is no letter yet.
    public var referralNo: String
    /// Directory id of the receiving institution.
    public var institution: String
    /// The sides that signed.
    public var signatures: Set<Side>
    /// Which users signed here; a side without one signed on paper.
    public var signers: [Signer]
    /// What is told about the child, people and things.
    public var content: Confidential<Content>

    /// A signature given here.
    public struct Signer: Codable, Sendable, Equatable {
        /// For whom.
        public var side: Side
        /// The user.
        public var user: String
    }

    /// Child, place, people, documents, condition, valuables, services: sealed, for it tells of the child.
    public struct Content: Codable, Sendable, Equatable {
        /// Who the child is: on the urgent track no letter says it.
        public var childName: String?
        /// Where.
        public var place: String
        /// Who handed over for the centre.
        public var officer: String
        /// Who received for the partner.
        public var receivingOfficer: String
        /// The documents, one an entry.
        public var documents: [String]
        /// How the child was.
        public var condition: String
        /// What of value went with the child.
        public var valuables: String?
        /// What the child received before.
        public var servicesReceived: String?

        /// The content.
        public init(
            childName: String? = nil,
            place: String,
            officer: String,
            receivingOfficer: String,
            documents: [String],
            condition: String,
            valuables: String? = nil,
            servicesReceived: String? = nil
        ) {
            self.childName = childName
            self.place = place
            self.officer = officer
            self.receivingOfficer = receivingOfficer
            self.documents = documents
            self.condition = condition
            self.valuables = valuables
            self.servicesReceived = servicesReceived
        }
    }

    /// The sides that have not signed.
    public var missingSignatures: [Side] { Side.allCases.filter { !self.signatures.contains($0) } }
}

/// The minutes as written, before they belong to a referral.
public struct HandoverDraft: Sendable, Equatable {
    /// The minutes' number.
    public var number: String
    /// Date and time of the handover; nil for the moment it is told.
    public var at: Instant?
    /// Child, documents or both.
    public var handedOver: [HandedOver]
    /// When the partner promised to report.
    public var reportingDate: LocalDate?
    /// The sides that signed.
    public var signatures: Set<HandoverMinutes.Side>
    /// What is told about the child, people and things.
    public var content: HandoverMinutes.Content

    /// Minutes as written.
    public init(
        number: String,
        at: Instant? = nil,
        handedOver: [HandedOver],
        reportingDate: LocalDate? = nil,
        signatures: Set<HandoverMinutes.Side>,
        content: HandoverMinutes.Content
    ) {
        self.number = number
        self.at = at
        self.handedOver = handedOver
        self.reportingDate = reportingDate
        self.signatures = signatures
        self.content = content
    }
}
