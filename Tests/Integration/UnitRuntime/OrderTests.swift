internal import Contracts
internal import Foundation
internal import JSON
internal import PostgreSQL
internal import RabbitMQ
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

@testable internal import UnitRuntime

/// Events of one stream that come in another order than they were told.
@Suite(.freshDatabase, .timeLimit(.minutes(1)))
struct OrderTests {
    @Test func `events that come too early wait across batches and are decided in order`() async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown()
            let toy = ComplaintID(UUID())
            try await bench.publish([try bench.event(toy, version: 9, follows: 5)])
            try await bench.until("SELECT count(*) FROM parked", is: 1)
            try await bench.publish([try bench.event(toy, version: 5, follows: 2)])
            try await bench.until("SELECT count(*) FROM parked", is: 2)
            let early = try await bench.state(of: toy)
            #expect(early == nil)
            try await bench.publish([try bench.event(toy, version: 2, follows: nil)])
            try await bench.until("SELECT count(*) FROM journal WHERE type = 'started'", is: 3)
            try await bench.expect("SELECT count(*) FROM parked", is: 0)
            let causes = try await bench.query("SELECT cause FROM journal WHERE type = 'started' ORDER BY version")
                .rows(as: String.self)
            let versions = causes.map { String($0.split(separator: ".").last ?? "") }
            #expect(versions == ["2", "5", "9"])
            try await bench.expect("SELECT count(*) FROM inbox WHERE outcome = 'parked'", is: 0)
        }
    }

    @Test func `what an event that waited needs is loaded when its turn comes`() async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown()
            let toy = ComplaintID(UUID())
            // It alone counts toys.
            try await bench.publish([try bench.event(toy, version: 2, follows: 1, caseID: CaseID(UUID()))])
            try await bench.until("SELECT count(*) FROM parked", is: 1)
            try await bench.publish([try bench.event(toy, version: 1, follows: nil)])
            try await bench.until("SELECT count(*) FROM inbox WHERE outcome = 'parked'", is: 0)
            try await bench.expect("SELECT count(*) FROM journal WHERE type = 'started'", is: 2)
            try await bench.expect("SELECT count(*) FROM quarantine", is: 0)
        }
    }

    @Test func `two instances share out a shuffled stream and nothing stays parked`() async throws {
        try await Bench.run { bench in
            let toys = (0..<5).map { _ in ComplaintID(UUID()) }
            var messages: [OutgoingMessage] = []
            for toy in toys {
                for version in Int64(1)...20 {
                    messages.append(
                        try bench.event(toy, version: version, follows: version == 1 ? nil : version - 1)
                    )
                }
            }
            messages.shuffle()
            _ = try bench.start("intake-1", settings: ["PKSAI_BATCH_MESSAGES": "4"])
            _ = try bench.start("intake-2", settings: ["PKSAI_BATCH_MESSAGES": "4"])
            try await bench.publish(messages)
            try await bench.until("SELECT count(*) FROM journal WHERE type = 'started'", is: 100)
            try await bench.expect("SELECT count(*) FROM parked", is: 0)
            for toy in toys {
                let causes = try await bench.query(
                    "SELECT cause FROM journal WHERE stream = \("toy-\(toy.text)") ORDER BY version"
                ).rows(as: String.self)
                let versions = causes.map { String($0.split(separator: ".").last ?? "") }
                let wanted = (1...20).map { "\($0)" }
                #expect(versions == wanted)
            }
        }
    }

    @Test func `an urgent event is decided at once and the gap closes around it`() async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown()
            let toy = ComplaintID(UUID())
            try await bench.publish([try bench.event(toy, version: 3, follows: 2, lane: .urgent)])
            try await bench.until("SELECT count(*) FROM journal WHERE type = 'started'", is: 1)
            try await bench.publish([try bench.event(toy, version: 4, follows: 3)])
            try await bench.until("SELECT count(*) FROM parked", is: 2)
            try await bench.publish([try bench.event(toy, version: 2, follows: nil)])
            try await bench.until("SELECT count(*) FROM journal WHERE type = 'started'", is: 3)
            try await bench.expect("SELECT count(*) FROM parked", is: 0)
            let starts = try await bench.state(of: toy)?.starts
            #expect(starts == 3)
        }
    }
}
