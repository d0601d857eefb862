public import Vocabulary

/// What every unit shows of itself, asked as `<unit>.<query>.<username>` like any query.
public protocol RuntimeQueryContract: MessageContract {
    /// What comes back in `query.answered`.
    associatedtype Answer: Codable & Sendable
    /// Who may ask; ops and the administrator unless told.
    static var roles: Set<Role> { get }
    /// What an answer looks like.
    static var answerExample: Answer { get }
    /// What work of the reader's states why they open what is sealed.
    static var grounds: Set<OpeningGround> { get }
}

extension RuntimeQueryContract {
    /// Nothing sealed is in it.
    public static var grounds: Set<OpeningGround> { [] }
    /// Who may ask: whoever operates the system.
    public static var roles: Set<Role> { [.admin, .ops] }
}

/// How a unit is: instances, work waiting, clocks.
public struct UnitStatus: RuntimeQueryContract, Equatable {
    /// The message's `type`.
    public static let type = "unit_status"
    /// What it is for, in a sentence.
    public static let summary = "How a unit is: instances, work waiting, clocks running, due and missed."

    /// Asks for it.
    public init() {}

    /// One running instance.
    public struct Instance: Codable, Sendable, Equatable {
        /// Its name, `intake-1`.
        public var name: String
        /// The program's version.
        public var version: String
        /// When it started.
        public var startedAt: Instant
        /// When its lease lapses unless renewed.
        public var leaseUntil: Instant

        /// All members.
        public init(name: String, version: String, startedAt: Instant, leaseUntil: Instant) {
            self.name = name
            self.version = version
            self.startedAt = startedAt
            self.leaseUntil = leaseUntil
        }
    }

    /// How many of one clock there are.
    public struct ClockCount: Codable, Sendable, Equatable {
        /// Which clock.
        public var clock: ClockName
        /// Running, due time ahead.
        public var running: Int64
        /// Running, due time passed, alert not yet out.
        public var due: Int64
        /// Passed and said so.
        public var missed: Int64

        /// All members.
        public init(clock: ClockName, running: Int64, due: Int64, missed: Int64) {
            self.clock = clock
            self.running = running
            self.due = due
            self.missed = missed
        }
    }

    /// How the unit is.
    public struct Answer: Codable, Sendable, Equatable {
        /// The unit.
        public var unit: UnitName
        /// The unit's time, offset included.
        public var now: Instant
        /// Seconds the unit's time is ahead of the database's; 0 in production.
        public var clockOffset: Int64
        /// Instances whose lease has not lapsed.
        public var instances: [Instance]
        /// The last event's position in the journal.
        public var journalPosition: Int64
        /// Messages decided and not yet confirmed by the broker.
        public var outboxPending: Int64
        /// Age of the oldest of them, in seconds.
        public var outboxOldestSeconds: Int64?
        /// Events that wait for an earlier one.
        public var parked: Int64
        /// Quarantined messages neither replayed nor discarded.
        public var quarantined: Int64
        /// Clocks by name.
        public var clocks: [ClockCount]
        /// Since when the urgent case that waits longest is called out; nil where none waits.
        public var oldestCallAt: Instant?

        /// All members.
        public init(
            unit: UnitName,
            now: Instant,
            clockOffset: Int64,
            instances: [Instance],
            journalPosition: Int64,
            outboxPending: Int64,
            outboxOldestSeconds: Int64?,
            parked: Int64,
            quarantined: Int64,
            clocks: [ClockCount],
            oldestCallAt: Instant? = nil
        ) {
            self.unit = unit
            self.now = now
            self.clockOffset = clockOffset
            self.instances = instances
            self.journalPosition = journalPosition
            self.outboxPending = outboxPending
            self.outboxOldestSeconds = outboxOldestSeconds
            self.parked = parked
            self.quarantined = quarantined
            self.clocks = clocks
            self.oldestCallAt = oldestCallAt
        }
    }

