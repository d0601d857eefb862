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

/// Somebody who goes, or has another role from now on, and who is left.
public struct Leaving: Sendable, Equatable {
    /// Who.
    public let name: Username
    /// The roles the person has from now on; none: all that is held is lost.
    public let roles: Set<Role>
    /// Directory ids of the partners that have a focal point from now on.
    public let partners: Set<String>
    /// When.
    public let at: Instant

    /// - Parameter users: Everybody, with those who go already gone.
    init(_ name: Username, _ roles: Set<Role>, among users: [RegisteredUser], at now: Instant) {
        self.name = name
        self.roles = roles
        self.at = now
        self.partners = users.partners
    }
}

extension [RegisteredUser] {
    /// Directory ids of the partners that have a focal point among them.
    var partners: Set<String> {
        Set(self.compactMap(\.record).filter { $0.roles.contains(.focalPoint) }.compactMap(\.institution))
    }
}

extension AggregateType {
    /// What people hold of an aggregate, and what becomes of it when they can hold it no more.
    struct Held: Sendable {
        let kinds: [String]
        let condition: @Sendable (String) -> SQL
        let list: @Sendable (any Aggregate, Leaving) -> [Holding]
        let lose: @Sendable (any Aggregate, Leaving, inout DecisionContext) -> Void
    }

    /// The same, where people hold it. Whoever is removed, or loses the role, holds it no more: `lose` decides what
    /// follows.
    ///
    /// - Parameters:
    ///   - by: SQL over `state` for what somebody of that name holds, or what their going or coming may change.
    ///   - kinds: Kinds of aggregates that `lose` reads whole, unlocked.
    ///   - list: What of it the person holds and what is left doesn't allow.
    ///   - lose: What follows.
    public func held<A: Aggregate>(
        _ type: A.Type,
        by condition: @escaping @Sendable (String) -> SQL,
        kinds: [String] = [],
        list: @escaping @Sendable (A, Leaving) -> [Holding],
        lose: @escaping @Sendable (A, Leaving, DecisionContext) -> [A.Event]
    ) -> AggregateType {
        var copy = self
        copy.holding = Held(
            kinds: kinds,
            condition: condition,
            list: { state, leaving in (state as? A).map { list($0, leaving) } ?? [] },
            lose: { state, leaving, context in
                guard let state = state as? A else { return }
                context.append(lose(state, leaving, context), to: A.self, state.id)
            }
        )
        return copy
    }
}

/// Takes `register_user` too: what the user held and may hold no more goes back, or waits for somebody else under a
/// clock. Told again, it finds nothing left.
struct HoldingsHandler: MessageHandler {
    let types: [AggregateType]

    func subjects(of message: RegisterUser, _ context: RoutingContext) throws -> [AggregateReference] { [] }

    /// Two who go at once would each find the other there still.
    func lookups(of message: RegisterUser, _ context: RoutingContext) throws -> [LookupKey] { [KnownUsers.key] }

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
        let leaving = Leaving(
            message.username,
            roles,
            among: try context.all(RegisteredUser.self),
            at: context.now
        )
        for type in self.types {
            guard let holding = type.holding else { continue }
            for (_, state) in context.found(type.kind) { holding.lose(state, leaving, &context) }
        }
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

    /// What somebody holds here, and would lose.
    func listHoldings(_ query: ListHoldings, _ context: QueryContext) async throws -> ListHoldings.Answer {
        var users = try await context.list(
            RegisteredUser.self,
            where: "id = \(query.username.text) OR state->>'institution' IS NOT NULL",
            order: "id",
            limit: 10_000
        )
        let roles = query.roles ?? []
        let registered = RegisterUser(
            username: query.username,
            roles: roles,
            institution: query.institution,
            active: !roles.isEmpty
        )
        users = users.map { $0.id == query.username ? $0.applying([.userRegistered(registered)]) : $0 }
        let leaving = Leaving(query.username, Set(roles), among: users, at: context.now)
        var holdings: [Holding] = []
        for type in self.definition.aggregates.values.sorted(by: { $0.kind < $1.kind }) {
            guard let holding = type.holding else { continue }
            let reading = StateReading(kind: type.kind, condition: holding.condition(query.username.text))
            try await reading.run({ try await context.transaction.query($0) }) { state in
                holdings += holding.list(try type.decode(state.bytes), leaving)
                return true
            }
        }
        return ListHoldings.Answer(unit: self.definition.name, holdings: holdings)
    }
}
