internal import Vocabulary

/// What somebody outside holds of one release: which cells of which table were shown, counted at which edition.
struct Publication: Equatable {
    /// What was counted.
    let specification: TableSpecification
    /// As of which edition of the facts.
    let edition: Int
    /// Cells that were not shown; totals are the last row and column.
    let withheld: Set<Cell>

    let rowLabels: [String]
    let columnLabels: [String]
    /// Columns of the grid, totals included.
    let width: Int
    /// Rows of the grid, totals included.
    let height: Int

    init(_ specification: TableSpecification, edition: Int, withheld: Set<Cell>) {
        self.specification = specification
        self.edition = edition
        self.withheld = withheld
        self.rowLabels = specification.labels(specification.rows)
        self.columnLabels = specification.labels(specification.columns)
        self.width = self.columnLabels.count + (specification.columns.isAdditive ? 1 : 0)
        self.height = self.rowLabels.count + (specification.rows.isAdditive ? 1 : 0)
    }

    /// As it left.
    init(_ table: ReleasedTable) {
        var withheld: Set<Cell> = []
        func note(_ count: Int?, _ row: Int, _ column: Int) {
            if count == nil { withheld.insert(Cell(row: row, column: column)) }
        }
        let (height, width) = (table.rowLabels.count, table.columnLabels.count)
        for (row, counts) in table.cells.enumerated() {
            for (column, count) in counts.enumerated() { note(count, row, column) }
        }
        for (row, total) in (table.rowTotals ?? []).enumerated() { note(total, row, width) }
        for (column, total) in (table.columnTotals ?? []).enumerated() { note(total, height, column) }
        if table.rowTotals != nil, table.columnTotals != nil { note(table.total, height, width) }
        self.init(table.specification, edition: table.edition, withheld: withheld)
    }

    var hasTotalRow: Bool { self.height > self.rowLabels.count }
    var hasTotalColumn: Bool { self.width > self.columnLabels.count }

    func cell(_ index: Int) -> Cell { Cell(row: index / self.width, column: index % self.width) }

    func isTotal(_ cell: Cell) -> Bool { cell.row == self.rowLabels.count || cell.column == self.columnLabels.count }

    /// The cells a total is the sum of; none for a cell that is no total.
    func parts(of cell: Cell) -> [Cell] {
        if cell.column == self.columnLabels.count {
            return self.columnLabels.indices.map { Cell(row: cell.row, column: $0) }
        }
        if cell.row == self.rowLabels.count {
            return self.rowLabels.indices.map { Cell(row: $0, column: cell.column) }
        }
        return []
    }

    /// Whether a total says nothing that its shown parts don't say.
    func isRedundant(_ cell: Cell) -> Bool {
        let parts = self.parts(of: cell)
        return !parts.isEmpty && parts.allSatisfy { !self.withheld.contains($0) }
    }
}

/// A case's codes as tables see them: for each dimension in use its values, as numbers.
struct CodedRow: Hashable {
    var values: [[Int]]
}

/// Numbers for the values of the dimensions in use, and where a coded case counts in a table.
struct Coding {
    let dimensions: [TableDimension]
    private var codes: [[String: Int]]

    init(_ publications: [Publication]) {
        var used: Set<TableDimension> = [.month]
        for publication in publications {
            used.formUnion([publication.specification.rows, publication.specification.columns])
            used.formUnion(publication.specification.filters.map(\.dimension))
        }
        let dimensions = TableDimension.allCases.filter(used.contains)
        self.dimensions = dimensions
        self.codes = dimensions.map { dimension in
            var labels: [String] = []
            for publication in publications {
                for label in publication.specification.labels(dimension) where !labels.contains(label) {
                    labels.append(label)
                }
            }
            return Dictionary(uniqueKeysWithValues: zip(labels, 0...))
        }
    }

    /// All values of a dimension.
    func values(_ dimension: Int) -> Range<Int> { 0..<self.codes[dimension].count }

    /// The case, coded; nil if it lies in no month of any table.
    func row(_ row: FactRow) -> CodedRow? {
        guard row.isCounted else { return nil }
        var values: [[Int]] = []
        for (index, dimension) in self.dimensions.enumerated() {
            let known = dimension.values(of: row).compactMap { self.codes[index][$0] }
            guard !known.isEmpty else { return nil }
            values.append(known)
        }
        return CodedRow(values: values)
    }

    /// A table's labels as numbers, ready to count with.
    func counter(_ publication: Publication) -> Counter {
        func index(_ dimension: TableDimension) -> Int { self.dimensions.firstIndex(of: dimension) ?? 0 }
        func places(_ dimension: TableDimension, _ labels: [String]) -> [Int] {
            let position = index(dimension)
            var places = Array(repeating: -1, count: self.codes[position].count)
            for (place, label) in labels.enumerated() {
                if let code = self.codes[position][label] { places[code] = place }
            }
            return places
        }
        let specification = publication.specification
        let filters =
            [(TableDimension.month, specification.period.months)]
            + specification.filters.map { ($0.dimension, $0.values) }
        return Counter(
            publication: publication,
            rows: (index(specification.rows), places(specification.rows, publication.rowLabels)),
            columns: (index(specification.columns), places(specification.columns, publication.columnLabels)),
            filters: filters.map { dimension, values in
                let position = index(dimension)
                return (position, Set(values.compactMap { self.codes[position][$0] }))
            }
        )
    }

    /// Counts coded cases for one table.
    struct Counter {
        let publication: Publication
        let rows: (dimension: Int, places: [Int])
        let columns: (dimension: Int, places: [Int])
        let filters: [(dimension: Int, values: Set<Int>)]

        /// The cells of the grid a case counts in, totals included; none if it lies outside.
        func cells(of row: CodedRow) -> [Int] {
            for filter in self.filters where !row.values[filter.dimension].contains(where: filter.values.contains) {
                return []
            }
            let down = row.values[self.rows.dimension].map { self.rows.places[$0] }.filter { $0 >= 0 }
            let across = row.values[self.columns.dimension].map { self.columns.places[$0] }.filter { $0 >= 0 }
            guard !down.isEmpty, !across.isEmpty else { return [] }
            let width = self.publication.width
            var cells: [Int] = []
            for row in down + (self.publication.hasTotalRow ? [self.publication.rowLabels.count] : []) {
                for column in across { cells.append(row * width + column) }
                if self.publication.hasTotalColumn { cells.append(row * width + self.publication.columnLabels.count) }
            }
            return cells
        }
    }
}
