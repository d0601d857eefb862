import JSON
import Testing
import Vocabulary

@testable import IntakeService

@Suite struct FoundDoubtsTests {
    @Test func `what reading found odd is passed on, without names the sender made up`() {
        let doubts = Doubt.found(
            [
                Problem(pointer: "/child/birth_date", expected: "date", found: "string of 4 characters"),
                Problem(pointer: "/family/children_by_age_sex/Siti/female", expected: "integer", found: "null"),
            ],
            unknownMembers: ["/Siti": "x", "/child/Siti": 1]
        )
        #expect(doubts.map(\.pointer) == ["/child/birth_date", "/family/children_by_age_sex", ""])
        #expect(doubts.last?.found == "2 other members, kept sealed")
        #expect(!doubts.contains { "\($0)".contains("Siti") })
    }

    @Test func `nothing odd, nothing said`() {
        #expect(Doubt.found([], unknownMembers: nil).isEmpty)
    }
}
