/// A date on the calendar, without a time or zone. On the wire `2012-03-15`.
public struct LocalDate: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// Days since 1970-01-01 in the Gregorian calendar, negative before it.
    public let daysSinceEpoch: Int

    /// 0001-01-01.
    static let earliest = LocalDate(within: -719_162)
    /// 9999-12-31.
    static let latest = LocalDate(within: 2_932_896)

    /// The date so many days after 1970-01-01; the first or last that can be written where it would lie beyond.
    public init(daysSinceEpoch: Int) {
        let (first, last) = (Self.earliest.daysSinceEpoch, Self.latest.daysSinceEpoch)
        self.init(within: min(max(daysSinceEpoch, first), last))
    }

    private init(within days: Int) { self.daysSinceEpoch = days }

    /// The date with these parts; nil if the calendar has no such day (years 1 to 9999).
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...Self.length(ofMonth: month, year)).contains(day)
        else { return nil }
        // Howard Hinnant's days_from_civil: years of 365.2425 days that begin in March.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.daysSinceEpoch = era * 146_097 + dayOfEra - 719_468
    }

    /// From `2012-03-15`.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10 else { return nil }
        self.init(leading: bytes)
    }

    /// From the first ten bytes of a text.
    init?(leading bytes: [UInt8]) {
        guard bytes.count >= 10, bytes[4] == 0x2D, bytes[7] == 0x2D, let year = Instant.digits(bytes, 0, 4),
            let month = Instant.digits(bytes, 5, 2), let day = Instant.digits(bytes, 8, 2)
        else { return nil }
        self.init(year: Int(year), month: Int(month), day: Int(day))
    }

    /// Year, month 1–12, day 1–31.
    public var parts: (year: Int, month: Int, day: Int) {
        let shifted = self.daysSinceEpoch + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The year.
    public var year: Int { self.parts.year }
    /// The month, `2026-11`.
    public var month: String {
        let parts = self.parts
        return "\(Instant.pad(Int64(parts.year), 4))-\(Instant.pad(Int64(parts.month), 2))"
    }
    /// 1 Monday to 7 Sunday (ISO 8601).
    public var weekday: Int { ((self.daysSinceEpoch + 3) % 7 + 7) % 7 + 1 }

    /// Days from this date to the other; negative if that is earlier.
    public func days(until other: LocalDate) -> Int { other.daysSinceEpoch - self.daysSinceEpoch }
    /// So many days later.
    public func adding(days: Int) -> LocalDate {
        let (sum, isTooFar) = self.daysSinceEpoch.addingReportingOverflow(days)
        return isTooFar ? (days < 0 ? Self.earliest : Self.latest) : LocalDate(daysSinceEpoch: sum)
    }
    /// So many calendar months later, clamped to the month's end.
    public func adding(months: Int) -> LocalDate {
        let parts = self.parts
        let (index, isTooFar) = (parts.year * 12 + parts.month - 1).addingReportingOverflow(months)
        guard !isTooFar, (12..<120_000).contains(index) else { return months < 0 ? Self.earliest : Self.latest }
        let (year, month) = (index / 12, index % 12 + 1)
        let day = min(parts.day, Self.length(ofMonth: month, year))
        return LocalDate(year: year, month: month, day: day) ?? self
    }
    /// Completed years at another date; negative if it lies before.
    public func age(at other: LocalDate) -> Int {
        let (born, then) = (self.parts, other.parts)
        let passed = (then.month, then.day) >= (born.month, born.day)
        return then.year - born.year - (passed ? 0 : 1)
    }
    /// Its first moment in a zone.
    public func start(in zone: CityZone) -> Instant {
        Instant(microseconds: Int64(self.daysSinceEpoch) * 86_400_000_000 - zone.microseconds, zone: zone)
    }
    /// The first moment after it in a zone.
    public func end(in zone: CityZone) -> Instant { self.adding(days: 1).start(in: zone) }

    /// Earlier comes first.
    public static func < (left: LocalDate, right: LocalDate) -> Bool { left.daysSinceEpoch < right.daysSinceEpoch }

    /// `2012-03-15`.
    public var description: String {
        let parts = self.parts
        return "\(self.month)-\(Instant.pad(Int64(parts.day), 2))"
    }

    private static func length(ofMonth month: Int, _ year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Reads `2012-03-15`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = LocalDate(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "date that exists, YYYY-MM-DD")
        }
        self = value
    }

    /// Writes `2012-03-15`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(self.description)
    }
}
