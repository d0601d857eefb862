/// One version of one form: what is asked, in which words, when it must be answered, and what must agree.
///
/// It is data (`Forms/*.json`), checked when it is loaded. A case is pinned to a version when it begins.
public struct Instrument: Sendable, Hashable {
    /// A part of the form.
    public struct Section: Codable, Sendable, Hashable {
        /// Its key.
        public var code: String
        /// English.
        public var en: String
        /// Indonesian.
        public var id: String
    }

    /// How scored items are valued (Form 3, §7.3.4).
    public struct Scoring: Sendable, Hashable {
        /// A table of the form.
        public struct Category: Codable, Sendable, Hashable {
            /// `B`.
            public var code: String
            /// English.
            public var en: String
            /// Indonesian.
            public var id: String
        }
        /// A row group of a table.
        public struct Domain: Codable, Sendable, Hashable {
            /// `b1`.
            public var code: String
            /// `B`.
            public var category: String
            /// English.
            public var en: String
            /// Indonesian.
            public var id: String
        }

        /// What the values mean, from the worst; their values are numbers.
        public var words: [Word]
        /// The highest value, unless the city's rules set another scale.
        public var maximum: Int
        /// Up to this value an item is bad: it must be in the plan or waived, and counts towards the red flag.
        public var badUpTo: Int
        /// More bad items than this in one category raise the red flag, unless the city's rules say otherwise.
        public var redFlagAbove: Int
        /// The tables.
        public var categories: [Category]
        /// The domains, in the form's order.
        public var domains: [Domain]
    }

    /// Which form.
    public var form: FormName
    /// Which version of it; 1 is the first.
    public var version: Int
    /// What it is called.
    public var title: Label
    /// The command that records it.
    public var command: String
    /// What conditions may ask for besides fields.
    public var context: [ContextValue]
    /// The parts, in order.
    public var sections: [Section]
    /// The fields, in order.
    public var fields: [Field] { didSet { self.byCode = Self.index(self.fields) } }
    /// What must agree.
    public var checks: [Consistency]
    /// How items are valued, if there are any.
    public var scoring: Scoring?
    private var byCode: [String: Int]

    init(
        form: FormName,
        version: Int,
        title: Label,
        command: String,
        context: [ContextValue],
        sections: [Section],
        fields: [Field],
        checks: [Consistency],
        scoring: Scoring?
    ) {
        self.form = form
        self.version = version
        self.title = title
        self.command = command
        self.context = context
        self.sections = sections
        self.fields = fields
        self.checks = checks
        self.scoring = scoring
        self.byCode = Self.index(fields)
    }

    /// The field of that code.
    public func field(_ code: String) -> Field? { self.byCode[code].map { self.fields[$0] } }

    /// The scored items, in the form's order.
    public var items: [Field] { self.fields.filter { $0.type == .score } }

    private static func index(_ fields: [Field]) -> [String: Int] {
        Dictionary(fields.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

/// All forms of all versions that are in use.
public struct Instruments: Sendable {
    private var versions: [FormName: [Int: Instrument]] = [:]

    /// These forms; of two with the same form and version the later holds.
    public init(_ instruments: [Instrument]) {
        for instrument in instruments { self.versions[instrument.form, default: [:]][instrument.version] = instrument }
    }

    /// With another version beside those there are.
    public func adding(_ instrument: Instrument) -> Instruments {
        var copy = self
        copy.versions[instrument.form, default: [:]][instrument.version] = instrument
        return copy
    }

    /// The version that new cases are pinned to: the highest.
    public func current(_ form: FormName) -> Instrument? {
        self.versions[form]?.max { $0.key < $1.key }?.value
    }

    /// That version; the current one if none is named.
    public func instrument(_ form: FormName, version: Int?) -> Instrument? {
        guard let version else { return self.current(form) }
        return self.versions[form]?[version]
    }

    /// The current version of every form.
    public var currentVersions: [FormName: Int] { self.versions.compactMapValues { $0.keys.max() } }

    /// Every version of every form, by form and version.
    public var all: [Instrument] {
        self.versions.values.flatMap(\.values).sorted { ($0.form, $0.version) < ($1.form, $1.version) }
    }
}
