internal import Foundation
internal import JSON
internal import Vocabulary

/// Answers as text: members as lines, lists of objects as tables.
struct Rendering {
    let output: Output

    /// The value's lines.
    func lines(_ value: JSONValue, indent: String = "") -> [String] {
        switch value {
        case .object(let object): self.lines(object, indent: indent)
        case .array(let elements): self.lines(elements, indent: indent)
        case .null, .bool, .integer, .number, .string: [indent + Self.word(value)]
        }
    }

    private func lines(_ object: JSONObject, indent: String) -> [String] {
        if let table = Self.released(object) { return self.lines(released: table, of: object, indent: indent) }
        // A release holds its table twice.
        let isRelease = object["table"]?.object.map { Self.released($0) != nil } ?? false
        let members = object.members.filter { !$0.value.isNull && !(isRelease && $0.key == "csv") }
        let width = members.filter { !Self.isNested($0.value) }.map { Self.label($0.key).count }.max() ?? 0
        return members.flatMap { member -> [String] in
            let label = Self.label(member.key)
            guard Self.isNested(member.value) else {
                let pad = String(repeating: " ", count: max(0, width - label.count))
                return ["\(indent)\(self.output.dim(label))\(pad)  \(Self.word(member.value))"]
            }
            if let text = member.value.string {
                let lines = text.split(whereSeparator: \.isNewline).map { "\(indent)  \(Self.harmless(String($0)))" }
                return ["\(indent)\(self.output.bold(label))"] + lines
            }
            if Self.isEmpty(member.value) {
                return ["\(indent)\(self.output.dim(label))  none"]
            }
            return ["\(indent)\(self.output.bold(label))"] + self.lines(member.value, indent: indent + "  ")
        }
    }

    private func lines(_ elements: [JSONValue], indent: String) -> [String] {
        let objects = elements.compactMap(\.object)
        guard objects.count == elements.count, !objects.isEmpty else {
            return elements.flatMap { self.lines($0, indent: indent) }
        }
        guard !objects.contains(where: Self.isWide) else {
            return Array(objects.map { self.lines($0, indent: indent) }.joined(separator: [""]))
        }
        var columns: [String] = []
        for object in objects {
            for member in object.members where !member.value.isNull && !columns.contains(member.key) {
                columns.append(member.key)
            }
        }
        let rows = objects.map { object in columns.map { object[$0].map(Self.cell) ?? "" } }
        return Table(header: columns.map(Self.label), rows: rows).lines(self.output).map { indent + $0 }
    }

    /// Whether a row holds more than a cell can show: it gets lines of its own.
    private static func isWide(_ row: JSONObject) -> Bool {
        row.members.contains { member in
            if let rows = member.value.array { return rows.contains { $0.object != nil } }
            return (member.value.object?.members.filter { !$0.value.isNull }.count ?? 0) > self.widest
        }
    }
    private static let widest = 6

    /// `act_by` → `act by`.
    static func label(_ key: String) -> String { key.split(separator: "_").joined(separator: " ") }

    /// Whether a value needs lines of its own: an object, an array of anything but short words.
    private static func isNested(_ value: JSONValue) -> Bool {
        switch value {
        case .object: true
        case .array(let elements): elements.isEmpty || elements.contains { $0.object != nil || $0.array != nil }
        case .string(let text): text.contains(where: \.isNewline)
        case .null, .bool, .integer, .number: false
        }
    }

    /// A released table (`data_request.granted`); a cell without a count is withheld.
    private static func released(_ object: JSONObject) -> Table? {
        guard let rows = object["row_labels"]?.array, let columns = object["column_labels"]?.array,
            let cells = object["cells"]?.array, cells.count == rows.count
        else { return nil }
        let count = { (value: JSONValue?) in value?.integer.map(String.init) ?? "*" }
        let totals = object["row_totals"]?.array
        var lines = zip(rows, cells).enumerated().map { index, row in
            [self.word(row.0)] + (row.1.array ?? []).map(count)
                + (totals.map { [count(index < $0.count ? $0[index] : nil)] } ?? [])
        }
        if let totals = object["column_totals"]?.array {
            lines.append(["total"] + totals.map(count) + [count(object["total"])])
        }
        let corner = "\(self.word(object["rows"] ?? .null))/\(self.word(object["columns"] ?? .null))"
        return Table(header: [corner] + columns.map(self.word) + (totals == nil ? [] : ["total"]), rows: lines)
    }

