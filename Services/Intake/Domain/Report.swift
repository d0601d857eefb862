public import Vocabulary

/// What somebody tells about a child: a complaint as it came in, readable but perhaps full of gaps (Form 1).
public struct Report: Sendable, Equatable {
    /// The agency's own number.
    public var reference: String?
    /// Over what it came.
    public var channel: Channel
    /// When the agency received it, if it says so.
    public var receivedAt: Instant?
    /// Life or safety is at stake, says the sender.
    public var emergency: Bool
    /// Goes the whole way, marked; reaches no person and no statistic.
    public var test: Bool
    /// Who reports.
    public var reporter: Reporter?
    /// The child, or an adult who can sign for it, takes part in the contact.
    public var childPresent: Bool
    /// The child.
    public var child: ChildIdentity?
    /// The household.
    public var family: Family?
    /// What is known about the child.
    public var situation: String
    /// The kinds of complaint.
    public var categories: [Category]
    /// The sender's judgement: a proposal (D14).
    public var assessment: InitialAssessment?
    /// The papers that came with it (domain.md §4.3).
    public var documents: Set<IntakeDocument>
    /// Members the schema doesn't know, as JSON text.
    public var unknownMembers: String?

    /// Only channel and situation are needed.
    public init(
        reference: String? = nil,
        channel: Channel,
        receivedAt: Instant? = nil,
        emergency: Bool = false,
        test: Bool = false,
        reporter: Reporter? = nil,
        childPresent: Bool = false,
        child: ChildIdentity? = nil,
        family: Family? = nil,
        situation: String,
        categories: [Category] = [],
        assessment: InitialAssessment? = nil,
        documents: Set<IntakeDocument> = [],
        unknownMembers: String? = nil
    ) {
        self.reference = reference
        self.channel = channel
        self.receivedAt = receivedAt
        self.emergency = emergency
        self.test = test
        self.reporter = reporter
        self.childPresent = childPresent
        self.child = child
        self.family = family
        self.situation = situation
        self.categories = categories
        self.assessment = assessment
        self.documents = documents
        self.unknownMembers = unknownMembers
    }
}

/// Which contact counts as direct: `intake.path_rule` (domain.md §4.1).
public enum PathRule: String, Codable, Sendable, CaseIterable {
    /// Direct only if the child, or an adult who can sign for it, takes part in person or by phone (default).
    case participation
    /// Direct if somebody comes or calls, whoever it is (the remark of table L.3).
    case channel

    /// The path of a report.
    public func path(of report: Report) -> IntakePath {
        if report.channel == .outreach { return .outreach }
        let talks =
            switch report.channel {
            case .walkIn, .phone, .hotline112: true
            case .institutionReferral, .sms, .letter, .email, .media, .community, .outreach: false
            }
        switch self {
        case .channel: return talks || report.channel == .institutionReferral ? .direct : .indirect
        case .participation:
            if report.childPresent { return talks || report.channel == .institutionReferral ? .direct : .indirect }
            let relation = report.reporter?.relation
            return talks && (relation == .child || relation == .parent) ? .direct : .indirect
        }
    }
}

/// What a city sets for intake.
public struct IntakePolicy: Codable, Sendable, Equatable {
    /// The time limits.
    public var limits = ProcedureLimits()
    /// Which contact counts as direct.
    public var pathRule = PathRule.participation
    /// The names that may stand as loose codes.
    public var subdistricts = Subdistricts.makassar

    /// The defaults of domain.md.
    public init() {}
}
