/// A short wording in both languages.
public struct Label: Codable, Sendable, Hashable {
    /// English.
    public var en: String
    /// Indonesian, as it is printed.
    public var id: String

    /// A wording.
    public init(en: String, id: String) {
        self.en = en
        self.id = id
    }
}

/// An allowed value with its wording.
public struct Word: Codable, Sendable, Hashable {
    /// As it is stored and sent.
    public var value: String
    /// English.
    public var en: String
    /// Indonesian.
    public var id: String
}

/// What privacy a field needs (domain.md §0).
public enum FieldClass: String, Codable, Sendable, Hashable, CaseIterable {
    case childIdentity = "CI"
    case reporterIdentity = "RI"
    case sensitiveHarm = "SH"
    case operational = "OP"
}

/// What kind of answer a field takes.
public enum FieldType: String, Codable, Sendable, Hashable, CaseIterable {
    /// One line.
    case str
    /// As many lines as it takes.
    case text
    case int
    case bool
    /// `2026-11-22`.
    case date
    /// `14:30`.
    case time
    /// One of the allowed words.
    case `enum`
    /// Any of the allowed words, each once.
    case set
    /// Lines.
    case list
    /// A table: objects of the field's columns.
    case rows
    /// Counts by band and sex, `{"3-5": {"female": 1}}`.
    case grid
    /// A value on the form's scale, or not applicable with a reason.
    case score
    /// The name of who signs.
    case sign
    /// A population number; an implausible one is a doubt, never refused (rule 9).
    case nik
}

/// One field of a form.
public struct Field: Sendable, Hashable {
    /// Where an answer stands in the message that carries the form.
    public enum Place: Sendable, Hashable {
        /// At a JSON Pointer.
        case at(String)
        /// True if the array at the pointer holds the word.
        case word(String, in: String)
        /// True if there is anything at the pointer.
        case presence(of: String)
        /// Not asked: what the units know already, by its name.
        case known(String)
    }

    /// What must have been seen before an item can be scored (rule 17).
    public enum Observation: String, Codable, Sendable, Hashable {
        /// The child, met in person.
        case child
        /// The home, on a visit.
        case home
    }

    /// `f7_note`, as domain.md §7 names it.
    public var code: String
    /// The part of the form it stands in.
    public var section: String
    /// What is asked.
    public var label: Label
    /// What helps to answer.
    public var hint: Label?
    /// The kind of answer.
    public var type: FieldType
    /// The allowed words of an enum or a set.
    public var words: [Word]
    /// The smallest number.
    public var minimum: Int?
    /// The largest number.
    public var maximum: Int?
    /// The most characters, lines or rows.
    public var length: Int
    /// The columns of a table.
    public var columns: [Field]
    /// The bands of a grid.
    public var bands: [String]
    /// When it must be filled; nil: never.
    public var required: Condition?
    /// Fields of which one is enough in its place.
    public var alternatives: [String]
    /// Whether "asked for and nobody knows" is an answer.
    public var mayBeUnknown: Bool
    /// When it is to be filled at all; nil: always.
    public var applies: Condition?
    /// The privacy class.
    public var privacy: FieldClass
    /// Where the answer stands.
    public var place: Place
    /// The command that fills it, if not the form's own.
    public var step: String?

    /// The domain of a scored item, `b1`.
    public var domain: String?
    /// Whether a scored item tells of something bad; its value is never inverted (X28).
    public var isAdverse: Bool
    /// Whether a scored item is seen rather than asked.
    public var observation: Observation?
    /// Whether a scored item counts towards the red flag.
    public var countsForRedFlag: Bool
    /// The value printed after a scored item, to be ticked when the statement holds.
    public var printed: Int?

    /// Whether people fill it in here.
    public var isAsked: Bool {
        if case .known = self.place { return false }
        return self.step == nil
    }
}

/// What is asked across fields.
public struct Consistency: Sendable, Hashable {
    /// Whether it refuses the form or only warns.
    public enum Severity: String, Codable, Sendable, Hashable { case error, warning }

    /// A stable word, `level_too_high`.
    public var code: String
    /// When it is asked; nil: always.
    public var when: Condition?
    /// What must hold. Nothing is said against what isn't known.
    public var holds: Condition
    /// The field to blame.
    public var blames: String
    /// What is expected.
    public var label: Label
    /// Whether it refuses.
    public var severity: Severity
}

/// A value that a condition can ask for though it is no field: `@level`.
public struct ContextValue: Sendable, Hashable {
    /// Its name, without the `@`.
    public var name: String
    /// enum, bool, int or date.
    public var type: FieldType
    /// The allowed words of an enum.
    public var words: [Word]
}
