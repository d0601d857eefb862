internal import CLinux
internal import Contracts
internal import PostgreSQL
internal import RabbitMQ
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

internal import UnitTestSupport

@testable internal import UnitRuntime

/// Bytes allocated and not freed in this process.
private var allocatedBytes: Int {
    let information = mallinfo2()
    return Int(information.uordblks) + Int(information.hblkhd)
}

/// What a unit keeps in memory of the messages it has handled: nothing.
@Suite(
    .freshDatabase,
    .timeLimit(.minutes(3)),
    .enabled(if: allocatedBytes > 0, "this allocator does not say how much is allocated")
)
struct MemoryTests {
    @Test func `memory does not grow with the messages handled`() async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown()
            func handle(_ numbers: Range<Int>) async throws {
                for start in stride(from: numbers.lowerBound, to: numbers.upperBound, by: 100) {
                    try await bench.publish(
                        try (start..<start + 100).map { number in
                            try bench.complaint(
                                "m-\(number)",
                                ComplaintSubmitted(channel: .phone, situation: "cried at school, \(number)")
                            )
                        }
                    )
                }
                try await bench.until(
                    "SELECT count(*) FROM aggregates WHERE kind = 'toy'",
                    is: Int64(numbers.upperBound)
                )
                // Their receipts and events are out, too.
                try await bench.until("SELECT count(*) FROM outbox", is: 0)
            }
            // Connections, statements, caches and buffers reach their size.
            try await handle(0..<1_000)
            let before = allocatedBytes
            try await handle(1_000..<4_000)
            let perMessage = (allocatedBytes - before) / 3_000
            // A message's parsed body alone is several times that.
            #expect(perMessage < 1_000, "bytes kept of each message")
        }
    }
}
