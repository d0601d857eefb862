public import Vocabulary

/// A table that may leave the centre: small counts withheld, and others so that none can be computed (rule 26, D16).
/// Made only by ``CountTable/withheld(threshold:specification:at:)``.
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
    /// When it was counted.
    public let asOf: Instant
    /// What a reader must know.
    public let notes: [String]

    /// What stands for a withheld count.
    public static let marker = "*"
}

extension CountTable {
    /// The table as it may leave the centre.
    ///
    /// - Parameters:
    ///   - threshold: Counts from 1 to below it are withheld; 0 is shown unless it reveals one (D16).
    ///   - specification: What was counted.
    ///   - now: When.
    public func withheld(threshold: Int, specification: TableSpecification, at now: Instant) -> ReleasedTable {
        var withholding = Withholding(self)
        withholding.settle(threshold: threshold)
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
            asOf: now,
            notes: notes
        )
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
        return lines.map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func show(_ count: Int?) -> String { count.map(String.init) ?? Self.marker }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
