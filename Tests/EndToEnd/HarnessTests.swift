internal import Foundation
internal import JSON
internal import Testing

extension EndToEndTests {
    /// Who runs harnesses and collects their lines gets one from each, also where it breaks before it has any.
    @Suite struct Harnesses {
        private func run(_ script: String, seed: String = "7") async throws -> Ended {
            try await Programs.run("deploy/lib/harness", ["probe", seed, "bash", "-c", script])
        }

        @Test(.timeLimit(.minutes(1)))
        func `a harness that prints its figures is passed on as it is, status and all`() async throws {
            let line = #"{"harness": "probe", "seed": 7, "lost": 1}"#
            for status in [0, 1, 3] {
                let ended = try await self.run("echo hears; echo '\(line)'; echo says >&2; exit \(status)")
                #expect(ended.status == Int32(status))
                #expect(ended.output == "hears\n\(line)\n" && ended.errors == "says\n")
            }
        }

        @Test(
            .timeLimit(.minutes(1)),
            arguments: [("true", 1), ("exit 2", 2), ("kill -9 $$", 137), ("echo '[1'; exit 1", 1)]
        )
        func `a harness that ends without figures still has a line, and never status 0`(_ script: String, _ status: Int)
            async throws
        {
            let ended = try await self.run(script)
            #expect(ended.status == Int32(status))
            let line = try #require(ended.lines.last)
            #expect(ended.lines.count == 1 && line["harness"] == "probe" && line["seed"] == 7)
            #expect(line["fault_count"] == 1)
            #expect(try await self.run(script, seed: "null").lines.last?["seed"] == .null)
        }

        @Test(.timeLimit(.minutes(1)))
        func `a harness that is told to end tidies up and has a line`() async throws {
            let ended = try await self.run(
                "trap 'echo tidied; exit 143' TERM; kill $PPID; while :; do sleep 0.05; done"
            )
            #expect(ended.status == 143 && ended.output.contains("tidied") && ended.lines.count == 1, "\(ended)")
        }

        @Test(.timeLimit(.minutes(2)))
        func `every harness has a line when its own set-up fails`() async throws {
            let nowhere = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
            let python = try Programs.required("PKSAI_TEST_PYTHON")
            for name in ["fuzz", "leaks", "matrix"] {
                let ended = try await Programs.run(
                    python,
                    ["-B", "Tests/Intruders/\(name).py", nowhere, "--seed", "9"]
                )
                #expect(ended.status == 1 && ended.lines.map { $0["harness"] } == [.string(name)], "\(ended)")
                #expect(ended.lines.last?["seed"] == 9)
            }
            let held = nowhere + "/somebody"
            try FileManager.default.createDirectory(atPath: held + "/else", withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: nowhere) }
            for (more, name) in [([], "benchmark"), (["--seed", "9"], "benchmark")] as [([String], String)] {
                let ended = try await Programs.run("deploy/benchmark", ["--data", held, "--no-build"] + more)
                #expect(ended.status == 1 && ended.lines.map { $0["harness"] } == [.string(name)], "\(ended)")
                #expect(ended.lines.last?["seed"] == (more.isEmpty ? .null : 9))
            }
        }
    }
}
