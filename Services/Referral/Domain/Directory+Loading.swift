internal import Vocabulary

/// A city's directory file as written, before anybody looked at it.
public struct DirectoryFile: Codable, Sendable, Equatable {
    /// Which edition, `makassar-2018-11`.
    public var version: String
    /// The rows.
    public var entries: [DirectoryRecord]

    /// A file.
    public init(version: String, entries: [DirectoryRecord]) {
        self.version = version
        self.entries = entries
    }
}

/// A row of the directory file as written, before anybody looked at it.
public struct DirectoryRecord: Codable, Sendable, Equatable {
    /// `r01`.
    public var id: String
    /// Name.
    public var institution: String
    /// Its name in Indonesian; the name itself if left out.
    public var indonesianName: String?
    /// What it does.
    public var service: String
    /// Need codes.
    public var need: [String]
    /// How to get there.
    public var access: String?
    /// What to bring.
    public var documents: [String]?
    /// Whom it can take, and for how long.
    public var constraint: Constraint?
    /// Where, if printed.
    public var address: String?
    /// The first day the entry holds, YYYY-MM-DD.
    public var validFrom: String
    /// The last day it holds, if it ends.
    public var validUntil: String?
    /// When somebody last asked.
    public var lastChecked: String?

    /// An entry with what every entry has.
    public init(id: String, institution: String, service: String, need: [String], validFrom: String) {
        self.id = id
        self.institution = institution
        self.service = service
        self.need = need
        self.validFrom = validFrom
    }

    /// Whom a partner can take, and for how long, as written.
    public struct Constraint: Codable, Sendable, Equatable {
        /// The sexes it takes.
        public var sexes: [String]?
        /// Completed years.
        public var minimumAge: Int?
        /// Completed years.
        public var maximumAge: Int?
        /// Hours a child may stay.
        public var maximumStayHours: Int?
        /// How many beds, until somebody counts them anew.
        public var beds: Int?
        /// Directory id of the way for a child it can't take because of sex.
        public var othersThrough: String?
        /// What else the source says.
        public var note: String?

        /// No constraint.
        public init() {}

        enum CodingKeys: String, CodingKey {
            case sexes
            case minimumAge = "minimum_age"
            case maximumAge = "maximum_age"
            case maximumStayHours = "max_stay_hours"
            case beds
            case othersThrough = "others_through"
            case note
        }
    }

    enum CodingKeys: String, CodingKey {
        case id, institution, service, need, access, documents, constraint, address
        case indonesianName = "indonesian_name"
        case validFrom = "valid_from"
        case validUntil = "valid_until"
        case lastChecked = "last_checked"
    }
}

/// Everything that is wrong with a directory, at once.
public struct DirectoryProblems: Error, Sendable, Equatable, CustomStringConvertible {
    /// Where (RFC 6901), and what belongs there.
    public let problems: [String]
    /// These problems.
    public init(problems: [String]) { self.problems = problems }
    /// One a line.
    public var description: String { self.problems.joined(separator: "\n") }
}

extension Directory {
    /// A directory from its file.
    ///
    /// - Throws: ``DirectoryProblems`` with every problem of every row.
    public init(file: DirectoryFile) throws(DirectoryProblems) {
        let records = file.entries
        var problems: [String] = []
        if file.version.isEmpty { problems.append("/version: a word for the edition") }
        var institutions: [Institution] = []
        var known: Set<String> = []
        for (index, record) in records.enumerated() {
            var check = RecordCheck(place: "/entries/\(index)")
            if !known.insert(record.id).inserted {
                check.say("/id", "an id that is used once, \(record.id) is used twice")
            }
            institutions.append(check.institution(record))
            problems += check.problems
        }
        for (index, record) in records.enumerated() {
            guard let through = record.constraint?.othersThrough, !known.contains(through) else { continue }
            problems.append("/entries/\(index)/constraint/others_through: an id of this directory")
        }
        if records.isEmpty { problems.append("/entries: at least one institution") }
        guard problems.isEmpty else { throw DirectoryProblems(problems: problems) }
        self.version = file.version
        self.records = records
        self.institutions = institutions.sorted { $0.id < $1.id }
    }

