internal import Foundation
internal import JSON
internal import RuleTestSupport
internal import Testing

// What is counted and given away, and complaints enough for it.
extension EndToEndTests.Shredding {
    /// So many made unreadable: the one whose case is worked on, the others drawn from the crowd.
    static let children = max(1, Harness.number(of: "children", bounded: 1, long: 20))

    /// Complaints of which a released table tells, enough of them not to be withheld; the ids of those to be destroyed.
    func crowd(_ copy: SystemCopy) async throws -> [String] {
        let number = max(30, 4 * Self.children)
        let lines = (0..<number).map { index in
            """
            {"channel": "phone", "situation": "counted \(index)", "child": {"name": "\(Self.child) \(index)", "sex": "male", \
            "birth_date": "2014-02-01", "birth_place": "Kota \(index)", "address": {"street": "Jalan \(index)", \
            "subdistrict": "Tallo", "city": "Makassar"}}, "categories": ["education_problem"], \
            "initial_assessment": {"vulnerable": true, "vulnerability_types": ["economic"], "risk_level": "low"}}
            """
        }
        let paper = try copy.paper("crowd.ndjson", lines.joined(separator: "\n") + "\n")
        let sent = try await copy.pksai("complaint", "submit", paper, by: "post")
        let origins = sent.lines.compactMap { $0["body"]?["complaint_id"]?.string }
        #expect(sent.status == 0 && origins.count == number, "\(sent)")
        try await copy.settle()
        var dice = SeededGenerator(seed: Harness.seed)
        return Array(origins.shuffled(using: &dice).prefix(Self.children - 1))
    }

    /// A complaint that ended with advice and has nothing open: its number and id.
    func closedComplaint(_ copy: SystemCopy) async throws -> (no: String, origin: String) {
        let text = #"{"channel": "phone", "situation": "\#(Self.child) asked where to ask"}"#
        let paper = try copy.paper("closed.json", text)
        let sent = try await copy.pksai("complaint", "submit", paper, by: "post")
        let receipt = try #require(sent.lines.first?["body"], "\(sent)")
        let no = try #require(receipt["complaint_no"]?.string)
        let origin = try #require(receipt["complaint_id"]?.string)
        try await copy.settle()
        let early = try await self.destroy(copy, origin, "retention_ended", "SK 9002/XI/2026")
        #expect(early.status == 1 && "\(early)".contains("intake: complaint"), "it is open: \(early)")
        for words in [
            ["assess", no, "--risk-level", "none", "--no-vulnerable"], ["close", no, "--advice", "told where to ask"],
        ] {
            let ended = try await copy.pksai(["complaint"] + words, by: "desk")
            #expect(ended.status == 0, "\(words) \(ended)")
        }
        try await copy.settle()
        return (no, origin)
    }

    /// Everything leadership is told of the year.
    func report(_ copy: SystemCopy) async throws -> [String: JSONValue] {
        let ended = try await copy.pksai("report", "leadership", by: "head")
        let report = try #require(ended.lines.last, "\(ended)")
        #expect(ended.status == 0 && (report["sections"]?.array?.count ?? 0) > 10, "\(ended)")
        var parts = ["figures": report["figures"] ?? .null]
        for section in report["sections"]?.array ?? [] {
            parts[section["key"]?.string ?? ""] = section["rows"] ?? .null
        }
        return parts
    }

    /// What an applicant is given: a table of the complaints there are, under a request of its own; its number and CSV.
    func release(_ copy: SystemCopy, _ letter: String) async throws -> (request: String, table: String) {
        let year = Calendar(identifier: .gregorian).component(.year, from: Date())
        let words = [
            "data-request", "submit", "--letter", letter, "--applicant", "Universitas Contoh", "--purpose", "planning",
            "--from", "\(year)-01-01", "--to", "\(year + 1)-12-31", "--class", "aggregate", "--rows", "subdistrict",
            "--columns", "sex",
        ]
        let asked = try await copy.pksai(words, by: "university")
        let request = try #require(asked.lines.last?["body"]?["request_id"]?.string, "\(asked)")
        for (words, user) in [
            (["classify", request, "--data-class", "aggregate"], "officer"), (["confirm", request], "coordinator"),
            (["grant", request], "coordinator"), (["release", request], "officer"),
        ] {
            let ended = try await copy.pksai(["data-request"] + words, by: user)
            #expect(ended.status == 0, "\(words) \(ended)")
        }
        return (request, try await self.table(copy, request))
    }

    func table(_ copy: SystemCopy, _ request: String) async throws -> String {
        let shown = try await copy.pksai("data-request", "table", request, by: "university")
        #expect(shown.status == 0 && shown.output.contains("Tallo"), "\(shown)")
        return shown.output
    }

    /// Each part by itself, so that what differs is seen.
    func expectSame(_ after: [String: JSONValue], as before: [String: JSONValue]) {
        for part in Set(before.keys).union(after.keys).sorted() {
            #expect(before[part]?.text == after[part]?.text, "\(part)")
        }
    }
}
