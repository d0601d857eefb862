public import JSON

/// What is wrong with an instrument's file, all of it.
public struct InstrumentProblems: Error, Sendable, Equatable, CustomStringConvertible {
    /// Each with a pointer into the file.
    public var problems: [Problem]
    /// One problem a line.
    public var description: String {
        self.problems.map { "\($0.pointer): expected \($0.expected), found \($0.found)" }.joined(separator: "\n")
    }
}

extension Instrument {
    /// Reads an instrument and checks it.
    ///
    /// - Throws: ``InstrumentProblems``: text that is not JSON, members missing or unknown, unknown types, dangling
    ///   references, codes used twice, conditions that can't be read. All at once.
    public init(json bytes: [UInt8]) throws(InstrumentProblems) {
        let decoded = JSONDecoding.decode(InstrumentRecord.self, from: bytes)
        let unknown = decoded.unknownMembers.map { Problem(pointer: $0, expected: "a known member", found: "unknown") }
        guard let record = decoded.value else { throw InstrumentProblems(problems: decoded.problems + unknown) }
        var reading = InstrumentReading()
        let instrument = reading.instrument(record)
        let problems = unknown + reading.problems + instrument.findings()
        guard problems.isEmpty else { throw InstrumentProblems(problems: problems) }
        self = instrument
    }

    /// The same from a value, as a test edits it.
    public init(value: JSONValue) throws(InstrumentProblems) { try self.init(json: JSONWriter.write(value)) }
}

extension Instruments {
    /// The forms the programs are built with.
    public static let standard: Instruments = {
        do throws(InstrumentProblems) {
            var all: [Instrument] = []
            for bytes in Self.files { all.append(try Instrument(json: bytes)) }
            return Instruments(all)
        } catch {
            preconditionFailure("a form that is built in doesn't load: \(error)")
        }
    }()

    /// The built-in files, as they are.
    public static var files: [[UInt8]] {
        [
            PackageResources.form1_json, PackageResources.form2_json, PackageResources.form3_json,
            PackageResources.form4_json, PackageResources.form5_json, PackageResources.form6_json,
            PackageResources.form7_json, PackageResources.form8_json,
        ]
    }
}

struct InstrumentRecord: Codable {
    struct ContextRecord: Codable {
        var name: String
        var type: FieldType
        var values: String?
    }
    struct ScoringRecord: Codable {
        var values: String
        var maximum: Int
        var badUpTo: Int
        var redFlagAbove: Int
        var categories: [Instrument.Scoring.Category]
        var domains: [Instrument.Scoring.Domain]
    }
    struct CheckRecord: Codable {
        var code: String
        var when: String?
        var holds: String
        var blames: String
        var en: String
        var id: String
        var severity: Consistency.Severity?
    }

    var form: FormName
    var version: Int
    var title: Label
    var command: String
    var context: [ContextRecord]?
    var words: [String: [Word]]?
    var sections: [Instrument.Section]
    var scoring: ScoringRecord?
    var fields: [FieldRecord]
    var checks: [CheckRecord]?
}

struct FieldRecord: Codable {
    var code: String
    var section: String?
    var en: String
    var id: String
    var hint: Label?
    var type: FieldType
    var values: String?
    var min: Int?
    var max: Int?
    var length: Int?
    var columns: [FieldRecord]?
    var bands: [String]?
    var required: String?
    var or: [String]?
    var mayBeUnknown: Bool?
    var applies: String?
    var `class`: FieldClass?
    var at: String?
    var word: String?
    var presence: Bool?
    var known: String?
    var step: String?
    var domain: String?
    var adverse: Bool?
    var seen: Field.Observation?
    var redFlag: Bool?
    var printed: Int?
}

/// Turns records into an instrument and gathers what can't be turned.
struct InstrumentReading {
    var problems: [Problem] = []

