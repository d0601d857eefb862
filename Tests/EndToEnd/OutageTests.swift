internal import JSON
internal import RuleTestSupport
internal import Testing

extension EndToEndTests {
    /// Guarantee 4: the urgent path's latency does not depend on a unit or database it does not need. It needs intake's,
    /// which registers the complaint, and the service unit's, which calls; identification's checks catch up.
    @Suite(.serialized) struct Outage {
        /// What a debug build on a busy machine may take from the agency to the call.
        private static let limit = 5_000
        /// Beside each outage as many with every database up.
        private static let samples = max(10, Harness.number(of: "samples", bounded: 30, long: 150))
        /// By how much an outage may move the median or the ninth decile: half, and 150 ms, on a machine that others use.
        private static func isAsEver(_ time: Int, _ before: Int) -> Bool { time <= before * 3 / 2 + 150 }

        @Test(.timeLimit(.minutes(Harness.isLong ? 60 : 20)))
        func `with the database of data-request, referral or identification down urgent cases are called as ever`()
            async throws
        {
            let copy = try await SystemCopy.start("outage", arguments: ["--servers", "each"])
            _ = try await copy.addAgency("outage-post")
            // The first of them tells every unit who the agency is.
            _ = try await Urgent.complain(2, "first", by: "outage-post", copy)
            var figures: [(unit: String, up: Times, down: Times)] = []
            var dice = SeededGenerator(seed: Harness.seed)
            for unit in ["data-request", "referral", "identification"].shuffled(using: &dice) {
                // Half of the comparison before and half after, so that what the machine does meanwhile counts for both.
                let before = try await Self.times("before \(unit)", Self.samples / 2, copy)
                try await copy.supervisor("stop", "postgresql-\(unit)")
                let down = try await Self.times("without \(unit)", Self.samples, copy)
                try await copy.supervisor("start", "postgresql-\(unit)")
                try await Self.isBack(unit, copy)
                try await copy.settle()
                let after = try await Self.times("after \(unit)", Self.samples - Self.samples / 2, copy)
                figures.append((unit, Times(before + after), Times(down)))
            }
            let calls = 2 * Self.samples * figures.count + 2
            #expect(try await copy.queued()["oncall.urgent", default: 0] >= calls, "each call lies there for a worker")
            try await copy.settle()
            #expect(try await copy.count("intake", Ledger.registrations) == calls)
            let checked = "SELECT count(DISTINCT stream) FROM journal WHERE type = 'identification_started'"
            #expect(try await copy.count("identification", checked) == calls, "the checks have caught up")
            let members = figures.map { ($0.unit, JSONValue.object(["up": $0.up.json, "down": $0.down.json])) }
            Harness.report(
                "outage",
                [
                    ("samples", .integer(Int64(Self.samples))),
                    ("ms_with_and_without", .object(JSONObject(members: members))),
                ]
            )
            for (unit, up, down) in figures {
                #expect(down.slowest < Self.limit, "without \(unit)")
                #expect(Self.isAsEver(down.median, up.median), "without \(unit), the median")
                #expect(Self.isAsEver(down.ninthDecile, up.ninthDecile), "without \(unit), the ninth decile")
            }
            try await copy.end()
        }

        @Test(.timeLimit(.minutes(Harness.isLong ? 30 : 6)))
        func `with the database of a unit on the urgent path down nothing is lost and the call comes when it is back`()
            async throws
        {
            let copy = try await SystemCopy.start("outage-on-path", arguments: ["--servers", "each"])
            _ = try await copy.addAgency("path-post")
            _ = try await Urgent.complain(1, "first", by: "path-post", copy)
            let outages = (0..<(Harness.isLong ? 10 : 1)).flatMap { round in
                ["service-unit", "intake"].map { (unit: $0, name: "\($0), outage \(round)") }
            }
            for (unit, name) in outages {
                try await copy.supervisor("stop", "postgresql-\(unit)")
                let paper = try copy.paper("\(name).json", Urgent.complaint("without \(name)"))
                // Confirmed by the broker; intake answers unless it is intake that stands still.
                let ended = try await copy.pksai("complaint", "submit", paper, "--timeout", "3", by: "path-post")
                #expect(ended.status == (unit == "intake" ? 2 : 0), "\(ended)")
                try await copy.supervisor("start", "postgresql-\(unit)")
                try await Self.isBack(unit, copy)
                let again = try await copy.pksai("complaint", "submit", paper, "--timeout", "60", by: "path-post")
                try await Urgent.called(
                    try #require(again.lines.first?["body"]?["complaint_no"]?.string, "\(again)"),
                    copy
                )
            }
            try await copy.settle()
            #expect(try await copy.count("intake", Ledger.registrations) == outages.count + 1)
            try await copy.end()
        }

        private static func isBack(_ unit: String, _ copy: SystemCopy) async throws {
            try await Programs.until("\(unit)'s database answers again") { () -> Bool? in
                (try? await copy.sql(unit, "SELECT 1")) == nil ? nil : true
            }
        }

        private static func times(_ name: String, _ number: Int, _ copy: SystemCopy) async throws -> [Int] {
            try await Urgent.complain(number, name, by: "outage-post", copy)
        }

        /// How long calls took, in milliseconds.
        private struct Times {
            let median: Int, ninthDecile: Int, slowest: Int

            init(_ times: [Int]) {
                let sorted = times.sorted()
                self.median = sorted[sorted.count / 2]
                self.ninthDecile = sorted[sorted.count * 9 / 10]
                self.slowest = sorted[sorted.count - 1]
            }

            var json: JSONValue {
                [
                    "p50": .integer(Int64(self.median)), "p90": .integer(Int64(self.ninthDecile)),
                    "max": .integer(Int64(self.slowest)),
                ]
            }
        }
    }
}
