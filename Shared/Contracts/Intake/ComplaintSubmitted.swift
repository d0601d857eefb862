public import Vocabulary

/// A channel as a sender writes it. A word that is no channel code still reads, as nil, so that no complaint is lost for
/// it.
public struct ReportedChannel: Codable, Sendable, Equatable, RawRepresentable, CaseIterable {
    /// The channel; nil for another word.
    public var channel: Channel?

    /// A channel.
    public init(_ channel: Channel?) { self.channel = channel }

    /// The words a sender should use.
    public static var allCases: [ReportedChannel] { Channel.allCases.map { ReportedChannel($0) } }

    /// From any word.
    public init(rawValue: String) { self.channel = Channel(rawValue: rawValue) }

    /// The code; "" for another word.
    public var rawValue: String { self.channel?.rawValue ?? "" }

    /// Reads any string.
    public init(from decoder: any Decoder) throws {
        self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the code.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(self.rawValue)
    }
}

/// A complaint about a child. Everything but `channel` and `situation` may be missing or null; what is odd comes back as
/// warnings and blocks nothing (domain.md rule 1).
public struct ComplaintSubmitted: ComplaintContract, Equatable {
    /// The message's `type`.
    public static let type = "complaint.submitted"
    /// What it is for, in a sentence.
    public static let summary = "Tells of a child: Form 1, as much of it as is known."
    /// The agency's own number.
    public var reference: String?
    /// Over what it came.
    public var channel: ReportedChannel
    /// When the agency received it.
    public var receivedAt: Instant?
    /// Life or safety is at stake.
    public var emergency: Bool?
    /// A trial: goes the whole way, marked; reaches no person and no statistic.
    public var test: Bool?
    /// Who reports.
    public var reporter: Reporter?
    /// The child, or an adult who can sign for it, takes part in the contact.
    public var childPresent: Bool?
    /// The child.
    public var child: ChildIdentity?
    /// The household.
    public var family: Family?
    /// What is known about the child.
    public var situation: String
    /// The kinds of complaint.
    public var categories: [Vocabulary.Category]?
    /// The sender's judgement: a proposal.
    public var initialAssessment: InitialAssessment?
    /// The papers that came with it.
    public var documents: [IntakeDocument]?

    /// Only channel and situation are needed.
    public init(
        reference: String? = nil,
        channel: Channel?,
        receivedAt: Instant? = nil,
        emergency: Bool? = nil,
        test: Bool? = nil,
        reporter: Reporter? = nil,
        childPresent: Bool? = nil,
        child: ChildIdentity? = nil,
        family: Family? = nil,
        situation: String,
        categories: [Vocabulary.Category]? = nil,
        initialAssessment: InitialAssessment? = nil,
        documents: [IntakeDocument]? = nil
    ) {
        self.reference = reference
        self.channel = ReportedChannel(channel)
        self.receivedAt = receivedAt
        self.emergency = emergency
        self.test = test
        self.reporter = reporter
        self.childPresent = childPresent
        self.child = child
        self.family = family
        self.situation = situation
        self.categories = categories
        self.initialAssessment = initialAssessment
        self.documents = documents
    }

    /// A made-up message.
    public static let example = ComplaintSubmitted(
        reference: "LP/9001/XI/2026",
        channel: .phone,
        receivedAt: Examples.now,
        emergency: false,
        test: false,
        reporter: Reporter(name: "Rahmat", relation: .officer, institution: "Polsek Contoh", position: "officer"),
        child: ChildIdentity(
            name: "Ani",
            sex: .female,
            nik: "7371015503129002",
            birthPlace: "Makassar",
            birthDate: LocalDate(year: 2012, month: 3, day: 15),
            address: Address(street: "Jalan Contoh 1", subdistrict: "Panakkukang", city: "Makassar"),
            carerName: "Sitti"
        ),
        family: Family(
            father: Parent(age: 40, relation: .biological),
            mother: Parent(name: "Sitti", nik: "7371016503909003"),
            caredBy: .bothBiological
        ),
        situation: "came to the post alone at night with bruises",
        categories: [.violenceVictim],
        initialAssessment: InitialAssessment(
            vulnerable: true,
            vulnerabilityTypes: [.social],
            riskTypes: [.physical],
            riskLevel: .high,
            immediateNeeds: [.shelter, .health],
            recommendation: "a bed for the night"
        )
    )
}

/// Adds to a complaint or corrects it. A level can raise at once, never lower or close (domain.md D14).
public struct ComplaintSupplementSubmitted: ComplaintContract, Equatable {
    /// The message's `type`.
    public static let type = "complaint.supplemented"
    /// What it is for, in a sentence.
    public static let summary = "Adds to one of the sender's complaints or corrects it."
    /// The complaint's number.
    public var complaintNo: ComplaintNumber
    /// Life or safety is at stake.
    public var emergency: Bool?
    /// The child: what is given replaces, what is blank stays.
    public var child: ChildIdentity?
    /// The household: what is given replaces, what is blank stays.
    public var family: Family?
    /// More about the situation: appended.
    public var situation: String?
    /// All kinds of complaint, if they change.
    public var categories: [Vocabulary.Category]?
    /// The sender's judgement: a proposal.
    public var initialAssessment: InitialAssessment?
    /// Papers that came in.
    public var documents: [IntakeDocument]?

    /// Everything but the number may be left out.
    public init(
        complaintNo: ComplaintNumber,
        emergency: Bool? = nil,
        child: ChildIdentity? = nil,
        family: Family? = nil,
        situation: String? = nil,
        categories: [Vocabulary.Category]? = nil,
        initialAssessment: InitialAssessment? = nil,
        documents: [IntakeDocument]? = nil
    ) {
        self.complaintNo = complaintNo
        self.emergency = emergency
        self.child = child
        self.family = family
        self.situation = situation
        self.categories = categories
        self.initialAssessment = initialAssessment
        self.documents = documents
    }

    /// A made-up message.
    public static let example = ComplaintSupplementSubmitted(
        complaintNo: ComplaintNumber(year: 2026, serial: 1),
        child: ChildIdentity(nik: "7371015503129002"),
        situation: "the school knows the family",
        initialAssessment: InitialAssessment(riskLevel: .high)
    )
}
