import Contracts
import Logging
import PostgreSQL
import Sealing
public import Vocabulary

/// Look-ups that an earlier program did not keep, made once from the states there are: page by page, while the unit works.
public struct Backfill: Sendable {
    /// Told apart from others by this; a new name is done anew.
    let name: String
    let kind: String
    let change: @Sendable (any Aggregate, BackfillContext) -> [(key: LookupKey, value: Change)]

    typealias Change = @Sendable (String?) -> String

    /// - Parameter change: The look-ups that lead to an aggregate, and what each holds from then on, given what it holds;
    ///   the same again where nothing is missing.
    public init<A: Aggregate>(
        _ name: String,
        of type: A.Type,
        _ change: @escaping @Sendable (A, BackfillContext) -> [(key: LookupKey, value: @Sendable (String?) -> String)]
    ) {
        self.name = name
        self.kind = A.streamKind
        self.change = { state, context in (state as? A).map { change($0, context) } ?? [] }
    }
}

/// What a look-up is made of besides the state.
public struct BackfillContext: Sendable {
    /// When the aggregate began.
    public let begun: Instant
    let indexes: BlindIndexes
    let opener: any ConfidentialOpener

    /// A keyed hash of an identity; see ``RoutingContext/blindIndex(_:_:)``.
    public func blindIndex(_ purpose: String, _ text: String) -> String { self.indexes.index(purpose, text) }

    /// Opens a value of the state; nil if nobody may read it any more.
    public func open<Value>(_ value: Confidential<Value>) -> Value? { try? value.open(with: self.opener) }
}

extension BatchHandling {
    private static let backfillPage = 200

    /// One page; nothing where another instance was faster. Where a page ended is kept with it.
    ///
    /// - Returns: Whether more is left.
    func fillPage(_ backfill: Backfill) async throws -> Bool {
        guard let type = self.aggregateType(backfill.kind) else { return false }
        return try await self.pool.withTransaction { transaction in
            let begin = try await transaction.pipeline([
                "INSERT INTO backfills (name) VALUES (\(backfill.name)) ON CONFLICT DO NOTHING",
                "SELECT after, is_done FROM backfills WHERE name = \(backfill.name) FOR UPDATE",
            ])
            guard let (after, isDone) = try begin[1].rows(as: String.self, Bool.self).first, !isDone else {
                return false
            }
            let loaded = Loaded(batch: [], working: WorkingSet(keys: DataKeySet()), keyring: self.keyring)
            let page = try await transaction.query(
                """
                SELECT a.id, a.state, (SELECT at FROM journal
                    WHERE stream = a.kind || '-' || a.id ORDER BY version LIMIT 1) FROM aggregates a
                WHERE a.kind = \(backfill.kind) AND a.id > \(after) ORDER BY a.id LIMIT \(Self.backfillPage)
                """
            ).rows(as: String.self, JSONB.self, PostgreSQLTimestamp?.self)
            let keys = try await transaction.query(
                """
                SELECT origin, class, key_id, box FROM data_keys WHERE origin IN (
                    SELECT unnest(origins) FROM aggregates
                    WHERE kind = \(backfill.kind) AND id = ANY(\(page.map(\.0))::text[]))
                """
            )
            loaded.sealer.add(try Self.wrappedKeys(keys).keys, self.keyring, fresh: false)
            var changes: [(key: LookupKey, value: Backfill.Change)] = []
            for (_, bytes, begun) in page {
                guard let begun else { continue }
                let context = BackfillContext(
                    begun: Instant(microseconds: begun.microsecondsSinceUnixEpoch, zone: self.timekeeper.zone),
                    indexes: loaded.indexes,
                    opener: loaded.sealer
                )
                changes += backfill.change(try type.decode(bytes.bytes), context)
            }
            var plan = Plan()
            self.planLookups(Set(changes.map(\.key)), loaded, &plan)
            try await plan.run(transaction)
            for (key, value) in changes {
                let known = loaded.working.lookups[key]?.value
                let new = value(known)
                if new != known { loaded.working.set(key, new) }
            }
            let isLast = page.count < Self.backfillPage
            _ = try await transaction.pipeline(
                self.lookupStatements(loaded) + [
                    """
                    UPDATE backfills SET after = \(page.last?.0 ?? after), is_done = \(isLast), changed_at = now()
                    WHERE name = \(backfill.name)
                    """
                ]
            )
            return !isLast
        }
    }
}

/// Fills once what is missing, then ends; what fails is tried again.
struct BackfillRunner: Sendable {
    let handling: BatchHandling
    let logger: Logger

    func run() async {
        for backfill in self.handling.definition.backfills {
            var isMore = true
            while isMore, !Task.isCancelled {
                do {
                    isMore = try await self.handling.fillPage(backfill)
                } catch {
                    self.logger.warning(
                        "backfill failed, tried again",
                        metadata: ["backfill": "\(backfill.name)", "error": "\(Failure(error).text)"]
                    )
                    do { try await Task.sleep(for: .seconds(5)) } catch { return }
                }
            }
        }
    }
}
