public import Vocabulary

/// A table that may leave the centre: small counts withheld, and others so that none can be computed (rule 26, D16).
/// Made only by ``CountTable/withheld(threshold:specification:edition:others:at:)``.
public struct ReleasedTable: Codable, Sendable, Equatable {
    /// What was counted.
    public let specification: TableSpecification
    /// The rows' labels.
    public let rowLabels: [String]
    /// The columns' labels.
    public let columnLabels: [String]
    /// Counts of cases, nil where withheld.
    public let cells: [[Int?]]
    /// Cases a row, nil where withheld; no such list if the columns' counts overlap.
    public let rowTotals: [Int?]?
    /// Cases a column, nil where withheld; no such list if the rows' counts overlap.
    public let columnTotals: [Int?]?
    /// All cases of the table; nil if withheld or if counts overlap.
    public let total: Int?
    /// From this count on a cell is shown for its own sake.
    public let threshold: Int
    /// The edition of the facts it was counted from: what came later is in none of its cells.
    public let edition: Int
    /// When it was counted.
    public let asOf: Instant
    /// What a reader must know.
    public let notes: [String]

    /// What stands for a withheld count.
    public static let marker = "*"
}

extension CountTable {
    /// The table as it may leave the centre, looked at alone.
    ///
    /// - Parameters:
    ///   - threshold: Counts from 1 to below it are withheld; 0 is shown unless it reveals one (D16).
    ///   - specification: What was counted.
    ///   - edition: Which edition of the facts.
    ///   - others: Cells that must not be shown because of what has left before.
    ///   - companions: Whether cells that reveal small ones are withheld with them.
    ///   - now: When.
    func withheld(
        threshold: Int,
        specification: TableSpecification,
        edition: Int = 0,
        others: Set<Cell> = [],
        companions: Bool = true,
        at now: Instant
    ) -> ReleasedTable {
        var withholding = Withholding(self)
        withholding.settle(threshold: threshold, others: others, companions: companions)
        let shown: [[Int?]] = self.grid.enumerated().map { row, counts in
            counts.enumerated().map { column, count in
                withholding.withheld.contains(Cell(row: row, column: column)) ? nil : count
            }
        }
        let body = self.hasTotalRow ? Array(shown.dropLast()) : shown
        let cells = body.map { self.hasTotalColumn ? Array($0.dropLast()) : $0 }
        var notes = [
            "\(ReleasedTable.marker) withheld: the count is below \(threshold), or would reveal one that is",
            "months are those of registration",
        ]
        if !self.hasTotalRow || !self.hasTotalColumn {
            notes.append("a case counts in each of its categories, so categories do not add up and have no total")
        }
        return ReleasedTable(
            specification: specification,
            rowLabels: self.rowLabels,
            columnLabels: self.columnLabels,
            cells: cells,
            rowTotals: self.hasTotalColumn ? body.map { $0.last ?? nil } : nil,
            columnTotals: self.hasTotalRow
                ? (shown.last.map { self.hasTotalColumn ? Array($0.dropLast()) : $0 } ?? []) : nil,
            total: self.hasTotalRow && self.hasTotalColumn ? shown.last?.last ?? nil : nil,
            threshold: threshold,
            edition: edition,
            asOf: now,
            notes: notes
        )
    }
}

/// The ledger of releases as a rule sees it: what has left, and every case's codes at each edition.
public struct ReleaseLedger: Sendable {
    /// The tables that have left, to anybody.
    public let tables: [ReleasedTable]
    /// The facts.
    public let facts: [Fact]
    /// The edition that a release now is counted from.
    public let edition: Int

    /// A ledger.
    public init(tables: [ReleasedTable], facts: [Fact], edition: Int) {
        self.tables = tables
        self.facts = facts
        self.edition = edition
    }

    /// How often more is withheld before the answer is no.
    static let attempts = 60

    /// The table as it may leave, given all that has left before: beside small counts and those that reveal them within
    /// the table, cells are withheld that would reveal a small count together with earlier releases, to anybody, over the
    /// same or overlapping cases (differencing).
    ///
    /// - Parameters:
    ///   - specification: What to count.
    ///   - limits: Which counts are small, how near a bound may come.
    ///   - now: When.
    /// - Returns: Nil if nothing that says anything can be shown safely.
    /// - Source: rule 26, D16, domain.md §10.2 "also by subtraction".
    public func release(
        _ specification: TableSpecification,
        limits: ReleaseLimits,
        at now: Instant
    ) -> ReleasedTable? {
        let counts = CountTable(specification, facts: self.facts.lazy.map(\.row))
        let earlier = self.tables.map { Publication($0) }
        var others: Set<Cell> = []
        for _ in 0..<Self.attempts {
            let table = counts.withheld(
                threshold: limits.threshold,
                specification: specification,
                edition: self.edition,
                others: others,
                companions: limits.withholdsCompanions,
                at: now
            )
            // Stars that earlier releases ask for, and nothing else, are no answer.
            guard others.isEmpty || table.showsAnything else { return nil }
            guard limits.checksEarlierReleases else { return table }
            let disclosure = Disclosure(
                earlier: earlier,
                intended: Publication(table),
                histories: self.facts.lazy.map(\.versions),
                threshold: limits.threshold,
                width: limits.width
            )
            guard let revealing = disclosure.revealing() else { return nil }
            if revealing.isEmpty { return table }
            others.formUnion(revealing)
        }
        return nil
    }
}

/// What a release must keep to (D16).
public struct ReleaseLimits: Sendable, Equatable {
    /// Counts from 1 to below it are withheld.
    public var threshold: Int
    /// No guarded count may be known more closely than this: as far apart as a star alone leaves them.
    public var width: Int
    /// Whether earlier releases are looked at; off only to show that an attack then succeeds.
    public var checksEarlierReleases = true
    /// Whether cells that reveal small ones within the table go with them; off only to show that an attack then succeeds.
    public var withholdsCompanions = true

    /// Limits with the width that follows from the threshold.
    public init(threshold: Int) {
        self.threshold = threshold
        self.width = max(1, threshold - 2)
    }
}

extension ReleasedTable {
    /// How many cells are withheld, totals included.
    public var withheldCount: Int {
        let totals = (self.rowTotals ?? []) + (self.columnTotals ?? [])
        let hasTotal = self.rowTotals != nil && self.columnTotals != nil
        return (self.cells.joined() + totals + (hasTotal ? [self.total] : [])).count { $0 == nil }
    }

    /// Whether any count but zero is shown.
    var showsAnything: Bool {
        (self.cells.joined() + (self.rowTotals ?? []) + (self.columnTotals ?? [])).contains { ($0 ?? 0) > 0 }
    }
}

extension ReleasedTable {
    /// The table in CSV (RFC 4180): a header, a line a row, a last line of totals where counts add up.
    public var csv: String {
        var lines: [[String]] = []
        let corner = "\(self.specification.rows.rawValue)/\(self.specification.columns.rawValue)"
        lines.append([corner] + self.columnLabels + (self.rowTotals == nil ? [] : ["total"]))
        for (index, label) in self.rowLabels.enumerated() {
            let total = self.rowTotals.map { [$0[index]] } ?? []
            lines.append([label] + (self.cells[index] + total).map(Self.show))
        }
        if let columnTotals {
            let total: [Int?] = self.rowTotals == nil ? [] : [self.total]
            lines.append(["total"] + (columnTotals + total).map(Self.show))
        }
        return CSV.text(lines)
    }

    private static func show(_ count: Int?) -> String { count.map(String.init) ?? Self.marker }
}
