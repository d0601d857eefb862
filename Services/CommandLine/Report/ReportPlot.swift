internal import Foundation

/// A plot drawn in SVG, in place; the numbers stand beside it in the page's table.
///
/// Every shape says itself how it looks: what prints or mails a page applies no style sheet inside a drawing.
struct ReportPlot {
    let chart: ReportSection.Chart
    let title: String
    let language: Language

    private static let colours = ["#1b6ca8", "#d9822b", "#7aa5c9", "#b0485a"]
    private static let ink = "#1f2933"
    private static let soft = "#616e7c"
    private static let line = "#d9dee5"
    private static let need = "#b0485a"

    private static let width = 920.0
    private static let labels = 220.0
    private static let rowHeight = 26.0

    /// The drawing.
    var svg: String {
        switch self.chart {
        case .stacked(let series, let bars, let isRate): self.stacked(series, bars, isRate)
        case .ranges(let steps): self.ranges(steps)
        case .columns(let required, let series, let columns): self.columns(required, series, columns)
        }
    }

    private func drawing(height: Double, _ parts: [String]) -> String {
        """
        <svg viewBox="0 0 \(Self.number(Self.width)) \(Self.number(height))" width="\(Self.number(Self.width))" \
        height="\(Self.number(height))" role="img" aria-label="\(ReportPage.escaped(self.title))" font-size="12" \
        font-family="Noto Sans, DejaVu Sans, Segoe UI, sans-serif">
        \(parts.joined(separator: "\n"))
        </svg>
        """
    }

    private func legend(_ series: [String]) -> [String] {
        guard series.count > 1 else { return [] }
        var x = Self.labels
        var parts: [String] = []
        for (index, name) in series.enumerated() {
            parts.append(Self.box(index, x, 2, 12, 12))
            parts.append(Self.text(name, x + 17, 12))
            x += 17 + Double(name.count) * 7 + 22
        }
        return parts
    }

    // MARK: Bars in parts

    private func stacked(
        _ series: [String],
        _ bars: [(label: String, values: [Double])],
        _ isRate: Bool
    ) -> String {
        let top = series.count > 1 ? 24.0 : 4.0
        let largest = max(1, bars.map { $0.values.reduce(0, +) }.max() ?? 1)
        let scale = (Self.width - Self.labels - 130) / largest
        var parts = self.legend(series)
        for (index, bar) in bars.enumerated() {
            let y = top + Double(index) * Self.rowHeight
            parts.append(Self.text(Self.clipped(bar.label), Self.labels - 10, y + 17, Self.ink, anchor: "end"))
            var x = Self.labels
            for (number, value) in bar.values.enumerated() where value > 0 {
                let width = value * scale
                parts.append(
                    Self.box(
                        number,
                        x,
                        y + 4,
                        max(1, width),
                        Self.rowHeight - 8,
                        "\(bar.label), \(series[number]): \(self.language.number(value))"
                    )
                )
                x += width
            }
            let all = bar.values.reduce(0, +)
            let label =
                isRate && all > 0
                ? self.language("\(bar.values[0] * 100 / all) % of \(all)") : self.language.number(all)
            parts.append(Self.text(label, x + 7, y + 17))
        }
        return self.drawing(height: top + Double(bars.count) * Self.rowHeight + 4, parts)
    }

    // MARK: Durations

    /// On a logarithmic scale from a minute to some months: steps of minutes stand beside steps of days.
    private func ranges(_ steps: [(label: String, p50: Double, p95: Double, standard: Double?)]) -> String {
        let ticks = [1.0, 10, 60, 360, 1_440, 10_080, 43_200, 262_800]
        let largest = max(60, steps.flatMap { [$0.p95, $0.standard ?? 0] }.max() ?? 60)
        let last = ticks.first { $0 >= largest } ?? largest
        let left = Self.labels + 80
        let room = Self.width - left - 90
        func place(_ minutes: Double) -> Double { left + log2(max(1, minutes)) / log2(last) * room }
        let top = 26.0
        let bottom = top + Double(steps.count) * Self.rowHeight
        let (median, high, standard) = (
            self.language("half took no longer"), self.language("95 of 100 took no longer"),
            self.language("the book's standard")
        )
        var parts = [
            Self.box(0, left, 2, 12, 12), Self.text(median, left + 17, 12),
            Self.rule(left + 200, 8, left + 222, 8, Self.colours[0], 2),
            Self.text(high, left + 228, 12), Self.rule(left + 430, 1, left + 430, 15, Self.ink, 2),
            Self.text(standard, left + 437, 12),
        ]
        for tick in ticks where tick <= last {
            let x = place(tick)
            parts.append(Self.rule(x, top, x, bottom, Self.line))
            parts.append(Self.text(self.language.duration(tick), x, bottom + 15, anchor: "middle"))
        }
        for (index, step) in steps.enumerated() {
            let y = top + Double(index) * Self.rowHeight
            let middle = y + Self.rowHeight / 2
            let (from, median, high) = (place(1), place(step.p50), place(step.p95))
            let standard = step.standard.map(place)
            let held = step.standard.map {
                ", \(self.language("the book's standard")) \(self.language.duration($0))"
            }
            parts.append(Self.text(Self.clipped(step.label, 40), left - 10, y + 17, Self.ink, anchor: "end"))
            parts.append(
                Self.box(
                    step.p50 <= step.standard ?? .infinity ? 0 : 1,
                    from,
                    y + 6,
                    max(2, median - from),
                    Self.rowHeight - 12,
                    """
                    \(step.label): p50 \(self.language.duration(step.p50)), p95 \(self.language.duration(step.p95))\
                    \(held ?? "")
                    """
                )
            )
            parts.append(Self.rule(median, middle, high, middle, Self.colours[0], 2))
            if let standard {
                parts.append(Self.rule(standard, y + 3, standard, y + Self.rowHeight - 3, Self.ink, 2))
            }
            parts.append(Self.text(self.language.duration(step.p50), max(high, standard ?? 0, median) + 7, y + 17))
        }
        return self.drawing(height: bottom + 22, parts)
    }

