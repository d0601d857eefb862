import Contracts
import JSON
import Testing
import Vocabulary

@Suite struct ComplaintSubmittedTests {
    private func read(_ text: String) -> Decoded<ComplaintSubmitted> {
        JSONDecoding.decode(ComplaintSubmitted.self, from: Array(text.utf8), mode: .lenient)
    }

    @Test func `rule 1: channel and situation are enough`() throws {
        let complaint = try #require(self.read(#"{"channel": "phone", "situation": "seen alone"}"#).value)
        #expect(complaint == ComplaintSubmitted(channel: .phone, situation: "seen alone"))
    }

    @Test func `a word that is no channel reads, a missing one doesn't`() throws {
        let other = try #require(self.read(#"{"channel": "pigeon", "situation": "x"}"#).value)
        #expect(other.channel.channel == nil)
        let problems = self.read(#"{"situation": "x"}"#).problems
        #expect(problems.map(\.pointer) == ["/channel"])
        #expect(problems.first?.expected.hasPrefix("one of walk_in, phone") == true)
    }

    @Test func `everything that is missing is said at once`() {
        #expect(Set(self.read("{}").problems.map(\.pointer)) == ["/channel", "/situation"])
    }

    @Test func `what is odd elsewhere is a warning and left out`() throws {
        let decoded = self.read(
            """
            {"channel": "sms", "situation": "x", "emergency": "yes", "received_at": "yesterday",
             "categories": ["violence_victim", "noise"], "surprise": 1,
             "child": {"nik": 7371, "birth_date": "2012-02-30", "name": "Ani"},
             "initial_assessment": {"risk_level": "terrible", "immediate_needs": ["health", "candy"]}}
            """
        )
        let complaint = try #require(decoded.value)
        #expect(complaint.child == ChildIdentity(name: "Ani"))
        #expect(complaint.categories == [.violenceVictim])
        #expect(complaint.initialAssessment == InitialAssessment(immediateNeeds: [.health]))
        #expect(
            Set(decoded.warnings.map(\.pointer)) == [
                "/emergency", "/received_at", "/categories/1", "/child/nik", "/child/birth_date",
                "/initial_assessment/risk_level", "/initial_assessment/immediate_needs/1",
            ]
        )
        #expect(decoded.unknownMembers == ["/surprise"])
    }

    @Test func `the examples survive the wire`() throws {
        let bytes = try JSONEncoding.encode(ComplaintSubmitted.example)
        #expect(JSONDecoding.decode(ComplaintSubmitted.self, from: bytes).value == .example)
        let more = try JSONEncoding.encode(ComplaintSupplementSubmitted.example)
        #expect(JSONDecoding.decode(ComplaintSupplementSubmitted.self, from: more).value == .example)
    }
}
