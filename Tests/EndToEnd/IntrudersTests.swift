internal import JSON
internal import Testing

extension EndToEndTests {
    /// Guarantee 6: everyone stays in their lane.
    @Suite struct Intruders {
        /// Every kind of broker user by every exchange, queue and operation; every database role by every database.
        @Test(.timeLimit(.minutes(10)))
        func `everybody may do what the rules say and nothing else`() async throws {
            let copy = try await SystemCopy.start("intruders")
            let python = try Programs.required("PKSAI_TEST_PYTHON")
            let ended = try await Programs.run(python, ["Tests/Intruders/matrix.py", copy.folder])
            #expect(ended.status == 0, "\(ended.output) \(ended.errors)")
            let tried = ended.lines.last?["tried"]?.integer ?? 0
            #expect(tried > 5_000, "the matrix is whole")
            try await copy.end()
        }
    }
}
