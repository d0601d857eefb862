internal import Vocabulary

/// What somebody who holds every release, the intended one included, could find out about single cells.
///
/// Unknown is how many cases there are of each kind, a kind being one way to count in all the tables (also over time: a
/// case whose codes changed between two releases counts differently in them). Known are the cells shown. The kinds looked
/// at are those that exist and those that differ from one of them in a single code; whoever knows less than this sees
/// wider bounds than are found here, so what is wide enough here is wide enough for everybody.
///
/// Guarded are the cells withheld in any release, and the differences between releases: the cases that one counts in a
/// cell and another, over part of the same months, doesn't. One of these with 1 to threshold - 1 cases is as telling as a
/// small cell.
struct Disclosure {
    /// Bounds nearer together than this tell too much.
    let width: Int
    private let publications: [Publication]
    private let offsets: [Int]
    /// Distinct kinds of case: their cells over all tables.
    private var kinds: [[Int]] = []
    /// Kinds that only zeros of the intended table rule out.
    private var ruledOut: [[Int]] = []
    private var truth: [Int: Int] = [:]
    private var weights: [Int] = []
    private let threshold: Int

    /// Longest search; a ledger that needs more is answered with the careful "no".
    static let pivots = 30_000

    /// - Parameters:
    ///   - earlier: What has left before.
    ///   - intended: What is to leave now; comes last.
    ///   - histories: Every case's codes, by edition.
    init(
        earlier: [Publication],
        intended: Publication,
        histories: some Sequence<[Fact.Version]>,
        threshold: Int,
        width: Int
    ) {
        self.width = width
        self.threshold = threshold
        let publications = Self.related(earlier, to: intended) + [intended]
        self.publications = publications
        var offsets: [Int] = []
        var next = 0
        for publication in publications {
            offsets.append(next)
            next += publication.width * publication.height
        }
        self.offsets = offsets
        self.collect(histories)
    }

    /// Releases that share months with the intended one, directly or over others.
    private static func related(_ earlier: [Publication], to intended: Publication) -> [Publication] {
        var months = Set(intended.specification.period.months)
        var related = Set<Int>()
        while true {
            let more = earlier.indices.filter { index in
                !related.contains(index) && !months.isDisjoint(with: earlier[index].specification.period.months)
            }
            if more.isEmpty { return related.sorted().map { earlier[$0] } }
            for index in more {
                related.insert(index)
                months.formUnion(earlier[index].specification.period.months)
            }
        }
    }

    private mutating func collect(_ histories: some Sequence<[Fact.Version]>) {
        let coding = Coding(self.publications)
        let counters = self.publications.map { coding.counter($0) }
        let editions = self.publications.map(\.edition)
        /// A case as it was at each table's edition.
        func cells(_ history: [CodedRow?]) -> [Int] {
            var cells: [Int] = []
            for (index, row) in history.enumerated() {
                guard let row else { continue }
                cells += counters[index].cells(of: row).map { $0 + self.offsets[index] }
            }
            return cells.sorted()
        }
        var real: [[CodedRow?]: Int] = [:]
        for versions in histories {
            let history = editions.map { edition in
                versions.last { $0.edition <= edition }.flatMap { coding.row($0.row) }
            }
            if history.contains(where: { $0 != nil }) { real[history, default: 0] += 1 }
        }
        var indices: [[Int]: Int] = [:]
        for (history, count) in real {
            let cells = cells(history)
            guard !cells.isEmpty else { continue }
            if let index = indices[cells] {
                self.weights[index] += count
            } else {
                indices[cells] = self.kinds.count
                self.kinds.append(cells)
                self.weights.append(count)
            }
            for cell in cells { self.truth[cell, default: 0] += count }
        }
        // Shown zeros rule kinds out.
        var zeros: Set<Int> = []
        for (index, publication) in self.publications.enumerated() {
            for cell in 0..<publication.width * publication.height
            where !publication.withheld.contains(publication.cell(cell))
                && self.truth[cell + self.offsets[index]] == nil
            {
                zeros.insert(cell + self.offsets[index])
            }
        }
        let own = self.offsets.last ?? 0
        var seen: Set<[Int]> = []
        for history in real.keys {
            guard let last = history.last(where: { $0 != nil }) ?? nil else { continue }
            for dimension in coding.dimensions.indices {
                let old = last.values[dimension]
                for value in coding.values(dimension) where old != [value] {
                    let changed = history.map { row in
                        row.map { row in
                            var row = row
                            if row.values[dimension] == old { row.values[dimension] = [value] }
                            return row
                        }
                    }
                    let cells = cells(changed)
                    guard !cells.isEmpty, indices[cells] == nil, seen.insert(cells).inserted else { continue }
                    let blocking = cells.filter(zeros.contains)
                    if blocking.isEmpty {
                        indices[cells] = self.kinds.count
                        self.kinds.append(cells)
                        self.weights.append(0)
                    } else if blocking.allSatisfy({ $0 >= own }) {
                        self.ruledOut.append(cells)
                    }
                }
            }
        }
    }

