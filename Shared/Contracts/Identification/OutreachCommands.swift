public import Vocabulary

// Outreach: ranked, assigned by letter, visited, decided (domain.md §6.8).

/// Ranks children on lists for a visit, the most urgent first, each with a provisional level and the reasons.
public struct RankOutreachCandidates: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "rank_outreach_candidates"
    /// What it is for, in a sentence.
    public static let summary =
        "Ranks children on lists for a visit, the most urgent first, each with a provisional level and the reasons."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.dataOfficer, .analyst, .tksk, .psm]
    /// Who; up to 200. They are put in the order of what the lists add up to.
    public var candidates: [RankedCandidate]

    /// All members; optional ones may be left out.
    public init(candidates: [RankedCandidate]) {
        self.candidates = candidates
    }

    /// A made-up message.
    public static let example = RankOutreachCandidates(candidates: [
        RankedCandidate(candidateID: Examples.candidate, level: .medium)
    ])
}

/// A child to be visited.
public struct RankedCandidate: Codable, Sendable, Equatable {
    /// The child on the lists.
    public var candidateID: CandidateID
    /// The provisional level; what the lists propose unless told.
    public var level: RiskLevel?

    /// All members; optional ones may be left out.
    public init(candidateID: CandidateID, level: RiskLevel? = nil) {
        self.candidateID = candidateID
        self.level = level
    }
}

/// Sends a social worker to a child on the lists, by assignment letter.
public struct AssignOutreach: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "assign_outreach"
    /// What it is for, in a sentence.
    public static let summary =
        "Sends a social worker to a child on the lists, by assignment letter."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.coordinatorPksai, .tksk, .psm]
    /// The child on the lists.
    public var candidateID: CandidateID
    /// Who goes.
    public var worker: Username
    /// The assignment letter's number.
    public var letterNo: String
    /// What for.
    public var purpose: String
    /// The last day the letter is good for.
    public var validUntil: LocalDate

    /// All members; optional ones may be left out.
    public init(candidateID: CandidateID, worker: Username, letterNo: String, purpose: String, validUntil: LocalDate) {
        self.candidateID = candidateID
        self.worker = worker
        self.letterNo = letterNo
        self.purpose = purpose
        self.validUntil = validUntil
    }

    /// A made-up message.
    public static let example = AssignOutreach(
        candidateID: Examples.candidate,
        worker: Examples.worker,
        letterNo: "ST-9/2026",
        purpose: "see how the child lives",
        validUntil: Examples.today.adding(days: 7)
    )
}

/// Records the visit with minutes and three reports; a child found in danger becomes a case at once.
public struct RecordOutreach: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "record_outreach"
    /// What it is for, in a sentence.
    public static let summary =
        "Records the visit with minutes and three reports; a child found in danger becomes a case at once."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .tksk, .psm]
    /// The child on the lists.
    public var candidateID: CandidateID
    /// The day of the visit.
    public var visitedOn: LocalDate
    /// The outreach minutes.
    public var minutes: String
    /// The social report.
    public var socialReport: String
    /// The home-visit report.
    public var visitReport: String
    /// The assessment report.
    public var assessmentReport: String
    /// What was found, if the child is in danger: level high or an emergency.
    public var danger: OutreachNeed?

    /// All members; optional ones may be left out.
    public init(
        candidateID: CandidateID,
        visitedOn: LocalDate,
        minutes: String,
        socialReport: String,
        visitReport: String,
        assessmentReport: String,
        danger: OutreachNeed? = nil
    ) {
        self.candidateID = candidateID
        self.visitedOn = visitedOn
        self.minutes = minutes
        self.socialReport = socialReport
        self.visitReport = visitReport
        self.assessmentReport = assessmentReport
        self.danger = danger
    }

    /// A made-up message.
    public static let example = RecordOutreach(
        candidateID: Examples.candidate,
        visitedOn: Examples.today,
        minutes: "met mother and child at home",
        socialReport: "five children, father away",
        visitReport: "one room, no water",
        assessmentReport: "thin, alone from morning to night"
    )
}

/// What a visit found a child to need.
public struct OutreachNeed: Codable, Sendable, Equatable {
    /// The kinds of complaint.
    public var categories: [Vocabulary.Category]
    /// The level found.
    public var riskLevel: RiskLevel
    /// Whether life or safety is at stake.
    public var emergency: Bool?
    /// What is needed at once.
    public var immediateNeeds: [Need]?
    /// What was found.
    public var situation: String

    /// All members; optional ones may be left out.
    public init(
        categories: [Vocabulary.Category],
        riskLevel: RiskLevel,
        emergency: Bool? = nil,
        immediateNeeds: [Need]? = nil,
        situation: String
    ) {
        self.categories = categories
        self.riskLevel = riskLevel
        self.emergency = emergency
        self.immediateNeeds = immediateNeeds
        self.situation = situation
    }
}

/// Corrects a fact of a list by what a visit showed, with evidence; the old value stays in the journal.
public struct CorrectSourceData: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "correct_source_data"
    /// What it is for, in a sentence.
    public static let summary =
        "Corrects a fact of a list by what a visit showed, with evidence; the old value stays in the journal."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .tksk, .psm]
    /// The child on the lists.
    public var candidateID: CandidateID
    /// Which fact.
    public var field: SourceField
    /// What is true; for an indicator the one that does not hold.
    public var value: String
    /// What shows it.
    public var evidence: String

    /// All members; optional ones may be left out.
    public init(candidateID: CandidateID, field: SourceField, value: String, evidence: String) {
        self.candidateID = candidateID
        self.field = field
        self.value = value
        self.evidence = evidence
    }

    /// A made-up message.
    public static let example = CorrectSourceData(
        candidateID: Examples.candidate,
        field: .birthDate,
        value: "2023-05-04",
        evidence: "birth certificate"
    )
}

/// Finds a need: intake registers the child with channel outreach, and every clock runs from now (D01).
public struct IdentifyOutreachCase: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "identify_outreach_case"
    /// What it is for, in a sentence.
    public static let summary =
        "Finds a need: intake registers the child with channel outreach, and every clock runs from now (D01)."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.dataOfficer, .analyst, .coordinatorPksai, .tksk, .psm]
    /// The child on the lists.
    public var candidateID: CandidateID
    /// What the visit found.
    public var need: OutreachNeed

    /// All members; optional ones may be left out.
    public init(candidateID: CandidateID, need: OutreachNeed) {
        self.candidateID = candidateID
        self.need = need
    }

    /// A made-up message.
    public static let example = IdentifyOutreachCase(
        candidateID: Examples.candidate,
        need: OutreachNeed(
            categories: [.neglectVictim],
            riskLevel: .medium,
            immediateNeeds: [.toddler],
            situation: "alone from morning to night"
        )
    )
}

/// Finds no need after a visit; a newer list takes the child up again.
public struct RecordNoNeed: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "record_no_need"
    /// What it is for, in a sentence.
    public static let summary =
        "Finds no need after a visit; a newer list takes the child up again."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.dataOfficer, .analyst, .tksk, .psm]
    /// The child on the lists.
    public var candidateID: CandidateID
    /// Why.
    public var reason: String

    /// All members; optional ones may be left out.
    public init(candidateID: CandidateID, reason: String) {
        self.candidateID = candidateID
        self.reason = reason
    }

    /// A made-up message.
    public static let example = RecordNoNeed(
        candidateID: Examples.candidate,
        reason: "the grandmother cares for the child"
    )
}
