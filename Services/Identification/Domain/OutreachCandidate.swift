public import Vocabulary

/// A child on lists of secondary data, from the import to the visit and what came of it (SOP table L.8).
///
/// It is no complaint: if a visit finds a need, intake registers an entry of its own (D01). Its only clock says that
/// somebody else must go instead of a worker who is gone.
public struct OutreachCandidate: Aggregate {
    /// `candidate`.
    public static let streamKind = "candidate"

    /// The typed key.
    public let id: CandidateID
    /// Where it stands.
    public internal(set) var status: Status
    /// The lists it is on: the latest data of each.
    public internal(set) var entries: [AtRiskEntry]
    /// Who it is, as lists and visits say. Class CI.
    public internal(set) var child: Confidential<ChildIdentity>?
    /// Its household, as lists and visits say. Class CI.
    public internal(set) var family: Confidential<Family>?
    /// Whether a list gave a well-formed NIK.
    public internal(set) var hasNIK: Bool
    /// The year of birth, to tell the age band.
    public internal(set) var birthYear: Int?
    /// The sub-district, a loose code.
    public internal(set) var subdistrict: String?
    /// Complaints about this child that came another way.
    public internal(set) var complaints: [ComplaintID]
    /// How much it calls for a visit, by the data of the last import.
    public internal(set) var priority: OutreachPriority
    /// The provisional level an analyst fixed for the visit.
    public internal(set) var level: RiskLevel?
    /// The place in the ranking it was last in.
    public internal(set) var rank: Int?
    /// The letter of the visit.
    public internal(set) var letter: OutreachLetter?
    /// When the last visit was recorded.
    public internal(set) var visitedAt: Instant?
    /// Facts of the lists that visits corrected.
    public internal(set) var corrected: [SourceField]
    /// Who signed the letter.
    public internal(set) var letterBy: Username?
    /// The day it was signed.
    public internal(set) var letterOn: LocalDate?
    /// When a visit found no need.
    public internal(set) var closedAt: Instant?
    /// The complaint that intake registered after the visit.
    public internal(set) var registered: ComplaintID?
    /// Whether the visit found the child in danger: what is told of it goes the urgent way.
    public internal(set) var isUrgent: Bool
    /// Since when whom the letter names can go no more, and nobody else is to.
    public internal(set) var vacantSince: Instant?
    /// The limits that run.
    public internal(set) var clocks = Clocks()

    /// Nothing imported yet.
    public init(id: CandidateID) {
        self.id = id
        self.status = .unknown
        self.entries = []
        self.hasNIK = false
        self.complaints = []
        self.priority = OutreachPriority(score: 0, level: .none, reasons: [])
        self.corrected = []
        self.isUrgent = false
    }

    /// The states of table L.8.
    public enum Status: String, Codable, Sendable, CaseIterable {
        /// Nobody knows of it.
        case unknown
        case imported
        case ranked
        case assigned
        case visited
        /// Enters consent and follow-up assessment like a direct complaint.
        case caseIdentified = "case_identified"
        case closedCandidate = "closed_candidate"
    }

    /// What can happen.
    public enum Event: Codable, Sendable, Equatable {
        case secondaryDataTaken(SecondaryDataTaken)
        case outreachCandidatesRanked(OutreachCandidatesRanked)
        case outreachAssigned(OutreachAssigned)
        case outreachCompleted(OutreachCompleted)
        case sourceDataCorrected(SourceDataCorrected)
        case caseIdentified(CaseIdentified)
        case noNeedRecorded(NoNeedRecorded)
        case complaintHeard(CandidateComplaint)
        case workerLeft(WorkerLeft)
        case workerBack(at: Instant)
        case clockRang(ClockRang)
    }

    /// Whether somebody reported the child, or a visit made it a case: it needs no visit from a list.
    public var isReported: Bool { !self.complaints.isEmpty }

    /// Folds one event into the state.
    public mutating func apply(_ event: Event) {
        switch event {
        case .secondaryDataTaken(let taken):
            self.entries.removeAll { $0.isSameRecord(as: taken.entry) }
            self.entries.append(taken.entry)
            self.entries.sort { $0.text < $1.text }
            self.child = taken.child ?? self.child
            self.family = taken.family ?? self.family
            self.hasNIK = self.hasNIK || taken.hasNIK
            self.birthYear = taken.birthYear ?? self.birthYear
            self.subdistrict = taken.subdistrict ?? self.subdistrict
            self.priority = OutreachPriority(self.entries, birthYear: self.birthYear, at: taken.at.localDate)
            if self.status == .unknown || self.status == .closedCandidate { self.status = .imported }
        case .outreachCandidatesRanked(let ranked):
            self.status = .ranked
            self.level = ranked.level
            self.rank = ranked.rank
        case .outreachAssigned(let assigned):
            self.status = .assigned
            self.letter = assigned.letter
            self.letterBy = assigned.by
            self.letterOn = assigned.at.localDate
            self.fillVacancy(at: assigned.at)
        case .outreachCompleted(let completed):
            self.status = .visited
            self.visitedAt = completed.at
            self.fillVacancy(at: completed.at)
        case .sourceDataCorrected(let correction):
            if !self.corrected.contains(correction.field) { self.corrected.append(correction.field) }
            if let removed = correction.indicator {
                for index in self.entries.indices { self.entries[index].indicators.removeAll { $0 == removed } }
            }
            self.child = correction.child ?? self.child
            self.family = correction.family ?? self.family
            if correction.field == .nik, correction.child != nil { self.hasNIK = true }
            self.birthYear = correction.birthYear ?? self.birthYear
            self.priority = OutreachPriority(self.entries, birthYear: self.birthYear, at: correction.at.localDate)
        case .caseIdentified(let found):
            self.status = .caseIdentified
            self.isUrgent = found.emergency || found.riskLevel == .high
        case .noNeedRecorded(let decision):
            self.status = .closedCandidate
            self.closedAt = decision.at
        case .complaintHeard(let heard):
            if !self.complaints.contains(heard.complaintID) { self.complaints.append(heard.complaintID) }
            if heard.fromVisit { self.registered = heard.complaintID }
        case .workerLeft(let left):
            self.vacantSince = left.at
            self.clocks.start(.reassignment, at: left.at, warn: left.at, due: left.dueAt, rule: left.rule)
        case .workerBack(let at): self.fillVacancy(at: at)
        case .clockRang(let rang): self.clocks.ring(rang.clock, generation: rang.generation, rang.ring)
        }
    }
}

/// The assignment letter a worker must carry (domain.md §1.1): nobody goes without it.
public struct OutreachLetter: Codable, Sendable, Equatable {
    /// Its number.
    public var number: String
    /// Who goes.
    public var worker: Username
    /// What for.
    public var purpose: String
    /// The last day it is good for.
    public var validUntil: LocalDate

    /// A letter.
    public init(number: String, worker: Username, purpose: String, validUntil: LocalDate) {
        self.number = number
        self.worker = worker
        self.purpose = purpose
        self.validUntil = validUntil
    }
}
