internal import Foundation

/// A plot drawn in SVG, in place; the numbers stand beside it in the page's table.
struct ReportPlot {
    let chart: ReportSection.Chart
    let title: String

    private static let width = 920.0
    private static let labels = 220.0
    private static let rowHeight = 26.0

    /// The drawing.
    var svg: String {
        switch self.chart {
        case .stacked(let series, let bars): self.stacked(series, bars)
        case .ranges(let steps): self.ranges(steps)
        case .columns(let required, let series, let columns): self.columns(required, series, columns)
        }
    }

    private func drawing(height: Double, _ parts: [String]) -> String {
        """
        <svg viewBox="0 0 \(Self.number(Self.width)) \(Self.number(height))" role="img" \
        aria-label="\(ReportPage.escaped(self.title))">
        \(parts.joined(separator: "\n"))
        </svg>
        """
    }

    private func legend(_ series: [String]) -> [String] {
        guard series.count > 1 else { return [] }
        var x = Self.labels
        var parts: [String] = []
        for (index, name) in series.enumerated() {
            parts.append(
                "<rect class=\"s\(index)\" x=\"\(Self.number(x))\" y=\"2\" width=\"12\" height=\"12\" rx=\"2\"/>"
            )
            parts.append(Self.text(name, x + 17, 12, className: "soft"))
            x += 17 + Double(name.count) * 6.6 + 22
        }
        return parts
    }

    // MARK: Bars in parts

    private func stacked(_ series: [String], _ bars: [(label: String, values: [Double])]) -> String {
        let top = series.count > 1 ? 24.0 : 4.0
        let largest = max(1, bars.map { $0.values.reduce(0, +) }.max() ?? 1)
        let scale = (Self.width - Self.labels - 130) / largest
        var parts = self.legend(series)
        for (index, bar) in bars.enumerated() {
            let y = top + Double(index) * Self.rowHeight
            parts.append(Self.text(Self.clipped(bar.label), Self.labels - 10, y + 16, anchor: "end"))
            var x = Self.labels
            for (number, value) in bar.values.enumerated() where value > 0 {
                let width = value * scale
                parts.append(
                    """
                    <rect class="s\(number)" x="\(Self.number(x))" y="\(Self.number(y + 3))" \
                    width="\(Self.number(max(1, width)))" height="\(Self.number(Self.rowHeight - 8))" rx="2">\
                    <title>\(ReportPage.escaped("\(bar.label), \(series[number]): \(ReportSection.short(value))"))</title></rect>
                    """
                )
                x += width
            }
            let all = bar.values.reduce(0, +)
            let isRate = series.count == 2 && series[0] == "on time"
            let label =
                isRate && all > 0
                ? "\(ReportSection.short(bar.values[0] * 100 / all)) % of \(ReportSection.short(all))"
                : ReportSection.short(all)
            parts.append(Self.text(label, x + 7, y + 16, className: "soft"))
        }
        return self.drawing(height: top + Double(bars.count) * Self.rowHeight + 4, parts)
    }

    // MARK: Durations

