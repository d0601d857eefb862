import Contracts
import JSON
import Logging
import PostgreSQL
import Sealing
import Vocabulary

/// A batch's way through the database, in one transaction:
/// inbox → load and lock → decide → write state, journal, deadlines, outbox → commit.
///
/// The caller acks what it returns from, and only then publishes.
struct BatchHandling: Sendable {
    let definition: UnitDefinition
    let keyring: Keyring
    let reader: Reader
    let pool: PostgreSQLPool
    let timekeeper: Timekeeper
    let outbox: Outbox
    let administrator: String
    let metrics: UnitMetrics
    let logger: Logger
    var faults = Faults()
    /// The lane it is for, as ``Faults`` calls it.
    var lane = ""
    /// Whether urgent batches, of any instance, go before it where a register is waited for.
    var goesSecond = false
    /// Who it is given up for; nil if for nobody.
    var yieldsTo: UrgentGate?
    let users = UserRecords()

    /// Decides and commits a batch. Throws if nothing of it was committed, or if that is not known: ``GaveWay`` if an
    /// urgent message came before anything was written.
    ///
    /// - Returns: What is to be published now.
    func handle(_ batch: [Incoming]) async throws -> [OutboxRow] {
        try await self.pool.withTransaction { transaction in
            let loaded = try await self.load(batch, transaction)
            try await self.faults.reached(.afterLoad, self.lane)
            let decisions = try await self.decide(loaded, transaction)
            try await self.faults.reached(.beforeInsert, self.lane)
            return try await self.commit(decisions, loaded, transaction)
        }
    }

    /// Asked between two messages: until its statements leave, a batch has only locked and computed.
    func giveWay() throws {
        if let gate = self.yieldsTo, !gate.isFree { throw GaveWay() }
    }
}

/// A batch was given up, with all it had locked, for an urgent message.
struct GaveWay: Error {}

/// Now: the database's time plus the offset of demonstrations.
struct Timekeeper: Sendable {
    /// Seconds; 0 unless the environment is `demo` or `test`.
    let offset: Int64
    /// The city's: dates and years are those of its calendar.
    let zone: CityZone

    func now(_ database: PostgreSQLTimestamp) -> Instant { self.instant(database).adding(seconds: self.offset) }

    /// A moment that tables keep.
    func instant(_ database: PostgreSQLTimestamp) -> Instant {
        Instant(microseconds: database.microsecondsSinceUnixEpoch, zone: self.zone)
    }

    /// The moment as tables keep it: the unit's time, offset included.
    func database(_ instant: Instant) -> PostgreSQLTimestamp {
        PostgreSQLTimestamp(microsecondsSinceUnixEpoch: instant.microseconds)
    }
}

/// A batch with what was loaded for it.
final class Loaded {
    let batch: [Incoming]
    let working: WorkingSet
    let sealer: BatchSealer
    let indexes: BlindIndexes
    var now = Instant(microseconds: 0)
    /// What is still to be read of kinds that rules read whole, by name.
    var unread: [String: StateReading.Rest] = [:]
    /// Indexes of messages never seen before.
    var new: Set<Int> = []
    /// Quarantine entries that are still to be replayed.
    var replayable: Set<Int64> = []
    /// What handlers threw before anything was decided, by message key.
    var failures: [[UInt8]: any Error] = [:]
    /// Complaints of which nobody may know any more whom they are about.
    var destroyed: Set<String> = []
    /// Clocks that were due and did not ring, with when to look again.
    var silent: [(clock: DueClock, next: Instant?)] = []
    /// Outcomes of messages seen before, by key.
    var remembered: [[UInt8]: RememberedOutcome] = [:]
    /// Events heard too early in earlier batches, by stream and version followed.
    var parked: [String: [Int64: [ParkedMessage]]] = [:]
    /// Rows to add to `parked`, and rows that have served.
    var parkedNow: [ParkedRow] = []
    var unparked: [ParkedRow] = []

    init(batch: [Incoming], working: WorkingSet, keyring: Keyring) {
        self.batch = batch
        self.working = working
        self.sealer = BatchSealer()
        self.indexes = BlindIndexes(keyring)
    }
}

struct RememberedOutcome {
    let bodyKey: [UInt8]
    /// Whether the inbox has it; otherwise it comes with this batch.
    var isStored = true
    let outcome: String
    var answerType: String?
    var answer: [UInt8]?
    /// Nothing came of it so far: a replay may still decide it.
    var isOpen: Bool { self.outcome == "quarantined" || self.outcome == "rejected" }
}

struct ParkedMessage {
    let version: Int64
    /// Nil: it was urgent and has been decided.
    let incoming: Incoming?
}

/// A row of `deadlines` that is due.
struct DueClock: Sendable {
    let reference: AggregateReference
    let clock: ClockName
    let generation: Int
}

/// What was decided about one message (or clock).
struct Decision {
    enum Outcome: String { case effects, noEffect = "no_effect", rejected, quarantined, parked }

    let incoming: Incoming?
    let cause: String
    let actor: Actor
    /// As the journal may name the actor: an agency's name is reporter data.
    let journalActor: String
    var outcome: Outcome
    var happened: [Happened] = []
    /// Effects with the event they follow from, if any.
    var effects: [(effect: Effect, of: Int?)] = []
    var answer: AnyAnswer?
    /// A repeat's answer, as kept.
    var repeatedAnswer: (type: String, body: [UInt8])?
    var quarantine: (reason: String, detail: String?)?
    /// Why a person was told no, and about what.
    var refusal: Refusal?
    var alerts: [([Role], Alert)] = []
    /// Seen before: decided nothing, its outcome stays as it was.
    var isRepeat = false
    /// Waited in the table `parked`: its outcome is no longer that.
    var wasParked = false
}
