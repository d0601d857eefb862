public import Vocabulary

/// What is to be counted: checked, so that it can be.
public struct TableSpecification: Codable, Sendable, Equatable {
    /// Down.
    public let rows: TableDimension
    /// Across; another one.
    public let columns: TableDimension
    /// Only cases with one of these values; sorted, each value one of the dimension's.
    public let filters: [Filter]
    /// Of registration.
    public let period: Period
    /// The city's subdistricts.
    public let places: [String]

    /// Keeps cases with one of these values.
    public struct Filter: Codable, Sendable, Equatable {
        /// By what.
        public let dimension: TableDimension
        /// One of these.
        public let values: [String]
    }

    /// A specification; nil if rows and columns are the same, or a filter names a value that doesn't exist.
    public init?(
        rows: TableDimension,
        columns: TableDimension,
        filters: [TableDimension: [String]],
        period: Period,
        places: [String] = Subdistricts.makassar.all
    ) {
        guard rows != columns else { return nil }
        for (dimension, values) in filters {
            let known = Set(dimension.labels(in: period, places: places))
            guard !values.isEmpty, values.allSatisfy(known.contains) else { return nil }
        }
        self.rows = rows
        self.columns = columns
        self.filters = filters.map { Filter(dimension: $0.key, values: Set($0.value).sorted()) }
            .sorted { $0.dimension.rawValue < $1.dimension.rawValue }
        self.period = period
        self.places = places
    }

    /// All values of a dimension, as a table of these cases has them.
    public func labels(_ dimension: TableDimension) -> [String] {
        dimension.labels(in: self.period, places: self.places)
    }

    /// Whether a case belongs to the table.
    public func includes(_ row: FactRow, months: Set<String>) -> Bool {
        guard row.isCounted, let month = row.month?.value, months.contains(month) else { return false }
        return self.filters.allSatisfy { filter in
            filter.dimension.values(of: row).contains(where: filter.values.contains)
        }
    }
}

/// Counts as they are: never leaves the unit. Its only way out is ``withheld(threshold:)``.
///
/// A case counts in every category it has, so the counts of categories don't add up to the number of cases. Totals over
/// such a dimension are not made: they would be a second, overlapping count whose sums couldn't be guarded exactly.
public struct CountTable: Sendable, Equatable {
    /// The rows' labels, without the total.
    public let rowLabels: [String]
    /// The columns' labels, without the total.
    public let columnLabels: [String]
    /// Counts, with a last row of totals if rows add up and a last column of totals if columns do.
    public let grid: [[Int]]
    /// Whether the last row holds totals.
    public let hasTotalRow: Bool
    /// Whether the last column holds totals.
    public let hasTotalColumn: Bool

    /// A table of these counts, for which the totals are made.
    public init(
        rowLabels: [String],
        columnLabels: [String],
        counts: [[Int]],
        rowsAddUp: Bool,
        columnsAddUp: Bool
    ) {
        var grid = counts
        if columnsAddUp { grid = grid.map { $0 + [$0.reduce(0, +)] } }
        if rowsAddUp {
            let width = grid.first?.count ?? columnLabels.count + (columnsAddUp ? 1 : 0)
            grid.append((0..<width).map { column in grid.reduce(0) { $0 + $1[column] } })
        }
        self.rowLabels = rowLabels
        self.columnLabels = columnLabels
        self.grid = grid
        self.hasTotalRow = rowsAddUp
        self.hasTotalColumn = columnsAddUp
    }

    /// Counts cases.
    public init(_ specification: TableSpecification, facts: some Sequence<FactRow>) {
        let months = Set(specification.period.months)
        let rowLabels = specification.labels(specification.rows)
        let columnLabels = specification.labels(specification.columns)
        let rowIndex = Dictionary(uniqueKeysWithValues: zip(rowLabels, 0...))
        let columnIndex = Dictionary(uniqueKeysWithValues: zip(columnLabels, 0...))
        var counts = rowLabels.map { _ in columnLabels.map { _ in 0 } }
        for fact in facts where specification.includes(fact, months: months) {
            for row in specification.rows.values(of: fact).compactMap({ rowIndex[$0] }) {
                for column in specification.columns.values(of: fact).compactMap({ columnIndex[$0] }) {
                    counts[row][column] += 1
                }
            }
        }
        self.init(
            rowLabels: rowLabels,
            columnLabels: columnLabels,
            counts: counts,
            rowsAddUp: specification.rows.isAdditive,
            columnsAddUp: specification.columns.isAdditive
        )
    }

    /// Whether nothing was counted.
    public var isEmpty: Bool { self.grid.allSatisfy { $0.allSatisfy { $0 == 0 } } }
}
