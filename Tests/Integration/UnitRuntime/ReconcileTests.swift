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

/// Guarantee 1 as figures: what a sender sent and what a unit told, against what is known.
@Suite(.freshDatabase, .timeLimit(.minutes(1)))
struct ReconcileTests {
    @Test func `what was decided, rejected or quarantined is known, what never came is not`() async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown()
            let reader = SealKeyPair.generate(owner: "administrator")
            try await bench.makeKnown("administrator", [.admin], sealKey: reader.publicKey)
            for (id, situation) in [("effect", "text"), ("rejected", "unwanted"), ("quarantined", "fault")] {
                try await bench.submit(id, situation)
            }
            try await bench.until("SELECT count(*) FROM inbox WHERE outcome = 'quarantined'", is: 1)
            for id in ["effect", "rejected"] { _ = try await bench.answer(to: id, of: Bench.agency) }
            let ids = ["effect", "rejected", "quarantined", "never-sent"]
            let known = try await bench.ask(ReconcileKnown(sender: Bench.agency, messageIDs: ids), reader)
            #expect(known.unknown == ["never-sent"])
            #expect(known.outcomes == ReconcileKnown.Outcomes(effects: 1, rejected: 1, quarantined: 1))
            // An id is known under its sender alone.
            let others = try await bench.ask(ReconcileKnown(sender: Bench.officer, messageIDs: ["effect"]), reader)
            #expect(others.unknown == ["effect"])
        }
    }

    @Test func `the messages that follow from the journal are those that were told, page by page`() async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown()
            let reader = SealKeyPair.generate(owner: "administrator")
            try await bench.makeKnown("administrator", [.admin], sealKey: reader.publicKey)
            for number in 0..<5 { try await bench.submit("m-\(number)", "text") }
            try await bench.listening(to: "identification.routine") { told in
                try await told.wait { $0.count == 5 }
                var (after, ids): (Int64, [String]) = (0, [])
                var pages = 0
                while true {
                    let page = try await bench.ask(ReconcileSent(after: after, limit: 2), reader)
                    ids += page.sent.filter { $0.receiver == .identification }.map(\.messageID)
                    pages += 1
                    guard let next = page.next else { break }
                    after = next
                }
                let heard = await Set(told.heard.compactMap(\.properties.messageID))
                #expect(Set(ids) == heard)
                #expect(ids.count == 5 && pages > 1)
            }
        }
    }
}