    // MARK: Columns over time

    private func columns(
        _ required: Double?,
        _ series: [String],
        _ columns: [(label: String, values: [Double])]
    ) -> String {
        let top = 26.0
        let height = 150.0
        let left = 46.0
        let largest = max(required ?? 0, columns.map { $0.values.reduce(0, +) }.max() ?? 1, 1)
        let step = Self.step(largest)
        let highest = (largest / step).rounded(.up) * step
        let scale = height / highest
        let slot = (Self.width - left - 10) / Double(max(columns.count, 6))
        var parts = self.legend(series)
        for number in 0...Int(highest / step) {
            let y = top + height - Double(number) * step * scale
            parts.append(Self.rule(left, y, Self.width - 10, y, Self.line))
            parts.append(Self.text(self.language.number(Double(number) * step), left - 8, y + 4, anchor: "end"))
        }
        for (index, column) in columns.enumerated() {
            let x = left + Double(index) * slot + slot * 0.15
            var y = top + height
            for (number, value) in column.values.enumerated() where value > 0 {
                let tall = value * scale
                y -= tall
                let title = "\(column.label), \(series[number]): \(self.language.number(value))"
                parts.append(Self.box(number, x, y, slot * 0.7, tall, title))
            }
            // Every label where there is room, else every few.
            let every = max(1, Int((82 / slot).rounded(.up)))
            if index % every == 0 {
                parts.append(Self.text(column.label, x + slot * 0.35, top + height + 16, anchor: "middle"))
            }
        }
        if let required {
            let y = top + height - required * scale
            parts.append(Self.rule(left, y, Self.width - 10, y, Self.need, 1.5, dashes: "5 4"))
            let label = self.language("required: \(required)")
            parts.append(Self.text(label, Self.width - 12, y - 5, Self.need, anchor: "end"))
        }
        return self.drawing(height: top + height + 24, parts)
    }

    // MARK: Small things

    private static func box(
        _ series: Int,
        _ x: Double,
        _ y: Double,
        _ width: Double,
        _ height: Double,
        _ title: String? = nil
    ) -> String {
        """
        <rect fill="\(self.colours[series % self.colours.count])" x="\(self.number(x))" y="\(self.number(y))" \
        width="\(self.number(width))" height="\(self.number(height))" rx="2">\
        \(title.map { "<title>\(ReportPage.escaped($0))</title>" } ?? "")</rect>
        """
    }

    private static func rule(
        _ x1: Double,
        _ y1: Double,
        _ x2: Double,
        _ y2: Double,
        _ colour: String,
        _ width: Double = 1,
        dashes: String? = nil
    ) -> String {
        """
        <line stroke="\(colour)" stroke-width="\(self.number(width))"\
        \(dashes.map { " stroke-dasharray=\"\($0)\"" } ?? "") x1="\(self.number(x1))" y1="\(self.number(y1))" \
        x2="\(self.number(x2))" y2="\(self.number(y2))"/>
        """
    }

    private static func text(
        _ text: String,
        _ x: Double,
        _ y: Double,
        _ colour: String = Self.soft,
        anchor: String = "start"
    ) -> String {
        """
        <text x="\(self.number(x))" y="\(self.number(y))" fill="\(colour)" text-anchor="\(anchor)">\
        \(ReportPage.escaped(text))</text>
        """
    }

    private static func clipped(_ text: String, _ length: Int = 29) -> String {
        text.count <= length ? text : text.prefix(length - 1) + "…"
    }

    private static func number(_ value: Double) -> String { ReportSection.short(value) }

    /// Round steps of an axis with at most six of them.
    private static func step(_ largest: Double) -> Double {
        var step = 1.0
        for factor in [2.0, 2.5, 2.0].cycled(12) where largest / step > 6 { step = (step * factor).rounded() }
        return step
    }
}

extension Array {
    /// The elements over and over.
    fileprivate func cycled(_ times: Int) -> [Element] { (0..<times).flatMap { _ in self } }
}
