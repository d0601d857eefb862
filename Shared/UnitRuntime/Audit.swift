import Contracts
import Crypto
import Foundation
import JSON
import Logging
import PostgreSQL
import Vocabulary

/// A unit sealed a stretch of its journal; the other units journal the root, so that nobody can rewrite it unnoticed.
struct JournalSealer: Sendable {
    let handling: BatchHandling
    let relay: Relay
    let interval: Duration
    let logger: Logger
    /// How many rows a root covers at most, but for a batch that is larger: their leaves are all in memory at once.
    static let chunk = 10_000

    func run() async {
        while !Task.isCancelled {
            do { try await Task.sleep(for: self.interval) } catch { return }
            do { while try await self.seal() > Self.chunk / 2 {} } catch {
                self.logger.warning("journal not sealed yet", metadata: ["error": "\(Failure(error).text)"])
            }
        }
    }

    /// Takes the new positions, chains a Merkle root over them to the one before, tells the others.
    func seal() async throws -> Int {
        let unit = self.handling.definition.name
        let (count, rows) = try await self.handling.pool.withTransaction { transaction -> (Int, [OutboxRow]) in
            // One instance at a time: the chain's end is locked before positions are taken.
            let last = try await transaction.pipeline([
                "SELECT pg_advisory_xact_lock(7371001)",
                "SELECT number, chained FROM journal_roots ORDER BY number DESC LIMIT 1",
            ])[1].rows(as: Int64.self, [UInt8].self).first
            let leaves = try await transaction.query(
                """
                WITH single AS (
                    DELETE FROM journal_pending WHERE position IN (
                        SELECT position FROM journal_pending ORDER BY position LIMIT \(Self.chunk))
                    RETURNING position),
                batches AS (
                    DELETE FROM journal_batches WHERE first IN (
                        SELECT first FROM (
                            SELECT first, row_number() OVER lasting AS number,
                                sum(cardinality(positions)) OVER lasting AS total
                            FROM journal_batches WINDOW lasting AS (ORDER BY first)) AS b
                        WHERE total <= \(Self.chunk) OR number = 1)
                    RETURNING positions),
                taken AS (SELECT position FROM single UNION ALL SELECT unnest(positions) FROM batches)
                SELECT j.position, \(unescaped: MerkleTree.leafExpression) FROM journal j JOIN taken USING (position)
                ORDER BY j.position
                """
            ).rows(as: Int64.self, [UInt8].self)
            guard !leaves.isEmpty else { return (0, []) }
            let number = (last?.0 ?? 0) + 1
            let root = MerkleTree.root(leaves.map(\.1))
            let chained = MerkleTree.chain(last?.1 ?? [], number, root)
            let told = JournalRootSealed(
                unit: unit.rawValue,
                number: number,
                positions: Int64(leaves.count),
                root: chained.hexadecimal
            )
            let now = try await transaction.query("SELECT now()").rows(as: PostgreSQLTimestamp.self).first
            let data = try JSONEncoding.encode(told)
            let at = now.map(self.handling.timekeeper.now) ?? Instant(microseconds: 0)
            let stream = "journal-\(unit.rawValue)"
            // A number that is told again for another root is another message: its hearers must see both.
            let id = "\(stream).\(number).\(told.root.prefix(16))"
            let message = EventMessage(
                stream: stream,
                complaintID: nil,
                caseID: nil,
                actor: "system",
                cause: id,
                keys: [],
                events: [
                    ToldEvent(
                        type: JournalRootSealed.name,
                        version: number,
                        follows: [:],
                        at: at,
                        data: .bytes(data)
                    )
                ]
            )
            let row = try self.handling.outbox.row(
                .routine,
                exchange: ExchangeName.events.rawValue,
                routingKey: "\(unit.rawValue).\(Lane.routine.rawValue).\(JournalRootSealed.name)",
                type: EventMessage.type,
                body: JSONEncoding.encode(message),
                messageID: id
            )
            let receivers = JournalRootSealed.receivers.subtracting([unit]).map(\.rawValue).sorted()
            var journal = Writes.JournalColumns()
            journal.streams = [stream]
            journal.versions = [number]
            journal.types = [JournalRootSealed.name]
            journal.bodies = [data]
            journal.actors = ["system"]
            journal.causes = [id]
            journal.told = ["\(id):\(receivers.joined(separator: ","))"]
            journal.times = [self.handling.timekeeper.database(at)]
            do {
                try await transaction.commit(
                    with: [
                        """
                        INSERT INTO journal_roots (number, positions, leaves, root, chained) VALUES (
                            \(number), \(leaves.map(\.0)), \(leaves.flatMap(\.1)), \(root), \(chained))
                        """
                    ] + self.handling.journalStatements(journal)
                        + Outbox.statements(inserting: [row], instance: self.handling.outbox.instance, deleting: [])
                )
            } catch {
                if Failure(error).isOutcomeUnknown { self.handling.outbox.doubt([row]) }
                throw error
            }
            return (leaves.count, [row])
        }
        self.relay.hand(rows)
        return count
    }
}

