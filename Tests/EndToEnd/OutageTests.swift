internal import JSON
internal import Testing

extension EndToEndTests {
    /// Guarantee 4: the urgent path's latency does not depend on a unit or database it does not need. It needs intake's,
    /// which registers the complaint, and the service unit's, which calls; identification's checks catch up.
    @Suite(.serialized) struct Outage {
        /// What a debug build on a busy machine may take from the agency to the call.
        private static let limit = 5_000
        private static let samples = 10

        @Test(.timeLimit(.minutes(10)))
        func `with the database of data-request, referral or identification down urgent cases are called as ever`()
            async throws
        {
            let copy = try await SystemCopy.start("outage", arguments: ["--servers", "each"])
            _ = try await copy.addAgency("outage-post")
            // The first of them tells every unit who the agency is.
            _ = try await Urgent.complain(2, "first", by: "outage-post", copy)
            var slowest = [("none", try await Self.slowest("none", copy))]
            for unit in ["data-request", "referral", "identification"] {
                try await copy.supervisor("stop", "postgresql-\(unit)")
                slowest.append((unit, try await Self.slowest(unit, copy)))
                try await copy.supervisor("start", "postgresql-\(unit)")
            }
            let calls = Self.samples * slowest.count + 2
            #expect(try await copy.queued()["oncall.urgent", default: 0] >= calls, "each call lies there for a worker")
            try await copy.settle()
            #expect(try await copy.count("intake", Ledger.registrations) == calls)
            let checked = "SELECT count(DISTINCT stream) FROM journal WHERE type = 'identification_started'"
            #expect(try await copy.count("identification", checked) == calls, "the checks have caught up")
            let figures = slowest.map { ($0.0, JSONValue.integer(Int64($0.1))) }
            Harness.report("outage", [("slowest_ms_without", .object(JSONObject(members: figures)))])
            for (unit, time) in slowest { #expect(time < Self.limit, "without \(unit)") }
            try await copy.end()
        }

        @Test(.timeLimit(.minutes(6)))
        func `with the database of a unit on the urgent path down nothing is lost and the call comes when it is back`()
            async throws
        {
            let copy = try await SystemCopy.start("outage-on-path", arguments: ["--servers", "each"])
            _ = try await copy.addAgency("path-post")
            _ = try await Urgent.complain(1, "first", by: "path-post", copy)
            for unit in ["service-unit", "intake"] {
                try await copy.supervisor("stop", "postgresql-\(unit)")
                let paper = try copy.paper("\(unit).json", Urgent.complaint("without \(unit)"))
                // Confirmed by the broker; intake answers unless it is intake that stands still.
                let ended = try await copy.pksai("complaint", "submit", paper, "--timeout", "3", by: "path-post")
                #expect(ended.status == (unit == "intake" ? 2 : 0), "\(ended)")
                try await copy.supervisor("start", "postgresql-\(unit)")
                let again = try await copy.pksai("complaint", "submit", paper, "--timeout", "60", by: "path-post")
                try await Urgent.called(
                    try #require(again.lines.first?["body"]?["complaint_no"]?.string, "\(again)"),
                    copy
                )
            }
            try await copy.settle()
            #expect(try await copy.count("intake", Ledger.registrations) == 3)
            try await copy.end()
        }

        private static func slowest(_ unit: String, _ copy: SystemCopy) async throws -> Int {
            try await Urgent.complain(Self.samples, "without \(unit)", by: "outage-post", copy).max() ?? 0
        }
    }
}
