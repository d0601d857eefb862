internal import Contracts
internal import JSON
internal import PostgreSQL
internal import RabbitMQ
internal import TestSupport
internal import Testing
internal import Vocabulary

@testable internal import UnitRuntime

/// One message's way through a unit.
@Suite(.freshDatabase, .timeLimit(.minutes(1)))
struct JourneyTests {
    @Test func `a complaint becomes a receipt, an event, a journal row and a state`() async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown()
            try await bench.listening(to: "receipts.police-post") { receipts in
                try await bench.listening(to: "identification.routine") { identification in
                    try await bench.submit("first", "cried at school")
                    let receipt = try await receipts.answer(to: "first")
                    #expect(receipt.properties.type == "complaint.accepted")
                    #expect(receipt.properties.userID == "intake")
                    let accepted = try #require(
                        JSONDecoding.decode(ComplaintAccepted.self, from: receipt.body).value
                    )
                    #expect(accepted.complaintNo.serial == 1)
                    let told = try await identification.first { $0.properties.type == "events" }
                    let message = try #require(JSONDecoding.decode(EventMessage.self, from: told.body).value)
                    #expect(message.stream == "toy-\(accepted.complaintID.text)")
                    #expect(message.events.map(\.type) == ["complaint_registered"])
                    #expect(!message.keys.isEmpty)
                    let state = try await bench.state(of: accepted.complaintID)
                    #expect(state?.number == 1)
                    let types = try await bench.query(
                        "SELECT type FROM journal WHERE stream = \(message.stream)"
                    ).rows(as: String.self)
                    #expect(types == ["registered"])
                    try await bench.until("SELECT count(*) FROM outbox", is: 0)
                    try await bench.command("clock", ToyClock(toy: accepted.complaintID, seconds: 3_600))
                    try await bench.until("SELECT count(*) FROM deadlines WHERE clock = 'plan'", is: 1)
                }
            }
        }
    }
}