    mutating func instrument(_ record: InstrumentRecord) -> Instrument {
        let words = record.words ?? [:]
        let context = (record.context ?? []).enumerated().map { index, value in
            ContextValue(
                name: value.name,
                type: value.type,
                words: self.words(value.values, in: words, at: "/context/\(index)/values")
            )
        }
        let scoring = record.scoring.map { scoring in
            Instrument.Scoring(
                words: self.words(scoring.values, in: words, at: "/scoring/values"),
                maximum: scoring.maximum,
                badUpTo: scoring.badUpTo,
                redFlagAbove: scoring.redFlagAbove,
                categories: scoring.categories,
                domains: scoring.domains
            )
        }
        let fields = record.fields.enumerated().map { index, field in
            self.field(field, words: words, privacy: .operational, isColumn: false, at: "/fields/\(index)")
        }
        let checks = (record.checks ?? []).enumerated().map { index, check in
            Consistency(
                code: check.code,
                when: self.condition(check.when, at: "/checks/\(index)/when"),
                holds: self.condition(check.holds, at: "/checks/\(index)/holds") ?? .always,
                blames: check.blames,
                label: Label(en: check.en, id: check.id),
                severity: check.severity ?? .error
            )
        }
        return Instrument(
            form: record.form,
            version: record.version,
            title: record.title,
            command: record.command,
            context: context,
            sections: record.sections,
            fields: fields,
            checks: checks,
            scoring: scoring
        )
    }

    private mutating func field(
        _ record: FieldRecord,
        words: [String: [Word]],
        privacy: FieldClass,
        isColumn: Bool,
        at pointer: String
    ) -> Field {
        if record.class == nil, !isColumn {
            self.problems.append(Problem(pointer: "\(pointer)/class", expected: "CI, RI, SH or OP", found: "missing"))
        }
        let own = record.class ?? privacy
        let columns = (record.columns ?? []).enumerated().map { index, column in
            self.field(column, words: words, privacy: own, isColumn: true, at: "\(pointer)/columns/\(index)")
        }
        return Field(
            code: record.code,
            section: record.section ?? "",
            label: Label(en: record.en, id: record.id),
            hint: record.hint,
            type: record.type,
            words: self.words(record.values, in: words, at: "\(pointer)/values"),
            minimum: record.min,
            maximum: record.max,
            length: record.length ?? Self.length(record.type),
            columns: columns,
            bands: record.bands ?? [],
            required: self.condition(record.required, at: "\(pointer)/required"),
            alternatives: record.or ?? [],
            mayBeUnknown: record.mayBeUnknown ?? false,
            applies: self.condition(record.applies, at: "\(pointer)/applies"),
            privacy: own,
            place: Self.place(record),
            step: record.step,
            domain: record.domain,
            isAdverse: record.adverse ?? false,
            observation: record.seen,
            countsForRedFlag: record.redFlag ?? true,
            printed: record.printed
        )
    }

    /// How much may be written where the file doesn't say.
    private static func length(_ type: FieldType) -> Int {
        switch type {
        case .str, .sign, .nik, .enum, .date, .time: 200
        case .text, .score: 20_000
        case .list, .rows, .set, .grid: 200
        case .int, .bool: 0
        }
    }

    private static func place(_ record: FieldRecord) -> Field.Place {
        if let known = record.known { return .known(known) }
        let short = record.code.drop { $0 != "_" }.dropFirst()
        let pointer = record.at ?? (record.type == .score ? "/form/answers/\(record.code)" : "/form/\(short)")
        if let word = record.word { return .word(word, in: pointer) }
        return record.presence == true ? .presence(of: pointer) : .at(pointer)
    }

    private mutating func words(_ name: String?, in words: [String: [Word]], at pointer: String) -> [Word] {
        guard let name else { return [] }
        guard let found = words[name] else {
            self.problems.append(Problem(pointer: pointer, expected: "a list of /words", found: "no such list"))
            return []
        }
        return found
    }

    private mutating func condition(_ text: String?, at pointer: String) -> Condition? {
        guard let text else { return nil }
        do throws(ConditionError) {
            return try Condition(text)
        } catch {
            let found = "something else at character \(error.offset)"
            self.problems.append(Problem(pointer: pointer, expected: error.expected, found: found))
            return nil
        }
    }
}
