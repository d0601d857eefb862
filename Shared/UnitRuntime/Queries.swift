public import Contracts
internal import JSON
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
    /// The database's time (with the offset of demonstrations).
    public let now: Instant
    /// A read-only transaction on the unit's database.
    public let transaction: PostgreSQLTransaction

    /// An aggregate's present state; nil if nothing ever happened to it.
    public func load<A: Aggregate>(_ type: A.Type, _ id: A.ID) async throws -> A? {
        let rows = try await self.transaction.query(
            "SELECT state::text FROM aggregates WHERE kind = \(A.streamKind) AND id = \(id.text)"
        ).rows(as: String.self)
        return try rows.first.map { try StateCoding.decode(A.self, Array($0.utf8)) }
    }

    /// Aggregates' present states, newest change first. `condition` is SQL over `state` (jsonb, snake_case members),
    /// `id`, `version`, `changed_at`, such as `state->>'status' = \(status)`.
    public func list<A: Aggregate>(
        _ type: A.Type,
        where condition: SQL = "true",
        limit: Int = 100
    ) async throws -> [A] {
        let rows = try await self.transaction.query(
            """
            SELECT state::text FROM aggregates WHERE kind = \(A.streamKind) AND (\(condition))
            ORDER BY changed_at DESC LIMIT \(limit)
            """
        ).rows(as: String.self)
        return try rows.map { try StateCoding.decode(A.self, Array($0.utf8)) }
    }
}

/// A query handler bound to its question.
public struct QueryBinding: Sendable {
    let type: String
    let roles: Set<Role>
    let answer: @Sendable (JSONValue, QueryContext) async throws -> JSONValue

    /// Binds a handler.
    public static func query<H: QueryHandler>(_ handler: H) -> QueryBinding {
        QueryBinding(
            type: H.Query.type,
            roles: H.Query.roles,
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
