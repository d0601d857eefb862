/// Writes JSON: compact, members in their order, the same bytes for the same value.
public enum JSONWriter {
    /// The value as UTF-8. A number that is not finite, which no parser returns, is written `null`.
    public static func write(_ value: JSONValue) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(512)
        self.append(value, to: &output)
        return output
    }

    /// Appends the value as UTF-8.
    public static func append(_ value: JSONValue, to output: inout [UInt8]) {
        switch value {
        case .null: output.append(contentsOf: "null".utf8)
        case .bool(let bool): self.append(bool, to: &output)
        case .integer(let integer): self.append(integer, to: &output)
        case .number(let number):
            output.append(contentsOf: number.isFinite ? number.description.utf8 : "null".utf8)
        case .string(let string): self.append(string, to: &output)
        case .array(let elements):
            output.append(UInt8(ascii: "["))
            var isFirst = true
            for element in elements {
                if !isFirst { output.append(UInt8(ascii: ",")) }
                isFirst = false
                self.append(element, to: &output)
            }
            output.append(UInt8(ascii: "]"))
        case .object(let object):
            output.append(UInt8(ascii: "{"))
            var isFirst = true
            for member in object.members {
                if !isFirst { output.append(UInt8(ascii: ",")) }
                isFirst = false
                self.append(member.key, to: &output)
                output.append(UInt8(ascii: ":"))
                self.append(member.value, to: &output)
            }
            output.append(UInt8(ascii: "}"))
        }
    }

    /// Appends a truth value.
    static func append(_ value: Bool, to output: inout [UInt8]) {
        output.append(contentsOf: value ? "true".utf8 : "false".utf8)
    }

    /// Appends an integer in decimal.
    static func append(_ value: Int64, to output: inout [UInt8]) {
        if (0..<10).contains(value) {
            output.append(UInt8(ascii: "0") + UInt8(value))
        } else {
            output.append(contentsOf: String(value).utf8)
        }
    }

    /// Appends a quoted string. Looks first: few strings need an escape.
    static func append(_ string: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        var string = string
        string.withUTF8 { bytes in
            var isPlain = true
            for index in bytes.indices {
                let byte = unsafe bytes[index]
                if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { isPlain = false }
            }
            if isPlain {
                unsafe output.append(contentsOf: bytes)
            } else {
                for index in bytes.indices { self.appendEscaped(unsafe bytes[index], to: &output) }
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    private static func appendEscaped(_ byte: UInt8, to output: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
        case 0x08: output.append(contentsOf: #"\b"#.utf8)
        case 0x09: output.append(contentsOf: #"\t"#.utf8)
        case 0x0A: output.append(contentsOf: #"\n"#.utf8)
        case 0x0C: output.append(contentsOf: #"\f"#.utf8)
        case 0x0D: output.append(contentsOf: #"\r"#.utf8)
        case 0..<0x20:
            output.append(contentsOf: byte < 0x10 ? #"\u000"#.utf8 : #"\u00"#.utf8)
            output.append(contentsOf: String(byte, radix: 16).utf8)
        default: output.append(byte)
        }
    }
}

extension JSONValue {
    /// The value as compact UTF-8; see ``JSONWriter``.
    public var bytes: [UInt8] { JSONWriter.write(self) }

    /// The value as compact text.
    public var text: String { String(decoding: self.bytes, as: UTF8.self) }
}

extension JSONValue {
    /// The value as text for people: two spaces a level; what fits a line stands on one.
    public var indentedText: String { self.indented(by: 0) }

    private func indented(by depth: Int) -> String {
        let inLine = self.textInLine
        if inLine.utf8.count + depth * 2 <= 100 { return inLine }
        switch self {
        case .array(let elements): return Self.lines("[", elements.map { $0.indented(by: depth + 1) }, "]", depth)
        case .object(let object):
            let members = object.members.map { member in
                "\(JSONValue.string(member.key).text): \(member.value.indented(by: depth + 1))"
            }
            return Self.lines("{", members, "}", depth)
        case .null, .bool, .integer, .number, .string: return inLine
        }
    }

    private var textInLine: String {
        switch self {
        case .array(let elements): "[" + elements.map(\.textInLine).joined(separator: ", ") + "]"
        case .object(let object):
            "{"
                + object.members.map { "\(JSONValue.string($0.key).text): \($0.value.textInLine)" }
                .joined(separator: ", ") + "}"
        case .null, .bool, .integer, .number, .string: self.text
        }
    }

    private static func lines(_ open: String, _ items: [String], _ close: String, _ depth: Int) -> String {
        let indent = String(repeating: "  ", count: depth + 1)
        return "\(open)\n" + items.map { indent + $0 }.joined(separator: ",\n") + "\n\(indent.dropLast(2))\(close)"
    }
}
