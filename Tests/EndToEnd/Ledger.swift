internal import JSON
internal import Testing

/// What the databases hold of all complaints: before and after, the ledger of guarantees 1 and 2.
struct Ledger: Sendable {
    static let registrations = "SELECT count(*) FROM journal WHERE type = 'complaint_registered'"
    let registered: Int, numbers: Int, highest: Int, started: Int, eligible: Int, refused: Int, cases: Int
    let rejected: Int, watched: Int

    init(_ copy: SystemCopy) async throws {
        let streams = "SELECT count(DISTINCT stream) FROM journal WHERE type = "
        self.registered = try await copy.count("intake", Self.registrations)
        self.numbers = try await copy.count(
            "intake",
            "SELECT count(DISTINCT state->>'number') FROM aggregates WHERE kind = 'complaint'"
        )
        self.highest = try await copy.count("intake", "SELECT coalesce(max(value), 0) FROM counters")
        self.started = try await copy.count("identification", streams + "'identification_started'")
        self.eligible = try await copy.count("identification", streams + "'case_eligible'")
        self.refused = try await copy.count("identification", streams + "'case_not_eligible'")
        self.cases = try await copy.count("service-unit", streams + "'case_eligible'")
        self.rejected = try await copy.count(
            "intake",
            "SELECT count(*) FROM quarantine WHERE state = 'kept' AND reason = 'malformed'"
        )
        self.watched = try await copy.count(
            "service-unit",
            "SELECT count(*) FROM deadlines WHERE clock = 'contact_safety' AND phase IN ('running', 'warned')"
        )
    }

    /// Everything of the flood happened, once, and nothing else did.
    static func expectOnceEach(of flood: Flood, since before: Ledger, _ copy: SystemCopy) async throws {
        let after = try await Ledger(copy)
        #expect(after.registered - before.registered == flood.valid)
        #expect(after.numbers == after.registered, "a number a complaint")
        #expect(after.highest == after.registered, "without a gap")
        #expect(after.started - before.started == flood.valid)
        #expect(after.refused - before.refused == flood.adults)
        #expect(after.eligible - before.eligible == flood.valid - flood.adults)
        #expect(after.cases - before.cases == after.eligible - before.eligible, "a case for each eligible one")
        #expect(after.watched - before.watched == after.cases - before.cases, "a clock for each case")
        #expect(after.rejected - before.rejected == flood.malformed)
        for (unit, type) in [
            ("intake", "complaint_registered"), ("identification", "identification_started"),
            ("identification", "case_registered"), ("service-unit", "case_eligible"),
        ] {
            let twice = try await copy.sql(
                unit,
                "SELECT stream FROM journal WHERE type = '\(type)' GROUP BY stream HAVING count(*) > 1"
            )
            #expect(twice == [], "\(type) of \(unit) happened twice")
        }
        #expect(try await copy.queuedForUnits() == [])
        #expect(try await copy.pksai("audit", "verify").status == 0)
    }

    /// Sends lines as an agency would: again, until each has its receipt.
    static func submit(
        _ lines: [String],
        _ name: String,
        by agency: String,
        _ copy: SystemCopy,
        within limit: Duration = .seconds(180)
    ) async throws -> [JSONValue] {
        let paper = try copy.paper("\(name).ndjson", lines.joined(separator: "\n") + "\n")
        return try await Programs.until("\(name) is answered", within: limit) {
            let ended = try await copy.pksai("complaint", "submit", "--raw", paper, by: agency)
            // 0: all accepted. 1: some rejected. 2: something did not answer in time.
            return ended.status == 2 ? nil : ended.lines
        }
    }

    /// An answer for each message: a receipt, or a rejection of what was malformed.
    static func expectAnswers(_ answers: [JSONValue], to lines: [String]) {
        let bad = lines.filter { !$0.contains(#""channel""#) }.count
        #expect(answers.count == lines.count)
        #expect(answers.count { $0["type"]?.string == "complaint.rejected" } == bad)
        #expect(answers.count { $0["type"]?.string == "complaint.accepted" } == lines.count - bad)
    }
}
