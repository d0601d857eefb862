internal import JSON
internal import Vocabulary

/// A report as one page: no script, no font, no picture from outside, so that it can be mailed and printed.
struct ReportPage {
    let language: Language
    let title: String
    let city: String
    let from: LocalDate
    let to: LocalDate
    let figures: [ReportFigure]
    let sections: [ReportSection]

    /// The page.
    var html: String {
        let (title, period) = (Self.escaped(self.title), Self.escaped(self.period))
        return """
            <!doctype html>
            <html lang="\(self.language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title), \(period)</title>
            <style>
            \(Self.style)
            </style>
            </head>
            <body>
            <header>
            <p class="centre">PKSAI \(Self.escaped(self.city)) · Pusat Kesejahteraan Sosial Anak Integratif</p>
            <h1>\(title)</h1>
            <p class="period">\(period)</p>
            </header>
            <main>
            \(self.figureCards)
            \(self.sections.map(self.section).joined(separator: "\n"))
            </main>
            <footer>\(self.text("Counts of the centre's own work, by each unit from its journal. Trials are left out. No names of children."))</footer>
            </body>
            </html>

            """
    }

    private var period: String {
        switch self.language {
        case .english: "\(self.from) to \(self.to)"
        case .indonesian: "\(Indonesian.date(self.from)) – \(Indonesian.date(self.to))"
        }
    }

    private var figureCards: String {
        var groups: [String] = []
        for figure in self.figures where !groups.contains(figure.group) { groups.append(figure.group) }
        return groups.map { group in
            let cards = self.figures.filter { $0.group == group }.map { figure in
                """
                <div class="card"><div class="value">\(Self.escaped(figure.value))</div>\
                <div class="what">\(Self.escaped(Self.capitalised(figure.title)))</div>\
                <div class="note">\(Self.escaped(figure.note))</div></div>
                """
            }
            return """
                <div class="figures"><h2>\(Self.escaped(Self.capitalised(group)))</h2>
                <div class="cards">\(cards.joined(separator: "\n"))</div></div>
                """
        }.joined(separator: "\n")
    }

    private func section(_ section: ReportSection) -> String {
        let note = section.note.isEmpty ? "" : "<p class=\"note\">\(Self.escaped(section.note))</p>"
        let head = """
            <section id="\(Self.escaped(section.key))"><div class="top"><h2>\(Self.escaped(section.title))</h2>\(note)
            """
        guard !section.rows.isEmpty else {
            return
                "\(head)<p class=\"empty\">\(Self.capitalised(self.text("nothing in this period"))).</p></div></section>"
        }
        let plot = section.chart.map { ReportPlot(chart: $0, title: section.title, language: self.language).svg } ?? ""
        let names = section.header.enumerated().map { index, name in
            "<th\(self.numeric(section, index))>\(Self.escaped(Self.capitalised(name)))</th>"
        }
        let rows = section.rows.map { row in
            row.enumerated().map { index, value in
                "<td\(self.numeric(section, index))>\(Self.escaped(self.language.text(value)))</td>"
            }.joined()
        }
        return """
            \(head)
            <figure>\(plot)</figure></div>
            <details open><summary>\(self.text("The numbers"))</summary>
            <table><thead><tr>\(names.joined())</tr></thead>
            <tbody>
            \(rows.map { "<tr>\($0)</tr>" }.joined(separator: "\n"))
            </tbody></table></details></section>
            """
    }

    /// The class of a column of numbers, which stand under each other.
    private func numeric(_ section: ReportSection, _ column: Int) -> String {
        let isNumeric = section.rows.allSatisfy {
            column < $0.count && ($0[column].number != nil || $0[column] == .null)
        }
        return isNumeric ? " class=\"n\"" : ""
    }

    private func text(_ phrase: Phrase) -> String { Self.escaped(self.language(phrase)) }

    /// Text that stays text.
    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }

    private static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    private static let style = """
        @page { size: A4; margin: 14mm 12mm 16mm; @bottom-right { content: counter(page) " / " counter(pages);
          font: 8pt sans-serif; color: #616e7c; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: #f4f6f8; color: #1f2933;
          font: 15px/1.45 "Noto Sans", "DejaVu Sans", "Segoe UI", system-ui, sans-serif; }
        header, main, footer { max-width: 960px; margin: 0 auto; padding: 0 20px; }
        header { padding-top: 28px; }
        .centre { margin: 0; color: #1b6ca8; font-size: 13px; font-weight: 600; letter-spacing: .02em; }
        h1 { margin: 4px 0 0; font-size: 28px; line-height: 1.2; }
        .period { margin: 4px 0 20px; color: #616e7c; }
        h2 { margin: 0 0 6px; font-size: 17px; break-after: avoid; }
        section { background: #fff; border: 1px solid #d9dee5; border-radius: 10px; padding: 16px 20px;
          margin: 0 0 16px; }
        .top { break-inside: avoid; }
        .figures { margin: 0 0 18px; break-inside: avoid; }
        .cards { display: flex; flex-wrap: wrap; }
        .card { flex: 1 1 150px; margin: 0 10px 10px 0; background: #fff; border: 1px solid #d9dee5;
          border-left: 4px solid #1b6ca8; border-radius: 8px; padding: 12px 14px; }
        .card:last-child { margin-right: 0; }
        .value { font-size: 26px; font-weight: 700; line-height: 1.15; }
        .what { margin-top: 4px; font-weight: 600; line-height: 1.25; }
        .note { color: #616e7c; font-size: 13px; line-height: 1.35; margin: 3px 0 6px; }
        .empty { color: #616e7c; margin: 8px 0 0; }
        figure { margin: 8px 0 4px; break-inside: avoid; }
        svg { width: 100%; height: auto; display: block; }
        details { margin-top: 8px; }
        summary { cursor: pointer; color: #616e7c; font-size: 13px; }
        table { border-collapse: collapse; margin-top: 6px; width: 100%; font-size: 13px; }
        th, td { text-align: left; padding: 3px 12px 3px 0; border-bottom: 1px solid #e6eaef; vertical-align: top; }
        th { color: #616e7c; font-weight: 600; }
        tr { break-inside: avoid; }
        .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        footer { color: #616e7c; font-size: 12px; padding-bottom: 32px; }
        @media print { body { background: #fff; font-size: 12px; } header, main, footer { max-width: none; padding: 0; }
          section { padding: 10px 14px; margin-bottom: 10px; } summary { display: none; } table { font-size: 10.5px; }
          .value { font-size: 20px; } h1 { font-size: 24px; } }
        """
}
