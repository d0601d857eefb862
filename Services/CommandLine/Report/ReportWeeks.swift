internal import Contracts
internal import Vocabulary

/// The weeks, Monday to Sunday, in which meetings are counted (rule 21).
enum ReportWeeks {
    /// A row a week that lies wholly within the asked days, is over and was counted from its first day on: a week in which
    /// none was held is one too.
    ///
    /// - Parameter rhythms: As the unit tells them: when counting began, and when the week that runs ends.
    static func judged(
        _ held: [CountEvents.Row],
        from: LocalDate,
        to: LocalDate,
        _ rhythms: [RhythmRow]
    ) -> [CountEvents.Row] {
        guard let rhythm = rhythms.first(where: { $0.kind == .caseManagementMeeting }), let begun = rhythm.begunOn,
            let running = rhythm.endsAt?.localDate.adding(days: -7)
        else { return [] }
        let first = max(from, begun)
        let last = min(to, running.adding(days: -1))
        var monday = first.adding(days: (8 - first.weekday) % 7)
        var weeks: [CountEvents.Row] = []
        while monday.adding(days: 6) <= last {
            let span = self.name(monday)
            let count = held.filter { $0.span == span }.map(\.count).reduce(0, +)
            weeks.append(CountEvents.Row(key: "held", span: span, count: count))
            monday = monday.adding(days: 7)
        }
        return weeks
    }

    /// `2026-W47`, ISO 8601: the week belongs to the year of its Thursday.
    static func name(_ monday: LocalDate) -> String {
        let thursday = monday.adding(days: 3)
        let year = thursday.parts.year
        let first = LocalDate(year: year, month: 1, day: 1) ?? thursday
        let week = first.days(until: thursday) / 7 + 1
        return "\(year)-W\(week < 10 ? "0" : "")\(week)"
    }
}
