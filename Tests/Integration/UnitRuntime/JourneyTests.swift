internal import Contracts
internal import JSON
internal import PostgreSQL
internal import RabbitMQ
internal import TestSupport
internal import Testing
internal import UnitTestSupport
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

    @Test func `staff's trace goes on, an outsider's ends here and nothing of its message id travels`() async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown()
            let (outside, inside) = (String(repeating: "a", count: 32), String(repeating: "b", count: 32))
            func headers(_ trace: String) -> [String: HeaderValue] {
                [
                    "schema_version": .integer(1),
                    "traceparent": .string("00-\(trace)-\(String(repeating: "1", count: 16))-01"),
                ]
            }
            func trace(of message: Delivery) -> String? {
                guard case .string(let text)? = message.properties.headers["traceparent"] else { return nil }
                return text.split(separator: "-").dropFirst().first.map(String.init)
            }
            var complaint = try bench.complaint(
                "agencys-own-id",
                ComplaintSubmitted(channel: .phone, situation: "cried at school")
            )
            complaint.properties.headers = headers(outside)
            try await bench.publish([complaint])
            let toy = try bench.toy(of: try await bench.answer(to: "agencys-own-id", of: Bench.agency))
            let registered = try await bench.first(in: "identification.routine") { _ in true }
            #expect(trace(of: registered)?.count == 32)
            #expect(trace(of: registered) != outside)
            let told = String(decoding: registered.body, as: UTF8.self) + "\(registered.properties)"
            #expect(!told.contains("agencys-own-id") && !told.contains(Bench.agency))

            try await bench.send(
                "commands",
                "intake.\(ToyNote.type).\(Bench.officer)",
                from: Bench.officer,
                id: "note-1",
                type: ToyNote.type,
                body: try JSONEncoding.encode(ToyNote(toy: toy, text: "a note")),
                headers: headers(inside)
            )
            let noted = try await bench.first(in: "identification.routine") { _ in true }
            #expect(trace(of: noted) == inside)
        }
    }
}
