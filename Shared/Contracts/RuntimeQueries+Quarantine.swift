public import JSON
public import Vocabulary

/// A quarantined message without its body.
public struct QuarantineEntry: Codable, Sendable, Equatable {
    /// The entry's number.
    public var entry: Int64
    /// Why it lies here, as a code: `undecodable`, `crashed`, `no_user_id`, `cc_header`, …
    public var reason: String
    /// The queue it came from.
    public var queue: String
    /// The routing key.
    public var routingKey: String
    /// The sender's message id.
    public var messageID: String?
    /// The AMQP property `type`.
    public var type: String?
    /// The body's length in bytes.
    public var size: Int
    /// How often it was tried.
    public var attempts: Int
    /// When it was put here.
    public var at: Instant
    /// `kept`, `replaying`, `replayed` or `discarded`.
    public var state: String

    /// All members.
    public init(
        entry: Int64,
        reason: String,
        queue: String,
        routingKey: String,
        messageID: String?,
        type: String?,
        size: Int,
        attempts: Int,
        at: Instant,
        state: String
    ) {
        self.entry = entry
        self.reason = reason
        self.queue = queue
        self.routingKey = routingKey
        self.messageID = messageID
        self.type = type
        self.size = size
        self.attempts = attempts
        self.at = at
        self.state = state
    }

    static let example = QuarantineEntry(
        entry: 1,
        reason: "undecodable",
        queue: "intake.routine",
        routingKey: "complaint.police-post.routine",
        messageID: "polsek-9002",
        type: "complaint.submitted",
        size: 17,
        attempts: 1,
        at: Examples.now,
        state: "kept"
    )
}

/// What lies in a unit's quarantine, without bodies.
public struct ListQuarantine: RuntimeQueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_quarantine"
    /// What it is for, in a sentence.
    public static let summary = "What lies in the unit's quarantine, without bodies."
    /// Only entries after this number.
    public var after: Int64
    /// At most this many, 1 to 1,000.
    public var limit: Int
    /// Also those replayed or discarded.
    public var all: Bool

    /// All members.
    public init(after: Int64 = 0, limit: Int = 100, all: Bool = false) {
        self.after = after
        self.limit = limit
        self.all = all
    }

    /// A page.
    public struct Answer: Codable, Sendable, Equatable {
        /// The entries, by number.
        public var entries: [QuarantineEntry]
        /// Where the next page begins; null if this was the last.
        public var next: Int64?

        /// All members.
        public init(entries: [QuarantineEntry], next: Int64?) {
            self.entries = entries
            self.next = next
        }
    }

    /// A made-up message.
    public static let example = ListQuarantine()
    /// What an answer looks like.
    public static let answerExample = Answer(entries: [.example], next: nil)
}

/// One quarantined message whole; that it was shown is journaled.
public struct ShowQuarantine: RuntimeQueryContract, Equatable {
    /// The message's `type`.
    public static let type = "show_quarantine"
    /// What it is for, in a sentence.
    public static let summary = "One quarantined message with its body; that it was shown is journaled."
    /// The entry's number.
    public var entry: Int64
    /// Why it must be seen.
    public var reason: String

    /// All members.
    public init(entry: Int64, reason: String) {
        self.entry = entry
        self.reason = reason
    }

    /// The message.
    public struct Answer: Codable, Sendable, Equatable {
        /// All but the body.
        public var entry: QuarantineEntry
        /// What is wrong, in detail.
        public var problems: [Problem]
        /// The body as opened, base64; null once destroyed.
        public var body: String?

        /// All members.
        public init(entry: QuarantineEntry, problems: [Problem], body: String?) {
            self.entry = entry
            self.problems = problems
            self.body = body
        }
    }

    /// A made-up message.
    public static let example = ShowQuarantine(entry: 1, reason: "the agency called about it")
    /// What an answer looks like.
    public static let answerExample = Answer(
        entry: .example,
        problems: [Problem(pointer: "", expected: "JSON", found: "unexpected end at byte 17")],
        body: "eyJjaGFubmVsIjogInBob24="
    )
}
