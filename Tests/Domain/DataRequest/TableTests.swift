import Foundation
import RuleTestSupport
import Testing
import Vocabulary

@testable import DataRequestDomain

/// Looks, by trying numbers, whether the published part of a table leaves a withheld cell a single value. It knows
/// nothing of networks: it fills the withheld cells one by one and keeps what fits every total.
struct Reader {
    let grid: [[Int]]
    let shown: [[Bool]]
    let rowsAddUp: Bool
    let columnsAddUp: Bool

    /// How far from the truth it looks on either side.
    static let reach = 4

    /// Each withheld cell with every value it can have, within reach.
    func possibilities() -> [(cell: (Int, Int), values: Set<Int>)] {
        let hidden = self.grid.indices.flatMap { row in
            self.grid[row].indices.filter { !self.shown[row][$0] }.map { (row, $0) }
        }
        var values = hidden.map { _ in Set<Int>() }
        var trial = self.grid
        func place(_ index: Int) {
            // Every cell is known to vary: nothing is left to find.
            if values.allSatisfy({ $0.count > 1 }) { return }
            guard index < hidden.count else {
                for (number, cell) in hidden.enumerated() { values[number].insert(trial[cell.0][cell.1]) }
                return
            }
            let (row, column) = hidden[index]
            let truth = self.grid[row][column]
            let least = truth == 0 ? 0 : 1
            let candidates = [truth] + (1...Self.reach).flatMap { [truth + $0, truth - $0] }.filter { $0 >= least }
            for value in candidates {
                trial[row][column] = value
                if self.fits(trial, row: row, column: column, open: hidden[(index + 1)...]) { place(index + 1) }
            }
            trial[row][column] = truth
        }
        place(0)
        return Array(zip(hidden, values)).map { (cell: $0.0, values: $0.1) }
    }

    private func fits(_ trial: [[Int]], row: Int, column: Int, open: ArraySlice<(Int, Int)>) -> Bool {
        if self.columnsAddUp, !open.contains(where: { $0.0 == row }) {
            if trial[row].dropLast().reduce(0, +) != trial[row].last { return false }
        }
        if self.rowsAddUp, !open.contains(where: { $0.1 == column }) {
            if trial.dropLast().reduce(0, { $0 + $1[column] }) != trial.last?[column] { return false }
        }
        return true
    }

    /// The cells with one value only.
    var known: [(Int, Int)] { self.possibilities().filter { $0.values.count < 2 }.map(\.cell) }
}

@Suite struct TableTests {
    static let threshold = ProcedureLimits().suppressionThreshold
    static let now = Instant(rfc3339: "2026-11-20T08:15:00+08:00") ?? Instant(microseconds: 0)

    static func specification(_ rows: TableDimension, _ columns: TableDimension) throws -> TableSpecification {
        let from = try #require(LocalDate("2026-01-01"))
        let to = try #require(LocalDate("2026-12-31"))
        let period = try #require(Period(from: from, to: to))
        return try #require(TableSpecification(rows: rows, columns: columns, filters: [:], period: period))
    }

    static func table(_ counts: [[Int]], rowsAddUp: Bool = true, columnsAddUp: Bool = true) -> CountTable {
        CountTable(
            rowLabels: counts.indices.map { "r\($0)" },
            columnLabels: (counts.first ?? []).indices.map { "c\($0)" },
            counts: counts,
            rowsAddUp: rowsAddUp,
            columnsAddUp: columnsAddUp
        )
    }

    static func release(_ table: CountTable) throws -> ReleasedTable {
        table.withheld(threshold: self.threshold, specification: try self.specification(.sex, .level), at: self.now)
    }

    static func reader(_ table: CountTable, _ released: ReleasedTable) -> Reader {
        var shown = released.cells.map { $0.map { $0 != nil } }
        if let totals = released.rowTotals { shown = zip(shown, totals).map { $0 + [$1 != nil] } }
        if let totals = released.columnTotals {
            shown.append(totals.map { $0 != nil } + (released.rowTotals == nil ? [] : [released.total != nil]))
        }
        return Reader(
            grid: table.grid,
            shown: shown,
            rowsAddUp: table.hasTotalRow,
            columnsAddUp: table.hasTotalColumn
        )
    }

    static func random(seed: UInt64) -> CountTable {
        var random = SeededGenerator(seed: Int(seed))
        let rows = Int.random(in: 1...4, using: &random)
        let columns = Int.random(in: 1...4, using: &random)
        let top = [2, 5, 9, 40].randomElement(using: &random) ?? 9
        let zeros = Int.random(in: 0...60, using: &random)
        let counts = (0..<rows).map { _ in
            (0..<columns).map { _ in
                Int.random(in: 0..<100, using: &random) < zeros ? 0 : Int.random(in: 0...top, using: &random)
            }
        }
        let additive = Int.random(in: 0..<5, using: &random)
        return self.table(counts, rowsAddUp: additive != 0, columnsAddUp: additive != 1)
    }

