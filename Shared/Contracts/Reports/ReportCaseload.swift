public import Vocabulary

/// Asks who has how many cases, and which of them wait for their assessment (domain.md §12.3).
public struct ReportCaseload: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "report_caseload"
    /// What it is for, in a sentence.
    public static let summary = "Open cases and visits ordered per worker, and open cases by stage and age."
    /// The unit that owns the thing.
    public static let unit = UnitName.serviceUnit
    /// Who may ask.
    public static let roles = MeasureReaders.roles

    /// Asks for it.
    public init() {}

    /// A made-up message.
    public static let example = ReportCaseload()

    /// One worker's open cases.
    public struct Load: Codable, Sendable, Equatable {
        /// Who; null for cases nobody has.
        public var worker: Username?
        /// At high risk.
        public var high: Int
        /// At medium risk.
        public var medium: Int
        /// At low risk, at none, or not judged yet.
        public var lower: Int
        /// Of all these: not assessed yet.
        public var unassessed: Int
        /// Children on lists that wait for this worker's visit; of nobody: for an assignment letter.
        public var visits: Int

        /// All members; nothing unless told.
        public init(
            worker: Username?,
            high: Int = 0,
            medium: Int = 0,
            lower: Int = 0,
            unassessed: Int = 0,
            visits: Int = 0
        ) {
            self.worker = worker
            self.high = high
            self.medium = medium
            self.lower = lower
            self.unassessed = unassessed
            self.visits = visits
        }
    }

    /// Open cases at one stage, by the days since registration.
    public struct Age: Codable, Sendable, Equatable {
        /// Where they stand.
        public var stage: String
        /// Up to a week.
        public var week: Int
        /// Up to 30 days.
        public var month: Int
        /// Up to 90 days.
        public var quarter: Int
        /// Longer.
        public var longer: Int

        /// All members.
        public init(stage: String, week: Int, month: Int, quarter: Int, longer: Int) {
            self.stage = stage
            self.week = week
            self.month = month
            self.quarter = quarter
            self.longer = longer
        }
    }

    /// The caseload.
    public struct Answer: Codable, Sendable, Equatable {
        /// The largest first.
        public var workers: [Load]
        /// By stage.
        public var ages: [Age]

        /// All members.
        public init(workers: [Load], ages: [Age]) {
            self.workers = workers
            self.ages = ages
        }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(
        workers: [Load(worker: Examples.username, high: 2, medium: 5, lower: 9, unassessed: 3, visits: 4)],
        ages: [Age(stage: "assessing", week: 2, month: 1, quarter: 0, longer: 0)]
    )
}
