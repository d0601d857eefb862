public import Vocabulary

/// Asks which children on lists call for a visit. Rows hold codes, no identity.
public struct ListOutreachCandidates: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_outreach_candidates"
    /// What it is for, in a sentence.
    public static let summary =
        "Lists children on lists of secondary data, those that call most for a visit first, with the reasons."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may ask.
    public static let roles: Set<Role> = [
        .dataOfficer, .analyst, .coordinatorPksai, .coordinatorSw, .socialWorker, .headPksai, .secretary,
    ]
    /// Only in this state, `imported`; everything but cases and closed candidates unless told.
    public var status: String?
    /// Only on this list.
    public var list: DataSource?
    /// Only in this sub-district.
    public var subdistrict: String?
    /// Only those assigned to this worker.
    public var worker: Username?
    /// At most this many, 1 to 1,000; 100 unless told.
    public var limit: Int?

    /// All may be left out.
    public init(
        status: String? = nil,
        list: DataSource? = nil,
        subdistrict: String? = nil,
        worker: Username? = nil,
        limit: Int? = nil
    ) {
        self.status = status
        self.list = list
        self.subdistrict = subdistrict
        self.worker = worker
        self.limit = limit
    }

    /// One child, as codes.
    public struct Row: Codable, Sendable, Equatable {
        /// The child on the lists.
        public var candidateID: CandidateID
        /// Where it stands.
        public var status: String
        /// How much it calls for a visit.
        public var score: Int
        /// The level the lists propose for the visit.
        public var proposedLevel: RiskLevel
        /// Why, each with its points.
        public var reasons: [String]
        /// The lists with source and date.
        public var lists: [String]
        /// The sub-district.
        public var subdistrict: String?
        /// The year of birth.
        public var birthYear: Int?
        /// Whether a well-formed NIK is known.
        public var hasNIK: Bool
        /// Its place in the last ranking.
        public var rank: Int?
        /// The provisional level.
        public var level: RiskLevel?
        /// Who goes.
        public var worker: Username?
        /// Under which letter.
        public var letterNo: String?
        /// The last day of the letter.
        public var validUntil: LocalDate?
        /// The complaint intake registered after the visit.
        public var complaintID: ComplaintID?

        /// All members; optional ones may be left out.
        public init(
            candidateID: CandidateID,
            status: String,
            score: Int,
            proposedLevel: RiskLevel,
            reasons: [String],
            lists: [String],
            subdistrict: String? = nil,
            birthYear: Int? = nil,
            hasNIK: Bool,
            rank: Int? = nil,
            level: RiskLevel? = nil,
            worker: Username? = nil,
            letterNo: String? = nil,
            validUntil: LocalDate? = nil,
            complaintID: ComplaintID? = nil
        ) {
            self.candidateID = candidateID
            self.status = status
            self.score = score
            self.proposedLevel = proposedLevel
            self.reasons = reasons
            self.lists = lists
            self.subdistrict = subdistrict
            self.birthYear = birthYear
            self.hasNIK = hasNIK
            self.rank = rank
            self.level = level
            self.worker = worker
            self.letterNo = letterNo
            self.validUntil = validUntil
            self.complaintID = complaintID
        }
    }

    /// The children.
    public struct Answer: Codable, Sendable, Equatable {
        /// Those that call most for a visit first.
        public var candidates: [Row]

        /// The rows.
        public init(candidates: [Row]) { self.candidates = candidates }
    }

    /// A made-up message.
    public static let example = ListOutreachCandidates(status: "imported", limit: 20)
    /// What an answer looks like.
    public static let answerExample = Answer(candidates: [exampleRow])
    static let exampleRow = Row(
        candidateID: Examples.candidate,
        status: "assigned",
        score: 65,
        proposedLevel: .medium,
        reasons: ["neglected +30", "on_2_lists +10", "under_six +10", "data_fixed +10", "poor_household +5"],
        lists: ["bdt/bappeda@2026-06-01", "pkh/social_agency@2026-10-01"],
        subdistrict: "Tallo",
        birthYear: 2023,
        hasNIK: true,
        rank: 1,
        level: .medium,
        worker: Examples.worker,
        letterNo: "ST-9/2026",
        validUntil: Examples.today.adding(days: 7)
    )
}

