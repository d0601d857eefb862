import IntakeDomain
import Testing
import Vocabulary

@Suite struct DoubtTests {
    private func pointers(_ report: Report) -> [String] { report.doubts(IntakePolicy(), at: now).map(\.pointer) }
    private let birth = LocalDate(year: 2012, month: 3, day: 15)

    @Test(arguments: [
        ("7371015503129002", Sex.female, true, 0),
        ("7371015503129002", .male, true, 1),
        ("7371015503129002", .unknown, true, 0),
        ("7371011603129001", .male, true, 1),
        ("7371011503120000", .male, true, 1),
        ("73710155", .female, true, 1),
        ("7371017203129001", .female, false, 1),
        ("", .female, true, 0),
    ])
    func `rule 9: a NIK that disagrees with sex or birth date is a warning`(
        _ nik: String,
        _ sex: Sex,
        _ dated: Bool,
        _ count: Int
    ) {
        let child = ChildIdentity(sex: sex, nik: nik, birthDate: dated ? self.birth : nil)
        #expect(self.pointers(report(.low, child: child)).filter { $0 == "/child/nik" }.count == count)
    }

    @Test func `all doubts come at once, and none of them holds a value`() {
        var told = report(
            RiskLevel.none,
            categories: [.violenceVictim],
            child: ChildIdentity(nik: "12ab"),
            vulnerable: true
        )
        told.family = Family(
            mother: Parent(nik: "34cd"),
            childrenCount: 3,
            childrenByAgeSex: ["3-5": ["female": 1], "6-9": ["male": 1]],
            otherAdultsCount: 1
        )
        let doubts = told.doubts(IntakePolicy(), at: now)
        #expect(
            Set(doubts.map(\.pointer)) == [
                "/child/nik", "/family/mother/nik", "/family/children_by_age_sex", "/family/children_count",
                "/family/other_adults_kind", "/initial_assessment/risk_level",
                "/initial_assessment/vulnerability_types",
            ]
        )
        #expect(doubts.filter { $0.pointer == "/initial_assessment/risk_level" }.count == 2)
        #expect(!doubts.contains { $0.found.contains("12ab") || $0.found.contains("34cd") })
    }

    @Test func `numbers beyond reason don't trap`() {
        var told = report()
        told.family = Family(childrenCount: 1, childrenByAgeSex: ["3-5": ["female": .max, "male": .max]])
        #expect(self.pointers(told).contains("/family/children_count"))
        told.child = ChildIdentity(birthDate: LocalDate(year: 9999, month: 12, day: 31), estimatedAge: .min)
        #expect(self.pointers(told).contains("/child/birth_date"))
    }

    @Test func `somebody of 18 is registered with a warning; an unborn child has a date ahead`() {
        let adult = ChildIdentity(birthDate: LocalDate(year: 2008, month: 11, day: 20))
        #expect(self.pointers(report(.low, child: adult)).contains("/child/birth_date"))
        let unborn = ChildIdentity(sex: .unborn, birthDate: LocalDate(year: 2027, month: 3, day: 1))
        #expect(!self.pointers(report(.low, child: unborn)).contains("/child/birth_date"))
    }

    @Test func `harm and vulnerability suggest high`() {
        let told = report(.low, categories: [.neglectVictim], vulnerable: true)
        #expect(self.pointers(told).contains("/initial_assessment/risk_level"))
        #expect(
            !self.pointers(report(.low, categories: [.neglectVictim], vulnerable: false)).contains(
                "/initial_assessment/risk_level"
            )
        )
    }
}
