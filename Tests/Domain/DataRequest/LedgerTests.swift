import Foundation
import RuleTestSupport
import Testing
import Vocabulary

@testable import DataRequestDomain

/// Cases made up from a seed, and releases over them.
struct Ledger {
    var facts: [Fact] = []
    var tables: [ReleasedTable] = []
    var edition = 1
    var limits = ReleaseLimits(threshold: 5)

    init(_ facts: [FactRecorded]) { self.add(facts) }

    mutating func add(_ facts: [FactRecorded]) {
        for fact in facts {
            guard let token = FactToken("t\(self.facts.count)") else { continue }
            self.facts.append(Fact(id: token).applying(Fact(id: token).record(fact, edition: self.edition)))
        }
    }

    static func month(_ number: Int) -> String { "2026-\(number < 10 ? "0" : "")\(number)" }

    static func specification(
        _ rows: TableDimension,
        _ columns: TableDimension,
        _ from: Int,
        _ to: Int,
        _ filters: [TableDimension: [String]] = [:]
    ) throws -> TableSpecification {
        let from = try #require(LocalDate("\(self.month(from))-01"))
        let to = try #require(LocalDate("\(self.month(to))-01"))
        let period = try #require(Period(from: from, to: to))
        return try #require(TableSpecification(rows: rows, columns: columns, filters: filters, period: period))
    }

    /// Releases what may be; nil is a no.
    @discardableResult
    mutating func release(_ specification: TableSpecification) -> ReleasedTable? {
        let ledger = ReleaseLedger(tables: self.tables, facts: self.facts, edition: self.edition)
        guard let table = ledger.release(specification, limits: self.limits, at: FactTests.start) else { return nil }
        self.tables.append(table)
        self.edition += 1
        return table
    }

    /// The count shown, or nil.
    static func cell(_ table: ReleasedTable?, _ row: String, _ column: String) -> Int? {
        guard let table, let row = table.rowLabels.firstIndex(of: row),
            let column = table.columnLabels.firstIndex(of: column)
        else { return nil }
        return table.cells[row][column]
    }
}

@Suite struct LedgerTests {
    static func cases(_ count: Int, _ level: RiskLevel, _ sex: Sex, _ month: Int) -> [FactRecorded] {
        (0..<count).map { _ in FactTests.fact(level: level, sex: sex, month: Ledger.month(month)) }
    }

    /// Many cases in January and February, two girls at high risk in March.
    static let spring =
        cases(20, .high, .female, 1) + cases(20, .high, .male, 2) + cases(20, .low, .female, 1)
        + cases(20, .low, .male, 2) + cases(2, .high, .female, 3) + cases(30, .low, .male, 3)

    @Test func `rule 26: two releases over different months don't give away the months between`() throws {
        var careless = Ledger(Self.spring)
        careless.limits.checksEarlierReleases = false
        let first = careless.release(try Ledger.specification(.sex, .level, 1, 2))
        let second = careless.release(try Ledger.specification(.sex, .level, 1, 3))
        // Without the check everybody can take one from the other: two girls in March.
        #expect(Ledger.cell(first, "female", "high") == 20)
        #expect(Ledger.cell(second, "female", "high") == 22)

        var careful = Ledger(Self.spring)
        #expect(careful.release(try Ledger.specification(.sex, .level, 1, 2)) != nil)
        let guarded = careful.release(try Ledger.specification(.sex, .level, 1, 3))
        #expect(Ledger.cell(guarded, "female", "high") == nil)
        #expect(guarded != nil)
    }

    @Test func `rule 26: the same table a second time doesn't give away who came between`() throws {
        var ledger = Ledger(Self.spring)
        let first = ledger.release(try Ledger.specification(.sex, .level, 1, 2))
        #expect(first?.total == 80)
        ledger.add(Self.cases(1, .high, .female, 1))
        let second = ledger.release(try Ledger.specification(.sex, .level, 1, 2))
        #expect(Ledger.cell(second, "female", "high") == nil)
        #expect(second?.total == nil)
        ledger.add(Self.cases(9, .high, .female, 1))
        let third = ledger.release(try Ledger.specification(.sex, .level, 1, 2))
        #expect(third?.edition == 3)
        #expect(Ledger.cell(third, "female", "high") == 30)
    }

    @Test func `the same table again without anything new is the same table`() throws {
        var ledger = Ledger(Self.spring)
        let first = try #require(ledger.release(try Ledger.specification(.sex, .level, 1, 3)))
        let second = try #require(ledger.release(try Ledger.specification(.sex, .level, 1, 3)))
        #expect(first.cells == second.cells && first.rowTotals == second.rowTotals && first.total == second.total)
    }

    @Test func `a filter is no way round: all levels but one, against all levels`() throws {
        let facts =
            Self.cases(30, .low, .female, 1) + Self.cases(30, .low, .male, 2) + Self.cases(3, .high, .female, 1)
            + Self.cases(20, .medium, .male, 1) + Self.cases(20, .medium, .female, 2)
        var careless = Ledger(facts)
        careless.limits.checksEarlierReleases = false
        let all = careless.release(try Ledger.specification(.sex, .month, 1, 2))
        let rest = careless.release(try Ledger.specification(.sex, .month, 1, 2, [.level: ["low", "medium"]]))
        #expect(Ledger.cell(all, "female", "2026-01") == 33)
        #expect(Ledger.cell(rest, "female", "2026-01") == 30)

        var careful = Ledger(facts)
        careful.release(try Ledger.specification(.sex, .month, 1, 2))
        let guarded = careful.release(try Ledger.specification(.sex, .month, 1, 2, [.level: ["low", "medium"]]))
        #expect(Ledger.cell(guarded, "female", "2026-01") == nil)
    }

    @Test func `adjusted cases: each line is shared by as many cases as a shown count has`() throws {
        let specification = try #require(
            DataRequestTests.form(.adjustedCase, fields: ["level", "sex", "month", "age_band"]).extract
        )
        var random = SeededGenerator(seed: 3)
        let rows = (0..<200).map { _ in
            FactRow(
                FactTests.fact(
                    level: [.high, .low, .low, .medium].randomElement(using: &random),
                    sex: [.male, .female].randomElement(using: &random),
                    age: Int.random(in: 0...17, using: &random),
                    month: Ledger.month(Int.random(in: 1...12, using: &random))
                )
            )
        }
        let cases = try #require(specification.adjusted(facts: rows, threshold: 5, edition: 1, at: FactTests.start))
        #expect(!cases.cases.isEmpty)
        for line in cases.cases {
            let sharing = rows.filter { row in
                zip(zip(cases.fields, cases.steps), line).allSatisfy { $0.0.shown(row, step: $0.1) == $1 }
            }
            #expect(sharing.count >= 5)
        }
        #expect(cases.csv.hasPrefix("level,sex,month,age_band\r\n"))
        // Too few to hide in.
        #expect(specification.adjusted(facts: rows.prefix(4), threshold: 5, edition: 1, at: FactTests.start) == nil)
        let lonely = (1...9).map { FactRow(FactTests.fact(level: .low, age: $0 * 2 - 1, month: Ledger.month($0))) }
        let pair = try #require(DataRequestTests.form(.adjustedCase, fields: ["month", "age_band"]).extract)
        let coarse = pair.adjusted(facts: lonely, threshold: 5, edition: 1, at: FactTests.start)
        #expect(coarse?.cases.allSatisfy { !$0.contains("2026-01") } ?? true)
    }
}