    /// On a logarithmic scale from a minute to some months: steps of minutes stand beside steps of days.
    private func ranges(_ steps: [(label: String, p50: Double, p95: Double, standard: Double)]) -> String {
        let ticks: [(minutes: Double, label: String)] = [
            (1, "1 min"), (10, "10 min"), (60, "1 h"), (360, "6 h"), (1_440, "1 day"), (10_080, "1 week"),
            (43_200, "30 days"), (262_800, "6 months"),
        ]
        let largest = max(60, steps.flatMap { [$0.p95, $0.standard] }.max() ?? 60)
        let last = ticks.first { $0.minutes >= largest } ?? (largest, "")
        let left = Self.labels + 40
        let room = Self.width - left - 90
        func place(_ minutes: Double) -> Double {
            left + Self.logarithm(max(1, minutes)) / Self.logarithm(last.minutes) * room
        }
        let top = 26.0
        let bottom = top + Double(steps.count) * Self.rowHeight
        var parts = [
            "<rect class=\"s0\" x=\"\(Self.number(left))\" y=\"2\" width=\"12\" height=\"12\" rx=\"2\"/>",
            Self.text("half took no longer (p50)", left + 17, 12, className: "soft"),
            "<line class=\"range\" x1=\"\(Self.number(left + 190))\" x2=\"\(Self.number(left + 212))\" y1=\"8\" y2=\"8\"/>",
            Self.text("95 of 100 took no longer (p95)", left + 218, 12, className: "soft"),
            "<line class=\"mark\" x1=\"\(Self.number(left + 420))\" x2=\"\(Self.number(left + 420))\" y1=\"1\" y2=\"15\"/>",
            Self.text("the book's standard", left + 427, 12, className: "soft"),
        ]
        for tick in ticks where tick.minutes <= last.minutes {
            let x = Self.number(place(tick.minutes))
            parts.append("<line class=\"grid\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\(top)\" y2=\"\(bottom)\"/>")
            parts.append(Self.text(tick.label, place(tick.minutes), bottom + 15, className: "soft", anchor: "middle"))
        }
        for (index, step) in steps.enumerated() {
            let y = top + Double(index) * Self.rowHeight
            let middle = Self.number(y + Self.rowHeight / 2)
            let (from, median, high, standard) = (place(1), place(step.p50), place(step.p95), place(step.standard))
            parts.append(Self.text(Self.clipped(step.label, 38), left - 12, y + 17, anchor: "end"))
            parts.append(
                """
                <rect class="\(step.p50 <= step.standard ? "s0" : "s1")" x="\(Self.number(from))" \
                y="\(Self.number(y + 6))" width="\(Self.number(max(2, median - from)))" \
                height="\(Self.number(Self.rowHeight - 12))" rx="2"><title>\(ReportPage.escaped(step.label)): \
                p50 \(Self.duration(step.p50)), p95 \(Self.duration(step.p95)), standard \(Self.duration(step.standard))\
                </title></rect>
                """
            )
            parts.append(
                "<line class=\"range\" x1=\"\(Self.number(median))\" x2=\"\(Self.number(high))\" y1=\"\(middle)\" y2=\"\(middle)\"/>"
            )
            parts.append(
                """
                <line class="mark" x1="\(Self.number(standard))" x2="\(Self.number(standard))" \
                y1="\(Self.number(y + 3))" y2="\(Self.number(y + Self.rowHeight - 3))"/>
                """
            )
            parts.append(
                Self.text(Self.duration(step.p50), max(high, standard, median) + 7, y + 17, className: "soft")
            )
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
            parts.append(
                "<line class=\"grid\" x1=\"\(left)\" x2=\"\(Self.number(Self.width - 10))\" y1=\"\(Self.number(y))\" y2=\"\(Self.number(y))\"/>"
            )
            parts.append(
                Self.text(ReportSection.short(Double(number) * step), left - 8, y + 4, className: "soft", anchor: "end")
            )
        }
        for (index, column) in columns.enumerated() {
            let x = left + Double(index) * slot + slot * 0.15
            var y = top + height
            for (number, value) in column.values.enumerated() where value > 0 {
                let tall = value * scale
                y -= tall
                parts.append(
                    """
                    <rect class="s\(number)" x="\(Self.number(x))" y="\(Self.number(y))" \
                    width="\(Self.number(slot * 0.7))" height="\(Self.number(tall))" rx="2">\
                    <title>\(ReportPage.escaped("\(column.label), \(series[number]): \(ReportSection.short(value))"))</title></rect>
                    """
                )
            }
            // Every label where there is room, else every few.
            let every = max(1, Int((62 / slot).rounded(.up)))
            if index % every == 0 {
                parts.append(
                    Self.text(column.label, x + slot * 0.35, top + height + 16, className: "soft", anchor: "middle")
                )
            }
        }
        if let required {
            let y = Self.number(top + height - required * scale)
            parts.append(
                "<line class=\"need\" x1=\"\(left)\" x2=\"\(Self.number(Self.width - 10))\" y1=\"\(y)\" y2=\"\(y)\"/>"
            )
            parts.append(
                Self.text(
                    "required: \(ReportSection.short(required))",
                    Self.width - 12,
                    top + height - required * scale - 5,
                    anchor: "end"
                )
            )
        }
        return self.drawing(height: top + height + 24, parts)
    }

    // MARK: Small things

    private static func text(
        _ text: String,
        _ x: Double,
        _ y: Double,
        className: String = "",
        anchor: String = "start"
    ) -> String {
        """
        <text x="\(self.number(x))" y="\(self.number(y))" class="\(className)" text-anchor="\(anchor)">\
        \(ReportPage.escaped(text))</text>
        """
    }

    private static func clipped(_ text: String, _ length: Int = 32) -> String {
        text.count <= length ? text : text.prefix(length - 1) + "…"
    }

    private static func number(_ value: Double) -> String { ReportSection.short(value) }

    /// Minutes as people say them.
    static func duration(_ minutes: Double) -> String {
        switch minutes {
        case ..<1: "under a minute"
        case ..<90: "\(ReportSection.short(minutes)) min"
        case ..<2_880: "\(ReportSection.short(minutes / 60)) h"
        default: "\(ReportSection.short(minutes / 1_440)) days"
        }
    }

    /// Round steps of an axis with at most six of them.
    private static func step(_ largest: Double) -> Double {
        var step = 1.0
        for factor in [2.0, 2.5, 2.0].cycled(12) where largest / step > 6 { step = (step * factor).rounded() }
        return step
    }

    private static func logarithm(_ value: Double) -> Double { log2(value) }
}

extension Array {
    /// The elements over and over.
    fileprivate func cycled(_ times: Int) -> [Element] { (0..<times).flatMap { _ in self } }
}