    /// A made-up message.
    public static let example = UnitStatus()
    /// What an answer looks like.
    public static let answerExample = Answer(
        unit: .intake,
        now: Examples.now,
        clockOffset: 0,
        instances: [
            Instance(name: "intake-1", version: "1.0.0", startedAt: Examples.now, leaseUntil: Examples.later)
        ],
        journalPosition: 120,
        outboxPending: 0,
        outboxOldestSeconds: nil,
        parked: 0,
        quarantined: 1,
        clocks: [ClockCount(clock: .initialAssessment, running: 3, due: 0, missed: 1)],
        oldestCallAt: Examples.now
    )
}

/// Tells, page by page, which messages to other units follow from a unit's journal.
public struct ReconcileSent: RuntimeQueryContract, Equatable {
    /// The message's `type`.
    public static let type = "reconcile_sent"
    /// What it is for, in a sentence.
    public static let summary =
        "The ids of messages told to other units, as they follow from the journal, from a position on."
    /// Only after this position.
    public var after: Int64
    /// At most this many, 1 to 5,000.
    public var limit: Int

    /// All members.
    public init(after: Int64 = 0, limit: Int = 1_000) {
        self.after = after
        self.limit = limit
    }

    /// One message told to one unit.
    public struct Sent: Codable, Sendable, Equatable {
        /// The journal position it follows from.
        public var position: Int64
        /// The unit that must know it.
        public var receiver: UnitName
        /// The message's id.
        public var messageID: String

        /// All members.
        public init(position: Int64, receiver: UnitName, messageID: String) {
            self.position = position
            self.receiver = receiver
            self.messageID = messageID
        }
    }

    /// A page.
    public struct Answer: Codable, Sendable, Equatable {
        /// The messages, by position; all of a position are on one page.
        public var sent: [Sent]
        /// Where the next page begins; null if this was the last.
        public var next: Int64?

        /// All members.
        public init(sent: [Sent], next: Int64?) {
            self.sent = sent
            self.next = next
        }
    }

    /// A made-up message.
    public static let example = ReconcileSent()
    /// What an answer looks like.
    public static let answerExample = Answer(
        sent: [Sent(position: 7, receiver: .identification, messageID: "intake-7-1")],
        next: nil
    )
}

/// Asks which messages of a sender a unit has never seen: neither decided, nor parked, nor quarantined.
public struct ReconcileKnown: RuntimeQueryContract, Equatable {
    /// The message's `type`.
    public static let type = "reconcile_known"
    /// What it is for, in a sentence.
    public static let summary = "What became of these messages of a sender, and which of them the unit does not know."
    /// The broker user that sent them: an outsider's username or a unit's name.
    public var sender: String
    /// At most 5,000.
    public var messageIDs: [String]

    /// All members.
    public init(sender: String, messageIDs: [String]) {
        self.sender = sender
        self.messageIDs = messageIDs
    }

    /// What each came to, and what is missing.
    public struct Answer: Codable, Sendable, Equatable {
        /// Those the unit does not know.
        public var unknown: [String]
        /// How many of the others came to what; nil from a unit of before.
        public var outcomes: Outcomes?

        /// All members.
        public init(unknown: [String], outcomes: Outcomes? = nil) {
            self.unknown = unknown
            self.outcomes = outcomes
        }
    }

    /// How many messages ended how.
    public struct Outcomes: Codable, Sendable, Equatable {
        /// Something followed.
        public var effects: Int
        /// Nothing had to follow.
        public var noEffect: Int
        /// The sender was told no.
        public var rejected: Int
        /// It is kept for ops.
        public var quarantined: Int
        /// It waits for one that comes before it.
        public var parked: Int

        /// All members.
        public init(effects: Int = 0, noEffect: Int = 0, rejected: Int = 0, quarantined: Int = 0, parked: Int = 0) {
            self.effects = effects
            self.noEffect = noEffect
            self.rejected = rejected
            self.quarantined = quarantined
            self.parked = parked
        }
    }

    /// A made-up message.
    public static let example = ReconcileKnown(sender: "police-post", messageIDs: ["polsek-9001", "polsek-9002"])
    /// What an answer looks like.
    public static let answerExample = Answer(unknown: ["polsek-9002"], outcomes: Outcomes(effects: 1))
}
