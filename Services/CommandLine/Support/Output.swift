internal import Foundation
internal import JSON

/// What a verb prints: JSON lines, or text for a person, with colour and tables on a terminal only.
struct Output: Sendable {
    /// Whether JSON is wanted.
    let json: Bool
    /// Whether a person reads it directly.
    let isTerminal: Bool
    /// Whether colour helps.
    let isColoured: Bool

    init(json: Bool, environment: [String: String] = ProcessInfo.processInfo.environment) {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        let forbids = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        self.init(
            json: json,
            isTerminal: isTerminal,
            isColoured: isTerminal && !json && !forbids && environment["TERM"] != "dumb"
        )
    }

    init(json: Bool, isTerminal: Bool, isColoured: Bool) {
        self.json = json
        self.isTerminal = isTerminal
        self.isColoured = isColoured
    }

    /// A value: as it is with `--json`, else as text.
    func show(_ value: JSONValue, title: String? = nil) {
        if self.json { return self.line(value.text) }
        if let title { self.line(self.bold(title)) }
        for line in Rendering(output: self).lines(value) { self.line(line) }
    }

    /// A line for a person; nothing with `--json`.
    func say(_ text: String) { if !self.json { self.line(text) } }

    /// A line, whatever is wanted.
    func line(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

    /// A line beside the results.
    func note(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    /// Why it did not work.
    func fail(_ failure: Failure) {
        if self.json {
            var error: JSONObject = ["message": .string(failure.message)]
            if let hint = failure.hint { error["hint"] = .string(hint) }
            self.line(JSONValue.object(["error": .object(error)]).text)
        } else {
            self.note("\(self.red("pksai:")) \(failure.description)")
        }
    }

    func bold(_ text: String) -> String { self.isColoured ? text.codes([1]) : text }
    func dim(_ text: String) -> String { self.isColoured ? text.codes([2]) : text }
    func red(_ text: String) -> String { self.isColoured ? text.codes([31]) : text }
    func green(_ text: String) -> String { self.isColoured ? text.codes([32]) : text }
    func yellow(_ text: String) -> String { self.isColoured ? text.codes([33]) : text }
}

extension String {
    /// The text between the codes of ECMA-48 (SGR) and their end.
    fileprivate func codes(_ codes: [UInt8]) -> String {
        "\u{1B}[\(codes.map(String.init).joined(separator: ";"))m\(self)\u{1B}[0m"
    }
}
