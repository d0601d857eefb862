internal import Contracts
internal import JSON
internal import PostgreSQL
internal import RabbitMQ
internal import Sealing
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

@testable internal import UnitRuntime

/// Messages that bring their handling down, come back too often, or are given up by the broker.
@Suite(.freshDatabase, .timeLimit(.minutes(1)))
struct QuarantineTests {
    @Test func `a rejection while rows are named is that message's answer alone`() async throws {
        try await Bench.run { bench in
            let complaints = (0..<10).map {
                ComplaintSubmitted(channel: .phone, situation: $0 == 5 ? "unnameable" : "text")
            }
            try await bench.publish(
                try complaints.enumerated().map { try bench.complaint("m-\($0.offset)", $0.element) }
            )
            _ = try await bench.startKnown()
            try await bench.listening(to: "receipts.police-post") { receipts in
                try await receipts.wait { $0.count == 10 }
                let rejected = await receipts.heard.filter { $0.properties.type == "complaint.rejected" }
                #expect(rejected.map(\.properties.correlationID) == ["m-5"])
                try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'toy'", is: 9)
            }
        }
    }

    @Test(arguments: [0, 5])
    func `a message that came back three times is tried alone, and given up after five attempts`(
        _ attempts: Int32
    ) async throws {
        try await Bench.run { bench in
            try await bench.submit("one", "text")
            for _ in 1...4 { try await bench.refuseOne(from: "intake.routine", requeue: true) }
            let key = try bench.keyring.inbox.message(sender: "police-post", messageID: "one")
            if attempts > 0 {
                try await bench.execute("INSERT INTO attempts (message_key, attempts) VALUES (\(key), \(attempts))")
            }
            _ = try await bench.startKnown()
            try await bench.until(
                "SELECT (SELECT count(*) FROM quarantine) + (SELECT count(*) FROM aggregates WHERE kind = 'toy')",
                is: 1
            )
            try await bench.expect("SELECT attempts::int8 FROM attempts", is: Int64(attempts) + 1)
            let reasons = try await bench.query("SELECT reason FROM quarantine").rows(as: String.self)
            #expect(reasons == (attempts == 0 ? [] : ["crashing"]))
        }
    }

    @Test func `a message about what this unit holds no key for is kept as no_key, alone, and replayed once it has it`()
        async throws
    {
        try await Bench.run { bench in
            var toys: [ComplaintID] = []
            let first = try await bench.startKnown()
            try await bench.listening(to: "receipts.police-post") { receipts in
                for id in ["one", "other"] {
                    try await bench.submit(id, "text")
                    toys.append(try bench.toy(of: try await receipts.answer(to: id)))
                }
            }
            try await first.drain()
            // As where an event brought no key, or a restore left it out: nobody has destroyed it.
            let (lost, kept) = (toys[0], toys[1])
            try await bench.execute("CREATE TABLE aside AS SELECT * FROM data_keys WHERE origin = \(lost.text)")
            try await bench.execute("DELETE FROM data_keys WHERE origin = \(lost.text)")
            // What would be written sealed, and what is sealed already and would be read.
            let notes = [
                ("n1", lost, "a sealed word"), ("n2", kept, "a sealed word"), ("n3", lost, "read it"),
                ("n4", kept, "read it"),
            ]
            for (id, toy, text) in notes { try await bench.command(id, ToyNote(toy: toy, text: text)) }
            _ = try bench.start("intake-2", definition: ToyUnit.keyless)
            for id in ["n2", "n4"] {
                let answer = try await bench.answer(to: id, of: Bench.officer)
                #expect(answer.properties.type == "command.accepted")
            }
            try await bench.until("SELECT count(*) FROM quarantine", is: 2)
            let rows = try await bench.query("SELECT reason, state FROM quarantine").rows(as: String.self, String.self)
            #expect(rows.map(\.0) == ["no_key", "no_key"] && rows.map(\.1) == ["kept", "kept"], "\(rows)")
            try await bench.expect("SELECT count(*) FROM journal WHERE stream = \("toy-" + lost.text)", is: 1)

            let told = try await bench.answer(to: "n1", of: Bench.officer)
            #expect(String(decoding: told.body, as: UTF8.self).contains("not_handled"), "its sender is told")

            try await bench.execute("INSERT INTO data_keys SELECT * FROM aside")
            let entry = try await bench.count("SELECT min(entry) FROM quarantine")
            try await bench.order("replay", ReplayQuarantined.type, ReplayQuarantined(entry: entry))
            let replayed = try await bench.answer(to: "n1", of: Bench.officer)
            #expect(replayed.properties.type == "command.accepted")
            try await bench.until("SELECT count(*) FROM journal WHERE stream = \("toy-" + lost.text)", is: 2)
        }
    }

    @Test func `what the broker gave up on is kept and can be replayed as what it was`() async throws {
        try await Bench.run { bench in
            try await bench.submit("one", "text")
            try await bench.refuseOne(from: "intake.routine", requeue: false)
            _ = try await bench.startKnown()
            try await bench.until("SELECT count(*) FROM quarantine WHERE reason = 'dead_letter'", is: 1)
            let entry = try await bench.count("SELECT entry FROM quarantine")
            try await bench.listening(to: "receipts.police-post") { receipts in
                try await bench.order("replay", ReplayQuarantined.type, ReplayQuarantined(entry: entry))
                let answer = try await receipts.answer(to: "one")
                #expect(answer.properties.type == "complaint.accepted")
            }
        }
    }
}