    /// Cells of the intended table that must not be shown because they narrow a guarded count too much; empty if all is
    /// well; nil if no proof was found in time, or withholding alone doesn't help.
    func revealing() -> Set<Cell>? {
        let guarded = self.guarded()
        guard !guarded.isEmpty else { return [] }
        let (rows, rowOf) = self.knownSums()
        let columns = self.kinds.map { kind in LinearProgram.Column(rows: kind.compactMap { rowOf[$0] }) }
        let known = rows.map { Double(self.truth[$0] ?? 0) }
        guard var program = LinearProgram(columns: columns, known: known, pivots: Self.pivots) else { return nil }
        var membership = Array(repeating: [Int](), count: self.kinds.count)
        for (number, quantity) in guarded.enumerated() {
            for kind in quantity.kinds { membership[kind].append(number) }
        }
        var low = guarded.map { Double($0.count) }
        var high = low
        let wide = Double(self.width) - 1e-6
        func look(_ program: LinearProgram) {
            var sums = Array(repeating: 0.0, count: guarded.count)
            for (column, count) in program.counts {
                for number in membership[column] { sums[number] += count }
            }
            for (number, sum) in sums.enumerated() {
                low[number] = min(low[number], sum)
                high[number] = max(high[number], sum)
            }
        }
        look(program)
        var revealing: Set<Cell> = []
        for number in guarded.indices where high[number] - low[number] < wide {
            var culprits: Set<Cell> = []
            var isFree = false
            for sign in [1.0, -1.0] where !isFree && high[number] - low[number] < wide {
                var objective = Array(repeating: 0.0, count: self.kinds.count)
                for kind in guarded[number].kinds { objective[kind] = sign }
                let ending = program.maximize(objective) { corner in
                    look(corner)
                    return high[number] - low[number] >= wide
                }
                switch ending {
                case .stopped: break
                case .unbounded: isFree = true
                case .exhausted: return nil
                case .top: culprits.formUnion(self.culprits(program, rows, guarded[number], sign))
                }
            }
            guard !isFree, high[number] - low[number] < wide else { continue }
            if let cell = self.ownCell(of: guarded[number]) {
                revealing.insert(cell)
            } else if culprits.isEmpty {
                return nil
            } else {
                revealing.insert(self.cheapest(culprits))
            }
        }
        return revealing
    }

    /// The sums that are known: shown cells that say something and aren't zero.
    private func knownSums() -> (rows: [Int], rowOf: [Int: Int]) {
        var rows: [Int] = []
        for (index, publication) in self.publications.enumerated() {
            for number in 0..<publication.width * publication.height {
                let cell = publication.cell(number)
                let id = number + self.offsets[index]
                guard !publication.withheld.contains(cell), self.truth[id] != nil, !publication.isRedundant(cell)
                else { continue }
                rows.append(id)
            }
        }
        return (rows, Dictionary(uniqueKeysWithValues: zip(rows, 0...)))
    }

    // MARK: What is guarded

    private struct Guarded {
        /// How many cases there are.
        var count: Int
        /// The kinds they are of, or could be.
        var kinds: [Int]
    }

