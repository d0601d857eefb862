internal import JSON

/// A report as one page: no script, no font, no picture from outside, so that it can be mailed and printed.
struct ReportPage {
    let title: String
    let period: String
    let figures: [ReportFigure]
    let sections: [ReportSection]

    /// The page.
    var html: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(Self.escaped(self.title)), \(Self.escaped(self.period))</title>
        <style>
        \(Self.style)
        </style>
        </head>
        <body>
        <header>
        <p class="centre">PKSAI – Integrated child welfare service centre</p>
        <h1>\(Self.escaped(self.title))</h1>
        <p class="period">\(Self.escaped(self.period))</p>
        </header>
        <main>
        \(self.figureCards)
        \(self.sections.map(self.section).joined(separator: "\n"))
        </main>
        <footer>Counts of the centre's own work, by each unit from its journal. Trials are left out. No names of children.</footer>
        </body>
        </html>

        """
    }

    private var figureCards: String {
        var groups: [String] = []
        for figure in self.figures where !groups.contains(figure.group) { groups.append(figure.group) }
        return groups.map { group in
            let cards = self.figures.filter { $0.group == group }.map { figure in
                """
                <div class="card"><div class="value">\(Self.escaped(figure.value))</div>\
                <div class="what">\(Self.escaped(figure.title))</div>\
                <div class="note">\(Self.escaped(figure.note))</div></div>
                """
            }
            return """
                <section class="figures"><h2>\(Self.escaped(Self.capitalised(group)))</h2>
                <div class="cards">\(cards.joined(separator: "\n"))</div></section>
                """
        }.joined(separator: "\n")
    }

    private func section(_ section: ReportSection) -> String {
        let note = section.note.isEmpty ? "" : "<p class=\"note\">\(Self.escaped(section.note))</p>"
        guard !section.rows.isEmpty else {
            return """
                <section><h2>\(Self.escaped(section.title))</h2>\(note)<p class="empty">Nothing in this period.</p></section>
                """
        }
        let plot = section.chart.map { ReportPlot(chart: $0, title: section.title).svg } ?? ""
        let head = section.header.enumerated().map { index, name in
            "<th\(self.isNumeric(section, index) ? " class=\"n\"" : "")>\(Self.escaped(name))</th>"
        }
        let rows = section.rows.map { row in
            row.enumerated().map { index, value in
                let text = Self.escaped(ReportSection.text(value))
                return self.isNumeric(section, index) ? "<td class=\"n\">\(text)</td>" : "<td>\(text)</td>"
            }.joined()
        }
        return """
            <section id="\(Self.escaped(section.key))"><h2>\(Self.escaped(section.title))</h2>
            \(note)
            <figure>\(plot)</figure>
            <details><summary>The numbers</summary>
            <table><thead><tr>\(head.joined())</tr></thead>
            <tbody>
            \(rows.map { "<tr>\($0)</tr>" }.joined(separator: "\n"))
            </tbody></table></details></section>
            """
    }

    private func isNumeric(_ section: ReportSection, _ column: Int) -> Bool {
        section.rows.allSatisfy { column < $0.count && ($0[column].number != nil || $0[column] == .null) }
    }

    /// Text that stays text.
    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }

    private static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    private static let style = """
        :root { --ink: #1f2933; --soft: #616e7c; --line: #d9dee5; --paper: #ffffff; --ground: #f4f6f8;
          --a: #1b6ca8; --b: #d9822b; --c: #7aa5c9; --d: #b0485a; --mark: #1f2933; }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink);
          font: 15px/1.45 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
        header, main, footer { max-width: 960px; margin: 0 auto; padding: 0 20px; }
        header { padding-top: 32px; }
        .centre { margin: 0; color: var(--soft); font-size: 13px; letter-spacing: .02em; }
        h1 { margin: 4px 0 0; font-size: 30px; font-weight: 650; }
        .period { margin: 4px 0 20px; color: var(--soft); }
        h2 { margin: 0 0 6px; font-size: 18px; font-weight: 620; }
        section { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 18px 20px;
          margin: 0 0 16px; break-inside: avoid; }
        .figures { background: none; border: none; padding: 0; margin: 0 0 18px; }
        .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); gap: 12px; }
        .card { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; }
        .value { font-size: 28px; font-weight: 650; line-height: 1.1; font-variant-numeric: tabular-nums; }
        .what { margin-top: 4px; font-weight: 560; }
        .note { color: var(--soft); font-size: 13px; margin: 2px 0 8px; }
        .empty { color: var(--soft); margin: 8px 0 0; }
        figure { margin: 8px 0 4px; }
        svg { width: 100%; height: auto; display: block; }
        svg text { font: 12px system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; fill: var(--ink); }
        svg .soft { fill: var(--soft); }
        svg .grid { stroke: var(--line); stroke-width: 1; }
        svg .mark { stroke: var(--mark); stroke-width: 2; }
        svg .need { stroke: var(--d); stroke-width: 1.5; stroke-dasharray: 5 4; }
        .s0 { fill: var(--a); } .s1 { fill: var(--b); } .s2 { fill: var(--c); } .s3 { fill: var(--d); }
        .range { stroke: var(--a); stroke-width: 2; }
        details { margin-top: 8px; }
        summary { cursor: pointer; color: var(--soft); font-size: 13px; }
        table { border-collapse: collapse; margin-top: 8px; width: 100%; font-size: 13px; }
        th, td { text-align: left; padding: 4px 10px 4px 0; border-bottom: 1px solid var(--line); }
        th { color: var(--soft); font-weight: 560; }
        .n { text-align: right; font-variant-numeric: tabular-nums; }
        footer { color: var(--soft); font-size: 12px; padding-bottom: 32px; }
        @media print { body { background: #fff; } section, .card { border-color: #bbb; } details { display: none; } }
        """
}
