internal import Contracts
internal import JSON
internal import PostgreSQL
internal import RabbitMQ
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

@testable internal import UnitRuntime

/// Repeats, alone, in one batch and with another body.
@Suite(.freshDatabase, .timeLimit(.minutes(1)))
struct IdempotencyTests {
    @Test func `a message sent twice takes effect once and is answered alike twice`() async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown()
            try await bench.listening(to: "receipts.police-post") { receipts in
                try await bench.submit("one", "cried at school")
                _ = try await receipts.answer(to: "one")
                try await bench.submit("one", "cried at school")
                try await receipts.wait { $0.filter { $0.properties.correlationID == "one" }.count == 2 }
                let answers = await receipts.answers(to: "one")
                #expect(answers[0].body == answers[1].body)
                try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'toy'", is: 1)
                try await bench.expect("SELECT count(*) FROM journal WHERE type = 'registered'", is: 1)
            }
        }
    }

    @Test func `copies within one batch take effect once and are each answered`() async throws {
        try await Bench.run { bench in
            let complaint = ComplaintSubmitted(channel: .phone, situation: "cried at school")
            try await bench.publish((0..<20).map { _ in try bench.complaint("same", complaint) })
            _ = try await bench.startKnown()
            try await bench.listening(to: "receipts.police-post") { receipts in
                try await receipts.wait { $0.count == 20 }
                let bodies = await Set(receipts.heard.map(\.body))
                #expect(bodies.count == 1)
                try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'toy'", is: 1)
            }
        }
    }

    @Test func `an id used again for another body is rejected and the body kept once`() async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown()
            try await bench.listening(to: "receipts.police-post") { receipts in
                try await bench.submit("one", "cried at school")
                _ = try await receipts.answer(to: "one")
                for round in 1...2 {
                    try await bench.submit("one", "something else")
                    try await receipts.wait { $0.filter { $0.properties.type == "complaint.rejected" }.count == round }
                }
                let answers = await receipts.answers(to: "one")
                let rejected = try #require(
                    JSONDecoding.decode(ComplaintRejected.self, from: answers[1].body).value
                )
                #expect(rejected.problems.map(\.pointer) == ["/message_id"])
                try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'toy'", is: 1)
                let kept = try await bench.query("SELECT reason FROM quarantine").rows(as: String.self)
                #expect(kept == ["message_id_reused"])
            }
        }
    }

    @Test func `an id used for two bodies within one batch is taken once and rejected once`() async throws {
        try await Bench.run { bench in
            for text in ["cried at school", "something else"] {
                let complaint = ComplaintSubmitted(channel: .phone, situation: text)
                try await bench.publish([try bench.complaint("same", complaint)])
            }
            _ = try await bench.startKnown()
            try await bench.listening(to: "receipts.police-post") { receipts in
                try await receipts.wait { $0.count == 2 }
                let types = await Set(receipts.heard.map(\.properties.type))
                #expect(types == ["complaint.accepted", "complaint.rejected"])
                try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'toy'", is: 1)
                try await bench.expect("SELECT count(*) FROM quarantine WHERE reason = 'message_id_reused'", is: 1)
            }
        }
    }

    @Test func `copies that two instances take at once take effect once and are each answered`() async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown("intake-1", settings: ["PKSAI_BATCH_MESSAGES": "4"])
            _ = try bench.start("intake-2", settings: ["PKSAI_BATCH_MESSAGES": "4"])
            try await bench.listening(to: "receipts.police-post") { receipts in
                var messages: [OutgoingMessage] = []
                for number in 0..<60 {
                    let complaint = ComplaintSubmitted(channel: .phone, situation: "text \(number)")
                    for _ in 0..<2 { messages.append(try bench.complaint("m-\(number)", complaint)) }
                }
                try await bench.publish(messages)
                try await receipts.wait { $0.count == 120 }
                let bodies = await Set(receipts.heard.map(\.body))
                #expect(bodies.count == 60)
                try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'toy'", is: 60)
                try await bench.expect("SELECT count(*) FROM journal WHERE type = 'registered'", is: 60)
            }
        }
    }

    @Test func `two instances give one new look-up one owner and numbers without a gap`() async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown("intake-1", settings: ["PKSAI_BATCH_MESSAGES": "8"])
            _ = try bench.start("intake-2", settings: ["PKSAI_BATCH_MESSAGES": "8"])
            try await bench.listening(to: "receipts.police-post") { receipts in
                var messages: [OutgoingMessage] = []
                for number in 0..<200 {
                    var complaint = ComplaintSubmitted(
                        channel: .phone,
                        situation: number.isMultiple(of: 5) ? "unwanted" : "text \(number)"
                    )
                    complaint.child = ChildIdentity(nik: "73710155031290\(10 + number % 10)")
                    messages.append(try bench.complaint("m-\(number)", complaint))
                }
                try await bench.publish(messages)
                try await receipts.wait { Set($0.compactMap(\.properties.correlationID)).count == 200 }
                let numbers = try await bench.query(
                    "SELECT (state->>'number')::int8 FROM aggregates WHERE kind = 'toy' ORDER BY 1"
                ).rows(as: Int64.self)
                #expect(numbers == Array(1...160))
                try await bench.expect("SELECT value FROM counters WHERE register = 'toys'", is: 160)
                // Ten children of whom eight are ever registered: each has one owner, noted by all the others.
                try await bench.expect("SELECT count(*) FROM lookups WHERE kind = 'nik' AND value IS NOT NULL", is: 8)
                try await bench.expect("SELECT count(*) FROM journal WHERE type = 'noted'", is: 152)
            }
        }
    }
}
