/// A moment, bound and read as `timestamp with time zone`.
public struct PostgreSQLTimestamp: Hashable, Comparable, Sendable, PostgreSQLEncodable, PostgreSQLDecodable {
    /// Microseconds since 1970-01-01 00:00 UTC; `Int64.max` is `infinity`, `Int64.min` is `-infinity`.
    public var microsecondsSinceUnixEpoch: Int64

    /// Microseconds from 1970-01-01 to 2000-01-01, from which PostgreSQL counts.
    private static let epoch: Int64 = 946_684_800_000_000

    /// Makes a moment. What is before PostgreSQL's first date (4713 BC) is refused by the server (22008).
    public init(microsecondsSinceUnixEpoch: Int64) {
        self.microsecondsSinceUnixEpoch = microsecondsSinceUnixEpoch
    }

    /// `timestamp with time zone`
    public static var postgreSQLType: PostgreSQLType { .timestamptz }

    /// Whether the first is earlier.
    public static func < (first: Self, second: Self) -> Bool {
        first.microsecondsSinceUnixEpoch < second.microsecondsSinceUnixEpoch
    }

    /// Appends eight bytes: microseconds since 2000-01-01 00:00 UTC.
    public func encode(into bytes: inout [UInt8]) {
        let micros = self.microsecondsSinceUnixEpoch
        let (shifted, isTooEarly) = micros.subtractingReportingOverflow(Self.epoch)
        bytes.appendBigEndian(micros == .max ? micros : isTooEarly ? .min : shifted)
    }

    /// Reads `timestamp with time zone`.
    public init(decoding value: PostgreSQLValue) throws(PostgreSQLDecodingError) {
        guard value.type == .timestamptz else { throw value.problem(.type, Self.self) }
        guard let micros = try Int64(bigEndianBytes: value.required(for: Self.self)) else {
            throw value.problem(.malformed, Self.self)
        }
        let (shifted, isTooLate) = micros.addingReportingOverflow(Self.epoch)
        self.microsecondsSinceUnixEpoch = micros == .min ? micros : isTooLate ? .max : shifted
    }
}