/// SHA-256 trees: leaves and inner nodes are hashed with different prefixes (RFC 9162, 2.1.1).
enum MerkleTree {
    /// A journal row's leaf, computed by the database: every column, lengths included.
    static let leafExpression = Self.leafExpression(at: "j.position")

    /// The leaf that the row would have at another position.
    static func leafExpression(at position: String) -> String {
        """
        sha256('\\x00'::bytea || convert_to(concat_ws(chr(31), \(position), j.stream, j.version, j.type, \
        coalesce(j.actor, ''), j.cause, array_to_string(j.told, ' '), \
        extract(epoch FROM j.at)), 'UTF8') || '\\x1f'::bytea || j.body)
        """
    }

    static func root(_ leaves: [[UInt8]]) -> [UInt8] {
        var level = leaves
        guard !level.isEmpty else { return Array(SHA256.hash(data: Data())) }
        while level.count > 1 {
            var next: [[UInt8]] = []
            next.reserveCapacity((level.count + 1) / 2)
            for index in stride(from: 0, to: level.count, by: 2) {
                guard index + 1 < level.count else {
                    next.append(level[index])
                    continue
                }
                next.append(Array(SHA256.hash(data: [1] + level[index] + level[index + 1])))
            }
            level = next
        }
        return level[0]
    }

    static func chain(_ previous: [UInt8], _ number: Int64, _ root: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: Array("root \(number)\n".utf8) + previous + root))
    }
}

/// Journals another unit's root, so that it can be held against that unit's own.
struct JournalRootHandler: MessageHandler {
    func subjects(of message: Heard<JournalRootSealed>, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(ForeignJournal.self, ForeignJournal.ID(text: message.event.unit))]
    }

    func decide(_ message: Heard<JournalRootSealed>, _ context: inout DecisionContext) throws {
        guard message.event.unit == message.unit.rawValue else { return }
        context.append(
            [.rootHeard(message.event)],
            to: ForeignJournal.self,
            ForeignJournal.ID(text: message.event.unit)
        )
    }
}

/// What this unit holds of another's chain.
struct ForeignJournal: Aggregate {
    struct ID: Identifier {
        let text: String
        init(text: String) { self.text = text }
        init?(_ text: String) {
            guard UnitName(rawValue: text) != nil else { return nil }
            self.text = text
        }
    }

    enum Event: Codable, Sendable, Equatable {
        case rootHeard(JournalRootSealed)
    }

    static let streamKind = "foreign-journal"

    let id: ID
    /// The highest number heard.
    var last: JournalRootSealed?
    /// The last ones heard, to recognise a number that is told twice; nil before the first.
    var recent: [JournalRootSealed]?
    /// The first root whose number was told again for another: the unit cut its journal and went on from there.
    var disputed: JournalRootSealed?
    private static let remembered = 32

    init(id: ID) { self.id = id }

    mutating func apply(_ event: Event) {
        switch event {
        case .rootHeard(let root):
            if let known = self.recent?.first(where: { $0.number == root.number }) {
                if known.root != root.root, root.number < (self.disputed?.number ?? .max) { self.disputed = known }
                return
            }
            self.recent = Array(((self.recent ?? []) + [root]).suffix(Self.remembered))
            if root.number > (self.last?.number ?? 0) { self.last = root }
        }
    }
}
