public import Vocabulary

/// A child in the data bank: who it is, under which complaints and cases, and who it may be the same as (SOP table L.2).
public struct Child: Aggregate {
    /// `child`.
    public static let streamKind = "child"

    /// The typed key.
    public let id: ChildID
    /// The number it goes under without a NIK; stays as an alias.
    public internal(set) var temporaryNumber: TemporaryNumber?
    /// Whether a well-formed NIK is known.
    public internal(set) var hasNIK: Bool
    /// What is known of it. Class CI.
    public internal(set) var identity: Confidential<ChildIdentity>?
    /// The complaints about it, in the order they were identified.
    public internal(set) var complaints: [ComplaintID]
    /// Its cases, oldest first.
    public internal(set) var cases: [CaseEntry]
    /// Other children it may be the same as.
    public internal(set) var candidates: [Candidate]
    /// The record it was merged into, if a person found it to be the same child.
    public internal(set) var mergedInto: ChildID?

    /// Nobody yet.
    public init(id: ChildID) {
        self.id = id
        self.hasNIK = false
        self.complaints = []
        self.cases = []
        self.candidates = []
    }

    /// One case of a child.
    public struct CaseEntry: Codable, Sendable, Equatable {
        /// The case.
        public var caseID: CaseID
        /// The complaint it came from.
        public var complaintID: ComplaintID
        /// Its registration number.
        public var number: CaseNumber?
        /// Why it was closed; nil while it is open.
        public var closed: ClosureReason?
        /// When it was last closed, and last taken up again.
        var closedAt: Instant?
        var resumedAt: Instant?
    }

    /// Another record that may be the same child.
    public struct Candidate: Codable, Sendable, Equatable {
        /// The other record.
        public var other: ChildID
        /// The complaint that showed it.
        public var complaintID: ComplaintID
        /// Why it may be the same.
        public var basis: Basis
        /// The keys that matched and what agrees or differs besides, with points.
        public var reasons: [String]
        /// How strongly, 5 to 99.
        public var strength: Int
        /// What a person decided; nil while nobody has.
        public var same: Bool?

        /// Why two records may be one child.
        public enum Basis: String, Codable, Sendable {
            /// Same NIK, other name or data that contradict it (`duplicate_nik`).
            case nikConflict = "nik_conflict"
            /// Same name, year of birth and mother.
            case substituteKey = "substitute_key"
        }
    }

    /// Whether anybody entered it.
    public var isKnown: Bool { !self.complaints.isEmpty }
    /// The case that is open, if one is.
    public var openCase: CaseID? { self.cases.last { $0.closed == nil }?.caseID }
    /// The case closed last, if any.
    public var closedCase: CaseID? { self.cases.last { $0.closed != nil }?.caseID }

    /// What can happen to a child's record.
    public enum Event: Codable, Sendable, Equatable {
        case childEntered(ChildEntered)
        case complaintAttached(ComplaintAttached)
        case nikAdded(NIKAdded)
        case caseOpened(CaseOpened)
        case caseEnded(CaseEnded)
        case caseResumed(CaseResumed)
        case candidateNoted(CandidateNoted)
        case sameChildDecided(SameChildDecided)
        case complaintDetached(ComplaintDetached)
    }

