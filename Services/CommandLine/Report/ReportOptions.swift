internal import ArgumentParser
internal import Contracts
internal import Foundation
internal import JSON
internal import ProcedurePack
internal import Vocabulary

/// Options of every report.
struct ReportOptions: ParsableArguments {
    @Option(help: "The first day; this year's first unless told.") var from: LocalDate?
    @Option(help: "The last day; the year's last unless told.") var to: LocalDate?
    @Option(help: ArgumentHelp("The city's pack: a built-in one by name, or a file.", valueName: "pack")) var pack:
        String?
    @Flag(help: "Print CSV.") var csv = false
    @Option(
        help: ArgumentHelp("Write a page with plots: one file, nothing from outside.", valueName: "file"),
        completion: .file()
    )
    var html: String?

    init() {}

    /// The period asked for.
    var period: (from: LocalDate, to: LocalDate) {
        let today = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)).localDate
        let from = self.from ?? LocalDate(year: today.parts.year, month: 1, day: 1) ?? today
        return (from, self.to ?? LocalDate(year: from.parts.year, month: 12, day: 31) ?? today)
    }
}

/// A verb that shows measures of the whole centre.
protocol ReportVerb: Verb {
    var acting: ActingOptions { get }
    var options: ReportOptions { get }
    static var title: String { get }
    /// The sections, and what leads them.
    func build(_ desk: ReportDesk) async throws -> (figures: [ReportFigure], sections: [ReportSection])
}

extension ReportVerb {
    func perform(_ session: Session) async throws {
        let (from, to) = self.options.period
        guard from <= to else { throw ValidationError("--from lies after --to") }
        let pack = try ProcedurePack.load(self.options.pack ?? session.settings["PKSAI_PROCEDURE_PACK"] ?? "makassar")
        let (figures, sections) = try await session.asUser(self.acting) { client in
            try await self.build(ReportDesk(client: client, wait: session.wait, from: from, to: to, pack: pack))
        }
        if let html = self.options.html {
            let page = ReportPage(
                title: Self.title,
                period: "\(from) to \(to)",
                figures: figures,
                sections: sections
            )
            try Data(page.html.utf8).write(to: URL(fileURLWithPath: html))
            session.output.note("written to \(html)")
            return
        }
        if self.options.csv {
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
            self.show(figures, sections, session.output)
        }
    }

    private func show(_ figures: [ReportFigure], _ sections: [ReportSection], _ output: Output) {
        if !figures.isEmpty {
            let rows = figures.map { [$0.group, $0.title, $0.value, $0.note] }
            for line in Table(header: ["", "figure", "value", "note"], rows: rows).lines(output) { output.line(line) }
            output.line("")
        }
        for section in sections {
            output.line(output.bold(section.title))
            if !section.note.isEmpty { output.line(output.dim(section.note)) }
            let rows = section.rows.map { $0.map(ReportSection.text) }
            for line in Table(header: section.header, rows: rows).lines(output) { output.line(line) }
            if section.rows.isEmpty { output.line(output.dim("nothing in this period")) }
            output.line("")
        }
    }
}
