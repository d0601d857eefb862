internal import JSON

/// One table of a report, with what it looks like as a picture.
struct ReportSection: Sendable {
    /// A word for JSON and CSV.
    let key: String
    /// For people.
    let title: String
    /// What to know when reading it.
    let note: String
    /// The columns.
    let header: [String]
    /// Numbers, texts, null.
    let rows: [[JSONValue]]
    /// The picture.
    var chart: Chart?

    /// What is drawn.
    enum Chart: Sendable {
        /// Bars in parts; as a rate the first part is told in per cent of all.
        case stacked(series: [String], bars: [(label: String, values: [Double])], isRate: Bool = false)
        /// A bar to the median, a line to the 95th percentile, a mark at the standard if there is one; minutes.
        case ranges([(label: String, p50: Double, p95: Double, standard: Double?)])
        /// Columns over time, with a line at what is required.
        case columns(required: Double?, series: [String], columns: [(label: String, values: [Double])])
    }

    var json: JSONValue {
        .object([
            "key": .string(self.key), "title": .string(self.title), "note": .string(self.note),
            "rows": .array(
                self.rows.map { row in .object(JSONObject(members: zip(self.header, row).map { ($0, $1) })) }
            ),
        ])
    }

    /// A value as text: numbers with one digit behind the point at most.
    static func text(_ value: JSONValue) -> String {
        switch value {
        case .null: ""
        case .string(let text): text
        case .integer(let number): String(number)
        case .number, .bool, .array, .object: value.number.map(Self.short) ?? value.text
        }
    }

    /// One digit behind the point at most.
    static func short(_ number: Double) -> String {
        let tenths = (number * 10).rounded()
        return tenths.truncatingRemainder(dividingBy: 10) == 0 ? String(Int(tenths / 10)) : String(tenths / 10)
    }

    /// Lines of values (RFC 4180).
    var csv: String {
        ([self.header] + self.rows.map { $0.map(Self.text) }).map { line in
            line.map { cell in
                guard cell.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return cell }
                return "\"" + cell.replacing("\"", with: "\"\"") + "\""
            }.joined(separator: ",") + "\r\n"
        }.joined()
    }
}

/// One number that leadership looks at first.
struct ReportFigure: Sendable {
    /// `productivity`, `responsiveness` or `accountability` (domain.md §12.5).
    let group: String
    /// What it is.
    let title: String
    /// The number, ready to read.
    let value: String
    /// How it is made, or what it is held against.
    let note: String

    var json: JSONValue {
        .object([
            "group": .string(self.group), "title": .string(self.title), "value": .string(self.value),
            "note": .string(self.note),
        ])
    }
}
