public import JSON
internal import Yams

/// Reads the files that people write: YAML 1.2 (so also JSON) as a ``JSONValue``, with the line of every value, so that
/// what is wrong with it can be said by key and line.
public struct YAMLDocument: Sendable {
    /// The whole file.
    public let value: JSONValue
    /// The line of each value, from 1, by JSON Pointer.
    public let lines: [String: Int]

    /// Reads one document.
    ///
    /// - Throws: ``YAMLSyntaxError`` with the first place that is no YAML, or that has one key twice.
    public init(_ text: String) throws(YAMLSyntaxError) {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw YAMLSyntaxError(error)
        } catch {
            throw YAMLSyntaxError(line: nil, reason: "this is no YAML")
        }
        guard let node else {
            self.value = .null
            self.lines = [:]
            return
        }
        var lines: [String: Int] = [:]
        self.value = try Self.value(of: node, at: "", &lines)
        self.lines = lines
    }

    /// The line of a place; of the nearest place around it if that is missing.
    public func line(of pointer: String) -> Int? {
        var place = pointer[...]
        while true {
            if let line = self.lines[String(place)] { return line }
            guard let slash = place.lastIndex(of: "/") else { return nil }
            place = place[..<slash]
        }
    }

    private static func value(
        of node: Node,
        at pointer: String,
        _ lines: inout [String: Int]
    ) throws(YAMLSyntaxError) -> JSONValue {
        if let mark = node.mark { lines[pointer] = mark.line }
        // Aliases can make much of little.
        guard lines.count <= YAMLLimits.values else {
            throw YAMLSyntaxError(line: node.mark?.line, reason: "there is too much in this file")
        }
        switch node {
        case .scalar(let scalar): return self.scalar(scalar.string, isPlain: scalar.style == .plain)
        case .sequence(let sequence):
            var elements: [JSONValue] = []
            for (index, element) in sequence.enumerated() {
                elements.append(try self.value(of: element, at: "\(pointer)/\(index)", &lines))
            }
            return .array(elements)
        case .mapping(let mapping):
            var object = JSONObject()
            for (key, element) in mapping {
                guard case .scalar(let name) = key else {
                    throw YAMLSyntaxError(line: key.mark?.line, reason: "a key must be a word")
                }
                let place = "\(pointer)/\(JSONPointer.escape(name.string))"
                let value = try self.value(of: element, at: place, &lines)
                // The key's line: where a person looks.
                if let mark = key.mark { lines[place] = mark.line }
                object[name.string] = value
            }
            return .object(object)
        case .alias: throw YAMLSyntaxError(line: node.mark?.line, reason: "aliases are not used in these files")
        }
    }

    /// The core schema of YAML 1.2: `yes`, `no` and dates are text.
    private static func scalar(_ text: String, isPlain: Bool) -> JSONValue {
        guard isPlain else { return .string(text) }
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: break
        }
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard let first = digits.utf8.first, (0x30...0x39).contains(first) else { return .string(text) }
        // A leading zero is kept: `0123` is a code, not a number.
        let isCode = digits.utf8.count > 1 && first == 0x30 && !digits.hasPrefix("0.")
        if isCode { return .string(text) }
        if let integer = Int64(text) { return .integer(integer) }
        if let number = Double(text), number.isFinite { return .number(number) }
        return .string(text)
    }
}

/// A file that is no YAML. Holds none of its values.
public struct YAMLSyntaxError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The line, from 1.
    public let line: Int?
    /// What is wrong there.
    public let reason: String

    init(line: Int?, reason: String) {
        self.line = line
        self.reason = reason
    }

    init(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(line: mark.line, reason: problem)
        case .duplicatedKeysInMapping(_, let context):
            self.init(line: context.mark.line, reason: "a key stands here twice")
        default: self.init(line: nil, reason: "this is no YAML")
        }
    }

    /// One line.
    public var description: String { self.line.map { "line \($0): \(self.reason)" } ?? self.reason }
}
