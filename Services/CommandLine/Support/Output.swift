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
    func line(_ text: String) {
        let text = self.json ? Self.escaped(text) : self.printable(text)
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    /// Calls somebody to a terminal.
    func bell() { if self.isTerminal { FileHandle.standardOutput.write(Data([0x07])) } }

    /// A line beside the results.
    func note(_ text: String) { FileHandle.standardError.write(Data((self.printable(text) + "\n").utf8)) }

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

    // MARK: What a terminal obeys

    /// Text for a person: whatever it was made of, nothing in it steers the terminal but the colours of this program.
    func printable(_ text: String) -> String {
        guard !Self.isPlain(text) else { return text }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard self.isColoured else { return lines.map { Rendering.harmless(String($0)) }.joined(separator: "\n") }
        return lines.map { line in
            var shown = ""
            var rest = line[...]
            while let code = rest.firstMatch(of: #/\x{1B}\[[0-9;]*m/#) {
                shown += Rendering.harmless(String(rest[..<code.range.lowerBound])) + code.output
                rest = rest[code.range.upperBound...]
            }
            return shown + Rendering.harmless(String(rest))
        }.joined(separator: "\n")
    }

    /// JSON of the same value that steers no terminal: RFC 8259 lets DEL, the C1 codes and what turns the direction of
    /// writing stand in a string as they are.
    static func escaped(_ json: String) -> String {
        guard !self.isPlain(json) else { return json }
        var text = ""
        for scalar in json.unicodeScalars {
            if scalar == "\n" || !Rendering.steers(scalar) {
                text.unicodeScalars.append(scalar)
            } else {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            }
        }
        return text
    }

    /// Whether there is nothing to look at: printable ASCII and line feeds.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == UInt8(ascii: "\n") }
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
