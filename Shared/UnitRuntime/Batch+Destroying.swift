import Contracts
import PostgreSQL
import Vocabulary

extension BatchHandling {
    /// Empties the keys of destroyed identities, and keeps the places taken: one that arrives late is not stored.
    func destructionStatements(_ decisions: [Decision]) -> [SQL] {
        decisions.flatMap(\.effects).compactMap { effect, _ in
            guard case .destroyKeys(let origin) = effect else { return nil }
            return Self.destruction(of: [origin.text])
        }
    }

    static func destruction(of origins: [String]) -> SQL {
        """
        INSERT INTO data_keys (origin, class, key_id)
        SELECT o, c, '' FROM unnest(\(origins)::text[]) AS o, unnest(\(PrivacyClass.allCases.map(\.rawValue))::text[]) AS c
        ON CONFLICT (origin, class) DO UPDATE SET key_id = '', box = NULL
        """
    }

    /// Which keys of a complaint are here, and what became of the others.
    func showIdentityKeys(_ query: ShowIdentityKeys, _ context: QueryContext) async throws -> ShowIdentityKeys.Answer {
        let classes = try await context.transaction.query(
            """
            SELECT class FROM data_keys WHERE origin = \(query.complaintID.text) AND box IS NOT NULL ORDER BY class
            """
        ).rows(as: String.self)
        let destroyed = try await context.load(DestroyedIdentity.self, query.complaintID)?.destroyed
        return ShowIdentityKeys.Answer(
            held: classes.compactMap { PrivacyClass(rawValue: $0) },
            destroyedAt: destroyed?.at,
            ground: destroyed?.ground,
            document: destroyed?.document
        )
    }
}
