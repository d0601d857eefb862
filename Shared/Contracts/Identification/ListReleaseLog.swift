public import Vocabulary

/// Asks for the data bank's log of what has left the centre.
public struct ListReleaseLog: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_release_log"
    /// What it is for, in a sentence.
    public static let summary = "Lists the data bank's log of requests for data that have ended."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may ask.
    public static let roles: Set<Role> = [.analyst, .dataOfficer, .coordinatorPksai, .headPksai]
    /// At most this many, 1 to 1,000; 100 unless told.
    public var limit: Int?

    /// All members; optional ones may be left out.
    public init(limit: Int? = nil) { self.limit = limit }

    /// A made-up message.
    public static let example = ListReleaseLog(limit: 20)

    /// One request's end.
    public struct Entry: Codable, Sendable, Equatable {
        /// The request.
        public var requestID: DataRequestID
        /// The class of what left.
        public var dataClass: DataClass?
        /// What left.
        public var fields: [String]
        /// SHA-256 of what left, hexadecimal.
        public var hash: String?
        /// When.
        public var releasedAt: Instant?
        /// Why nothing left.
        public var unavailable: DataRefusalReason?
        /// Where it is filed.
        public var archive: String?

        /// All members; optional ones may be left out.
        public init(
            requestID: DataRequestID,
            dataClass: DataClass? = nil,
            fields: [String] = [],
            hash: String? = nil,
            releasedAt: Instant? = nil,
            unavailable: DataRefusalReason? = nil,
            archive: String? = nil
        ) {
            self.requestID = requestID
            self.dataClass = dataClass
            self.fields = fields
            self.hash = hash
            self.releasedAt = releasedAt
            self.unavailable = unavailable
            self.archive = archive
        }
    }

    /// The log.
    public struct Answer: Codable, Sendable, Equatable {
        /// Newest change first.
        public var entries: [Entry]

        /// All members.
        public init(entries: [Entry]) { self.entries = entries }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(entries: [
        Entry(
            requestID: Examples.dataRequest,
            dataClass: .aggregate,
            fields: ["sex", "level"],
            hash: String(repeating: "0", count: 64),
            releasedAt: Examples.now,
            archive: "folder 12/2026"
        )
    ])
}
