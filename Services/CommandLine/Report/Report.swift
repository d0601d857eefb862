internal import ArgumentParser
internal import Contracts
internal import Foundation
internal import JSON
internal import ProcedurePack
internal import Vocabulary

struct Report: Verb {
    static let configuration = CommandConfiguration(
        abstract:
            "Numbers for leadership, each unit answering for what it owns; tables, CSV, JSON or a page with plots.",
        discussion: """
            leadership is everything, led by productivity, responsiveness and accountability; the others are parts of it. \
            Limits and steps are measured against the city's pack.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "What to report.") var part = ReportPart.leadership
    @Option(help: "The first day; this year's first unless told.") var from: LocalDate?
    @Option(help: "The last day; the year's last unless told.") var to: LocalDate?
    @Option(help: ArgumentHelp("The city's pack: a built-in one by name, or a file.", valueName: "pack")) var pack:
        String?
    @Option(help: "The language; unless told, Indonesian on a page and English in a terminal. JSON is English.")
    var language: Language?
    @Flag(help: "Print CSV.") var csv = false
    @Option(
        help: ArgumentHelp("Write a page with plots: one file, nothing from outside.", valueName: "file"),
        completion: .file()
    )
    var html: String?

    func validate() throws {
        guard !self.csv || (!self.common.json && self.html == nil) else {
            throw ValidationError("--csv goes with neither --json nor --html")
        }
        let (from, to) = self.period
        guard from <= to else { throw ValidationError("--from lies after --to") }
    }

    /// The period asked for.
    var period: (from: LocalDate, to: LocalDate) {
        let today = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)).localDate
        let from = self.from ?? LocalDate(year: today.parts.year, month: 1, day: 1) ?? today
        return (from, self.to ?? LocalDate(year: from.parts.year, month: 12, day: 31) ?? today)
    }

    func perform(_ session: Session) async throws {
        let (from, to) = self.period
        let pack = try session.settings.pack(self.pack)
        let language =
            self.html != nil
            ? self.language ?? .indonesian : session.output.json ? .english : self.language ?? .english
        let (figures, sections) = try await session.asUser(self.acting) { client in
            let writer = ReportWriter(language: language)
            let desk = ReportDesk(client: client, wait: session.wait, from: from, to: to, pack: pack, writer: writer)
            return try await self.part.build(desk)
        }
        if let html = self.html {
            let page = ReportPage(
                language: language,
                title: language(self.part.title),
                city: pack.city.name,
                from: from,
                to: to,
                figures: figures,
                sections: sections
            )
            guard FileManager.default.createFile(atPath: html, contents: Data(page.html.utf8)) else {
                throw Failure("\(html) cannot be written")
            }
            session.output.show(["written": .string(html)])
        } else if self.csv {
            let several = sections.count > 1
            for section in sections {
                FileHandle.standardOutput.write(Data(((several ? "# \(section.key)\r\n" : "") + section.csv).utf8))
            }
        } else if session.output.json {
            let value: JSONValue = .object([
                "from": .string(from.description), "to": .string(to.description),
                "figures": .array(figures.map(\.json)), "sections": .array(sections.map(\.json)),
            ])
            session.output.line(value.text)
        } else {
            self.show(figures, sections, language, session.output)
        }
    }

    private func show(_ figures: [ReportFigure], _ sections: [ReportSection], _ language: Language, _ output: Output) {
        if !figures.isEmpty {
            let rows = figures.map { [$0.group, $0.title, $0.value, $0.note] }
            let header = ["", language("figure"), language("value"), language("note")]
            for line in Table(header: header, rows: rows).lines(output) { output.line(line) }
            output.line("")
        }
        for section in sections {
            output.line(output.bold(section.title))
            if !section.note.isEmpty { output.line(output.dim(section.note)) }
            let rows = section.rows.map { $0.map(language.text) }
            for line in Table(header: section.header, rows: rows).lines(output) { output.line(line) }
            if section.rows.isEmpty { output.line(output.dim(language("nothing in this period"))) }
            output.line("")
        }
    }
}

/// What can be reported.
enum ReportPart: String, CaseIterable, ExpressibleByArgument {
    case leadership
    case clocks
    case steps
    case caseload
    case referrals
    case closures
    case meetings
    case data

    /// Over the page.
    var title: Phrase {
        switch self {
        case .leadership: "How the centre works"
        case .clocks: "Limits kept"
        case .steps: "Duration of steps"
        case .caseload: "Caseload"
        case .referrals: "Referrals"
        case .closures: "Closures and reopenings"
        case .meetings: "Meetings"
        case .data: "Quality of data"
        }
    }

    /// The sections, and the figures that lead them.
    func build(_ desk: ReportDesk) async throws -> (figures: [ReportFigure], sections: [ReportSection]) {
        switch self {
        case .leadership: try await desk.leadership()
        case .clocks: ([], [desk.writer.clocks(try await desk.clocks())])
        case .steps: ([], [desk.writer.steps(try await desk.steps()), desk.writer.unmeasured(desk.pack)])
        case .caseload: ([], desk.writer.caseload(try await desk.caseload()))
        case .referrals: ([], try await desk.referrals())
        case .closures: ([], try await desk.closures())
        case .meetings: ([], try await desk.meetings().sections)
        case .data: ([], [try await desk.dataQuality()])
        }
    }
}
