internal import ArgumentParser
internal import JSON

/// A language that people of the centre read.
enum Language: String, CaseIterable, Sendable, ExpressibleByArgument {
    case english = "en"
    case indonesian = "id"

    /// The phrase with its values; what nobody has translated stays English.
    func callAsFunction(_ phrase: Phrase) -> String {
        let pattern = self == .english ? phrase.pattern : Indonesian.words[phrase.pattern] ?? phrase.pattern
        var values = phrase.values[...]
        return pattern.split(separator: "{}", omittingEmptySubsequences: false).enumerated().map { index, part in
            guard index > 0, let value = values.popFirst() else { return String(part) }
            return self.text(value) + part
        }.joined()
    }

    /// A code of the domain, `contact_safety`, as words.
    func word(_ code: String) -> String {
        let words = code.replacing("_", with: " ")
        return self == .english ? words : Indonesian.words[words] ?? words
    }

    /// A number as it is written: with a comma for the point in Indonesian.
    func number(_ value: Double) -> String {
        let text = ReportSection.short(value)
        return self == .english ? text : text.replacing(".", with: ",")
    }

    /// Minutes as people say them.
    func duration(_ minutes: Double) -> String { self(self.phrase(minutes)) }

    /// The same, to stand in a figure.
    func phrase(_ minutes: Double) -> Phrase {
        switch minutes {
        case ..<1: "under a minute"
        case ..<60: "\(minutes) min"
        case ..<2_880: "\(minutes / 60) h"
        case ..<129_600: "\(minutes / 1_440) days"
        default: "\(minutes / 43_800) months"
        }
    }

    /// A user of the centre on a page.
    func person(_ username: String) -> String { self == .english ? username : Indonesian.person(username) }

    /// A span of time as measures name it: `2026-11`, or `2026-W47` of ISO 8601.
    func span(_ text: String) -> String { self == .english ? text : Indonesian.span(text) }

    /// A value of a table.
    func text(_ value: JSONValue) -> String {
        guard case .number(let number) = value else { return ReportSection.text(value) }
        return self.number(number)
    }
}

/// An English text with values in it, known by its pattern, `of {} requests`: so it finds its translation.
struct Phrase: Sendable, Equatable, ExpressibleByStringInterpolation {
    private(set) var pattern = ""
    private(set) var values: [JSONValue] = []

    init(stringLiteral text: String) { self.pattern = text }
    init(stringInterpolation: StringInterpolation) {
        self.pattern = stringInterpolation.pattern
        self.values = stringInterpolation.values
    }

    /// Gathers the pattern and its values.
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pattern = ""
        fileprivate var values: [JSONValue] = []

        init(literalCapacity: Int, interpolationCount: Int) {}
        mutating func appendLiteral(_ literal: String) { self.pattern += literal }
        mutating func appendInterpolation(_ value: JSONValue) {
            self.pattern += "{}"
            self.values.append(value)
        }
        mutating func appendInterpolation(_ value: some BinaryInteger) {
            self.appendInterpolation(JSONValue.integer(Int64(value)))
        }
        mutating func appendInterpolation(_ value: Double) { self.appendInterpolation(JSONValue.number(value)) }
    }
}
