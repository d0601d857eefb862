internal import JSON
internal import Testing

extension EndToEndTests {
    /// Guarantee 6: everyone stays in their lane.
    @Suite struct Intruders {
        /// Every kind of broker user by every exchange, queue and operation; every database role by every database.
        @Test(.timeLimit(.minutes(20)))
        func `everybody may do what the rules say and nothing else`() async throws {
            let copy = try await SystemCopy.start("intruders")
            let ended = try await Harness.run("matrix.py", copy, ["--seed", "\(Harness.seed)"])
            #expect(ended.status == 0, "\(ended.output) \(ended.errors)")
            let tried = ended.lines.last?["tried"]?.integer ?? 0
            #expect(tried > 20_000, "the matrix is whole")
            try await copy.end()
        }

        /// Guarantee 1 for what no sender should send.
        @Test(.timeLimit(.minutes(10 + Self.badMessages / 1_000)))
        func `bad messages of every type are answered or kept and harm nobody`() async throws {
            let copy = try await SystemCopy.start("fuzz")
            let ended = try await Harness.run(
                "fuzz.py",
                copy,
                ["--seed", "\(Harness.seed)", "--messages", "\(Self.badMessages)"]
            )
            #expect(ended.status == 0, "\(ended.output) \(ended.errors)")
            #expect(ended.lines.last?["types"]?.integer ?? 0 > 250, "every message outsiders send has its turn")
            try await copy.end()
        }

        private static let badMessages = Harness.number(of: "messages", bounded: 4_000, long: 1_000_000)
    }
}
