internal import Vocabulary

/// A row of the directory file as written, before anybody looked at it.
public struct DirectoryRecord: Codable, Sendable, Equatable {
    var id: String
    var institution: String
    var service: String
    var need: [String]
    var access: String?
    var documents: [String]?
    var constraint: Constraint?
    var address: String?
    var validFrom: String
    var lastChecked: String?

    struct Constraint: Codable, Sendable, Equatable {
        var sexes: [String]?
        var minimumAge: Int?
        var maximumAge: Int?
        var maximumStayHours: Int?
        var othersThrough: String?
        var note: String?

        enum CodingKeys: String, CodingKey {
            case sexes
            case minimumAge = "minimum_age"
            case maximumAge = "maximum_age"
            case maximumStayHours = "max_stay_hours"
            case othersThrough = "others_through"
            case note
        }
    }

    enum CodingKeys: String, CodingKey {
        case id, institution, service, need, access, documents, constraint, address
        case validFrom = "valid_from"
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
    /// A directory from its file's rows.
    ///
    /// - Throws: ``DirectoryProblems`` with every problem of every row.
    public init(records: [DirectoryRecord]) throws(DirectoryProblems) {
        var problems: [String] = []
        var institutions: [Institution] = []
        var known: Set<String> = []
        for (index, record) in records.enumerated() {
            var check = RecordCheck(place: "/\(index)")
            if !known.insert(record.id).inserted {
                check.say("/id", "an id that is used once, \(record.id) is used twice")
            }
            institutions.append(check.institution(record))
            problems += check.problems
        }
        for (index, record) in records.enumerated() {
            guard let through = record.constraint?.othersThrough, !known.contains(through) else { continue }
            problems.append("/\(index)/constraint/others_through: an id of this directory")
        }
        if records.isEmpty { problems.append(": at least one institution") }
        guard problems.isEmpty else { throw DirectoryProblems(problems: problems) }
        self.institutions = institutions.sorted { $0.id < $1.id }
    }
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
        if record.service.isEmpty { self.say("/service", "what it does") }
        if record.need.isEmpty { self.say("/need", "at least one need code") }
        return Institution(
            id: record.id,
            institution: record.institution,
            service: record.service,
            need: self.codes(record.need, "/need"),
            access: record.access,
            documents: record.documents ?? [],
            constraint: self.constraint(record.constraint),
            address: record.address,
            validFrom: self.date(record.validFrom, "/valid_from") ?? LocalDate(daysSinceEpoch: 0),
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
        return Institution.Constraint(
            sexes: self.codes(record?.sexes ?? [], "/constraint/sexes"),
            minimumAge: record?.minimumAge,
            maximumAge: record?.maximumAge,
            maximumStayHours: record?.maximumStayHours,
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
