public import Contracts
public import PostgreSQL
public import Vocabulary

/// What follows from an event outside its aggregate: messages. Clocks need no effect: they are part of the state.
public enum Effect: Sendable {
    /// Tell the units listed in the contract. In an aggregate's effects the event's stream and version are taken.
    case tell(any EventContract)
    /// A fact without identity for data-request, under the case's token.
    case fact(CaseID, @Sendable (_ caseToken: String) -> FactRecorded)
    /// Tell a role in leadership.
    case alert([Role], Alert)
    /// Put an urgent case on a rung's queue.
    case raise(OncallRung, any MessageContract)
    /// Send an answer-like message to somebody's receipts.
    case send(Recipient, any AnswerContract)
    /// Replay or discard a quarantined message (the runtime's own commands).
    case handleQuarantined(entry: Int64, discard: Bool)
    /// The aggregate holds nothing of a complaint any more: that one's identity is no matter of its.
    case release(ComplaintID)
    /// Destroy the keys of a complaint (the runtime's own command).
    case destroyKeys(of: ComplaintID)
}

/// Who gets an answer.
public enum Recipient: Sendable, Hashable {
    /// One user.
    case user(Username)
    /// Everybody with a role; for focal points only those of an institution.
    case everyone(Role, institution: String?)
}

/// What an aggregate's effects may know besides the event.
public struct EffectContext: Sendable {
    /// The decision's time.
    public let now: Instant
    /// Who caused it.
    public let actor: Actor
}

/// Binds an aggregate to what follows from its events.
public struct AggregateType: Sendable {
    let kind: String
    let initial: @Sendable (String) -> (any Aggregate)?
    let decode: @Sendable ([UInt8]) throws -> any Aggregate
    let effects: @Sendable (any Sendable, any Aggregate, any Aggregate, EffectContext) -> [Effect]
    let references: @Sendable (any Aggregate) -> (complaintID: ComplaintID?, caseID: CaseID?)
    private(set) var ringing: Ringing?
    /// What rows a slice holds, by its name.
    private(set) var slices: [String: SQL] = [:]
    /// What people hold of it.
    var holding: Held?
    /// Where it stands while somebody still works on it; nil once that is over.
    private(set) var stage: @Sendable (any Aggregate) -> String? = { _ in nil }

    /// What follows when a clock rings, for an aggregate that must know more than itself.
    struct Ringing: Sendable {
        /// Kinds of aggregates read whole for a clock, unlocked.
        let kinds: @Sendable (ClockName) -> [String]
        let ring: @Sendable (any Aggregate, ClockName, Int, inout DecisionContext) throws -> Void
    }

    /// The same, where what follows when a clock rings depends on more than the aggregate.
    ///
    /// - Parameters:
    ///   - kinds: Kinds of aggregates the rule reads whole, by clock (``DecisionContext/all(_:)``).
    ///   - ring: Takes the place of ``Aggregate/ring(_:generation:at:)``.
    public func ringing<A: Aggregate>(
        _ type: A.Type,
        kinds: @escaping @Sendable (ClockName) -> [String],
        _ ring: @escaping @Sendable (A, ClockName, Int, DecisionContext) throws -> [A.Event]
    ) -> AggregateType {
        var copy = self
        copy.ringing = Ringing(
            kinds: kinds,
            ring: { state, clock, generation, context in
                guard let state = state as? A else { return }
                context.append(try ring(state, clock, generation, context), to: A.self, state.id)
            }
        )
        return copy
    }

    /// The same, with a part that rules may read whole; `condition` is over columns of `aggregates` and has an index.
    public func slicing<A: Aggregate>(_ slice: Slice<A>, where condition: SQL) -> AggregateType {
        var copy = self
        copy.slices[slice.name] = condition
        return copy
    }

    /// The same, where work goes on although no limit runs: `stage` says where it stands, nil once it is over. An
    /// identity is not destroyed for its age while anything of it is open.
    public func open<A: Aggregate>(_ type: A.Type, _ stage: @escaping @Sendable (A) -> String?) -> AggregateType {
        var copy = self
        copy.stage = { state in (state as? A).flatMap(stage) }
        return copy
    }

    /// An aggregate type.
    ///
    /// - Parameters:
    ///   - type: The aggregate.
    ///   - references: The complaint and case it belongs to, for the envelope of what is told.
    ///   - effects: What follows from an event: a pure table. `before` and `after` are the states around it.
    public init<A: Aggregate>(
        _ type: A.Type,
        references: @escaping @Sendable (A) -> (complaintID: ComplaintID?, caseID: CaseID?) = { _ in (nil, nil) },
        effects: @escaping @Sendable (_ event: A.Event, _ before: A, _ after: A, _ context: EffectContext) -> [Effect]
    ) {
        self.kind = A.streamKind
        self.initial = { text in A.ID(text).map { A(id: $0) } }
        self.decode = { bytes in try StateCoding.decode(A.self, bytes) }
        self.effects = { event, before, after, context in
            guard let event = event as? A.Event, let before = before as? A, let after = after as? A else { return [] }
            return effects(event, before, after, context)
        }
        self.references = { state in (state as? A).map(references) ?? (nil, nil) }
    }
}
