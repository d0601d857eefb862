public import Contracts
public import Foundation
public import JSON
internal import NIOConcurrencyHelpers
internal import Sealing
public import Vocabulary

/// Everybody with a role, as a kind of aggregate that a rule may read whole.
public enum KnownUsers {
    /// Its name, for `kinds(of:)`.
    public static let kind = RegisteredUser.streamKind
    /// For `lookups(of:)` of whoever needs that nobody comes or goes meanwhile; ``RegisterUser`` names it too.
    public static let key = LookupKey(RegisteredUser.streamKind, "everybody")
}

/// What a handler may ask while it says which rows it needs: before anything is loaded.
public struct RoutingContext: Sendable {
    /// Who sent the message, as the broker proved it; for another unit's event that unit.
    public let sender: Username
    let indexes: BlindIndexes
    let opener: any ConfidentialOpener
    let values: [LookupKey: String]
    /// Notes what is asked for before it is looked up.
    var asked: AskedLookups?

    /// A keyed hash of an identity, to look it up without storing it (ARCHITECTURE.md §3). The text is normalised first.
    ///
    /// - Parameters:
    ///   - purpose: `nik`, `child`, …: the same text under two purposes gives unrelated hashes.
    ///   - text: The identity, as written by people.
    /// - Returns: 64 hexadecimal digits.
    public func blindIndex(_ purpose: String, _ text: String) -> String { self.indexes.index(purpose, text) }

    /// Opens a value of the message at hand.
    public func open<Value>(_ value: Confidential<Value>) throws -> Value { try value.open(with: self.opener) }

    /// What a look-up holds. Known only in ``MessageHandler/subjects(of:_:)``; nil before, or if it holds nothing.
    public func lookup(_ key: LookupKey) -> String? {
        self.asked?.note(key)
        return self.values[key]
    }
}

/// The look-ups that aggregates depend on.
final class AskedLookups: Sendable {
    private let noted = NIOLockedValueBox<Set<LookupKey>>([])

    func note(_ key: LookupKey) { self.noted.withLockedValue { _ = $0.insert(key) } }

    var keys: Set<LookupKey> { self.noted.withLockedValue { $0 } }
}

/// What a rule decides with: states and look-ups as they are now, time, new identifiers, numbers, and where its events go.
/// Nothing of it takes effect if the handler throws.
public struct DecisionContext {
    /// The database's time (with the offset of demonstrations).
    public let now: Instant
    /// Who sent the message, with the roles and attributes this unit knows.
    public let actor: Actor
    /// A focal point's institution.
    public let institution: String?
    /// The message's id.
    public let messageID: String
    /// What was odd about the message's members (complaints only); goes into the answer.
    public let warnings: [Problem]
    /// Members the contract doesn't know, as sent, for safe-keeping under RI (complaints only).
    public let unknownMembers: JSONValue?
    let routing: RoutingContext
    let working: WorkingSet
    var overlay = DecisionOverlay()

    /// The sender's user name.
    public var sender: Username { self.routing.sender }

    /// A keyed hash of an identity; see ``RoutingContext/blindIndex(_:_:)``.
    public func blindIndex(_ purpose: String, _ text: String) -> String { self.routing.blindIndex(purpose, text) }

    /// Opens a confidential value of the message or of a loaded state, for the rule's own use.
    public func open<Value>(_ value: Confidential<Value>) throws -> Value { try self.routing.open(value) }

    /// The state of an aggregate named in `subjects(of:)`; the initial state if nothing happened to it yet.
    ///
    /// - Throws: If it was not named.
    public func state<A: Aggregate>(_ type: A.Type, _ id: A.ID) throws -> A {
        let reference = AggregateReference(type, id)
        let state = self.overlay.states[reference]?.state ?? self.working.aggregates[reference]?.state
        guard let state else { throw RuntimeError.notLoaded(reference.stream) }
        guard let typed = state as? A else { throw RuntimeError.notLoaded(reference.stream) }
        return typed
    }

    /// Whether anything happened to an aggregate yet.
    public func exists<A: Aggregate>(_ type: A.Type, _ id: A.ID) -> Bool {
        let reference = AggregateReference(type, id)
        return (self.overlay.states[reference]?.version ?? self.working.aggregates[reference]?.version ?? 0) > 0
    }

    /// Begins an aggregate under a new identifier (``newID()``): nobody can hold it, so it need not be loaded.
    public mutating func create<A: Aggregate>(_ type: A.Type, _ id: A.ID) {
        let reference = AggregateReference(type, id)
        guard self.overlay.states[reference] == nil, self.working.aggregates[reference] == nil else { return }
        self.overlay.states[reference] = AggregateEntry(state: A(id: id), version: 0)
    }

    /// The states of a kind that `searches(of:)` found, by key.
    public func found<A: Aggregate>(_ type: A.Type) -> [A] { self.found(A.streamKind).compactMap { $0.state as? A } }