    @Test(arguments: 0..<40)
    func `rule 26: no withheld cell of a random table can be computed from what is shown`(group: UInt64) throws {
        for seed in group * 12..<(group + 1) * 12 {
            let table = Self.random(seed: seed)
            let released = try Self.release(table)
            let reader = Self.reader(table, released)
            #expect(reader.known.isEmpty, "seed \(seed): \(table.grid) shown \(reader.shown)")
            for (row, counts) in table.grid.enumerated() {
                for (column, count) in counts.enumerated() where (1..<Self.threshold).contains(count) {
                    #expect(!reader.shown[row][column], "seed \(seed): \(count) is shown")
                }
            }
        }
    }

    @Test func `the reader finds out what only the small cells hide`() {
        // Only the 3 is withheld: its row's total tells it.
        let alone = Reader(
            grid: [[3, 7, 10], [9, 8, 17], [12, 15, 27]],
            shown: [[false, true, true], [true, true, true], [true, true, true]],
            rowsAddUp: true,
            columnsAddUp: true
        )
        #expect(alone.known.count == 1)
        // Two ones under a total of two.
        let ones = Reader(
            grid: [[1, 1, 2], [9, 8, 17], [10, 9, 19]],
            shown: [[false, false, true], [false, false, true], [true, true, true]],
            rowsAddUp: true,
            columnsAddUp: true
        )
        #expect(ones.known.count == 4)
    }

    @Test func `rule 26: cells from 1 to 4 are withheld, 0 and 5 are shown`() throws {
        let table = Self.table([[0, 1, 20, 30], [4, 5, 21, 31], [10, 11, 22, 32]])
        let released = try Self.release(table)
        #expect(released.cells[0][0] == 0)
        #expect(released.cells[0][1] == nil)
        #expect(released.cells[1][0] == nil)
        #expect(released.total == 187)
        #expect(Self.reader(table, released).known.isEmpty)
    }

    @Test func `D16: a zero is withheld where nothing else hides a small count`() throws {
        let table = Self.table([[3, 0], [0, 0]])
        let released = try Self.release(table)
        #expect(released.cells[0][0] == nil)
        #expect(Self.reader(table, released).known.isEmpty)
        #expect(released.cells.flatMap(\.self).filter { $0 == nil }.count > 1 || released.total == nil)
    }

    @Test func `a table without small counts is shown whole`() throws {
        let table = Self.table([[5, 0, 12], [7, 9, 0]])
        let released = try Self.release(table)
        #expect(released.cells == [[5, 0, 12], [7, 9, 0]])
        #expect(released.rowTotals == [17, 16])
        #expect(released.columnTotals == [12, 9, 12])
        #expect(released.total == 33)
    }

    @Test func `no more companions are withheld than one small count needs`() throws {
        let table = Self.table([[3, 20, 30], [21, 22, 31], [40, 41, 42]])
        let released = try Self.release(table)
        // A single cell needs a rectangle: itself and three companions.
        let withheld = Self.reader(table, released).shown.flatMap(\.self).filter { !$0 }.count
        #expect(withheld == 4)
    }

    @Test func `a large sparse table is settled quickly and completely`() throws {
        var random = SeededGenerator(seed: 7)
        let counts = (0..<17).map { _ in (0..<60).map { _ in max(0, Int.random(in: -3...6, using: &random)) } }
        let table = Self.table(counts)
        let released = try Self.release(table)
        for (row, line) in counts.enumerated() {
            for (column, count) in line.enumerated() where (1..<Self.threshold).contains(count) {
                #expect(released.cells[row][column] == nil)
            }
        }
        #expect(released.total == counts.joined().reduce(0, +))
    }

    @Test func `a table comes in CSV with a star where a count is withheld`() throws {
        let released = try Self.release(Self.table([[3, 20], [21, 22]]))
        #expect(released.csv == "sex/level,c0,c1,total\r\nr0,*,*,23\r\nr1,*,*,43\r\ntotal,24,42,66\r\n")
        let overlapping = try Self.release(Self.table([[5, 6], [7, 8]], rowsAddUp: false))
        #expect(overlapping.csv == "sex/level,c0,c1,total\r\nr0,5,6,11\r\nr1,7,8,15\r\n")
    }

    @Test func `a table comes in JSON with null where a count is withheld, and reads back the same`() throws {
        let released = try Self.release(Self.table([[3, 20], [21, 22]]))
        let data = try JSONEncoder().encode(released)
        #expect(try JSONDecoder().decode(ReleasedTable.self, from: data) == released)
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.contains("[[null,null],[null,null]]"))
    }
}
