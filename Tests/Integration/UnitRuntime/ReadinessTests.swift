internal import Contracts
internal import Foundation
internal import FoundationNetworking
internal import JSON
internal import PostgreSQL
internal import RabbitMQ
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

@testable internal import UnitRuntime

/// What an instance says of itself over HTTP, and when it refuses to run at all.
@Suite(.freshDatabase, .timeLimit(.minutes(2)))
struct ReadinessTests {
    private func get(_ path: String, _ port: Int) async throws -> (status: Int, body: String) {
        let url = try #require(URL(string: "http://127.0.0.1:\(port)\(path)"))
        let (data, response) = try await URLSession.shared.data(for: URLRequest(url: url, timeoutInterval: 10))
        return ((response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self))
    }

    /// Asks again and again until the unit waits for exactly what is wanted: nothing, the database or the broker.
    private func until(_ port: Int, waitsFor part: String?) async throws {
        while true {
            try Task.checkCancellation()
            guard let (status, body) = try? await self.get("/readyz", port) else { continue }
            let answer = try JSONParser.parse(Array(body.utf8))
            let waiting = (answer["waiting_for"]?.array ?? []).compactMap(\.string)
            #expect(status == (waiting.isEmpty ? 200 : 503))
            #expect(answer["ready"]?.bool == waiting.isEmpty)
            // Passwords are in neither URL's words.
            #expect(!body.contains("synthetic"))
            guard let part else {
                if waiting.isEmpty { return }
                continue
            }
            if !waiting.isEmpty, waiting.allSatisfy({ $0.hasPrefix(part) }) { return }
        }
    }

    @Test func `readyz says what the unit waits for while broker or database is away, and is well again`() async throws
    {
        try await Bench.run { bench in
            let port = try TCPProxy.freePort()
            let unit = try await bench.startKnown(settings: ["PKSAI_HEALTH_LISTEN": "127.0.0.1:\(port)"])
            try await self.until(port, waitsFor: nil)
            unit.toDatabase.set(.refuse)
            try await self.until(port, waitsFor: "database")
            unit.toDatabase.set(.pass)
            try await self.until(port, waitsFor: nil)
            unit.toBroker.set(.refuse)
            try await self.until(port, waitsFor: "broker")
            // Alive all the while: a supervisor must not restart what only waits.
            #expect(try await self.get("/livez", port).status == 200)
            unit.toBroker.set(.pass)
            try await self.until(port, waitsFor: nil)
            try await bench.submit("one", "cried at school")
            #expect(try await bench.answer(to: "one", of: Bench.agency).properties.type == ComplaintAccepted.type)
            let metrics = try await self.get("/metrics", port)
            #expect(metrics.status == 200)
            #expect(metrics.body.contains("pksai_"))
        }
    }

    @Test func `an instance refuses to run on a database that is newer than the program`() async throws {
        try await Bench.run { bench in
            try await bench.execute("INSERT INTO schema_migrations (number, name) VALUES (9000, 'later')")
            let unit = try bench.start()
            let error = await #expect(throws: RuntimeError.self) { try await unit.ended() }
            #expect(error.map { "\($0)" }?.contains("9000") == true)
            try await bench.expect("SELECT count(*) FROM instances", is: 0)
        }
    }

    @Test func `an urgent message is answered while a routine backlog waits`() async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown(settings: ["PKSAI_BATCH_MESSAGES": "16"])
            try await bench.listening(to: "receipts.\(Bench.agency)") { receipts in
                let backlog = try (0..<1_500).map { number in
                    try bench.complaint("m-\(number)", ComplaintSubmitted(channel: .phone, situation: "text"))
                }
                try await bench.publish(backlog)
                try await bench.submit("urgent", "runs away from him", lane: .urgent)
                _ = try await receipts.answer(to: "urgent")
                let order = await receipts.heard.compactMap(\.properties.correlationID)
                let place = try #require(order.firstIndex(of: "urgent"))
                #expect(place < 1_000, "answered after \(place) of the backlog's 1,500")
                // Nor is the backlog forgotten.
                try await receipts.wait { Set($0.compactMap(\.properties.correlationID)).count == 1_501 }
            }
        }
    }
}
