public import Vocabulary

/// Asks for the ledger of releases: what has left the centre, to whom, under which hash.
public struct ListReleases: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_releases"
    /// What it is for, in a sentence.
    public static let summary = "Lists what has left the centre: to whom, for what, over which cases, with its hash."
    /// The unit that owns the thing.
    public static let unit = UnitName.dataRequest
    /// Who may ask.
    public static let roles: Set<Role> = [.dataOfficer, .coordinatorPksai, .headPksai, .secretary]
    /// Only to this user.
    public var username: String?
    /// At most this many, 1 to 1,000; 100 unless told.
    public var limit: Int?

    /// All members; optional ones may be left out.
    public init(username: String? = nil, limit: Int? = nil) {
        self.username = username
        self.limit = limit
    }

    /// A made-up message.
    public static let example = ListReleases(limit: 20)

    /// One release.
    public struct Row: Codable, Sendable, Equatable {
        /// The request.
        public var requestID: DataRequestID
        /// When it left.
        public var releasedAt: Instant
        /// The user it went to.
        public var username: String
        /// Who asked.
        public var applicant: String
        /// What for.
        public var purpose: String
        /// Its class.
        public var dataClass: DataClass
        /// What left: rows, columns and filters, codes, or parts of a file.
        public var fields: [String]
        /// The first month; null for a file.
        public var fromMonth: String?
        /// The last month; null for a file.
        public var toMonth: String?
        /// The edition of the facts; null for a file.
        public var edition: Int?
        /// Cells withheld; null unless counts.
        public var withheld: Int?
        /// SHA-256 of what left, hexadecimal.
        public var hash: String

        /// All members; optional ones may be left out.
        public init(
            requestID: DataRequestID,
            releasedAt: Instant,
            username: String,
            applicant: String,
            purpose: String,
            dataClass: DataClass,
            fields: [String],
            fromMonth: String? = nil,
            toMonth: String? = nil,
            edition: Int? = nil,
            withheld: Int? = nil,
            hash: String
        ) {
            self.requestID = requestID
            self.releasedAt = releasedAt
            self.username = username
            self.applicant = applicant
            self.purpose = purpose
            self.dataClass = dataClass
            self.fields = fields
            self.fromMonth = fromMonth
            self.toMonth = toMonth
            self.edition = edition
            self.withheld = withheld
            self.hash = hash
        }
    }

    /// The releases.
    public struct Answer: Codable, Sendable, Equatable {
        /// Newest first.
        public var releases: [Row]

        /// All members.
        public init(releases: [Row]) { self.releases = releases }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(releases: [
        Row(
            requestID: Examples.dataRequest,
            releasedAt: Examples.now,
            username: "unhas",
            applicant: "Universitas Contoh",
            purpose: "planning of prevention",
            dataClass: .aggregate,
            fields: ["sex", "level"],
            fromMonth: "2026-01",
            toMonth: "2026-11",
            edition: 3,
            withheld: 4,
            hash: String(repeating: "0", count: 64)
        )
    ])
}
