internal import Foundation
internal import JSON

/// How long a harness runs: as `deploy/prove` was told, else bounded.
enum Harness {
    private static let environment = ProcessInfo.processInfo.environment
    static let isLong = Self.environment["PKSAI_TEST_LONG"] != nil
    /// What a run that failed is run with again.
    static let seed = Self.environment["PKSAI_TEST_SEED"].flatMap(Int.init) ?? 20_261_122

    /// How many: complaints, faults, messages, samples, children, tables.
    static func number(of what: String, bounded: Int, long: Int) -> Int {
        self.environment["PKSAI_TEST_\(what.uppercased())"].flatMap(Int.init) ?? (self.isLong ? long : bounded)
    }

    /// One line for whoever collects figures.
    static func report(_ name: String, _ figures: [(String, JSONValue)]) {
        let members = [("harness", .string(name)), ("seed", .integer(Int64(self.seed)))] + figures
        print(JSONValue.object(JSONObject(members: members)).text)
        // At once: whatever ends this process later does not take the line with it.
        fflush(nil)
    }

    /// Runs a harness that is a program of its own against a copy.
    static func run(_ script: String, _ copy: SystemCopy, _ arguments: [String] = []) async throws -> Ended {
        let python = try Programs.required("PKSAI_TEST_PYTHON")
        let ended = try await Programs.run(python, ["-B", "Tests/Intruders/\(script)", copy.folder] + arguments)
        print(ended.output)
        return ended
    }
}
