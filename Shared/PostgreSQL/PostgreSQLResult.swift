/// The answer to one statement.
public struct PostgreSQLResult: Sendable {
    /// The server's tag: `INSERT 0 256`, `SELECT 3`, `COMMIT`.
    public let command: String
    /// Rows inserted, updated, deleted or selected.
    public let rowsAffected: Int
    /// Rows returned.
    public let count: Int
    /// The columns' types.
    public let columns: [PostgreSQLType]

    /// Each value's length, row by row; -1 for NULL.
    let lengths: [Int32]
    /// The values one after the other.
    let bytes: [UInt8]

    init(
        command: String = "",
        rowsAffected: Int = 0,
        count: Int = 0,
        columns: [PostgreSQLType] = [],
        lengths: [Int32] = [],
        bytes: [UInt8] = []
    ) {
        self.command = command
        self.rowsAffected = rowsAffected
        self.count = count
        self.columns = columns
        self.lengths = lengths
        self.bytes = bytes
    }

    /// Whether no row was returned.
    public var isEmpty: Bool { self.count == 0 }

    /// The rows of a result with one column.
    ///
    /// - Throws: As for several columns.
    public func rows<Value: PostgreSQLDecodable>(
        as type: Value.Type,
        fileID: String = #fileID,
        line: Int = #line
    ) throws(PostgreSQLError) -> [Value] {
        var reader = RowReader(result: self)
        do {
            guard self.columns.count == 1 || self.count == 0 else {
                throw PostgreSQLDecodingError(problem: .columnCount, expected: "1 column", found: .unspecified)
            }
            var rows: [Value] = []
            rows.reserveCapacity(self.count)
            for _ in 0..<self.count { rows.append(try reader.next(type)) }
            return rows
        } catch {
            var problem = error as? PostgreSQLDecodingError
            if problem?.problem != .columnCount { problem?.column = reader.column }
            throw PostgreSQLError(.decoding, cause: problem ?? error, location: sourceLocation(fileID, line))
        }
    }

    /// The rows as tuples, one type for each column.
    ///
    /// - Throws: ``PostgreSQLError/Code/decoding`` if the number of columns or a type is another, a value NULL whose
    ///   type is not optional, or malformed.
    public func rows<each Value: PostgreSQLDecodable>(
        as types: repeat (each Value).Type,
        fileID: String = #fileID,
        line: Int = #line
    ) throws(PostgreSQLError) -> [(repeat each Value)] {
        var reader = RowReader(result: self)
        do {
            var expected = 0
            for _ in repeat (each Value).self { expected += 1 }
            guard expected == self.columns.count || self.count == 0 else {
                throw PostgreSQLDecodingError(
                    problem: .columnCount,
                    expected: "\(expected) columns",
                    found: .unspecified
                )
            }
            var rows: [(repeat each Value)] = []
            rows.reserveCapacity(self.count)
            for _ in 0..<self.count {
                rows.append((repeat try reader.next((each Value).self)))
            }
            return rows
        } catch {
            var problem = error as? PostgreSQLDecodingError
            if problem?.problem != .columnCount { problem?.column = reader.column }
            throw PostgreSQLError(.decoding, cause: problem ?? error, location: sourceLocation(fileID, line))
        }
    }
}

/// Reads a result's values one after the other.
struct RowReader {
    private let result: PostgreSQLResult
    private var cell = 0
    private var offset = 0

    init(result: PostgreSQLResult) {
        self.result = result
    }

    /// The column read last, from 0.
    var column: Int { max(0, self.cell - 1) % max(1, self.result.columns.count) }

    mutating func next<Value: PostgreSQLDecodable>(
        _ type: Value.Type
    ) throws(PostgreSQLDecodingError) -> Value {
        let length = Int(self.result.lengths[self.cell])
        let type = self.result.columns[self.cell % self.result.columns.count]
        self.cell += 1
        guard length >= 0 else { return try Value(decoding: PostgreSQLValue(type: type, bytes: nil)) }
        let bytes = self.result.bytes[self.offset..<self.offset + length]
        self.offset += length
        return try Value(decoding: PostgreSQLValue(type: type, bytes: bytes))
    }
}
