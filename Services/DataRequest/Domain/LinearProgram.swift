/// A linear programme over counts that are zero or more: which values can a sum of counts take, given the sums that are
/// known? Solved with the revised simplex method; an explicit inverse is enough for the few hundred sums of a ledger.
struct LinearProgram {
    /// How a walk ended.
    enum Ending { case top, unbounded, stopped, exhausted }

    /// A kind of case: the known sums it counts in; `-1` for what a "no fewer than" leaves over.
    struct Column {
        var rows: [Int]
        var sign = 1.0
    }

    private let columns: [Column]
    private let known: [Double]
    private var basis: [Int]
    private var inverse: [[Double]]
    private var values: [Double]
    /// The prices of the known sums at the last optimum: a sum with a price of zero has nothing to do with the bound.
    private(set) var prices: [Double]
    private var pivotsLeft: Int

    private static let tolerance = 1e-7
    /// Pivots without progress after which the first column that helps is taken: no circle goes on for ever (Bland).
    private static let patience = 30

    /// A programme; nil if no counts fit the known sums, or if that is not found within the pivots allowed.
    init?(columns: [Column], known: [Double], pivots: Int) {
        self.columns = columns
        self.known = known
        let rows = known.count
        self.basis = (0..<rows).map { -1 - $0 }
        self.inverse = (0..<rows).map { row in (0..<rows).map { $0 == row ? 1 : 0 } }
        self.values = known
        self.prices = Array(repeating: 0, count: rows)
        self.pivotsLeft = pivots
        let nothing = Array(repeating: 0.0, count: columns.count)
        guard self.improve(nothing, artificial: -1, visit: { _ in false }) == .top else { return nil }
        let missing = zip(self.basis, self.values).reduce(0) { $1.0 < 0 ? $0 + $1.1 : $0 }
        guard missing < Self.tolerance * Double(rows + 1) * 10 else { return nil }
    }

    /// The counts of the present corner that are not zero, by column.
    var counts: [(column: Int, count: Double)] {
        zip(self.basis, self.values).compactMap { column, value in
            column >= 0 && value > Self.tolerance ? (column, value) : nil
        }
    }

    /// Walks from corner to corner, upwards.
    ///
    /// - Parameters:
    ///   - objective: What a case of each column adds.
    ///   - visit: Sees each corner; true ends the walk.
    mutating func maximize(_ objective: [Double], visit: (LinearProgram) -> Bool) -> Ending {
        self.improve(objective, artificial: 0, visit: visit)
    }

    /// What a column would add to the objective last maximised, beyond what the known sums pay for it.
    func gain(of column: Column, worth: Double) -> Double {
        column.rows.reduce(worth) { $0 - column.sign * self.prices[$1] }
    }

    private mutating func improve(_ objective: [Double], artificial: Double, visit: (LinearProgram) -> Bool) -> Ending {
        var stalled = 0
        while true {
            self.price(objective, artificial: artificial)
            guard let entering = self.entering(objective, first: stalled > Self.patience) else { return .top }
            guard self.pivotsLeft > 0 else { return .exhausted }
            self.pivotsLeft -= 1
            let direction = self.direction(of: self.columns[entering])
            guard let leaving = self.leaving(direction, artificial: artificial) else { return .unbounded }
            stalled = self.values[leaving] > Self.tolerance ? 0 : stalled + 1
            self.pivot(leaving, entering, direction)
            if visit(self) { return .stopped }
        }
    }

    private mutating func price(_ objective: [Double], artificial: Double) {
        var prices = Array(repeating: 0.0, count: self.known.count)
        for (row, column) in self.basis.enumerated() {
            let worth = column < 0 ? artificial : objective[column]
            guard worth != 0 else { continue }
            for (index, entry) in self.inverse[row].enumerated() where entry != 0 { prices[index] += worth * entry }
        }
        self.prices = prices
    }

    private func entering(_ objective: [Double], first: Bool) -> Int? {
        var best: (column: Int, gain: Double)?
        for index in self.columns.indices {
            let gain = self.gain(of: self.columns[index], worth: objective[index])
            guard gain > max(Self.tolerance * 10, best?.gain ?? 0) else { continue }
            if first { return index }
            best = (index, gain)
        }
        return best?.column
    }

    private func direction(of column: Column) -> [Double] {
        self.inverse.map { row in column.rows.reduce(0) { $0 + column.sign * row[$1] } }
    }

    /// The row that first reaches zero. A row that only stands in for a known sum must stay at zero once it is there.
    private func leaving(_ direction: [Double], artificial: Double) -> Int? {
        var best: (row: Int, ratio: Double)?
        for (row, step) in direction.enumerated() {
            let isStandIn = self.basis[row] < 0 && artificial == 0
            guard step > Self.tolerance || (isStandIn && step < -Self.tolerance) else { continue }
            let ratio = isStandIn ? 0 : max(0, self.values[row]) / step
            if let found = best {
                let isNearer = ratio < found.ratio - Self.tolerance
                let isEqual = ratio <= found.ratio + Self.tolerance && self.basis[row] < self.basis[found.row]
                guard isNearer || isEqual else { continue }
            }
            best = (row, ratio)
        }
        return best?.row
    }

    private mutating func pivot(_ leaving: Int, _ entering: Int, _ direction: [Double]) {
        let scale = 1 / direction[leaving]
        let pivotRow = self.inverse[leaving].map { $0 * scale }
        let pivotValue = self.values[leaving] * scale
        for (row, step) in direction.enumerated() where row != leaving && step != 0 {
            for (index, entry) in pivotRow.enumerated() where entry != 0 { self.inverse[row][index] -= step * entry }
            self.values[row] -= step * pivotValue
        }
        self.inverse[leaving] = pivotRow
        self.values[leaving] = pivotValue
        self.basis[leaving] = entering
    }
}
