internal import Instruments
internal import JSON
internal import Vocabulary

/// A filled form as a page: every part with what was answered, in the form's own words. Fields about who reported are
/// left out, whatever is in them (rule 25).
struct FormPage: Sendable {
    let instrument: Instrument
    /// By field code; what is known stands under its field too.
    var answers: JSONObject
    /// What is on record, by the names of the form's known fields.
    var known: [String: JSONValue]
    /// How people of the centre are written.
    var people: People

    /// What the template asks for.
    var content: JSONObject {
        let sections = self.instrument.sections.compactMap { section -> JSONValue? in
            let fields = self.instrument.fields.filter { field in
                field.section == section.code && field.privacy != .reporterIdentity && field.type != .sign
            }
            let simple = fields.filter { $0.type != .score && $0.type != .rows }
            let tables = self.scoreTables(fields) + fields.filter { $0.type == .rows }.compactMap(self.table)
            // The score's text beside a domain is shown only where there is one: it has fifteen of them.
            let rows = simple.filter { self.value($0) != nil || self.isMain($0) }.map(self.row)
            guard !rows.isEmpty || !tables.isEmpty else { return Optional<JSONValue>.none }
            return [
                "title": .string(section.id), "has_fields": .bool(!rows.isEmpty), "fields": .array(rows),
                "tables": .array(tables),
            ]
        }
        return ["sections": .array(sections)]
    }

    /// Asked of everybody, so an empty line says something.
    private func isMain(_ field: Field) -> Bool { field.required != nil }

    private func value(_ field: Field) -> JSONValue? {
        if case .known(let name) = field.place {
            guard let value = self.known[name], !value.isNull else { return Optional<JSONValue>.none }
            return value
        }
        guard let value = self.answers[field.code], !value.isNull, value != .string(""), value != .array([]) else {
            return Optional<JSONValue>.none
        }
        return value
    }

    private func row(_ field: Field) -> JSONValue {
        let lines = self.value(field).map { self.lines($0, field) } ?? ["–"]
        return [
            "label": .string(Self.capitalized(field.label.id)),
            "lines": .array(lines.map { .object(["text": .string($0)]) }),
        ]
    }

    /// A value as a person reads it.
    private func lines(_ value: JSONValue, _ field: Field) -> [String] {
        switch value {
        case .null: ["–"]
        case .bool(let bool): [bool ? "Ya" : "Tidak"]
        case .integer(let integer): [String(integer)]
        case .number(let number): [String(number)]
        case .string(let text):
            if field.type == .date {
                [Indonesian.date(text)]
            } else if Self.isPerson(field) {
                [self.people(text)]
            } else {
                text.split(whereSeparator: \.isNewline).map { Self.word(String($0), field) }
            }
        case .array(let elements):
            field.type == .set
                ? [elements.compactMap(\.string).map { Self.word($0, field) }.joined(separator: ", ")]
                : elements.count == 1
                    ? [Self.item(elements[0])] : elements.enumerated().map { "\($0 + 1). \(Self.item($1))" }
        case .object(let bands):
            bands.members.map { band in
                let cells = band.value.object?.members.map { "\(Self.word($0.key, field)) \($0.value.text)" } ?? []
                return "\(band.key) tahun: \(cells.joined(separator: ", "))"
            }
        }
    }

    /// An entry of a list; an item of Form 3 as the form names it, `B1.3`.
    private static func item(_ value: JSONValue) -> String {
        let text = value.string ?? value.text
        return text.wholeMatch(of: /[bcd][0-9]_[0-9]+/) == nil ? text : text.uppercased().replacing("_", with: ".")
    }

    /// Whether a field names somebody of the centre.
    private static func isPerson(_ field: Field) -> Bool {
        if case .known(let name) = field.place, ["actor", "manager"].contains(name) { return true }
        return field.type == .sign || field.code == "officer"
    }

    private static func word(_ text: String, _ field: Field) -> String {
        field.words.first { $0.value == text }?.id ?? text
    }

    static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    /// Scored items, a table for each domain.
    private func scoreTables(_ fields: [Field]) -> [JSONValue] {
        guard let scoring = self.instrument.scoring else { return [] }
        let suggested = self.instrument.suggestedDomainScores(in: self.answers)
        return scoring.domains.compactMap { domain -> JSONValue? in
            let items = fields.filter { $0.type == .score && $0.domain == domain.code }
            guard !items.isEmpty else { return Optional<JSONValue>.none }
            let rows = items.map { item -> JSONValue in
                let answer = self.answers[item.code]
                let value = self.instrument.value(of: item.code, in: self.answers)
                let note = [answer?["not_applicable"]?.string, answer?["note"]?.string].compactMap(\.self)
                return Self.cells([
                    (item.code.uppercased().replacing("_", with: "."), true), (Self.capitalized(item.label.id), false),
                    (value.map { String($0) } ?? (note.isEmpty ? "–" : "t/b"), true),
                    (note.joined(separator: "; "), false),
                ])
            }
            let score = self.answers["f3_\(domain.code)_score"]?.integer ?? suggested[domain.code].map { Int64($0) }
            return [
                "title": .string(Self.capitalized(domain.id) + (score.map { " – nilai bidang: \($0)" } ?? "")),
                "head": Self.head(["Butir", "Pernyataan", "Nilai", "Catatan"]), "rows": .array(rows), "scores": true,
                "wide": false,
            ]
        }
    }

    /// More columns than this are set small.
    private static let mostColumns = 6

    /// A table of rows; nothing if there is none.
    private func table(_ field: Field) -> JSONValue? {
        guard let rows = self.answers[field.code]?.array, !rows.isEmpty else { return Optional<JSONValue>.none }
        let columns = field.columns.filter { column in
            rows.contains { row in (row[column.code]).map { !$0.isNull && $0 != .array([]) } ?? false }
        }
        return [
            "title": .string(Self.capitalized(field.label.id)),
            "head": Self.head(columns.map { Self.capitalized($0.label.id) }), "scores": false,
            "wide": .bool(columns.count > Self.mostColumns),
            "rows": .array(
                rows.map { row in
                    Self.cells(
                        columns.map { column in
                            ((row[column.code]).map { self.lines($0, column).joined(separator: "; ") } ?? "–", false)
                        }
                    )
                }
            ),
        ]
    }

    private static func head(_ titles: [String]) -> JSONValue {
        .array(titles.map { .object(["text": .string($0)]) })
    }

    private static func cells(_ cells: [(String, Bool)]) -> JSONValue {
        let values = cells.map { text, narrow -> JSONValue in
            ["text": .string(text), "narrow": .bool(narrow)]
        }
        return ["cells": .array(values)]
    }
}
