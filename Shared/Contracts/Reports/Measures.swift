public import Vocabulary

// What leadership asks every unit to measure: each answers for what it owns, from its own tables and journal. Trials
// count nowhere. Only codes, numbers and times leave a unit this way.

/// Who may ask for measures: those who watch over the centre (domain.md §2.1) and ops.
public enum MeasureReaders {
    /// The roles.
    public static let roles: Set<Role> = [
        .headPksai, .coordinatorPksai, .coordinatorSw, .secretary, .responsibleOfficer, .steering, .agencyHead, .ops,
    ]
}

/// How many limits were kept, by clock and level (domain.md §12.3).
public struct MeasureClocks: RuntimeQueryContract, Equatable {
    /// The message's `type`.
    public static let type = "measure_clocks"
    /// What it is for, in a sentence.
    public static let summary = "How many runs of each clock ended in time, late or not yet, by level."
    /// Who may ask.
    public static let roles = MeasureReaders.roles
    /// Runs that began on this day or later.
    public var from: LocalDate
    /// Runs that began on this day or earlier.
    public var to: LocalDate

    /// A period.
    public init(from: LocalDate, to: LocalDate) {
        self.from = from
        self.to = to
    }

    /// A made-up message.
    public static let example = MeasureClocks(from: Examples.now.localDate, to: Examples.later.localDate)

    /// One clock at one level.
    public struct Row: Codable, Sendable, Equatable {
        /// Which.
        public var clock: ClockName
        /// `high`, `medium`, `low`, `none` or `unknown`.
        public var level: String
        /// Ended before the limit.
        public var inTime: Int64
        /// Ended after it.
        public var late: Int64
        /// Run, with the limit ahead.
        public var running: Int64
        /// Run on after the limit.
        public var overdue: Int64

        /// All members.
        public init(clock: ClockName, level: String, inTime: Int64, late: Int64, running: Int64, overdue: Int64) {
            self.clock = clock
            self.level = level
            self.inTime = inTime
            self.late = late
            self.running = running
            self.overdue = overdue
        }
    }

    /// What the unit's clocks did.
    public struct Answer: Codable, Sendable, Equatable {
        /// By clock and level.
        public var rows: [Row]
        /// All members.
        public init(rows: [Row]) { self.rows = rows }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(rows: [
        Row(clock: .contactSafety, level: "high", inTime: 40, late: 2, running: 1, overdue: 0)
    ])
}

/// How long steps take: from one event of a stream to the next of another kind (domain.md §12.3).
public struct MeasureSteps: RuntimeQueryContract, Equatable {
    /// The message's `type`.
    public static let type = "measure_steps"
    /// What it is for, in a sentence.
    public static let summary = "How long steps take in minutes, from one event to another, against a standard."
    /// Who may ask.
    public static let roles = MeasureReaders.roles
    /// What to measure.
    public var steps: [Step]
    /// Steps that ended on this day or later.
    public var from: LocalDate
    /// Steps that ended on this day or earlier.
    public var to: LocalDate

    /// Steps and a period.
    public init(steps: [Step], from: LocalDate, to: LocalDate) {
        self.steps = steps
        self.from = from
        self.to = to
    }

    /// One step.
    public struct Step: Codable, Sendable, Equatable {
        /// What it is called, `S09.3`.
        public var key: String
        /// The events that begin it.
        public var starts: [String]
        /// The events that end it.
        public var ends: [String]
        /// Minutes it should take; nil where no standard is set.
        public var standard: Int?
        /// The time within the beginning event that counts, where it is another than when the event was recorded; then
        /// the beginning event may be the ending one itself.
        public var since: Moment?
        /// Only complaints on this path, and their cases; all unless told.
        public var path: IntakePath?

        /// All members; optional ones may be left out.
        public init(
            key: String,
            starts: [String],
            ends: [String],
            standard: Int?,
            since: Moment? = nil,
            path: IntakePath? = nil
        ) {
            self.key = key
            self.starts = starts
            self.ends = ends
            self.standard = standard
            self.since = since
            self.path = path
        }
    }

    /// Times that an event tells of; never one of a person's life.
    public enum Moment: String, Codable, Sendable, CaseIterable {
        /// A message came in, before it was registered.
        case receivedAt = "received_at"
        /// A meeting began.
        case startsAt = "starts_at"
    }