    func found(_ kind: String) -> [(reference: AggregateReference, state: any Aggregate)] {
        self.working.found.filter { $0.kind == kind }.sorted().compactMap { reference in
            (self.overlay.states[reference]?.state ?? self.working.aggregates[reference]?.state).map { (reference, $0) }
        }
    }

    /// All states of a kind named in `kinds(of:)`: as committed, and as earlier messages of this batch left them. Not
    /// locked: a look-up that all who write the kind name as well keeps others out.
    ///
    /// - Throws: If the kind was not named.
    public func all<A: Aggregate>(_ type: A.Type) throws -> [A] { try self.all(named: A.streamKind) }

    /// The same for a part of a kind; what this batch changed is among them, whether or not it belongs there.
    public func all<A: Aggregate>(_ slice: Slice<A>) throws -> [A] { try self.all(named: slice.name) }

    private func all<A: Aggregate>(named name: String) throws -> [A] {
        guard let states = self.working.kinds[name] else { throw RuntimeError.notLoaded(name) }
        var known: [String: A] = [:]
        for state in states {
            if let state = state as? A { known[state.id.text] = state }
        }
        for entries in [self.working.aggregates, self.overlay.states] {
            for (reference, entry) in entries where reference.kind == A.streamKind && entry.version > 0 {
                if let state = entry.state as? A { known[reference.id] = state }
            }
        }
        return known.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Who holds a role, by name. ``KnownUsers/kind`` must be named in `kinds(of:)`.
    ///
    /// - Throws: If it was not named.
    public func users(holding role: Role) throws -> [Username] {
        try self.all(RegisteredUser.self).filter { $0.record?.roles.contains(role) ?? false }.map(\.id)
            .sorted { $0.text < $1.text }
    }

    /// Directory ids of the partners that have a focal point. ``KnownUsers/kind`` must be named in `kinds(of:)`.
    ///
    /// - Throws: If it was not named.
    public func partners() throws -> Set<String> { try self.all(RegisteredUser.self).partners }

    /// The roles of a user named in `users(of:)`; empty if unknown or removed.
    public func roles(of user: Username) -> Set<Role> { self.working.users[user.text]?.roles ?? [] }

    /// Records what happened: applied to the state, journaled, told as the unit's effects say.
    public mutating func append<A: Aggregate>(_ events: [A.Event], to type: A.Type, _ id: A.ID) {
        let reference = AggregateReference(type, id)
        guard !events.isEmpty, var entry = self.overlay.states[reference] ?? self.working.aggregates[reference],
            var state = entry.state as? A
        else { return }
        for event in events {
            // States are large: one event's after is the next one's before, the same box.
            let before = entry.state
            state.apply(event)
            entry.state = state
            entry.version += 1
            self.overlay.happened.append(
                Happened(reference: reference, version: entry.version, event: event, before: before, after: entry.state)
            )
        }
        self.overlay.states[reference] = entry
    }

    /// What a look-up holds, of those named in `lookups(of:)`.
    public func lookup(_ key: LookupKey) -> String? { self.overlay.lookups[key] ?? self.working.lookups[key]?.value }

    /// Sets a look-up: one named in `lookups(of:)`, or one only this message can know.
    public mutating func setLookup(_ key: LookupKey, to value: String) { self.overlay.lookups[key] = value }

    /// The next number of a gapless register, from 1; given back if the message is rejected. Only of the year of
    /// ``now`` in the city; asking for another one quarantines the message.
    public mutating func nextNumber(_ register: String, year: Int) -> Int64 {
        let counter = CounterKey(register: register, year: year)
        if self.working.counters[counter] == nil { self.overlay.fault = .notLoaded("register \(register) of \(year)") }
        let next = (self.overlay.counters[counter] ?? self.working.counters[counter] ?? 0) + 1
        self.overlay.counters[counter] = next
        return next
    }

    /// A new identifier, rising with time (UUID version 7).
    public func newID() -> UUID { UUID.version7(at: self.now) }

    /// Answers the sender. Without one a command is answered `command.accepted`.
    public mutating func answer(_ answer: some AnswerContract) { self.overlay.answer = AnyAnswer(answer) }

    /// Answers the sender with a no in a form of its own; the refusal is journaled like any other.
    public mutating func refuse(_ rejection: any DomainRejection, with answer: some AnswerContract) {
        self.overlay.refusal = rejection
        self.answer(answer)
    }

    /// Puts identifiers and codes into the `result` of `command.accepted`.
    public mutating func result(_ members: [String: JSONValue]) {
        self.overlay.result.merge(members) { _, new in new }
    }

    /// Lets something else happen that no event of an aggregate carries.
    public mutating func perform(_ effect: Effect) { self.overlay.effects.append(effect) }
}
