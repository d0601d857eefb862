public import Vocabulary

/// Asks how good the data are that the centre works with: numbers known, age of lists when they were used (domain.md
/// §12.3).
public struct ReportDataQuality: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "report_data_quality"
    /// What it is for, in a sentence.
    public static let summary =
        "How many children have a NIK, and how old the lists' data were when they led to a visit."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may ask.
    public static let roles = MeasureReaders.roles
    /// Visits recorded on this day or later.
    public var from: LocalDate
    /// Visits recorded on this day or earlier.
    public var to: LocalDate

    /// A period.
    public init(from: LocalDate, to: LocalDate) {
        self.from = from
        self.to = to
    }

    /// A made-up message.
    public static let example = ReportDataQuality(
        from: Examples.now.localDate,
        to: Examples.now.localDate.adding(days: 30)
    )

    /// The numbers.
    public struct Answer: Codable, Sendable, Equatable {
        /// Children in the data bank, each once; trials left out.
        public var children: Int64
        /// Of these: with a well-formed NIK.
        public var withNIK: Int64
        /// Visits in the period to children whom lists named.
        public var visits: Int64
        /// Of these: by lists that tell no date.
        public var undated: Int64
        /// The age of the newest data of each, in days: half were no older; nil without a dated one.
        public var p50: Double?
        /// Nineteen of twenty were no older.
        public var p95: Double?

        /// All members; optional ones may be left out.
        public init(
            children: Int64,
            withNIK: Int64,
            visits: Int64,
            undated: Int64,
            p50: Double? = nil,
            p95: Double? = nil
        ) {
            self.children = children
            self.withNIK = withNIK
            self.visits = visits
            self.undated = undated
            self.p50 = p50
            self.p95 = p95
        }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(children: 40, withNIK: 31, visits: 12, undated: 1, p50: 54, p95: 203)
}
