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

    @Test func `a call is shown although the service unit can't be asked, refuses, or doesn't answer`() async throws {
        let refused = Answer(type: "query.refused", correlationID: nil, unit: "service-unit", body: [:])
        #expect(try await OncallWatch.isWaiting { throw Failure("service-unit takes nothing more at the moment") })
        #expect(try await OncallWatch.isWaiting { refused })
        #expect(try await OncallWatch.isWaiting { nil })
        let held: JSONValue = ["answer": ["cases": [self.row("held")]]]
        let answered = Answer(type: "query.answered", correlationID: nil, unit: "service-unit", body: held)
        #expect(try await !OncallWatch.isWaiting { answered })
        await #expect(throws: CancellationError.self, "whoever ends the watch ends the question") {
            try await OncallWatch.isWaiting { throw CancellationError() }
        }
    }

    @Test func `a case that joined another is answered where the other one is`() {
        #expect(OncallWatch.isAnswered([self.row("moved"), self.row("held")]))
        #expect(!OncallWatch.isAnswered([self.row("moved"), self.row("raised")]))
        #expect(!OncallWatch.isAnswered([self.row("moved")]), "nobody says what became of the other")
    }
}
