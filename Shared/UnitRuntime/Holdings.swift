public import Contracts
public import PostgreSQL
public import Vocabulary

/// Aggregates found by what they hold, loaded and locked as subjects are. A rule looks again: what was found for another
/// message of the batch is among them.
public struct Search: Sendable {
    let kind: String
    let condition: SQL

    /// - Parameter condition: SQL over `state` (jsonb, snake_case members) and `id`.
    public static func of<A: Aggregate>(_ type: A.Type, where condition: SQL) -> Search {
        Search(kind: A.streamKind, condition: condition)
    }
}

extension AggregateType {
    /// What people hold of an aggregate, and what becomes of it when they can hold it no more.
    struct Held: Sendable {
        let kinds: [String]
        let condition: @Sendable (String) -> SQL
        let list: @Sendable (any Aggregate, Username, Set<Role>, Instant) -> [Holding]
        /// Nil: leadership is told what is left.
        let lose: Losing?

        typealias Losing = @Sendable (any Aggregate, Username, Set<Role>, inout DecisionContext) -> Void
    }

    /// The same, where people hold it. Whoever is removed, or loses the role, holds it no more: `lose` decides what
    /// follows; without one the coordinators are told what must be given to somebody else.
    ///
    /// - Parameters:
    ///   - by: SQL over `state` for what somebody of that name holds, or what their going may change.
    ///   - kinds: Kinds of aggregates that `lose` reads whole, unlocked.
    ///   - list: What of it the person holds now and these roles don't allow; no roles: all.
    ///   - lose: What follows when only these roles are left.
    public func held<A: Aggregate>(
        _ type: A.Type,
        by condition: @escaping @Sendable (String) -> SQL,
        kinds: [String] = [],
        list: @escaping @Sendable (A, Username, Set<Role>, Instant) -> [Holding],
        lose: (@Sendable (A, Username, Set<Role>, DecisionContext) -> [A.Event])? = nil
    ) -> AggregateType {
        var losing: Held.Losing?
        if let lose {
            losing = { (state: any Aggregate, name: Username, roles: Set<Role>, context: inout DecisionContext) in
                guard let state = state as? A else { return }
                context.append(lose(state, name, roles, context), to: A.self, state.id)
            }
        }
        var copy = self
        copy.holding = Held(
            kinds: kinds,
            condition: condition,
            list: { state, name, roles, now in (state as? A).map { list($0, name, roles, now) } ?? [] },
            lose: losing
        )
        return copy
    }
}

/// Takes `register_user` too: what the user held and may hold no more goes back, or to a list of what must be given to
/// somebody else. Told again, it finds nothing left.
struct HoldingsHandler: MessageHandler {
    let unit: UnitName
    let types: [AggregateType]

    func subjects(of message: RegisterUser, _ context: RoutingContext) throws -> [AggregateReference] { [] }

    func kinds(of message: RegisterUser) -> [String] {
        [RegisteredUser.streamKind] + self.types.flatMap { $0.holding?.kinds ?? [] }
    }

    func searches(of message: RegisterUser) -> [Search] {
        self.types.compactMap { type in
            type.holding.map { Search(kind: type.kind, condition: $0.condition(message.username.text)) }
        }
    }

    func decide(_ message: RegisterUser, _ context: inout DecisionContext) throws {
        let roles = message.active ? Set(message.roles) : []
        var left: [Holding] = []
        for type in self.types {
            guard let holding = type.holding else { continue }
            for (_, state) in context.found(type.kind) {
                if let lose = holding.lose {
                    lose(state, message.username, roles, &context)
                } else {
                    left += holding.list(state, message.username, roles, context.now)
                }
            }
        }
        guard !left.isEmpty else { return }
        let list = left.map { "\($0.what) of \($0.subject)" }.joined(separator: ", ")
        let commands = Set(left.compactMap(\.reassign)).sorted().joined(separator: ", ")
        let alert = Alert(
            kind: Alert.heldByNobody,
            unit: self.unit,
            stream: "\(RegisteredUser.streamKind)-\(message.username)",
            message:
                "\(message.username) can go on with nothing any more: \(list). Give it to somebody else: \(commands)",
            at: context.now
        )
        context.perform(.alert([.coordinatorPksai, .coordinatorSw], alert))
    }
}

extension BatchHandling {
    /// What the batch is to find besides what it names.
    func searches(of batch: [Incoming], _ loaded: Loaded) -> [Search] {
        var searches: [Search] = []
        self.forEachHandled(batch, loaded, [:]) { binding, message, _ in
            searches += try binding.searches(message)
        }
        return searches
    }

    /// Names what is found by what it holds, to be loaded and locked with the subjects.
    func find(_ searches: [Search], _ loaded: Loaded, _ transaction: PostgreSQLTransaction) async throws {
        var plan = Plan()
        plan.add(Configuration.planningByStatistics)
        for search in searches {
            plan.add(
                """
                SELECT id FROM aggregates WHERE kind = '\(unescaped: search.kind)' AND (\(search.condition))
                """
            ) { result in
                let found = try result.rows(as: String.self).map { AggregateReference(kind: search.kind, id: $0) }
                loaded.working.found.formUnion(found)
            }
        }
        try await plan.run(transaction)
    }

    /// What somebody holds here.
    func listHoldings(_ query: ListHoldings, _ context: QueryContext) async throws -> ListHoldings.Answer {
        var holdings: [Holding] = []
        for type in self.definition.aggregates.values.sorted(by: { $0.kind < $1.kind }) {
            guard let holding = type.holding else { continue }
            let states = try await context.transaction.query(
                """
                SELECT state FROM aggregates WHERE kind = '\(unescaped: type.kind)'
                AND (\(holding.condition(query.username.text))) ORDER BY id
                """
            ).rows(as: JSONB.self)
            for state in states {
                holdings += holding.list(try type.decode(state.bytes), query.username, [], context.now)
            }
        }
        return ListHoldings.Answer(unit: self.definition.name, holdings: holdings)
    }
}
