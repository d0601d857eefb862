import Contracts
import TestSupport
import UnitRuntime
import UnitTestSupport
import Vocabulary

// What the tests of referral and data-request do with the bench.
extension UnitBench {
    /// Runs a test with one instance of the unit, to which these users are known.
    static func run(
        _ definition: UnitDefinition,
        users: [RegisterUser],
        _ body: (UnitBench) async throws -> Void
    ) async throws {
        try await Self.run([definition], people: users.map { Person($0) }) { bench in
            try await bench.startAll()
            try await body(bench)
        }
    }

    /// Sends a command: the state it led to, or the code of the refusal.
    func command<C: CommandContract>(_ command: C, from sender: String, id: String? = nil) async throws -> String {
        try await self.outcome(of: command, by: sender, id: id)
    }

    /// Tells the unit another unit's event.
    func tell(
        _ event: some EventContract,
        from unit: UnitName,
        stream: String,
        complaint: ComplaintID?
    ) async throws {
        try await self.tell([event], from: unit, stream: stream, complaint: complaint)
    }
}
