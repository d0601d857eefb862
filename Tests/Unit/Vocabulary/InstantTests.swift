import Testing
import Vocabulary

@Suite("Instants and dates") struct InstantTests {
    private static let zones = [0, 1, 7, 8, 9, 23].flatMap {
        ["+\($0 < 10 ? "0" : "")\($0):59", "-\($0 < 10 ? "0" : "")\($0):59"]
    }

    @Test(arguments: zones) func `whatever a time is read by, it can be written and read again`(_ offset: String) throws
    {
        let told = try #require(Instant(rfc3339: "2026-11-20T08:15:00\(offset)"))
        for end in [Instant.range.lowerBound, Instant.range.upperBound] {
            let written = end.read(in: told.zone).description
            #expect(Instant(rfc3339: written) == Instant(rfc3339: end.description), "\(written)")
            #expect(LocalDate(end.read(in: told.zone).localDate.description) != nil)
        }
    }

    @Test(
        arguments: [
            "9999-12-31T23:59:60Z", "9999-12-31T00:00:00Z", "9999-12-31T12:00:00-12:00", "0001-01-01T00:00:00+08:00",
            "0001-01-01T23:59:59Z",
        ]
    )
    func `a time that another zone could not write is refused`(_ text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test func `the first and the last time are told`() throws {
        let first = try #require(Instant(rfc3339: "0001-01-02T00:00:00Z"))
        let last = try #require(Instant(rfc3339: "9999-12-30T23:59:59.999999Z"))
        #expect(Instant.range == first...last)
    }

    @Test(arguments: [Int.max, .max - 1, .max / 60, .max / 3_600, 10_000_000_000])
    func `a number of any size leads to the end of time at most`(_ number: Int) throws {
        let now = try #require(Instant(rfc3339: "2026-11-20T08:15:00+08:00"))
        let (first, last) = (Instant.range.lowerBound, Instant.range.upperBound)
        let all = [Instant.adding(minutes:), Instant.adding(hours:), Instant.adding(days:), Instant.adding(months:)]
        for adding in all { #expect(adding(now)(number) == last && adding(now)(-number) == first) }
        #expect(now.adding(seconds: .max) == last && now.adding(seconds: .min) == first)
        #expect(Instant(microseconds: .max) == last && Instant(microseconds: .min) == first)
        let (newYear, eve) = (LocalDate(year: 1, month: 1, day: 1), LocalDate(year: 9999, month: 12, day: 31))
        for date in [now.localDate.adding(days: number), now.localDate.adding(months: number)] { #expect(date == eve) }
        for date in [now.localDate.adding(days: -number), now.localDate.adding(months: -number)] {
            #expect(date == newYear)
        }
        #expect(LocalDate(daysSinceEpoch: .max) == eve && LocalDate(daysSinceEpoch: .min) == newYear)
    }

    @Test func `months are added over the years' ends as ever`() throws {
        let date = try #require(LocalDate("2026-11-30"))
        #expect(
            date.adding(months: 3).description == "2027-02-28" && date.adding(months: -11).description == "2025-12-30"
        )
        #expect(date.adding(months: -23_000).description == "0110-03-30")
    }
}