/// Asks for one child on the lists with its identity, for a visit.
public struct ShowOutreachCandidate: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "show_outreach_candidate"
    /// What it is for, in a sentence.
    public static let summary =
        "Shows who a child on the lists is and where it lives; a worker sees those of their own letters."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may ask.
    public static let roles: Set<Role> = [
        .dataOfficer, .analyst, .coordinatorPksai, .headPksai, .socialWorker,
    ]
    /// Whose work states why they open it.
    public static let grounds: Set<OpeningGround> = [.ownLetter]
    /// The child on the lists.
    public var candidateID: CandidateID
    /// Why it is opened.
    public var reason: String?

    /// The child to show.
    public init(candidateID: CandidateID, reason: String? = nil) {
        self.candidateID = candidateID
        self.reason = reason
    }

    /// What is known of the child.
    public struct Answer: Codable, Sendable, Equatable {
        /// The codes.
        public var candidate: ListOutreachCandidates.Row
        /// The child.
        public var child: Confidential<ChildIdentity>?
        /// The household.
        public var family: Confidential<Family>?
        /// What the letter is for, once a worker is ordered to go.
        public var purpose: String?
        /// Who signed it.
        public var signedBy: Username?
        /// The day it was signed.
        public var signedOn: LocalDate?

        /// All members; optional ones may be left out.
        public init(
            candidate: ListOutreachCandidates.Row,
            child: Confidential<ChildIdentity>? = nil,
            family: Confidential<Family>? = nil,
            purpose: String? = nil,
            signedBy: Username? = nil,
            signedOn: LocalDate? = nil
        ) {
            self.candidate = candidate
            self.child = child
            self.family = family
            self.purpose = purpose
            self.signedBy = signedBy
            self.signedOn = signedOn
        }
    }

    /// A made-up message.
    public static let example = ShowOutreachCandidate(candidateID: Examples.candidate, reason: "visit tomorrow")
    /// What an answer looks like.
    public static let answerExample = Answer(candidate: ListOutreachCandidates.exampleRow)
}

/// Asks which files of secondary data came in.
public struct ListSecondaryData: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_secondary_data"
    /// What it is for, in a sentence.
    public static let summary = "Lists the files of secondary data with source, date, rows and age of the data."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may ask.
    public static let roles: Set<Role> = [.dataOfficer, .analyst, .headPksai, .coordinatorPksai, .secretary]
    /// Only of this keeper.
    public var source: DataSource?

    /// The keeper may be left out.
    public init(source: DataSource? = nil) { self.source = source }

    /// One file.
    public struct Row: Codable, Sendable, Equatable {
        /// Who keeps it.
        public var source: DataSource
        /// The date of the data.
        public var date: LocalDate
        /// How old the data are, in days.
        public var ageDays: Int
        /// Its rows.
        public var rows: Int
        /// How many of them were of no use.
        public var refused: Int
        /// The file's SHA-256.
        public var digest: String
        /// When it was imported.
        public var at: Instant

        /// All members.
        public init(
            source: DataSource,
            date: LocalDate,
            ageDays: Int,
            rows: Int,
            refused: Int,
            digest: String,
            at: Instant
        ) {
            self.source = source
            self.date = date
            self.ageDays = ageDays
            self.rows = rows
            self.refused = refused
            self.digest = digest
            self.at = at
        }
    }

    /// The files.
    public struct Answer: Codable, Sendable, Equatable {
        /// Newest import first.
        public var files: [Row]

        /// The rows.
        public init(files: [Row]) { self.files = files }
    }

    /// A made-up message.
    public static let example = ListSecondaryData(source: Examples.dataSource)
    /// What an answer looks like.
    public static let answerExample = Answer(files: [
        Row(
            source: Examples.dataSource,
            date: Examples.today,
            ageDays: 20,
            rows: 412,
            refused: 3,
            digest: FinishAtRiskImport.example.digest,
            at: Examples.now
        )
    ])
}
