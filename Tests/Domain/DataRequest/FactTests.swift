import Foundation
import RuleTestSupport
import Testing
import Vocabulary

@testable import DataRequestDomain

@Suite struct FactTests {
    static let start = TableTests.now

    static func fact(
        _ minutes: Int = 0,
        categories: [Vocabulary.Category]? = nil,
        level: RiskLevel? = nil,
        subdistrict: String? = nil,
        sex: Sex? = nil,
        age: Int? = nil,
        month: String? = nil,
        outcome: ReferralOutcome? = nil,
        closure: ClosureReason? = nil,
        state: String? = nil
    ) -> FactRecorded {
        FactRecorded(
            caseToken: "t9001",
            categories: categories,
            riskLevel: level,
            subdistrict: subdistrict,
            childSex: sex,
            childAge: age,
            month: month,
            state: state,
            referralOutcome: outcome,
            closure: closure,
            at: self.start.adding(minutes: minutes)
        )
    }

    @Test func `rule 30: tellings in any order and any number of times make the same row`() {
        let tellings = [
            Self.fact(0, categories: [.violenceVictim], level: .low, month: "2026-11"),
            Self.fact(5, level: .high, sex: .female),
            Self.fact(5, level: .medium),
            Self.fact(9, categories: [.healthProblem, .violenceVictim], outcome: .served),
            Self.fact(3, closure: .allGoals),
        ]
        let expected = tellings.reduce(FactRow()) { $0.merged(with: FactRow($1)) }
        #expect(expected.categories?.value == [.healthProblem, .violenceVictim])
        var random = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            let order = (tellings + tellings).shuffled(using: &random)
            #expect(order.reduce(FactRow()) { $0.merged(with: FactRow($1)) } == expected)
        }
    }

    @Test func `a telling that adds nothing is not kept`() throws {
        let token = try #require(FactToken("t9001"))
        var fact = Fact(id: token)
        let events = fact.record(Self.fact(level: .high), edition: 1)
        #expect(events.count == 1)
        fact = fact.applying(events)
        #expect(fact.record(Self.fact(level: .high), edition: 1).isEmpty)
        #expect(fact.record(Self.fact(-5, level: .low), edition: 1).isEmpty)
        #expect(fact.record(Self.fact(5, level: .low), edition: 1).count == 1)
    }

    @Test func `every edition keeps what was known in it, and no more versions than releases`() throws {
        var fact = Fact(id: try #require(FactToken("t9001")))
        for (minute, edition, level) in [(0, 1, RiskLevel.low), (1, 1, .medium), (2, 3, .high), (3, 3, .low)] {
            fact = fact.applying(fact.record(Self.fact(minute, level: level), edition: edition))
        }
        #expect(fact.versions.map(\.edition) == [1, 3])
        #expect(fact.versions.map { $0.row.riskLevel?.value } == [.medium, .low])
        #expect(fact.row.riskLevel?.value == .low)
    }

    @Test func `a closed case that was reopened is open again, and a linked report is no case of its own`() throws {
        let closed = FactRow(Self.fact(0, closure: .allGoals)).merged(with: FactRow(Self.fact(0, state: "closed")))
        #expect(TableDimension.outcome.values(of: closed) == ["all_goals"])
        let archived = closed.merged(with: FactRow(Self.fact(5, state: "archived")))
        #expect(TableDimension.outcome.values(of: archived) == ["all_goals"])
        let reopened = closed.merged(with: FactRow(Self.fact(9, state: "assigned")))
        #expect(TableDimension.outcome.values(of: reopened) == ["open"])
        let linked = FactRow(Self.fact(0, month: "2026-11", state: "linked"))
        #expect(!linked.isCounted)
        #expect(CountTable(try TableTests.specification(.sex, .level), facts: [linked]).isEmpty)
    }

    @Test func `what is not a sub-district of the city is not kept: it could tell who somebody is`() throws {
        let fact = Fact(id: try #require(FactToken("t9001")))
        let known = fact.record(Self.fact(subdistrict: "ujung-pandang"), edition: 1)
        #expect(fact.applying(known).row.subdistrict?.value == "Ujung Pandang")
        #expect(fact.record(Self.fact(subdistrict: "behind Anak Contoh's house"), edition: 1).isEmpty)
        #expect(FactRow(Self.fact(month: "2026-13")).month == nil)
        #expect(FactRow(Self.fact(month: "November")).month == nil)
    }

    @Test(arguments: ["", "a b", "é", String(repeating: "x", count: 129), "a'b"])
    func `a token of another form is none`(text: String) { #expect(FactToken(text) == nil) }

    @Test func `every value of every dimension has a place in its table`() throws {
        let from = try #require(LocalDate("2026-01-15"))
        let to = try #require(LocalDate("2026-12-01"))
        let period = try #require(Period(from: from, to: to))
        #expect(period.months.count == 12)
        #expect(period.months.first == "2026-01")
        #expect(period.months.last == "2026-12")
        var rows =
            (0...19).map { FactRow(Self.fact(age: $0, month: "2026-03")) } + [FactRow(Self.fact(month: "2026-03"))]
        rows += Vocabulary.Category.allCases.map { FactRow(Self.fact(categories: [$0], month: "2026-03")) }
        rows += RiskLevel.allCases.map { FactRow(Self.fact(level: $0, month: "2026-03")) }
        rows += Sex.allCases.map { FactRow(Self.fact(sex: $0, month: "2026-03")) }
        rows += ReferralOutcome.allCases.map { FactRow(Self.fact(month: "2026-03", outcome: $0)) }
        rows += ClosureReason.allCases.map { FactRow(Self.fact(month: "2026-03", closure: $0)) }
        for dimension in TableDimension.allCases {
            let labels = Set(dimension.labels(in: period))
            for row in rows { #expect(labels.isSuperset(of: dimension.values(of: row)), "\(dimension)") }
        }
        #expect(TableDimension.ageBand.values(of: FactRow(Self.fact(age: 0))) == ["<1"])
        #expect(TableDimension.ageBand.values(of: FactRow(Self.fact(age: 9))) == ["9-12"])
        #expect(TableDimension.ageBand.values(of: FactRow(Self.fact(age: 18))) == ["18+"])
        #expect(
            TableDimension.outcome.values(of: FactRow(Self.fact(outcome: .served, closure: .allGoals))) == ["all_goals"]
        )
    }

    @Test func `a period is whole months in order, five years at most`() throws {
        let early = try #require(LocalDate("2026-01-31"))
        let late = try #require(LocalDate("2031-01-01"))
        #expect(Period(from: late, to: early) == nil)
        #expect(Period(from: early, to: late) == nil)
        #expect(Period(from: early, to: early)?.months == ["2026-01"])
    }

    @Test func `a case counts in each of its categories, and categories have no total`() throws {
        let specification = try TableTests.specification(.category, .sex)
        let rows = (0..<6).map { _ in
            FactRow(Self.fact(categories: [.violenceVictim, .healthProblem], sex: .female, month: "2026-11"))
        }
        let outside = FactRow(Self.fact(categories: [.violenceVictim], sex: .female, month: "2025-11"))
        let table = CountTable(specification, facts: rows + [outside])
        #expect(!table.hasTotalRow)
        #expect(table.hasTotalColumn)
        let released = table.withheld(threshold: 5, specification: specification, at: Self.start)
        #expect(released.columnTotals == nil)
        #expect(released.total == nil)
        let violence = try #require(released.rowLabels.firstIndex(of: "violence_victim"))
        #expect(released.rowTotals?[violence] == 6)
        #expect(released.notes.contains { $0.contains("do not add up") })
    }

    @Test func `filters keep the cases that have one of the values`() throws {
        let from = try #require(LocalDate("2026-11-01"))
        let period = try #require(Period(from: from, to: from))
        let specification = try #require(
            TableSpecification(rows: .sex, columns: .level, filters: [.subdistrict: ["Tallo"]], period: period)
        )
        let rows = [
            FactRow(Self.fact(subdistrict: "Tallo", month: "2026-11")),
            FactRow(Self.fact(subdistrict: "Wajo", month: "2026-11")),
        ]
        #expect(CountTable(specification, facts: rows).grid.last?.last == 1)
        #expect(
            TableSpecification(rows: .sex, columns: .level, filters: [.subdistrict: ["Mars"]], period: period) == nil
        )
        #expect(TableSpecification(rows: .sex, columns: .sex, filters: [:], period: period) == nil)
    }
}
