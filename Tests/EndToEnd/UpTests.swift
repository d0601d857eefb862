internal import Foundation
internal import JSON
internal import Testing

extension EndToEndTests {
    /// `deploy/up` on a copy that runs, and where it cannot.
    @Suite(.serialized) struct Up {
        private static let names = [
            "epmd", "broker", "postgresql", "intake-1", "identification-1", "service-unit-1", "service-unit-2",
            "referral-1", "data-request-1",
        ]

        private func processes(_ copy: SystemCopy) -> [String: pid_t] {
            var found: [String: pid_t] = [:]
            for name in Self.names { found[name] = copy.process(name) }
            return found
        }

        @Test(.timeLimit(.minutes(4))) func `a second run is fast and changes nothing`() async throws {
            let copy = try await SharedCopy.copy()
            // Other tests may have moved its clock: this run puts every instance to what is so now.
            try await Programs.must("deploy/up", ["--no-build", "--data", copy.folder])
            let before = self.processes(copy)
            #expect(before.count == Self.names.count)
            let start = ContinuousClock.now
            let ended = try await Programs.must("deploy/up", ["--no-build", "--data", copy.folder])
            #expect(ContinuousClock.now - start < .seconds(30))
            #expect(self.processes(copy) == before)
            #expect(!ended.output.contains("Restarting") && !ended.output.contains("Starting"))
        }

        @Test(.timeLimit(.minutes(4))) func `--scale service-unit=3 runs three, and two again`() async throws {
            let copy = try await SharedCopy.copy()
            let before = self.processes(copy)
            for count in [3, 2] {
                try await Programs.must(
                    "deploy/up",
                    ["--no-build", "--data", copy.folder, "--scale", "service-unit=\(count)"]
                )
                try await Programs.until("\(count) instances") { () -> Bool? in
                    let units = try await copy.pksai("status").lines.first?["units"]?.array
                    let unit = units?.first { $0["unit"]?.string == "service-unit" }
                    return unit?["instances"]?.array?.count == count ? true : nil
                }
            }
            #expect(self.processes(copy) == before)
        }

        @Test(.timeLimit(.minutes(4))) func `what dies is started again by the supervisor`() async throws {
            let copy = try await SharedCopy.copy()
            for name in ["referral-1", "postgresql", "broker"] {
                let dead = try #require(copy.process(name))
                try copy.kill(name)
                try await Programs.until("\(name) is back") { () -> Bool? in
                    guard let now = copy.process(name), now != dead else { return nil }
                    return try await copy.pksai("status").status == 0 ? true : nil
                }
            }
        }

        @Test(.timeLimit(.minutes(2))) func `a taken port and a wrong option are one clear line each`() async throws {
            let copy = try await SharedCopy.copy()
            let taken = try #require(copy.port)
            let folder = try await SystemCopy.emptyFolder("taken")
            let refused = try await Programs.run(
                "deploy/up",
                ["--no-build", "--environment", "test", "--data", folder, "--ports", "\(taken)"]
            )
            #expect(refused.status == 1)
            let lines = refused.errors.split(separator: "\n")
            #expect(lines.count == 1, "\(refused.errors)")
            #expect(lines.first?.contains("is taken by") == true)
            let wrong = try await Programs.run("deploy/up", ["--data", folder, "--scale", "kitchen=2"])
            #expect(wrong.status == 1)
            #expect(wrong.errors.split(separator: "\n").count == 1, "\(wrong.errors)")
            #expect(wrong.errors.contains("there is no unit 'kitchen'"))
        }
    }
}
