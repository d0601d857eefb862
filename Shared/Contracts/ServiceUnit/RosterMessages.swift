public import Vocabulary

// The roster of who is on call, signed with the standing assignment letter (domain.md §14 D15).

/// Sets somebody's turn on call, or changes it.
public struct SetRosterEntry: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "set_roster_entry"
    /// What it is for, in a sentence.
    public static let summary =
        "Sets somebody's turn on call: when, for which subdistricts, under which standing letter."
    /// The unit that owns the thing.
    public static let unit = UnitName.serviceUnit
    /// Who may send it; the rule decides again.
    public static let roles: Set<Role> = [.coordinatorPksai, .headPksai]
    /// The turn to change; left out for a new one.
    public var entryID: String?
    /// Who is on call: an on_call_worker.
    public var worker: Username
    /// From when.
    public var from: Instant
    /// Until when, at most 31 days later.
    public var until: Instant
    /// For which subdistricts; left out or empty for the whole city.
    public var subdistricts: [String]?
    /// The standing letter's number.
    public var letterNo: String

    /// All members; optional ones may be left out.
    public init(
        entryID: String? = nil,
        worker: Username,
        from: Instant,
        until: Instant,
        subdistricts: [String]? = nil,
        letterNo: String
    ) {
        self.entryID = entryID
        self.worker = worker
        self.from = from
        self.until = until
        self.subdistricts = subdistricts
        self.letterNo = letterNo
    }

    /// A made-up message.
    public static let example = SetRosterEntry(
        worker: Examples.username,
        from: Examples.now,
        until: Examples.later,
        subdistricts: ["Panakkukang", "Manggala"],
        letterNo: "07/ST/2026"
    )
}

/// Takes a turn out of the roster.
public struct RemoveRosterEntry: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "remove_roster_entry"
    /// What it is for, in a sentence.
    public static let summary = "Takes a turn out of the roster; whoever has taken a case keeps it."
    /// The unit that owns the thing.
    public static let unit = UnitName.serviceUnit
    /// Who may send it; the rule decides again.
    public static let roles: Set<Role> = [.coordinatorPksai, .headPksai]
    /// The turn.
    public var entryID: String

    /// All members.
    public init(entryID: String) { self.entryID = entryID }

    /// A made-up message.
    public static let example = RemoveRosterEntry(entryID: "0190a000-0000-7000-8000-0000000000e1")
}

/// Asks who is on call.
public struct ListRoster: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_roster"
    /// What it is for, in a sentence.
    public static let summary = "Shows who is on call, now and later, and for which subdistricts."
    /// The unit that owns the thing.
    public static let unit = UnitName.serviceUnit
    /// Who may send it.
    public static let roles: Set<Role> = [
        .onCallWorker, .socialWorker, .coordinatorSw, .coordinatorPksai, .headPksai, .agencyHead, .secretary,
        .intakeOfficer,
    ]
    /// Also turns that have ended.
    public var all: Bool?

    /// All members; optional ones may be left out.
    public init(all: Bool? = nil) { self.all = all }

    /// One turn.
    public struct Turn: Codable, Sendable, Equatable {
        /// Its id.
        public var entryID: String
        /// Who.
        public var worker: Username
        /// From when.
        public var from: Instant
        /// Until when.
        public var until: Instant
        /// Where; empty for the whole city.
        public var subdistricts: [String]
        /// The standing letter's number.
        public var letterNo: String
        /// Who signed it.
        public var signedBy: Username
        /// Whether it is on now.
        public var onDuty: Bool

        /// All members.
        public init(
            entryID: String,
            worker: Username,
            from: Instant,
            until: Instant,
            subdistricts: [String],
            letterNo: String,
            signedBy: Username,
            onDuty: Bool
        ) {
            self.entryID = entryID
            self.worker = worker
            self.from = from
            self.until = until
            self.subdistricts = subdistricts
            self.letterNo = letterNo
            self.signedBy = signedBy
            self.onDuty = onDuty
        }
    }

    /// The roster.
    public struct Answer: Codable, Sendable, Equatable {
        /// Whether one is kept; without, every on-call worker may take a case.
        public var isKept: Bool
        /// Whether the asker is on duty now, or needs no turn.
        public var youMayTake: Bool
        /// By time.
        public var turns: [Turn]

        /// All members.
        public init(isKept: Bool, youMayTake: Bool, turns: [Turn]) {
            self.isKept = isKept
            self.youMayTake = youMayTake
            self.turns = turns
        }
    }

    /// A made-up message.
    public static let example = ListRoster()
    /// What an answer looks like.
    public static let answerExample = Answer(
        isKept: true,
        youMayTake: true,
        turns: [
            Turn(
                entryID: "0190a000-0000-7000-8000-0000000000e1",
                worker: Examples.username,
                from: Examples.now,
                until: Examples.later,
                subdistricts: ["Panakkukang"],
                letterNo: "07/ST/2026",
                signedBy: Examples.username,
                onDuty: true
            )
        ]
    )
}
