import ProcedurePack
import Testing
import Vocabulary

@Suite struct HolidayTests {
    private let calendar: HolidayCalendar
    init() throws { self.calendar = try HolidayCalendar.load("indonesia") }

    private func at(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

    @Test(arguments: [
        // A Friday evening: Monday.
        ("2026-11-20T18:00:00+08:00", 1, "2026-11-24T00:00:00+08:00"),
        // The Tuesday before Nyepi and Lebaran: seven days pass, three of them at the weekend.
        ("2026-03-17T09:00:00+08:00", 1, "2026-03-26T00:00:00+08:00"),
        ("2026-03-17T09:00:00+08:00", 2, "2026-03-27T00:00:00+08:00"),
        // Christmas leave, Christmas, weekend.
        ("2026-12-23T23:59:59+08:00", 1, "2026-12-29T00:00:00+08:00"),
        // New year is a holiday, then a weekend.
        ("2026-12-31T08:00:00+08:00", 1, "2027-01-05T00:00:00+08:00"),
        // Asked for none, it is the next one.
        ("2026-11-23T08:00:00+08:00", 0, "2026-11-25T00:00:00+08:00"),
    ])
    func `a limit in working days passes over weekends, holidays and joint leave`(
        start: String,
        days: Int,
        due: String
    ) throws {
        #expect(self.calendar.limit(days, after: try self.at(start)).dueAt == (try self.at(due)))
    }

    @Test func `the rule names the holidays that were not counted`() throws {
        let limit = self.calendar.limit(1, after: try self.at("2026-12-23T10:00:00+08:00"))
        let rule = limit.rule("X09", because: "the handover was signed")
        #expect(rule.hasPrefix("1 working day, X09, because the handover was signed; not counted: 2026-12-24"))
        #expect(rule.contains("2026-12-25 Kelahiran Yesus Kristus"))
        #expect(!rule.contains("WARNING"))
    }

    @Test func `a year the calendar does not know is said clearly`() throws {
        let limit = self.calendar.limit(1, after: try self.at("2027-12-31T10:00:00+08:00"))
        #expect(limit.unknownYears == [2028])
        #expect(limit.rule("X09", because: "of a handover").contains("WARNING: the calendar does not know 2028"))
        #expect(
            HolidayCalendar.unknown.limit(3, after: try self.at("2026-03-17T09:00:00+08:00")).unknownYears == [2026]
        )
    }

    @Test func `Lebaran is there in both years, with joint leave around it`() throws {
        #expect(self.calendar.knownYears == [2026, 2027])
        #expect(self.calendar.status(of: 2026) == .decreed)
        #expect(self.calendar.status(of: 2027) == .expected)
        for text in ["2026-03-20", "2026-03-23", "2027-03-09", "2027-03-12"] {
            let date = try #require(LocalDate(text))
            #expect(self.calendar.day(at: date)?.kind == .jointLeave)
            #expect(!self.calendar.isWorkingDay(date))
        }
    }
}
