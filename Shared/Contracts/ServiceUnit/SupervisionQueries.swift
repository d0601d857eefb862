public import Vocabulary

/// Asks which workers were supervised, and what was found: shown to who wrote it, whom it is about, and leadership.
public struct ListSupervisions: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_supervisions"
    /// What it is for, in a sentence.
    public static let summary =
        "Lists who was supervised, newest first, with what was found; that it was read is journaled."
    /// The unit that owns the thing.
    public static let unit = UnitName.serviceUnit
    /// Who may ask.
    public static let roles: Set<Role> = [.coordinatorSw, .headPksai, .coordinatorPksai, .socialWorker, .onCallWorker]
    /// What states by itself why it is read.
    public static let grounds: Set<OpeningGround> = [.ownSupervision]
    /// Only of this worker.
    public var worker: Username?
    /// Not before this day.
    public var from: LocalDate?
    /// At most this many, 1 to 1,000; 100 unless told.
    public var limit: Int?
    /// Why it is read; recorded.
    public var reason: String?

    /// All members; optional ones may be left out.
    public init(worker: Username? = nil, from: LocalDate? = nil, limit: Int? = nil, reason: String? = nil) {
        self.worker = worker
        self.from = from
        self.limit = limit
        self.reason = reason
    }

    /// A made-up message.
    public static let example = ListSupervisions(worker: Examples.username)

    /// One supervision.
    public struct Row: Codable, Sendable, Equatable {
        /// Weekly or monthly.
        public var kind: RhythmKind
        /// Who was supervised.
        public var worker: Username
        /// The day.
        public var date: LocalDate
        /// The record's number.
        public var documentNo: String
        /// Who supervised.
        public var by: Username
        /// What was found and agreed; nil for who only may know that it was done.
        public var findings: Confidential<String>?

        /// All members; optional ones may be left out.
        public init(
            kind: RhythmKind,
            worker: Username,
            date: LocalDate,
            documentNo: String,
            by: Username,
            findings: Confidential<String>? = nil
        ) {
            self.kind = kind
            self.worker = worker
            self.date = date
            self.documentNo = documentNo
            self.by = by
            self.findings = findings
        }
    }

    /// What comes back.
    public struct Answer: Codable, Sendable, Equatable {
        /// Newest first.
        public var supervisions: [Row]

        /// The rows.
        public init(supervisions: [Row]) { self.supervisions = supervisions }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(
        supervisions: [
            Row(
                kind: .supervisionOfSocialWorkers,
                worker: Examples.username,
                date: Examples.now.localDate,
                documentNo: "SV-2026-011",
                by: Examples.username
            )
        ]
    )
}
