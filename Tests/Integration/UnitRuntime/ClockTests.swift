internal import Contracts
internal import JSON
internal import PostgreSQL
internal import RabbitMQ
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

@testable internal import UnitRuntime

/// Time limits.
@Suite(.freshDatabase, .timeLimit(.minutes(1)))
struct ClockTests {
    @Test func `two instances ring a clock once`() async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown("intake-1")
            _ = try bench.start("intake-2")
            try await bench.listening(to: "alerts.intake_officer") { alerts in
                for number in 0..<20 {
                    try await bench.command("c-\(number)", ToyClock(toy: bench.numbered(number), seconds: 1))
                }
                try await alerts.wait { $0.count >= 20 }
                try await bench.expect("SELECT count(*) FROM journal WHERE type = 'rang'", is: 20)
                try await bench.expect("SELECT count(*) FROM deadlines WHERE phase = 'missed'", is: 20)
                // What rings on is the alarm that each missed limit opened.
                try await bench.expect(
                    "SELECT count(*) FROM deadlines WHERE kind = 'toy' AND ring_at IS NOT NULL",
                    is: 0
                )
                try await bench.expect(
                    "SELECT count(*) FROM deadlines WHERE kind = 'alarm' AND ring_at IS NOT NULL",
                    is: 20
                )
            }
        }
    }

    @Test func `a clock that fell due while nothing ran rings after the start, by the offset clock`() async throws {
        try await Bench.run { bench in
            let first = try await bench.startKnown()
            try await bench.command("clock", ToyClock(toy: bench.numbered(1), seconds: 7_200))
            try await bench.until("SELECT count(*) FROM deadlines WHERE phase = 'running'", is: 1)
            try await first.drain()
            _ = try bench.start("intake-2", settings: ["PKSAI_CLOCK_OFFSET": "7300"])
            try await bench.listening(to: "alerts.intake_officer") { alerts in
                let alert = try await alerts.first { _ in true }
                #expect(JSONDecoding.decode(Alert.self, from: alert.body).value?.clock == .plan)
            }
            let rings = try await bench.state(of: bench.numbered(1))?.rings
            #expect(rings == 1)
        }
    }

    @Test func `a clock that can't ring and one whose rule is silent do not stand before others`() async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown()
            try await bench.command("deaf", ToyNote(toy: bench.numbered(1), text: "deaf"))
            for number in 1...3 {
                try await bench.command("c-\(number)", ToyClock(toy: bench.numbered(number), seconds: 3))
            }
            try await bench.until("SELECT count(*) FROM deadlines", is: 3)
            try await bench.execute(
                """
                UPDATE aggregates SET state = '{"unreadable": true}'
                WHERE kind = 'toy' AND id = \(bench.numbered(2).text)
                """
            )
            try await bench.until("SELECT count(*) FROM journal WHERE type = 'rang'", is: 1)
            try await bench.until("SELECT count(*) FROM deadlines WHERE ring_at < now()", is: 0)
            try await bench.expect("SELECT count(*) FROM deadlines WHERE kind = 'toy' AND ring_at > now()", is: 2)
        }
    }
}
