/// A moment, in microseconds of UTC since 1970, and the zone whose calendar it is read by. On the wire RFC 3339 with that
/// zone's offset. Equal and ordered by the moment alone.
///
/// It lies within ``range``, so that whatever is reckoned from a time can be written in any zone: what would come later or
/// earlier is the range's end.
public struct Instant: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public let microseconds: Int64
    /// Where its date is taken: of the unit's clock the city's zone, of a time on the wire the offset it came with.
    public let zone: CityZone

    /// What can be told: years 1 to 9999, less a day at both ends, for the offsets.
    public static let range = Instant(within: earliest)...Instant(within: latest)
    private static let earliest = Int64(LocalDate.earliest.daysSinceEpoch + 1) * microsecondsOfDay
    private static let latest = Int64(LocalDate.latest.daysSinceEpoch) * microsecondsOfDay - 1
    private static let microsecondsOfDay: Int64 = 86_400_000_000

    /// The moment so many microseconds after 1970-01-01T00:00:00Z, within ``range``.
    public init(microseconds: Int64, zone: CityZone = .wita) {
        self.init(within: min(max(microseconds, Self.earliest), Self.latest), zone: zone)
    }

    private init(within microseconds: Int64, zone: CityZone = .wita) {
        self.microseconds = microseconds
        self.zone = zone
    }

    /// The same moment.
    public static func == (left: Instant, right: Instant) -> Bool { left.microseconds == right.microseconds }

    /// By the moment.
    public func hash(into hasher: inout Hasher) { hasher.combine(self.microseconds) }

    /// Earlier comes first.
    public static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }

    /// So many elapsed seconds later.
    public func adding(seconds: Int64) -> Instant { self.adding(seconds, of: 1) }
    /// So many elapsed minutes later.
    public func adding(minutes: Int) -> Instant { self.adding(Int64(minutes), of: 60) }
    /// So many elapsed hours later, nights and weekends included.
    public func adding(hours: Int) -> Instant { self.adding(Int64(hours), of: 3_600) }
    /// So many elapsed days of 24 hours later.
    public func adding(days: Int) -> Instant { self.adding(Int64(days), of: 86_400) }

    /// A number that somebody sent may be any: one that leads beyond the range leads to its end.
    private func adding(_ number: Int64, of seconds: Int64) -> Instant {
        let (span, isTooLong) = number.multipliedReportingOverflow(by: seconds * 1_000_000)
        let (moment, isTooFar) = self.microseconds.addingReportingOverflow(span)
        let end = number < 0 ? Int64.min : Int64.max
        return Instant(microseconds: isTooLong || isTooFar ? end : moment, zone: self.zone)
    }

    /// The same time of day so many calendar months later in its zone, clamped to the month's end.
    public func adding(months: Int) -> Instant {
        let date = self.localDate
        let moved = date.adding(months: months)
        return self.adding(days: moved.daysSinceEpoch - date.daysSinceEpoch)
    }
    /// Elapsed seconds since another moment, rounded down.
    public func seconds(since other: Instant) -> Int64 { (self.microseconds - other.microseconds) / 1_000_000 }

    /// The same moment, read by another zone's calendar: of a time that an outsider wrote.
    public func read(in zone: CityZone) -> Instant { Instant(microseconds: self.microseconds, zone: zone) }

    /// The date on a calendar in its zone.
    public var localDate: LocalDate {
        LocalDate(daysSinceEpoch: Int(Self.floorDivide(self.microseconds + self.zone.microseconds, 86_400_000_000)))
    }

    static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
    }

    /// RFC 3339, `2026-11-20T08:15:00+08:00`; a fraction of six digits only if there is one.
    public var description: String {
        let local = self.microseconds + self.zone.microseconds
        let days = Self.floorDivide(local, 86_400_000_000)
        let inDay = local - days * 86_400_000_000
        let second = inDay / 1_000_000
        let fraction = inDay % 1_000_000
        var text = Array(LocalDate(daysSinceEpoch: Int(days)).description.utf8)
        text.reserveCapacity(36)
        text.append(UInt8(ascii: "T"))
        Self.append(second / 3_600, width: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        Self.append(second / 60 % 60, width: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        Self.append(second % 60, width: 2, to: &text)
        if fraction != 0 {
            text.append(UInt8(ascii: "."))
            Self.append(fraction, width: 6, to: &text)
        }
        text.append(UInt8(ascii: self.zone.minutes < 0 ? "-" : "+"))
        Self.append(Int64(abs(self.zone.minutes)) / 60, width: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        Self.append(Int64(abs(self.zone.minutes)) % 60, width: 2, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends a number of at most that many digits, with leading zeros.
    private static func append(_ value: Int64, width: Int, to text: inout [UInt8]) {
        var (divisor, rest) = (Int64(1), value)
        for _ in 1..<width { divisor *= 10 }
        while divisor > 0 {
            text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / divisor))
            rest %= divisor
            divisor /= 10
        }
    }

    static func pad(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// From RFC 3339 with an offset (`Z` or `±hh:mm`); nil if it isn't, the date doesn't exist, or it lies outside
    /// ``range``.
    public init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 40, bytes[10] == 0x54 || bytes[10] == 0x74 || bytes[10] == 0x20,
            let date = LocalDate(leading: bytes),
            let hour = Self.digits(bytes, 11, 2), bytes[13] == 0x3A, let minute = Self.digits(bytes, 14, 2),
            bytes[16] == 0x3A, let second = Self.digits(bytes, 17, 2), hour < 24, minute < 60, second <= 60
        else { return nil }
        var index = 19
        var fraction: Int64 = 0
        if bytes[index] == 0x2E {
            index += 1
            var scale: Int64 = 100_000
            let start = index
            while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
                fraction += Int64(bytes[index] - 0x30) * scale
                scale /= 10
                index += 1
            }
            guard index > start else { return nil }
        }
        guard index < bytes.count else { return nil }
        var offset = 0
        switch bytes[index] {
        case 0x5A, 0x7A:
            guard index + 1 == bytes.count else { return nil }
        case 0x2B, 0x2D:
            guard index + 6 == bytes.count, let hours = Self.digits(bytes, index + 1, 2), bytes[index + 3] == 0x3A,
                let minutes = Self.digits(bytes, index + 4, 2), hours < 24, minutes < 60
            else { return nil }
            offset = Int(hours * 60 + minutes) * (bytes[index] == 0x2B ? 1 : -1)
        default: return nil
        }
        let seconds = Int64(date.daysSinceEpoch) * 86_400 + hour * 3_600 + minute * 60 + second
        let zone = CityZone(minutes: offset)
        let moment = seconds * 1_000_000 + fraction - zone.microseconds
        guard (Self.earliest...Self.latest).contains(moment) else { return nil }
        self.init(within: moment, zone: zone)
    }

    /// The number of so many digits from a place on; nil if there are other bytes or too few.
    static func digits(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int64? {
        guard start + count <= bytes.count else { return nil }
        var value: Int64 = 0
        for place in start..<start + count {
            let byte = bytes[place]
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - 0x30)
        }
        return value
    }

    /// Reads RFC 3339 with an offset.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Instant(rfc3339: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "time with offset, RFC 3339, such as 2026-11-20T08:15:00+08:00"
            )
        }
        self = value
    }

    /// Writes RFC 3339 with its zone's offset.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(self.description)
    }
}
