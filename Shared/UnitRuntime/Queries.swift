public import Contracts
public import JSON
public import PostgreSQL
public import Vocabulary

/// Answers one kind of question from the unit's own database. Confidential values may stay sealed in the answer: the
/// runtime opens them for the reader and journals who saw which class and why.
public protocol QueryHandler<Query>: Sendable {
    /// The question.
    associatedtype Query: QueryContract
    /// The answer.
    ///
    /// - Throws: A ``DomainRejection`` with the reason why this reader may not see it.
    func answer(_ query: Query, _ context: QueryContext) async throws -> Query.Answer
}

/// What a query handler reads with.
public struct QueryContext {
    /// Who asks, with roles.
    public let actor: Actor
    /// A focal point's institution.
    public let institution: String?
    /// Why the reader must see it, in their words; nil if they say nothing.
    public let reason: String?
    /// The database's time (with the offset of demonstrations).
    public let now: Instant
    /// A read-only transaction on the unit's database.
    public let transaction: PostgreSQLTransaction
    private let stated = Stated()

    init(
        actor: Actor,
        institution: String?,
        reason: String?,
        now: Instant,
        transaction: PostgreSQLTransaction
    ) {
        self.actor = actor
        self.institution = institution
        self.reason = reason
        self.now = now
        self.transaction = transaction
    }

    private final class Stated {
        var ground: OpeningGround?
        var unreadable: [String] = []
    }

    /// Rows that are left out of the answer since they can't be read, each by kind and id.
    var unreadable: [String] { self.stated.unreadable }

    /// One row as it is stored; nil if it can't be read. One must not take all others with it: it is left out, and said so.
    private func readable<A: Aggregate>(_ type: A.Type, _ state: JSONB) -> A? {
        do {
            return try StateCoding.decode(type, state.bytes)
        } catch {
            let limits = JSONLimits(maximumBytes: 64 << 20, maximumDepth: 64)
            let id = (try? JSONParser.parse(state.bytes, limits: limits))?["id"]?.string
            self.stated.unreadable.append("\(A.streamKind) \(id ?? "?")")
            return nil
        }
    }

    /// What work of the reader's states why they open it; nil if none does.
    var ground: OpeningGround? { self.stated.ground }

    /// Says that the reader's own work is reason enough to open what the answer holds (``QueryContract/grounds``).
    public func opens(on ground: OpeningGround) { self.stated.ground = ground }

    /// An aggregate's present state; nil if nothing ever happened to it.
    public func load<A: Aggregate>(_ type: A.Type, _ id: A.ID) async throws -> A? {
        let rows = try await self.transaction.query(
            "SELECT state::text FROM aggregates WHERE kind = \(A.streamKind) AND id = \(id.text)"
        ).rows(as: String.self)
        return try rows.first.map { try StateCoding.decode(A.self, Array($0.utf8)) }
    }

    /// One entry of the journal.
    public struct Entry: Sendable {
        /// The event.
        public let type: String
        /// When it was decided.
        public let at: Instant
        /// Who caused it.
        public let actor: String?
        /// What it says; confidential values sealed.
        public let body: JSONValue

        /// What it says, as the event it was.
        public func decoded<Event: Decodable>(_ type: Event.Type) throws -> Event {
            try StateCoding.decode(type, from: self.body)
        }
    }

    /// What happened to an aggregate, oldest first: events of these types.
    public func journal<A: Aggregate>(of type: A.Type, _ id: A.ID, types: [String]) async throws -> [Entry] {
        let rows = try await self.transaction.query(
            """
            SELECT type, at, actor, convert_from(body, 'UTF8') FROM journal
            WHERE stream = \("\(A.streamKind)-\(id.text)") AND type = ANY(\(types)::text[]) ORDER BY version
            """
        ).rows(as: String.self, PostgreSQLTimestamp.self, String?.self, String.self)
        let zone = self.now.zone
        return try rows.map { type, at, actor, body in
            Entry(
                type: type,
                at: Instant(microseconds: at.microsecondsSinceUnixEpoch, zone: zone),
                actor: actor,
                body: try JSONParser.parse(Array(body.utf8), limits: JSONLimits(maximumBytes: 64 << 20))
            )
        }
    }

    /// Aggregates' present states, newest change first unless told. `condition` and `order` are SQL over `state` (jsonb, snake_case members),
    /// `id`, `version`, `changed_at`, such as `state->>'status' = \(status)`.
    public func list<A: Aggregate>(
        _ type: A.Type,
        where condition: SQL = "true",
        order: SQL = "changed_at DESC",
        limit: Int = 100
    ) async throws -> [A] {
        try await self.list(type, where: condition, order: order, limit: limit) { $0 }
    }

    /// What an answer takes of each present state: states are read a few at a time, however many there are.
    ///
    /// - Parameters:
    ///   - limit: How many are looked at.
    ///   - rows: How many rows are enough; as many as there are, unless told.
    ///   - row: What the answer holds of a state; nil if nothing.
    public func list<A: Aggregate, Row>(
        _ type: A.Type,
        where condition: SQL = "true",
        order: SQL = "changed_at DESC",
        limit: Int,
        rows most: Int = .max,
        _ row: (A) throws -> Row?
    ) async throws -> [Row] {
        var rows: [Row] = []
        let reading = StateReading(kind: A.streamKind, condition: condition, order: order, limit: limit)
        try await reading.run({ try await self.transaction.query($0) }) { state in
            if let row = try self.readable(A.self, state).flatMap(row) { rows.append(row) }
            return rows.count < most
        }
        return rows
    }

    /// Looks at each present state, a few at a time, in no order.
    public func each<A: Aggregate>(_ type: A.Type, where condition: SQL, _ look: (A) throws -> Void) async throws {
        let reading = StateReading(kind: A.streamKind, condition: condition)
        try await reading.run({ try await self.transaction.query($0) }) { state in
            if let state = self.readable(A.self, state) { try look(state) }
            return true
        }
    }
}

/// A query handler bound to its question.
public struct QueryBinding: Sendable {
    let type: String
    let roles: Set<Role>
    let grounds: Set<OpeningGround>
    let answer: @Sendable (JSONValue, QueryContext) async throws -> JSONValue

    /// Binds a handler.
    public static func query<H: QueryHandler>(_ handler: H) -> QueryBinding {
        QueryBinding(
            type: H.Query.type,
            roles: H.Query.roles,
            grounds: H.Query.grounds,
            answer: { body, context in
                let decoded = JSONDecoding.decode(H.Query.self, from: body, mode: .strict)
                guard let query = decoded.value else { throw BadQuery(problems: decoded.problems) }
                return try JSONEncoding.encodeToValue(try await handler.answer(query, context))
            }
        )
    }
}

/// A question that doesn't fit its contract.
struct BadQuery: Error {
    let problems: [Problem]
}
