public import Vocabulary

/// The question to the population registry; to everybody with the role `registry`, sealed to the reader.
public struct PopulationLookup: AnswerContract, Equatable {
    /// The message's `type`.
    public static let type = "population.lookup"
    /// What it is for, in a sentence.
    public static let summary = "Where does the person with this number belong? Answer with answer_population_lookup."
    /// Sealed: it holds a NIK.
    public static let isSealed = true
    /// What it shows, and why.
    public static let shows: Showing? = Showing([.childIdentity], on: .registryLookup)
    /// Without a key the number stays out: then nobody can answer, and the residency is unknown.
    public var redacted: PopulationLookup {
        PopulationLookup(complaintID: self.complaintID, nik: nil, answerBy: self.answerBy)
    }
    /// What the answer must name.
    public var complaintID: ComplaintID
    /// The child's NIK.
    public var nik: String?
    /// When identification goes on without an answer; a later one is still of use.
    public var answerBy: Instant

    /// All members.
    public init(complaintID: ComplaintID, nik: String?, answerBy: Instant) {
        self.complaintID = complaintID
        self.nik = nik
        self.answerBy = answerBy
    }

    /// A made-up message.
    public static let example = PopulationLookup(
        complaintID: Examples.complaint,
        nik: "7371015503129002",
        answerBy: Examples.later
    )
}

/// Answers identification's population.lookup: whom the registry knows, and the district that has them.
public struct AnswerPopulationLookup: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "answer_population_lookup"
    /// What it is for, in a sentence.
    public static let summary =
        "Answers identification's population.lookup: whom the registry knows, and the district that has them."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.registry]
    /// The complaint the question named.
    public var complaintID: ComplaintID
    /// Whether the registry knows the number.
    public var found: Bool
    /// The person's status, if found.
    public var status: RegistryRecord.Status?
    /// The first four digits of the region that has the person, if found.
    public var district: String?

    /// All members; optional ones may be left out.
    public init(complaintID: ComplaintID, found: Bool, status: RegistryRecord.Status? = nil, district: String? = nil) {
        self.complaintID = complaintID
        self.found = found
        self.status = status
        self.district = district
    }

    /// A made-up message.
    public static let example = AnswerPopulationLookup(
        complaintID: Examples.complaint,
        found: true,
        status: .active,
        district: "7371"
    )
}
