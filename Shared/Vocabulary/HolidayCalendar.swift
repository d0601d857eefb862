/// The days on which offices are closed besides Saturday and Sunday, for clocks that count working days.
public struct HolidayCalendar: Codable, Sendable, Equatable {
    /// One such day.
    public struct Day: Codable, Sendable, Equatable {
        /// A national holiday, or leave that ministers join to one (cuti bersama).
        public enum Kind: String, Codable, Sendable, CaseIterable {
            case holiday
            case jointLeave = "joint_leave"
        }

        /// When.
        public var date: LocalDate
        /// Which of the two.
        public var kind: Kind
        /// Its name, in Indonesian.
        public var name: String

        /// A day off.
        public init(date: LocalDate, kind: Kind, name: String) {
            self.date = date
            self.kind = kind
            self.name = name
        }
    }

    /// How sure a year is.
    public enum Status: String, Codable, Sendable, CaseIterable {
        /// By joint decree.
        case decreed
        /// Worked out; a decree may move days.
        case expected
    }

    /// `indonesia`.
    public let name: String
    private let days: [LocalDate: Day]
    private let years: [Int: Status]

    /// A calendar of these years and days.
    public init(name: String, years: [Int: Status], days: [Day]) {
        self.name = name
        self.years = years
        self.days = Dictionary(days.map { ($0.date, $0) }) { first, _ in first }
    }

    /// Knows no year: only Saturdays and Sundays are off, and every answer says so.
    public static let unknown = HolidayCalendar(name: "none", years: [:], days: [])

    /// How sure it is of a year; nil if it doesn't know it.
    public func status(of year: Int) -> Status? { self.years[year] }

    /// The years it knows, ascending.
    public var knownYears: [Int] { self.years.keys.sorted() }

    /// The day off at a date, if it is one besides a weekend.
    public func day(at date: LocalDate) -> Day? { self.days[date] }

    /// Whether offices are open.
    public func isWorkingDay(_ date: LocalDate) -> Bool { date.weekday <= 5 && self.days[date] == nil }

    /// The end of the so-many-th working day after a moment's own day, and what was passed over on the way.
    public func limit(_ days: Int, after start: Instant) -> WorkingDayLimit {
        var date = start.localDate
        var left = max(1, days)
        var skipped: [Day] = []
        var unknown: Set<Int> = []
        while left > 0 {
            date = date.adding(days: 1)
            if self.years[date.year] == nil { unknown.insert(date.year) }
            if let day = self.days[date], date.weekday <= 5 { skipped.append(day) }
            if self.isWorkingDay(date) { left -= 1 }
        }
        return WorkingDayLimit(
            days: max(1, days),
            dueAt: date.end(in: start.zone),
            skipped: skipped,
            unknownYears: unknown.sorted()
        )
    }
}

/// A limit in working days, with what a person must know to check it.
public struct WorkingDayLimit: Sendable, Equatable {
    /// How many working days.
    public let days: Int
    /// The end of the last of them.
    public let dueAt: Instant
    /// Holidays on the way that fell on working days.
    public let skipped: [HolidayCalendar.Day]
    /// Years on the way that the calendar doesn't know: a holiday may have been counted as a working day.
    public let unknownYears: [Int]

    /// For a clock's rule: `1 working day, X09, because …; not counted: 2027-03-10 Idul Fitri …`.
    ///
    /// - Parameters:
    ///   - source: The rule's id.
    ///   - why: What started the clock.
    public func rule(_ source: String, because why: String) -> String {
        var text = "\(self.days) working day\(self.days == 1 ? "" : "s"), \(source), because \(why)"
        if !self.skipped.isEmpty {
            text += "; not counted: " + self.skipped.map { "\($0.date) \($0.name)" }.joined(separator: ", ")
        }
        if !self.unknownYears.isEmpty {
            let years = self.unknownYears.map(String.init).joined(separator: ", ")
            text += "; WARNING: the calendar does not know \(years): its holidays count as working days"
        }
        return text
    }
}
