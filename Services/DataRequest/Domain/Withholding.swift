/// A place in a table's grid.
struct Cell: Hashable, Comparable {
    let row: Int
    let column: Int

    static func < (left: Cell, right: Cell) -> Bool { (left.row, left.column) < (right.row, right.column) }
}

/// Which cells of a table are withheld, and whether somebody who knows the rest could compute one of them.
///
/// Every row with a total is an equation, and so is every column: the total equals the sum. Each cell stands in at most
/// one row's and one column's equation, with opposite signs once some equations are turned round, so the withheld cells
/// are the arcs of a network whose nodes are the equations. Values that fit the published ones are the network's integer
/// flows, and a cell has a second possible value exactly if its arc lies on a cycle along which one unit can be moved.
/// That is what ``exposed(limit:)`` looks for; it is exact.
///
/// The reader is taken to know more than that counts aren't negative: also that a withheld one is at least one, unless
/// it is zero. So two ones under a total of two stay hidden only behind a third cell.
struct Withholding {
    private let grid: [[Int]]
    private let hasTotalRow: Bool
    private let hasTotalColumn: Bool
    private(set) var withheld: Set<Cell> = []

    init(_ table: CountTable) {
        self.grid = table.grid
        self.hasTotalRow = table.hasTotalRow
        self.hasTotalColumn = table.hasTotalColumn
    }

    private var rows: Int { self.grid.count }
    private var columns: Int { self.grid.first?.count ?? 0 }

    func count(_ cell: Cell) -> Int { self.grid[cell.row][cell.column] }

    /// All cells, totals included.
    var cells: [Cell] {
        (0..<self.rows).flatMap { row in (0..<self.columns).map { Cell(row: row, column: $0) } }
    }

    /// The equations a cell stands in, as nodes: its row's, its column's. Without an equation: the outside, node 0.
    func arc(_ cell: Cell) -> (tail: Int, head: Int) {
        let row = self.hasTotalColumn ? 1 + cell.row : 0
        let column = self.hasTotalRow ? 1 + self.rows + cell.column : 0
        let isTotalRow = self.hasTotalRow && cell.row == self.rows - 1
        let isTotalColumn = self.hasTotalColumn && cell.column == self.columns - 1
        return isTotalRow == isTotalColumn ? (row, column) : (column, row)
    }

    /// The withheld cells that the published ones leave a single value, in order.
    func exposed(limit: Int = .max) -> [Cell] {
        let cells = self.withheld.sorted()
        var steps = Array(repeating: [Step](), count: self.nodes)
        for cell in cells { self.add(cell, to: &steps) }
        return Array(cells.lazy.filter { self.cheapestCycle(through: $0, steps) == nil }.prefix(limit))
    }

    /// A way to move one unit through a cell's equation.
    private struct Step {
        let node: Int
        let cell: Cell
    }

    private var nodes: Int { 1 + self.rows + self.columns }

    private func canFall(_ cell: Cell) -> Bool { self.count(cell) > 1 }

    /// Along its arc a cell rises, against it it falls.
    private func add(_ cell: Cell, to steps: inout [[Step]]) {
        let (tail, head) = self.arc(cell)
        steps[tail].append(Step(node: head, cell: cell))
        if self.canFall(cell) { steps[head].append(Step(node: tail, cell: cell)) }
    }

    /// What it costs to withhold a cell: few cells first, counts before zeros, single cells before totals, small first.
    private func cost(_ cell: Cell) -> Int {
        if self.withheld.contains(cell) { return 0 }
        let isTotal =
            (self.hasTotalRow && cell.row == self.rows - 1)
            || (self.hasTotalColumn && cell.column == self.columns - 1)
        let count = self.count(cell)
        return (count == 0 ? 10_000_000 : isTotal ? 3_000_000 : 1_000_000) + min(count, 999_999)
    }

    /// The other cells of the cheapest cycle that gives a cell a second value; nil if there is none.
    private func cheapestCycle(through cell: Cell, _ steps: [[Step]]) -> (cost: Int, cells: [Cell])? {
        let (tail, head) = self.arc(cell)
        // It rises if a unit can come back from its head to its tail, it falls if one can go the other way round.
        let rising = self.cheapestWay(from: head, to: tail, without: cell, steps)
        let falling = self.canFall(cell) ? self.cheapestWay(from: tail, to: head, without: cell, steps) : nil
        guard let rising, let falling else { return rising ?? falling }
        return rising.cost <= falling.cost ? rising : falling
    }

    /// Dijkstra's shortest path; there are few nodes, so the nearest is simply looked for.
    private func cheapestWay(
        from start: Int,
        to end: Int,
        without excluded: Cell,
        _ steps: [[Step]]
    ) -> (cost: Int, cells: [Cell])? {
        var costs = Array(repeating: Int.max, count: steps.count)
        var arrivals: [(from: Int, cell: Cell)?] = Array(repeating: nil, count: steps.count)
        var waiting: Set<Int> = [start]
        costs[start] = 0
        while let node = waiting.min(by: { (costs[$0], $0) < (costs[$1], $1) }) {
            if node == end { break }
            waiting.remove(node)
            for step in steps[node] where step.cell != excluded {
                let cost = costs[node] + self.cost(step.cell)
                guard cost < costs[step.node] else { continue }
                costs[step.node] = cost
                arrivals[step.node] = (node, step.cell)
                waiting.insert(step.node)
            }
        }
        guard costs[end] < Int.max else { return nil }
        var cells: [Cell] = []
        var node = end
        while node != start, let arrival = arrivals[node] {
            cells.append(arrival.cell)
            node = arrival.from
        }
        return (costs[end], cells)
    }

    /// Withholds counts from 1 to below the threshold, then for each that is exposed the cheapest cycle, then gives back
    /// what turned out not to be needed.
    ///
    /// - Parameter others: Cells that must not be shown for another reason.
    mutating func settle(threshold: Int, others: Set<Cell> = [], companions withheld: Bool = true) {
        let small = others.union(self.cells.filter { (1..<max(1, threshold)).contains(self.count($0)) })
        self.withheld = small
        guard withheld else { return }
        var all = Array(repeating: [Step](), count: self.nodes)
        for cell in self.cells { self.add(cell, to: &all) }
        while let exposed = self.exposed(limit: 1).first {
            // The whole grid holds a cycle through every cell: down one row or across one column and back over totals.
            let companions = self.cheapestCycle(through: exposed, all)?.cells ?? self.cells
            self.withheld.formUnion(companions)
        }
        let companions = self.withheld.subtracting(small)
        for companion in companions.sorted(by: { (self.count($1), $1) < (self.count($0), $0) }) {
            self.withheld.remove(companion)
            if !self.exposed(limit: 1).isEmpty { self.withheld.insert(companion) }
        }
    }
}