    /// Folds one event into the state.
    public mutating func apply(_ event: Event) {
        switch event {
        case .childEntered(let entered):
            self.temporaryNumber = entered.temporaryNumber
            self.hasNIK = entered.hasNIK
            self.identity = entered.identity
            self.complaints.append(entered.complaintID)
        case .complaintAttached(let attached):
            self.complaints.append(attached.complaintID)
            self.identity = self.identity ?? attached.identity
        case .nikAdded(let added):
            self.hasNIK = true
            self.identity = added.identity
        case .caseOpened(let opened):
            self.cases.append(
                CaseEntry(caseID: opened.caseID, complaintID: opened.complaintID, number: opened.number, closed: nil)
            )
        case .caseEnded(let ended):
            for index in self.cases.indices where self.cases[index].caseID == ended.caseID {
                self.cases[index].closedAt = ended.at
                self.cases[index].closed = ended.reason
            }
        case .caseResumed(let resumed):
            for index in self.cases.indices where self.cases[index].caseID == resumed.caseID {
                self.cases[index].resumedAt = resumed.at
                self.cases[index].closed = nil
            }
        case .candidateNoted(let noted):
            self.candidates.removeAll { $0.other == noted.other }
            self.candidates.append(
                Candidate(
                    other: noted.other,
                    complaintID: noted.complaintID,
                    basis: noted.likeness.basis,
                    reasons: noted.likeness.reasons,
                    strength: noted.likeness.strength,
                    same: nil
                )
            )
        case .sameChildDecided(let decided):
            for index in self.candidates.indices where self.candidates[index].other == decided.other {
                self.candidates[index].same = decided.same
            }
            if decided.same, !decided.keeps { self.mergedInto = decided.other }
            if !decided.same, self.mergedInto == decided.other { self.mergedInto = nil }
        case .complaintDetached(let detached):
            self.complaints.removeAll { $0 == detached.complaintID }
            self.cases.removeAll { $0.complaintID == detached.complaintID }
        }
    }
}

/// A child came into the data bank.
public struct ChildEntered: Codable, Sendable, Equatable {
    /// The complaint that brought it.
    public var complaintID: ComplaintID
    /// The number it goes under without a NIK.
    public var temporaryNumber: TemporaryNumber?
    /// Whether a well-formed NIK is known.
    public var hasNIK: Bool
    /// What is known. Class CI.
    public var identity: Confidential<ChildIdentity>?
    /// When.
    public var at: Instant
}

/// Another complaint is about the same child.
public struct ComplaintAttached: Codable, Sendable, Equatable {
    /// The complaint.
    public var complaintID: ComplaintID
    /// What it knows of the child. Class CI.
    public var identity: Confidential<ChildIdentity>?
    /// When.
    public var at: Instant
}

/// A NIK arrived later; the temporary number stays as an alias.
public struct NIKAdded: Codable, Sendable, Equatable {
    /// The complaint that brought it.
    public var complaintID: ComplaintID
    /// What is known now. Class CI.
    public var identity: Confidential<ChildIdentity>?
    /// When.
    public var at: Instant
}

/// The child got a case.
public struct CaseOpened: Codable, Sendable, Equatable {
    /// The complaint it came from.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// Its registration number.
    public var number: CaseNumber?
    /// When.
    public var at: Instant
}

/// The child's case was closed.
public struct CaseEnded: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// Why.
    public var reason: ClosureReason
    /// When.
    public var at: Instant
}

/// The child's case was taken up again.
public struct CaseResumed: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// When.
    public var at: Instant
}

/// Another record may be the same child.
public struct CandidateNoted: Codable, Sendable, Equatable {
    /// The other record.
    public var other: ChildID
    /// The complaint that showed it.
    public var complaintID: ComplaintID
    /// Why, and how strongly.
    public var likeness: Likeness
    /// When.
    public var at: Instant
}

/// A person decided whether two records are one child. Can be decided again: a merge can be split.
public struct SameChildDecided: Codable, Sendable, Equatable {
    /// The other record.
    public var other: ChildID
    /// Whether they are one child.
    public var same: Bool
    /// Whether this record is the one that stays.
    public var keeps: Bool
    /// Why. Class SH.
    public var reason: Confidential<String>?
    /// Who decided.
    public var by: Username?
    /// When.
    public var at: Instant
}

/// A complaint was found to be about another child: it left this record.
public struct ComplaintDetached: Codable, Sendable, Equatable {
    /// The complaint.
    public var complaintID: ComplaintID
    /// The record it has now.
    public var to: ChildID
    /// Why. Class SH.
    public var reason: Confidential<String>
    /// Who decided.
    public var by: Username?
    /// When.
    public var at: Instant
}
