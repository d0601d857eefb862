internal import Contracts
internal import PostgreSQL
internal import RabbitMQ
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

@testable internal import UnitRuntime

/// Servers that die and come back.
@Suite(.freshDatabase, .serialized, .timeLimit(.minutes(3)))
struct ServerTests {
    @Test(arguments: TestServers.Server.allCases)
    func `a server killed and started again while messages flow loses nothing and doubles nothing`(
        _ server: TestServers.Server
    ) async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown(settings: ["PKSAI_BATCH_MESSAGES": "16"])
            // No event tells it: a quorum queue declared a moment before its broker is killed may be broken for good.
            if server == .broker { try await Task.sleep(for: .seconds(6)) }
            let messages = try (0..<400).map { number in
                try bench.complaint("m-\(number)", ComplaintSubmitted(channel: .phone, situation: "text \(number)"))
            }
            try await bench.publish(Array(messages[..<200]))
            try TestServers.killAndStart(server)
            // What the broker did not confirm is sent again, as an agency would.
            var rest = Array(messages[200...])
            while !rest.isEmpty {
                try Task.checkCancellation()
                let outcomes = await bench.publisher.publish(rest)
                rest = zip(rest, outcomes).filter { $0.1 != .confirmed }.map { $0.0 }
            }
            try await bench.until("SELECT count(*) FROM aggregates WHERE kind = 'toy'", is: 400)
            try await bench.until("SELECT count(*) FROM outbox", is: 0)
            try await bench.expect("SELECT count(*) FROM journal WHERE type = 'registered'", is: 400)
            try await bench.expect("SELECT value FROM counters WHERE register = 'toys'", is: 400)
            try await bench.expect("SELECT count(*) FROM quarantine", is: 0)
            // The next test, and the end of this one, need the broker's management interface.
            while (try? await bench.broker.request("GET", "/api/overview")) == nil { try Task.checkCancellation() }
        }
    }
}
