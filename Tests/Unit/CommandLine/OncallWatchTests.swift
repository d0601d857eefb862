import JSON
import Testing

@testable import pksai

@Suite struct OncallWatchTests {
    private func row(_ phase: String) -> JSONValue { ["case_id": "c1", "urgent": ["phase": .string(phase)]] }

    @Test func `a call is dropped only where the case is known to be answered`() {
        #expect(OncallWatch.isAnswered([self.row("held")]))
        #expect(OncallWatch.isAnswered([self.row("settled")]))
        #expect(!OncallWatch.isAnswered([self.row("raised")]))
        #expect(!OncallWatch.isAnswered([]), "the unit knows nothing of it, or did not answer")
        #expect(!OncallWatch.isAnswered([["case_id": "c1"]]))
    }

    @Test func `a case that joined another is answered where the other one is`() {
        #expect(OncallWatch.isAnswered([self.row("moved"), self.row("held")]))
        #expect(!OncallWatch.isAnswered([self.row("moved"), self.row("raised")]))
        #expect(!OncallWatch.isAnswered([self.row("moved")]), "nobody says what became of the other")
    }
}
