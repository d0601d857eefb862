internal import Foundation
internal import JSON
internal import Testing

/// A thousand made-up complaints, a hundredth of them sent twice, a hundredth malformed.
struct Flood: Sendable {
    let name: String
    static let valid = 980
    static let malformed = 20
    static let adults = 20

    /// Lines of NDJSON in batches of equal size; the repeats stand in the batch after the first.
    func batches(_ number: Int) -> [[String]] {
        var lines: [String] = []
        for index in 0..<Self.valid { lines.append(self.complaint(index)) }
        for index in 0..<Self.malformed {
            // Every second one isn't even JSON.
            let line =
                index % 2 == 0 ? #"{"reference": "\#(self.name)-m\#(index)", "situation""# : self.incomplete(index)
            lines.insert(line, at: index * 49)
        }
        let size = (lines.count + number - 1) / number
        var batches = (0..<number).map { batch in Array(lines[batch * size..<min((batch + 1) * size, lines.count)]) }
        for index in 0..<10 { batches[(index + 1) % number].append(self.complaint(index)) }
        return batches
    }

    private func incomplete(_ index: Int) -> String {
        #"{"reference": "\#(self.name)-m\#(index)", "emergency": false}"#
    }

    /// One of fifty is about a grown-up: registered, and no case.
    private func complaint(_ index: Int) -> String {
        let born = index % 49 == 7 ? "1990-05-05" : "20\(10 + index % 10)-0\(1 + index % 9)-1\(index % 7)"
        return """
            {"reference": "\(self.name)-\(index)", "channel": "community", "child": {"name": "Anak \(self.name) \(index)", \
            "sex": "\(index % 2 == 0 ? "male" : "female")", "birth_date": "\(born)", "birth_place": "Kota \(index)", \
            "address": {"street": "Jalan \(index)", "subdistrict": "Tallo", "city": "Makassar"}}, \
            "situation": "told by a neighbour, number \(index)", "categories": ["education_problem"], \
            "initial_assessment": {"vulnerable": true, "vulnerability_types": ["economic"], "risk_types": ["neglect"], \
            "risk_level": "\(index % 5 == 0 ? "medium" : "low")"}}
            """
    }
}

extension EndToEndTests {
    /// Guarantees 1 and 2: nothing is lost, effects happen once.
    @Suite(.serialized) struct Flow {
        @Test(.timeLimit(.minutes(6)))
        func `a thousand complaints each have one registration, one identification and one case`() async throws {
            let copy = try await SharedCopy.copy()
            _ = try await copy.addAgency("calm-post")
            let before = try await Counts(copy)
            let batches = Flood(name: "calm").batches(1)
            let answers = try await Self.submit(batches[0], "calm-0", by: "calm-post", copy)
            Self.expectAnswers(answers, to: batches[0])
            try await copy.settle()
            try await Self.expectOnceEach(since: before, copy)
        }

        @Test(.timeLimit(.minutes(9)))
        func `killing each unit, the broker and PostgreSQL while they flow changes nothing`() async throws {
            let copy = try await SharedCopy.copy()
            _ = try await copy.addAgency("stormy-post")
            let before = try await Counts(copy)
            let victims = [
                "intake-1", "identification-1", "service-unit-1", "referral-1", "data-request-1", "broker",
                "postgresql",
            ]
            let batches = Flood(name: "stormy").batches(victims.count)
            for (index, victim) in victims.enumerated() {
                let begun = try await copy.count("intake", Self.registrations)
                async let answers = Self.submit(batches[index], "stormy-\(index)", by: "stormy-post", copy)
                // The first are registered; most of what follows from the batch has not happened.
                try await Programs.until("batch \(index) flows") {
                    try await copy.count("intake", Self.registrations) > begun ? true : nil
                }
                try copy.kill(victim)
                Self.expectAnswers(try await answers, to: batches[index])
            }
            try await copy.settle()
            try await Self.expectOnceEach(since: before, copy)
        }

        private static let registrations = "SELECT count(*) FROM journal WHERE type = 'complaint_registered'"

        /// Sends lines as an agency would: again, until each has its receipt.
        private static func submit(_ lines: [String], _ name: String, by agency: String, _ copy: SystemCopy)
            async throws
            -> [JSONValue]
        {
            let paper = try copy.paper("\(name).ndjson", lines.joined(separator: "\n") + "\n")
            return try await Programs.until("\(name) is answered") {
                let ended = try await copy.pksai("complaint", "submit", "--raw", paper, by: agency)
                // 0: all accepted. 1: some rejected. 2: something did not answer in time.
                return ended.status == 2 ? nil : ended.lines
            }
        }

        /// An answer for each message: a receipt, or a rejection of what was malformed.
        private static func expectAnswers(_ answers: [JSONValue], to lines: [String]) {
            let bad = lines.filter { !$0.contains(#""channel""#) }.count
            #expect(answers.count == lines.count)
            #expect(answers.count { $0["type"]?.string == "complaint.rejected" } == bad)
            #expect(answers.count { $0["type"]?.string == "complaint.accepted" } == lines.count - bad)
        }

        /// What the databases hold of all complaints.
        private struct Counts {
            let registered: Int, numbers: Int, highest: Int, started: Int, eligible: Int, refused: Int, cases: Int
            let rejected: Int

            init(_ copy: SystemCopy) async throws {
                let streams = "SELECT count(DISTINCT stream) FROM journal WHERE type = "
                self.registered = try await copy.count("intake", Flow.registrations)
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
            }
        }

        private static func expectOnceEach(since before: Counts, _ copy: SystemCopy) async throws {
            let after = try await Counts(copy)
            #expect(after.registered - before.registered == Flood.valid)
            #expect(after.numbers == after.registered, "a number a complaint")
            #expect(after.highest == after.registered, "without a gap")
            #expect(after.started - before.started == Flood.valid)
            #expect(after.refused - before.refused == Flood.adults)
            #expect(after.eligible - before.eligible == Flood.valid - Flood.adults)
            #expect(after.cases - before.cases == after.eligible - before.eligible, "a case for each eligible one")
            #expect(after.rejected - before.rejected == Flood.malformed)
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
    }
}
