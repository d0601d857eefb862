internal import JSON
internal import Testing

extension EndToEndTests {
    /// Guarantee 5: no identity where it does not belong.
    @Suite struct Confidentiality {
        /// `leaks.py` says what may appear where.
        @Test(.timeLimit(.minutes(60)))
        func `marks in complaints of all kinds, worked on to their documents, are only where they may be`()
            async throws
        {
            let copy = try await SystemCopy.start("leaks", arguments: ["--log-level", "trace"])
            let number = Harness.number(of: "complaints", bounded: 100, long: 1_000)
            let ended = try await Harness.run(
                "leaks.py",
                copy,
                ["--seed", "\(Harness.seed)", "--complaints", "\(number)"]
            )
            #expect(ended.status == 0, "\(ended.output) \(ended.errors)")
            #expect(ended.lines.last?["found"]?["databases, dumped"] == [], "every place was searched")
            try await copy.end()
        }
    }
}
