internal import JSON
internal import Testing

extension EndToEndTests {
    /// The stories of `deploy/demo`, and what the five databases hold afterwards.
    @Suite struct Demo {
        @Test(.timeLimit(.minutes(5)))
        func `the demonstration's stories end as told, in all five databases`() async throws {
            let folder = try await SystemCopy.emptyFolder("demo")
            var lines: [JSONValue] = []
            let copy = try await SystemCopy.onFreePorts { ports in
                let ended = try await Programs.run(
                    "deploy/demo",
                    ["--json", "--no-build", "--keep", "--data", folder, "--ports", "\(ports)"]
                )
                lines = ended.lines
                return ended
            } found: {
                try SystemCopy(folder: folder)
            }
            #expect(lines.last?["what"]?.string == "done")
            try await self.provesAll(lines, copy)
            try await self.casesEnded(lines, copy)
            #expect(try await copy.queuedForUnits() == [])
            try await copy.end()
        }

        /// Each position the demonstration names holds that event, in that unit.
        private func provesAll(_ lines: [JSONValue], _ copy: SystemCopy) async throws {
            let proofs = lines.filter { $0["what"]?.string == "proof" }
            #expect(proofs.count >= 31)
            for proof in proofs {
                let unit = try #require(proof["unit"]?.string)
                let stream = try #require(proof["stream"]?.string)
                for event in try #require(proof["events"]?.array) {
                    let position = try #require(event[0]?.string)
                    let found = try await copy.sql(
                        unit,
                        "SELECT stream, type FROM journal WHERE position = \(position)"
                    )
                    #expect(found == [[stream, try #require(event[1]?.string)]])
                }
            }
        }

        private func casesEnded(_ lines: [JSONValue], _ copy: SystemCopy) async throws {
            let closed = try await copy.sql(
                "service-unit",
                "SELECT state->'closure'->>'phase' FROM aggregates WHERE kind = 'case' AND state->'closure' IS NOT NULL"
            )
            #expect(closed == [["closed"]])
            let referrals = try await copy.sql(
                "referral",
                "SELECT state->>'state' FROM aggregates WHERE kind = 'referral' ORDER BY 1"
            )
            #expect(referrals == [["redirected"], ["reported"], ["reported"]])
            // 51 for the counts, 1 urgent, 1 routine, 1 from Gowa, 2 with one reference, 1 by outreach; the repeated id
            // makes none.
            #expect(
                try await copy.count("intake", "SELECT count(*) FROM journal WHERE type = 'complaint_registered'") == 57
            )
            let reopened = try await copy.sql(
                "service-unit",
                "SELECT stream FROM journal WHERE type IN ('case_closed', 'case_reopened') GROUP BY 1 HAVING count(*) = 2"
            )
            #expect(reopened.count == 1)
            let report = lines.last { $0["answers"]?.array?.first?["figures"] != nil }
            let sections = report?["answers"]?.array?.first?["sections"]?.array ?? []
            #expect(sections.count == 16, "\(sections.map { $0["title"]?.string ?? "" })")
            let released = try #require(lines.first { $0["what"]?.string == "released" }?["table"])
            let cells = (released["cells"]?.array ?? []).flatMap { $0.array ?? [] }
            #expect(cells.contains(.null))
            #expect(cells.compactMap(\.integer).allSatisfy { $0 == 0 || $0 >= 5 })
        }
    }
}