    /// The directory with these entries instead of, or besides, its own.
    ///
    /// - Throws: ``DirectoryProblems``.
    public func amended(with records: [DirectoryRecord]) throws(DirectoryProblems) -> Directory {
        guard !records.isEmpty else { return self }
        let changed = Dictionary(records.map { ($0.id, $0) }, uniquingKeysWith: { _, later in later })
        let own = Set(self.records.map(\.id))
        let all =
            self.records.map { changed[$0.id] ?? $0 }
            + changed.values.filter { !own.contains($0.id) }.sorted { $0.id < $1.id }
        return try Directory(file: DirectoryFile(version: "\(self.version)+\(changed.count)", entries: all))
    }

    /// A row as the file or an amendment wrote it.
    public func record(_ id: String) -> DirectoryRecord? { self.records.first { $0.id == id } }
}

/// Gathers the problems of one row.
private struct RecordCheck {
    let place: String
    var problems: [String] = []

    init(place: String) { self.place = place }

    mutating func say(_ pointer: String, _ expected: String) {
        self.problems.append("\(self.place)\(pointer): \(expected)")
    }

    mutating func institution(_ record: DirectoryRecord) -> Institution {
        if record.id.isEmpty || !record.id.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) }) {
            self.say("/id", "lower-case letters and digits")
        }
        if record.institution.isEmpty { self.say("/institution", "a name") }
        if record.indonesianName?.isEmpty == true { self.say("/indonesian_name", "a name, or nothing") }
        if record.service.isEmpty { self.say("/service", "what it does") }
        if record.need.isEmpty { self.say("/need", "at least one need code") }
        return Institution(
            id: record.id,
            institution: record.institution,
            indonesianName: record.indonesianName,
            service: record.service,
            need: self.codes(record.need, "/need"),
            access: record.access,
            documents: record.documents ?? [],
            constraint: self.constraint(record.constraint),
            address: record.address,
            validFrom: self.date(record.validFrom, "/valid_from") ?? LocalDate(daysSinceEpoch: 0),
            validUntil: record.validUntil.flatMap { self.date($0, "/valid_until") },
            lastChecked: record.lastChecked.flatMap { self.date($0, "/last_checked") }
        )
    }

    private mutating func constraint(_ record: DirectoryRecord.Constraint?) -> Institution.Constraint {
        for (name, age) in [("minimum_age", record?.minimumAge), ("maximum_age", record?.maximumAge)] {
            if let age, !(0...120).contains(age) { self.say("/constraint/\(name)", "years from 0 to 120") }
        }
        if let minimum = record?.minimumAge, let maximum = record?.maximumAge, minimum > maximum {
            self.say("/constraint/maximum_age", "not below minimum_age")
        }
        if let hours = record?.maximumStayHours, hours < 1 { self.say("/constraint/max_stay_hours", "at least 1") }
        if let beds = record?.beds, beds < 0 { self.say("/constraint/beds", "0 or more") }
        return Institution.Constraint(
            sexes: self.codes(record?.sexes ?? [], "/constraint/sexes"),
            minimumAge: record?.minimumAge,
            maximumAge: record?.maximumAge,
            maximumStayHours: record?.maximumStayHours,
            beds: record?.beds,
            othersThrough: record?.othersThrough,
            note: record?.note
        )
    }

    private mutating func codes<Code: RawRepresentable>(_ words: [String], _ pointer: String) -> [Code]
    where Code.RawValue == String {
        var codes: [Code] = []
        for (index, word) in words.enumerated() {
            if let code = Code(rawValue: word) {
                codes.append(code)
            } else {
                self.say("\(pointer)/\(index)", "a known code")
            }
        }
        return codes
    }

    private mutating func date(_ text: String, _ pointer: String) -> LocalDate? {
        guard let date = LocalDate(text) else {
            self.say(pointer, "a date that exists, YYYY-MM-DD")
            return nil
        }
        return date
    }
}
