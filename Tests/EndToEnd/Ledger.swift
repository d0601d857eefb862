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
        let broken = try await Self.broken(flood, since: before, copy)
        #expect(broken == [])
    }

    /// What did not happen, happened twice, or happened without a reason.
    static func broken(_ flood: Flood, since before: Ledger, _ copy: SystemCopy) async throws -> [String] {
        let after = try await Ledger(copy)
        let eligible = after.eligible - before.eligible
        var broken: [String] = []
        for (what, found, expected) in [
            ("complaints registered", after.registered - before.registered, flood.valid),
            ("numbers, one a complaint", after.numbers, after.registered),
            ("the highest number, without a gap", after.highest, after.registered),
            ("identifications", after.started - before.started, flood.valid),
            ("not eligible", after.refused - before.refused, flood.adults),
            ("eligible", eligible, flood.valid - flood.adults),
            ("cases, one for each eligible", after.cases - before.cases, eligible),
            ("clocks, one for each case", after.watched - before.watched, after.cases - before.cases),
            ("rejected and kept", after.rejected - before.rejected, flood.malformed),
        ] where found != expected {
            broken.append("\(what): \(found) instead of \(expected)")
        }
        for (unit, type) in [
            ("intake", "complaint_registered"), ("identification", "identification_started"),
            ("identification", "case_registered"), ("service-unit", "case_eligible"),
        ] {
            let twice = try await copy.sql(
                unit,
                "SELECT stream FROM journal WHERE type = '\(type)' GROUP BY stream HAVING count(*) > 1"
            )
            if !twice.isEmpty { broken.append("\(type) of \(unit) happened twice in \(twice.count) streams") }
        }
        let queued = try await copy.queuedForUnits()
        if !queued.isEmpty { broken.append("left in \(queued)") }
        if try await copy.pksai("audit", "verify").status != 0 { broken.append("a journal does not hold") }
        return broken
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