    private func lines(released table: Table, of object: JSONObject, indent: String) -> [String] {
        let shown: Set<String> = [
            "rows", "columns", "row_labels", "column_labels", "cells", "row_totals", "column_totals", "total", "notes",
        ]
        let rest = JSONObject(members: object.members.filter { !shown.contains($0.key) }.map { ($0.key, $0.value) })
        let notes = object["notes"]?.array ?? []
        return self.lines(rest, indent: indent) + table.lines(self.output).map { indent + $0 }
            + notes.map { indent + Self.word($0) }
    }

    private static func isEmpty(_ value: JSONValue) -> Bool {
        value.object?.isEmpty ?? value.array?.isEmpty ?? false
    }

    /// A value on one line. Control characters are shown, not obeyed.
    static func word(_ value: JSONValue) -> String {
        switch value {
        case .null: ""
        case .bool(let bool): bool ? "yes" : "no"
        case .integer(let integer): "\(integer)"
        case .number(let number): "\(number)"
        case .string(let text): self.time(text) ?? self.harmless(text)
        case .array(let elements): elements.map(self.word).joined(separator: ", ")
        case .object: value.text
        }
    }

    /// What stands in a table's cell.
    private static func cell(_ value: JSONValue) -> String {
        switch value {
        case .object(let object):
            object.members.filter { !$0.value.isNull && !self.isEmpty($0.value) }.map {
                "\(self.label($0.key)) \(self.cell($0.value))"
            }
            .joined(separator: ", ")
        case .array(let elements): elements.map(self.cell).joined(separator: ", ")
        case .null, .bool, .integer, .number, .string: self.word(value)
        }
    }

    /// A time as people read it: to the minute, in the zone it is told in, the city's; nil for any other text.
    private static func time(_ text: String) -> String? {
        guard text.utf8.count >= 20, let instant = Instant(rfc3339: text) else { return nil }
        return String(instant.description.prefix(16)).replacing("T", with: " ")
    }

    /// A list's rows with the columns named; a path such as `codes.risk_level` reaches into a row.
    static func table(_ rows: [JSONValue], columns: [String]) -> Table {
        let header = columns.map { self.label($0.split(separator: ".").last.map(String.init) ?? $0) }
        return Table(
            header: header,
            rows: rows.map { row in
                columns.map { column in
                    var value: JSONValue? = row
                    for step in column.split(separator: ".") { value = value?[String(step)] }
                    return value.map { column == "clocks" ? self.nextClock($0) : self.cell($0) } ?? ""
                }
            }
        )
    }

    /// The clock that is due first: `contact safety by 2026-11-23 06:50`.
    private static func nextClock(_ clocks: JSONValue) -> String {
        let open = (clocks.array ?? []).filter { $0["phase"]?.string != "stopped" }
        let due = { (clock: JSONValue) in clock["due_at"]?.string.flatMap { Instant(rfc3339: $0) } }
        let first = open.compactMap { clock in due(clock).map { ($0, clock) } }.min { $0.0 < $1.0 }
        guard let (_, clock) = first else { return "" }
        let phase = clock["phase"]?.string ?? ""
        let mark = phase == "running" ? "" : " (\(phase))"
        return "\(self.label(clock["clock"]?.string ?? "")) by \(self.word(clock["due_at"] ?? .null))\(mark)"
    }

    /// Text from outside must not steer the terminal.
    static func harmless(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    scalar != "\t" && self.steers(scalar) ? "\u{FFFD}" : scalar
                }
            )
        )
    }

    /// Whether a terminal obeys a character, or shows another order than is there.
    static func steers(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