    /// A made-up message.
    public static let example = MeasureSteps(
        steps: [
            Step(
                key: "S09.3",
                starts: ["referral_sent"],
                ends: ["referral_accepted", "referral_declined"],
                standard: 14_400
            ),
            Step(
                key: "S03.1",
                starts: ["complaint_registered"],
                ends: ["complaint_registered"],
                standard: 5,
                since: .receivedAt,
                path: .direct
            ),
        ],
        from: Examples.now.localDate,
        to: Examples.later.localDate
    )

    /// One step's durations.
    public struct Row: Codable, Sendable, Equatable {
        /// Which.
        public var key: String
        /// How often it was done.
        public var count: Int64
        /// Half took no longer, in minutes.
        public var p50: Double
        /// Nineteen of twenty took no longer, in minutes.
        public var p95: Double
        /// How often it took no longer than the standard; nil where none is set.
        public var withinStandard: Int64?

        /// All members.
        public init(key: String, count: Int64, p50: Double, p95: Double, withinStandard: Int64?) {
            self.key = key
            self.count = count
            self.p50 = p50
            self.p95 = p95
            self.withinStandard = withinStandard
        }
    }

    /// What was measured.
    public struct Answer: Codable, Sendable, Equatable {
        /// Steps that were done here at all.
        public var rows: [Row]
        /// All members.
        public init(rows: [Row]) { self.rows = rows }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(rows: [
        Row(key: "S09.3", count: 12, p50: 1_440.5, p95: 9_000, withinStandard: 11)
    ])
}

/// How often something happened, by a code it carries and by time (domain.md §12.3, §12.5).
public struct CountEvents: RuntimeQueryContract, Equatable {
    /// The message's `type`.
    public static let type = "count_events"
    /// What it is for, in a sentence.
    public static let summary = "How often events happened, by a code they carry and by month or week."
    /// Who may ask.
    public static let roles = MeasureReaders.roles
    /// What to count.
    public var counts: [Count]
    /// On this day or later.
    public var from: LocalDate
    /// On this day or earlier.
    public var to: LocalDate
    /// Together unless told.
    public var by: Span?

    /// Counts and a period.
    public init(counts: [Count], from: LocalDate, to: LocalDate, by: Span? = nil) {
        self.counts = counts
        self.from = from
        self.to = to
        self.by = by
    }

    /// How time is divided.
    public enum Span: String, Codable, Sendable, CaseIterable {
        case month
        /// Monday to Sunday (ISO 8601).
        case week
    }

    /// Codes an event may be counted by; never free text.
    public enum Code: String, Codable, Sendable, CaseIterable {
        case reason
        case outcome
        case channel = "codes.channel"
        case kind
        case path
        case conclusion
        case dataClass = "data_class"
    }

    /// One count.
    public struct Count: Codable, Sendable, Equatable {
        /// What it is called.
        public var key: String
        /// The event.
        public var event: String
        /// By which code; all together unless told.
        public var code: Code?

        /// All members; optional ones may be left out.
        public init(key: String, event: String, code: Code? = nil) {
            self.key = key
            self.event = event
            self.code = code
        }
    }

    /// A made-up message.
    public static let example = CountEvents(
        counts: [Count(key: "closures", event: "case_closed", code: .reason)],
        from: Examples.now.localDate,
        to: Examples.later.localDate,
        by: .month
    )

    /// One number.
    public struct Row: Codable, Sendable, Equatable {
        /// Which.
        public var key: String
        /// The code's value.
        public var value: String?
        /// `2026-11` or `2026-W47`.
        public var span: String?
        /// How often.
        public var count: Int64

        /// All members; optional ones may be left out.
        public init(key: String, value: String? = nil, span: String? = nil, count: Int64) {
            self.key = key
            self.value = value
            self.span = span
            self.count = count
        }
    }

    /// What was counted.
    public struct Answer: Codable, Sendable, Equatable {
        /// What happened at all.
        public var rows: [Row]
        /// All members.
        public init(rows: [Row]) { self.rows = rows }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(rows: [Row(key: "closures", value: "all_goals", span: "2026-11", count: 3)]
    )
}
