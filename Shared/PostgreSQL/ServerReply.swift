internal import CLibPQ

/// Reading libpq's results: bytes are copied out, the server's words are left behind.
enum ServerReply {
    /// What a result says.
    static func answer(_ result: OpaquePointer) -> PipelineQueue.Answer {
        let status = unsafe PQresultStatus(result)
        switch status {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: return .result(unsafe Self.rows(result))
        case PGRES_PIPELINE_SYNC: return .synchronized
        case PGRES_PIPELINE_ABORTED: return .aborted
        case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE: return .failure(unsafe Self.failure(result))
        default: return .unexpected
        }
    }

    private static func failure(_ result: OpaquePointer) -> ServerFailure {
        guard let sqlState = unsafe Self.field(result, clibpq_diag_sqlstate),
            let severity = unsafe Self.field(result, clibpq_diag_severity)
        else { return .lost }
        return ServerFailure(
            sqlState: sqlState,
            constraint: unsafe Self.field(result, clibpq_diag_constraint),
            endsConnection: severity == "FATAL" || severity == "PANIC"
        )
    }

    private static func field(_ result: OpaquePointer, _ code: Int) -> String? {
        guard let text = unsafe PQresultErrorField(result, Int32(code)) else { return nil }
        return unsafe String(validatingCString: text)
    }

    private static func rows(_ result: OpaquePointer) -> PostgreSQLResult {
        let command = unsafe PQcmdStatus(result).flatMap { unsafe String(validatingCString: $0) } ?? ""
        let affected = command.split(separator: " ").last.flatMap { Int($0) } ?? 0
        let (rowCount, columnCount) = unsafe (PQntuples(result), PQnfields(result))
        guard columnCount > 0 else {
            return PostgreSQLResult(command: command, rowsAffected: affected, count: Int(rowCount))
        }
        let columns = (0..<columnCount).map { unsafe PostgreSQLType(rawValue: PQftype(result, $0)) }
        guard rowCount > 0 else {
            return PostgreSQLResult(command: command, rowsAffected: affected, columns: columns)
        }
        var lengths: [Int32] = []
        lengths.reserveCapacity(Int(rowCount) * Int(columnCount))
        var total = 0
        for row in 0..<rowCount {
            for column in 0..<columnCount {
                let length = unsafe PQgetlength(result, row, column)
                if length == 0, unsafe PQgetisnull(result, row, column) != 0 {
                    lengths.append(-1)
                } else {
                    lengths.append(length)
                    total += Int(length)
                }
            }
        }
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: total) { buffer, count in
            var cell = 0
            for row in 0..<rowCount {
                for column in 0..<columnCount {
                    let length = Int(lengths[cell])
                    cell += 1
                    guard length > 0, let value = unsafe PQgetvalue(result, row, column) else { continue }
                    unsafe UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
                        .copyMemory(from: UnsafeRawBufferPointer(start: value, count: length))
                    count += length
                }
            }
        }
        return PostgreSQLResult(
            command: command,
            rowsAffected: affected,
            count: Int(rowCount),
            columns: columns,
            lengths: lengths,
            bytes: bytes
        )
    }
}
