import Contracts
import JSON
import Testing
import Vocabulary

@Suite struct FactContractTests {
    /// domain.md §14: a case token and loose codes.
    static let codes: Set<String> = [
        "case_token", "categories", "risk_level", "subdistrict", "child_sex", "child_age", "immediate_needs", "month",
        "channel", "residency", "state", "referral_outcome", "closure", "at",
    ]

    @Test func `event fact_recorded: a token and loose codes, nothing else, from every unit that changes one`() throws {
        let fact = FactRecorded(
            caseToken: "t9001",
            categories: [.violenceVictim],
            riskLevel: .high,
            subdistrict: "Tallo",
            childSex: .female,
            childAge: 9,
            immediateNeeds: [.shelter],
            month: "2026-11",
            channel: .phone,
            residency: .residentRegistered,
            state: "assigned",
            referralOutcome: .served,
            closure: .allGoals,
            at: Examples.now
        )
        let object = try #require(try JSONEncoding.encodeToValue(fact).object)
        #expect(Set(object.members.map(\.key)) == Self.codes)
        #expect(FactRecorded.producers == Set(UnitName.allCases).subtracting([.dataRequest]))
        #expect(FactRecorded.receivers == [.dataRequest])
        // It is the only thing that unit hears of the others.
        #expect(EventRegistry.heard(by: .dataRequest).map { $0.name } == [FactRecorded.name])
    }
}
