internal import Contracts
internal import JSON
internal import PostgreSQL

/// What one complaint makes the units publish: seen in their outboxes for a few complaints of this run, so that the
/// ceiling is measured with the messages, deliveries and bytes that the product really has.
struct Shape: Encodable {
    /// Messages that go the same way, as many as a complaint has.
    struct Kind: Encodable {
        let unit: String
        let queues: [String]
        /// A complaint, rounded.
        let messages: Int
        /// Of a body, on average.
        let bytes: Int
    }

    let kinds: [Kind]

    /// Messages that the broker takes for one complaint, its own among them.
    var messages: Int { 1 + self.kinds.reduce(0) { $0 + $1.messages } }
    /// Deliveries to queues for one complaint, its own among them.
    var deliveries: Int { 1 + self.kinds.reduce(0) { $0 + $1.messages * $1.queues.count } }
    /// Messages that units take in for one complaint.
    var handled: Int {
        1 + self.kinds.reduce(0) { $0 + $1.messages * $1.queues.count { Shape.unit(reading: $0) != nil } }
    }

    /// The queue all receipts count for.
    static let receipts = "receipts"

    /// The unit that reads a queue; nil if people do.
    static func unit(reading queue: String) -> String? {
        Copy.units.first { queue.hasPrefix("\($0).") }
    }

    /// Begins to watch the outboxes.
    static func watch(_ copy: Copy) async throws {
        for unit in Copy.units { try await self.execute(Self.begin, copy, unit) }
    }

    /// Ends watching, whatever was seen.
    static func forget(_ copy: Copy) async throws {
        for unit in Copy.units { try await self.execute(Self.end, copy, unit) }
    }

    /// Ends watching.
    ///
    /// - Parameter complaints: How many were sent through meanwhile.
    static func seen(_ copy: Copy, complaints: Int) async throws -> Shape {
        var kinds: [Kind] = []
        for unit in Copy.units {
            var seen: [[String]: (count: Int, bytes: Int)] = [:]
            for (head, bytes) in try await Self.rows(copy, unit) {
                guard let value = try? JSONParser.parse(Array(head.utf8)),
                    case .string(let key)? = value["routing_key"],
                    case .string(let exchange)? = value["exchange"]
                else { continue }
                let queues = Self.queues(key, exchange)
                let before = seen[queues] ?? (0, 0)
                seen[queues] = (before.count + 1, before.bytes + Int(bytes))
            }
            for (queues, sum) in seen.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) where !queues.isEmpty {
                let messages = Int((Double(sum.count) / Double(complaints)).rounded())
                guard messages > 0 else { continue }
                kinds.append(Kind(unit: unit, queues: queues, messages: messages, bytes: sum.bytes / sum.count))
            }
        }
        try await self.forget(copy)
        return Shape(kinds: kinds)
    }

    private static func queues(_ key: String, _ exchange: String) -> [String] {
        if exchange == ExchangeName.receipts.rawValue { return [Self.receipts] }
        return Topology.standard.queues.map(\.name)
            .filter { Topology.standard.routes(key, from: exchange, to: $0) }.sorted()
    }

    // MARK: In the databases

    private static let begin: [SQL] = [
        "DROP TABLE IF EXISTS benchmark_shape", "CREATE TABLE benchmark_shape (head text, bytes int8)",
        """
        CREATE OR REPLACE FUNCTION benchmark_shape() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public AS $$
        BEGIN
            INSERT INTO benchmark_shape
            SELECT convert_from(substring(message FROM 5 FOR head), 'UTF8'), octet_length(message) - 4 - head
            FROM (SELECT message, ('x' || encode(substring(message FROM 1 FOR 4), 'hex'))::bit(32)::int AS head
                FROM added) AS a;
            RETURN NULL;
        END $$
        """,
        """
        CREATE OR REPLACE TRIGGER benchmark_shape AFTER INSERT ON outbox REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION benchmark_shape()
        """,
    ]
    private static let end: [SQL] = [
        "DROP TRIGGER IF EXISTS benchmark_shape ON outbox", "DROP FUNCTION IF EXISTS benchmark_shape",
        "DROP TABLE IF EXISTS benchmark_shape",
    ]

    private static func execute(_ statements: [SQL], _ copy: Copy, _ unit: String) async throws {
        let connection = try await copy.connectAsOwner(of: unit)
        _ = try await connection.pipeline(statements)
        await connection.close()
    }

    private static func rows(_ copy: Copy, _ unit: String) async throws -> [(String, Int64)] {
        let connection = try await copy.connectAsOwner(of: unit)
        let rows = try await connection.query("SELECT head, bytes FROM benchmark_shape", as: String.self, Int64.self)
        await connection.close()
        return rows
    }
}
