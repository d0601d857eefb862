public import Vocabulary

/// Cases altered so that no child can be recognised (domain.md §10.2): made from loose codes alone, each shared by at
/// least as many cases as a count must have to be shown. How many share it is not told.
public struct AdjustedCases: Codable, Sendable, Equatable {
    /// The codes asked for, in the order shown.
    public let fields: [TableDimension]
    /// How coarse each is shown: 0 as it is, each further step coarser.
    public let steps: [Int]
    /// Only cases with one of these values.
    public let filters: [TableSpecification.Filter]
    /// Of registration.
    public let period: Period
    /// The cases, a value for each field.
    public let cases: [[String]]
    /// At least this many cases share each.
    public let threshold: Int
    /// The edition of the facts.
    public let edition: Int
    /// When they were made.
    public let asOf: Instant
    /// What a reader must know.
    public let notes: [String]

    /// In CSV (RFC 4180).
    public var csv: String {
        CSV.text([self.fields.map(\.rawValue)] + self.cases)
    }
}

/// What is asked for beyond counts: which codes of which cases.
public struct ExtractSpecification: Codable, Sendable, Equatable {
    /// The codes, each once.
    public let fields: [TableDimension]
    /// Only cases with one of these values.
    public let filters: [TableSpecification.Filter]
    /// Of registration.
    public let period: Period
    /// The city's subdistricts.
    public let places: [String]

    /// A specification; nil without at least two different fields, or if a filter names a value that doesn't exist.
    public init?(
        fields: [TableDimension],
        filters: [TableDimension: [String]],
        period: Period,
        places: [String] = Subdistricts.makassar.all
    ) {
        guard Set(fields).count == fields.count, let rows = fields.first, let columns = fields.dropFirst().first,
            let table = TableSpecification(
                rows: rows,
                columns: columns,
                filters: filters,
                period: period,
                places: places
            )
        else { return nil }
        self.fields = fields
        self.filters = table.filters
        self.period = period
        self.places = places
    }

    private var table: TableSpecification? {
        TableSpecification(
            rows: self.fields[0],
            columns: self.fields[1],
            filters: Dictionary(
                self.filters.map { ($0.dimension, $0.values) },
                uniquingKeysWith: { first, _ in first }
            ),
            period: self.period,
            places: self.places
        )
    }

    /// The cases as they may leave: codes made coarser, the most telling one first, until hardly a case stands in a group
    /// smaller than the threshold; the few that still do are left out.
    ///
    /// - Returns: Nil if that can't be reached with two codes that still say something.
    /// - Source: domain.md §10.2, D16: the threshold of suppression is the size of a group.
    public func adjusted(facts: some Sequence<FactRow>, threshold: Int, edition: Int, at now: Instant) -> AdjustedCases?
    {
        guard let table = self.table else { return nil }
        let months = Set(self.period.months)
        let rows = facts.filter { table.includes($0, months: months) }
        guard rows.count >= threshold else { return nil }
        var steps = self.fields.map { _ in 0 }
        while true {
            let coarse = rows.map { row in zip(self.fields, steps).map { $0.shown(row, step: $1) } }
            var sizes: [[String]: Int] = [:]
            for values in coarse { sizes[values, default: 0] += 1 }
            let lost = sizes.values.filter { $0 < threshold }.reduce(0, +)
            let telling = zip(self.fields, steps).filter { $1 < $0.lastStep }.count
            if lost * 10 <= rows.count, telling >= 2, lost == 0 || lost >= threshold {
                return AdjustedCases(
                    fields: self.fields,
                    steps: steps,
                    filters: self.filters,
                    period: self.period,
                    cases: sizes.filter { $0.value >= threshold }.keys.sorted { $0.lexicographicallyPrecedes($1) },
                    threshold: threshold,
                    edition: edition,
                    asOf: now,
                    notes: [
                        "each line stands for at least \(threshold) cases that share it, never for one child",
                        "rarer combinations are left out; \(TableDimension.any) stands where a code would tell too much",
                        "months are those of registration",
                    ]
                )
            }
            guard telling >= 2 else { return nil }
            // The code with the most different values says most about one case.
            let distinct = self.fields.indices.map { index in
                steps[index] < self.fields[index].lastStep ? Set(coarse.map { $0[index] }).count : -1
            }
            guard let next = distinct.indices.max(by: { (distinct[$0], $1) < (distinct[$1], $0) }) else { return nil }
            steps[next] += 1
        }
    }
}

extension TableDimension {
    /// Where a code is not told at all.
    public static let any = "any"

    /// The step at which a code is not told at all.
    var lastStep: Int {
        switch self {
        case .level, .sex, .channel: 1
        case .category, .subdistrict, .ageBand, .month, .outcome: 2
        }
    }

    /// A case's value, coarser with each step; several categories as one text.
    func shown(_ row: FactRow, step: Int) -> String {
        guard step < self.lastStep else { return Self.any }
        let value = self.values(of: row).joined(separator: "+")
        guard step > 0 else { return value }
        switch self {
        case .category: return Self.kind(row.categories?.value ?? [])
        case .subdistrict: return value == Self.unknown ? value : "in_the_city"
        case .ageBand:
            switch row.childAge?.value {
            case nil: return value
            case .some(0...5): return "0-5"
            case .some(6...12): return "6-12"
            case .some(13...17): return "13-17"
            case .some: return "18+"
            }
        case .month: return String(value.prefix(4))
        case .outcome: return row.ending == nil ? "open" : "closed"
        case .level, .sex, .channel: return value
        }
    }

    /// What kind of trouble it is: harm done, the law, or rights and welfare.
    private static func kind(_ categories: [Category]) -> String {
        var kinds: Set<String> = []
        for category in categories {
            switch category {
            case .violenceVictim, .exploitationVictim, .neglectVictim, .maltreatmentVictim, .traffickingVictim:
                kinds.insert("harm")
            case .childInContactWithLaw: kinds.insert("law")
            case .educationProblem, .healthProblem, .civilRegistrationProblem, .socialWelfareProblem,
                .otherRightsProblem, .rightsConsultation:
                kinds.insert("rights_and_welfare")
            }
        }
        return kinds.isEmpty ? self.unknown : kinds.sorted().joined(separator: "+")
    }
}

/// Lines of values (RFC 4180).
enum CSV {
    static func text(_ lines: [[String]]) -> String {
        lines.map { $0.map(self.quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
