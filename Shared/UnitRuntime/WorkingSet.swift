import Contracts
import Foundation
import JSON
import Sealing
import Vocabulary

/// What a batch has loaded and changed. One task's, from load to commit.
final class WorkingSet {
    var aggregates: [AggregateReference: AggregateEntry] = [:]
    var lookups: [LookupKey: LookupEntry] = [:]
    var counters: [CounterKey: Int64] = [:]
    var drawnCounters: Set<CounterKey> = []
    var users: [String: UserRecord] = [:]
    /// All states of the kinds rules read whole.
    var kinds: [String: [any Aggregate]] = [:]
    /// What was searched for and found.
    var found: Set<AggregateReference> = []
    /// What is still worked on, by the complaint whose identity is to be destroyed.
    var open: [String: OpenWork] = [:]
    /// Opens and seals with every data key the batch may need.
    var keys: DataKeySet

    init(keys: DataKeySet) { self.keys = keys }

    /// Sets a look-up, to be written with the batch.
    func set(_ key: LookupKey, _ value: String) {
        self.lookups[key] = LookupEntry(value: value, isStored: self.lookups[key]?.isStored, isChanged: true)
    }

    /// Takes over what a decision did.
    func merge(_ overlay: DecisionOverlay) {
        for (reference, entry) in overlay.states {
            var entry = entry
            entry.isChanged = true
            self.aggregates[reference] = entry
        }
        for (key, value) in overlay.lookups { self.set(key, value) }
        for (counter, value) in overlay.counters {
            self.counters[counter] = value
            self.drawnCounters.insert(counter)
        }
    }
}

struct AggregateEntry {
    var state: any Aggregate
    var version: Int64
    /// Whether there is a row of it.
    var isStored = false
    /// The last version told to each unit.
    var told: [String: Int64] = [:]
    /// The complaints whose keys sealed something of it.
    var origins: Set<String> = []
    /// Complaints of which it should hold nothing any more: what is stored of it has the last word.
    private(set) var released: Set<String> = []
    var storedClocks = Clocks()
    var isChanged = false

    mutating func release(_ origin: String) {
        self.origins.remove(origin)
        self.released.insert(origin)
    }
}

struct LookupEntry {
    var value: String?
    /// Whether there is a row of it; nil if nobody looked.
    var isStored: Bool?
    var isChanged = false

    /// Whether it leads anywhere.
    var holds: Bool { self.value?.isEmpty == false }
}

struct CounterKey: Hashable {
    let register: String
    let year: Int
}

/// What a unit knows of a user (``RegisteredUser``'s state).
struct UserRecord: Sendable {
    let roles: Set<Role>
    let institution: String?
    let sealKey: PublicSealKey?
}

/// What one decision did, kept apart until it is known to stand.
struct DecisionOverlay {
    var states: [AggregateReference: AggregateEntry] = [:]
    var lookups: [LookupKey: String] = [:]
    var counters: [CounterKey: Int64] = [:]
    var happened: [Happened] = []
    var effects: [Effect] = []
    var answer: AnyAnswer?
    var result: [String: JSONValue] = [:]
    /// The answer is a no: journaled as a refused decision.
    var refusal: (any DomainRejection)?
    /// The handler asked for what it had not named.
    var fault: RuntimeError?
}

/// One event with the states around it.
struct Happened {
    let reference: AggregateReference
    let version: Int64
    let event: any Codable & Sendable
    let before: any Aggregate
    let after: any Aggregate
}

/// An answer of any type.
struct AnyAnswer: Sendable {
    let type: String
    let isSealed: Bool
    let shows: Showing?
    let redacted: any AnswerContract
    let value: any AnswerContract
    let reserved: [String: Confidential<String>]

    init(_ answer: some AnswerContract) {
        self.type = Swift.type(of: answer).type
        self.isSealed = Swift.type(of: answer).isSealed
        self.shows = Swift.type(of: answer).shows
        self.value = answer
        self.redacted = answer.redacted
        self.reserved = answer.reserved
    }
}

extension UUID {
    /// RFC 9562 §5.7: milliseconds of the time, then random bits.
    static func version7(at now: Instant) -> UUID {
        let milliseconds = UInt64(max(0, now.microseconds / 1_000))
        func time(_ shift: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: milliseconds >> shift) }
        let random = KernelRandom.bytes(10)
        return UUID(
            uuid: (
                time(40), time(32), time(24), time(16), time(8), time(0), 0x70 | (random[0] & 0x0F), random[1],
                0x80 | (random[2] & 0x3F), random[3], random[4], random[5], random[6], random[7], random[8], random[9]
            )
        )
    }
}
