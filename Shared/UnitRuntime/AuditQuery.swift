import Contracts
import PostgreSQL
import Vocabulary

/// Recomputes the chain over the unit's journal and says where the two disagree.
extension BatchHandling {
    func verifyAudit(_ query: VerifyAudit, _ context: QueryContext) async throws -> VerifyAudit.Answer {
        let unit = self.definition.name
        let numbers = try await context.transaction.query(
            "SELECT number, chained, cardinality(positions)::int8 FROM journal_roots WHERE number > \(max(0, query.from - 1)) ORDER BY number"
        ).rows(as: Int64.self, [UInt8].self, Int64.self)
        var previous: [UInt8] = []
        var expected = max(1, query.from)
        if expected > 1 {
            previous =
                try await context.transaction.query(
                    "SELECT chained FROM journal_roots WHERE number = \(expected - 1)"
                ).rows(as: [UInt8].self).first ?? []
        }
        var breaks: [VerifyAudit.Break] = []
        var different: [(number: Int64, position: Int64, leaf: [UInt8])] = []
        for (number, _, _) in numbers {
            if number != expected { breaks.append(VerifyAudit.Break(number: expected, kind: "cut")) }
            expected = number + 1
            let found = try await self.check(number, previous, context)
            breaks += found.breaks
            different += found.different
            previous = found.chained
        }
        breaks += try await self.breaks(different, context)
        breaks.sort { ($0.number, $0.kind) < ($1.number, $1.kind) }
        let uncovered = try await context.transaction.query(
            """
            SELECT (SELECT count(*) FROM journal_pending)
                + (SELECT coalesce(sum(cardinality(positions)), 0) FROM journal_batches)
            """
        ).rows(as: Int64.self)
        let own = numbers.filter { $0.0 == numbers.last?.0 || query.roots.contains($0.0) }.map {
            VerifyAudit.Root(unit: unit, number: $0.0, positions: $0.2, root: $0.1.hexadecimal)
        }
        let held = try await context.list(ForeignJournal.self, limit: 10).flatMap { [$0.last, $0.disputed] }
            .compactMap { root in
                root.flatMap { root in
                    UnitName(rawValue: root.unit).map {
                        VerifyAudit.Root(unit: $0, number: root.number, positions: root.positions, root: root.root)
                    }
                }
            }
        return VerifyAudit.Answer(
            unit: unit,
            checked: Int64(numbers.count),
            uncovered: uncovered.first ?? 0,
            breaks: breaks,
            own: own,
            held: held
        )
    }

    /// Recomputes one root from the journal's rows: what is gone, and the rows whose leaf is another than the root's.
    private func check(
        _ number: Int64,
        _ previous: [UInt8],
        _ context: QueryContext
    ) async throws -> (
        breaks: [VerifyAudit.Break], different: [(number: Int64, position: Int64, leaf: [UInt8])], chained: [UInt8]
    ) {
        let stored = try await context.transaction.query(
            "SELECT positions, leaves, root, chained FROM journal_roots WHERE number = \(number)"
        ).rows(as: [Int64].self, [UInt8].self, [UInt8].self, [UInt8].self).first
        guard let (positions, leaves, root, chained) = stored else { return ([], [], previous) }
        let rows = try await context.transaction.query(
            """
            SELECT j.position, \(unescaped: MerkleTree.leafExpression) FROM journal j
            WHERE j.position = ANY(\(positions)::int8[]) ORDER BY j.position
            """
        ).rows(as: Int64.self, [UInt8].self)
        var missing: [Int64] = []
        var different: [(number: Int64, position: Int64, leaf: [UInt8])] = []
        let present = Dictionary(uniqueKeysWithValues: rows)
        var recomputed: [[UInt8]] = []
        for (index, position) in positions.enumerated() {
            guard let leaf = present[position] else {
                missing.append(position)
                continue
            }
            recomputed.append(leaf)
            let kept = Array(leaves.dropFirst(index * 32).prefix(32))
            if kept != leaf { different.append((number, position, kept)) }
        }
        var breaks = VerifyAudit.Break.of(number, "missing", missing)
        if missing.isEmpty, different.isEmpty,
            MerkleTree.root(recomputed) != root || MerkleTree.chain(previous, number, root) != chained
        {
            breaks.append(VerifyAudit.Break(number: number, kind: "edited"))
        }
        return (breaks, different, chained)
    }

    /// Rows that stand at another's position, unchanged beside it, were moved; the others were edited.
    private func breaks(
        _ different: [(number: Int64, position: Int64, leaf: [UInt8])],
        _ context: QueryContext
    ) async throws -> [VerifyAudit.Break] {
        guard !different.isEmpty else { return [] }
        // Every row is tried at the positions of the others: beyond so many, what was moved counts as edited.
        let tried = different.prefix(200)
        let moved = Set(
            try await context.transaction.query(
                """
                SELECT DISTINCT j.position FROM journal j
                JOIN unnest(\(tried.map(\.position))::int8[]) AS p (position) ON p.position <> j.position
                WHERE j.position = ANY(\(tried.map(\.position))::int8[])
                    AND \(unescaped: MerkleTree.leafExpression(at: "p.position")) = substr(\(tried.flatMap(\.leaf)),
                        32 * (array_position(\(tried.map(\.position))::int8[], p.position) - 1) + 1, 32)
                """
            ).rows(as: Int64.self)
        )
        return Dictionary(grouping: different, by: \.number).flatMap { number, rows in
            let positions = rows.map(\.position)
            return VerifyAudit.Break.of(number, "edited", positions.filter { !moved.contains($0) })
                + VerifyAudit.Break.of(number, "reordered", positions.filter { moved.contains($0) })
        }
    }
}

extension VerifyAudit.Break {
    /// One for all the positions of a kind under a root; none if there are none.
    fileprivate static func of(_ number: Int64, _ kind: String, _ positions: [Int64]) -> [VerifyAudit.Break] {
        positions.min().map {
            [VerifyAudit.Break(number: number, kind: kind, position: $0, positions: Int64(positions.count))]
        } ?? []
    }
}
