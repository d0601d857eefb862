internal import Instruments
internal import JSON
internal import YAML

/// A filled form as a person writes it: YAML, with the line of everything in it.
struct FormFile: Sendable {
    /// Which form.
    var form: FormName
    /// Which version of it.
    var version: Int
    /// What it is about: a case, a complaint's number, a referral.
    var subject: String
    /// What the units knew when it was made; conditions are asked against it.
    var context: FormContext = [:]
    /// The answers by field code.
    var answers: JSONObject = [:]
    /// Fields that were asked for and nobody knows.
    var unknown: Set<String> = []
    /// The file it was read from, for its lines.
    private(set) var document: YAMLDocument?

    /// Something that can't be read, with its line.
    struct Fault: Error, Equatable {
        /// The line, from 1; nil for the file as a whole.
        var line: Int?
        /// What is wrong with it.
        var message: String
    }

    /// Reads a file.
    ///
    /// - Throws: ``Fault``, with the line where there is one.
    init(_ bytes: [UInt8], instruments: Instruments) throws(Fault) {
        let document: YAMLDocument
        do throws(YAMLSyntaxError) {
            document = try YAMLDocument(bytes: bytes)
        } catch {
            // What the end of the file lacks is told of the line after it.
            let lines = bytes.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } + 1
            throw Fault(line: error.line.map { min($0, lines) }, message: error.reason)
        }
        guard let members = document.value.object else {
            throw Fault(line: 1, message: "expected a form: form, version, subject and answers")
        }
        func wrong(_ name: String, _ expected: String) -> Fault {
            Fault(line: document.line(of: "/\(name)") ?? 1, message: "\(name): expected \(expected)")
        }
        let names = ["form", "version", "subject", "known", "answers", "unknown"]
        for member in members.members where !names.contains(member.key) {
            let line = document.line(of: "/" + JSONPointer.escape(member.key))
            throw Fault(line: line, message: "expected one of \(names.joined(separator: ", "))")
        }
        guard let form = members["form"]?.string.flatMap({ FormName(rawValue: $0) }) else {
            throw wrong("form", "one of \(FormName.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard let version = members["version"]?.integer.map({ Int($0) }),
            let instrument = instruments.instrument(form, version: version)
        else { throw wrong("version", "a version of \(form.rawValue) that this program has") }
        guard let subject = members["subject"]?.string, !subject.isEmpty else {
            throw wrong("subject", "what the form is about")
        }
        self.form = form
        self.version = version
        self.subject = subject
        for member in members["known"]?.object?.members ?? [] { self.context[member.key] = member.value }
        self.unknown = Set(members["unknown"]?.array?.compactMap(\.string) ?? [])
        if let answers = members["answers"], !answers.isNull {
            guard let object = answers.object else { throw wrong("answers", "code: answer, one a line") }
            for member in object.members {
                self.answers[member.key] = Self.read(member.value, instrument.field(member.key))
            }
        }
        self.document = document
    }

    /// A form without a file, to be written.
    init(form: FormName, version: Int, subject: String) {
        self.form = form
        self.version = version
        self.subject = subject
    }

    /// The line of what a pointer into the answers names, or of the nearest thing around it.
    func line(of pointer: String) -> Int? { self.document?.line(of: "/answers" + pointer) }

    /// What a person types: `ya` and `tidak` are answers, and what stands in a text field is text.
    private static func read(_ value: JSONValue, _ field: Field?) -> JSONValue {
        guard let field else { return value }
        switch (field.type, value) {
        case (.str, .integer(let number)), (.text, .integer(let number)), (.sign, .integer(let number)),
            (.nik, .integer(let number)), (.enum, .integer(let number)):
            return .string(String(number))
        case (.str, .bool(let bool)), (.text, .bool(let bool)): return .string(bool ? "true" : "false")
        case (.bool, .string(let word)):
            switch word.lowercased() {
            case "ya", "yes": return .bool(true)
            case "tidak", "no": return .bool(false)
            default: return value
            }
        case (.list, .array(let lines)): return .array(lines.map { self.line($0) })
        case (.rows, .array(let rows)):
            return .array(
                rows.map { row in
                    guard let object = row.object else { return row }
                    return .object(
                        JSONObject(
                            members: object.members.map { member in
                                (member.key, self.read(member.value, field.columns.first { $0.code == member.key }))
                            }
                        )
                    )
                }
            )
        default: return value
        }
    }

    private static func line(_ value: JSONValue) -> JSONValue {
        if case .integer(let number) = value { .string(String(number)) } else { value }
    }
}