    private func guarded() -> [Guarded] {
        var cells: [Int: Guarded] = [:]
        var differences: [Int: Guarded] = [:]
        let hidden = Set(
            self.publications.enumerated().flatMap { index, publication in
                publication.withheld.map { $0.row * publication.width + $0.column + self.offsets[index] }
            }
        )
        let pairs = self.comparedPairs()
        for (number, kind) in self.kinds.enumerated() {
            let weight = self.weights[number]
            for cell in kind where hidden.contains(cell) {
                cells[cell, default: Guarded(count: 0, kinds: [])].count += weight
                cells[cell]?.kinds.append(number)
            }
            guard !pairs.isEmpty else { continue }
            let held = Set(kind)
            for (one, other, isAlike) in pairs {
                let range = self.range(of: one)
                let otherRange = self.range(of: other)
                let isInOther = kind.contains { otherRange.contains($0) }
                for cell in kind where range.contains(cell) {
                    let counterpart = cell - range.lowerBound + otherRange.lowerBound
                    guard isAlike ? !held.contains(counterpart) : !isInOther else { continue }
                    let key = cell * self.publications.count + other
                    differences[key, default: Guarded(count: 0, kinds: [])].count += weight
                    differences[key]?.kinds.append(number)
                }
            }
        }
        let small = differences.filter { (1..<self.threshold).contains($0.value.count) }
        return cells.sorted { $0.key < $1.key }.map(\.value)
            + small.sorted { $0.key < $1.key }.map(\.value)
    }

    private func range(of index: Int) -> Range<Int> {
        let publication = self.publications[index]
        return self.offsets[index]..<self.offsets[index] + publication.width * publication.height
    }

    /// Tables over overlapping but not the same cases; alike if cell stands against cell.
    private func comparedPairs() -> [(one: Int, other: Int, isAlike: Bool)] {
        var pairs: [(one: Int, other: Int, isAlike: Bool)] = []
        for (one, left) in self.publications.enumerated() {
            for (other, right) in self.publications.enumerated() where one != other {
                let (mine, theirs) = (left.specification, right.specification)
                guard !Set(mine.period.months).isDisjoint(with: theirs.period.months) else { continue }
                let isSame =
                    left.edition == right.edition && mine.filters == theirs.filters
                    && mine.period.months == theirs.period.months
                guard !isSame else { continue }
                let isAlike =
                    mine.rows == theirs.rows && mine.columns == theirs.columns
                    && left.rowLabels == right.rowLabels && left.columnLabels == right.columnLabels
                pairs.append((one, other, isAlike))
            }
        }
        return pairs
    }

    // MARK: What narrows a bound

    /// The closest shown cell of the intended table that holds all of a guarded count.
    private func ownCell(of quantity: Guarded) -> Cell? {
        guard let publication = self.publications.last, let own = self.offsets.last else { return nil }
        var common: Set<Int>?
        for kind in quantity.kinds {
            let cells = Set(
                self.kinds[kind].filter { $0 >= own && !publication.withheld.contains(publication.cell($0 - own)) }
            )
            common = common?.intersection(cells) ?? cells
            if common?.isEmpty ?? true { return nil }
        }
        return common?.min { (self.truth[$0] ?? 0, $0) < (self.truth[$1] ?? 0, $1) }.map { publication.cell($0 - own) }
    }

    /// Shown cells of the intended table that the bound just found rests on.
    private func culprits(
        _ program: LinearProgram,
        _ rows: [Int],
        _ quantity: Guarded,
        _ sign: Double
    ) -> Set<Cell> {
        guard let publication = self.publications.last, let own = self.offsets.last else { return [] }
        var culprits: Set<Cell> = []
        for (row, id) in rows.enumerated() where id >= own && abs(program.prices[row]) > 1e-6 {
            culprits.insert(publication.cell(id - own))
        }
        guard culprits.isEmpty else { return culprits }
        // No sum of this table: then one of its zeros.
        let rowOf = Dictionary(uniqueKeysWithValues: zip(rows, 0...))
        for kind in self.ruledOut {
            let gain = program.gain(of: LinearProgram.Column(rows: kind.compactMap { rowOf[$0] }), worth: 1)
            guard gain > 1e-6 else { continue }
            culprits.formUnion(kind.filter { $0 >= own && self.truth[$0] == nil }.map { publication.cell($0 - own) })
        }
        return culprits
    }

    /// Single cells before totals, counts before zeros, small ones first.
    private func cheapest(_ cells: Set<Cell>) -> Cell {
        guard let publication = self.publications.last, let own = self.offsets.last else {
            return Cell(row: 0, column: 0)
        }
        func cost(_ cell: Cell) -> Int {
            let count = self.truth[own + cell.row * publication.width + cell.column] ?? 0
            return (count == 0 ? 2_000_000 : publication.isTotal(cell) ? 1_000_000 : 0) + min(count, 999_999)
        }
        return cells.min { (cost($0), $0) < (cost($1), $1) } ?? Cell(row: 0, column: 0)
    }
}
