internal import Foundation
internal import JSON
internal import Testing

extension EndToEndTests {
    /// Guarantee 5: no identity where it does not belong.
    @Suite(.serialized) struct Confidentiality {
        @Test(.timeLimit(.minutes(4)))
        func `marks in a hundred sealed complaints are nowhere under the data folder`() async throws {
            let copy = try await SharedCopy.copy()
            _ = try await copy.addAgency("sealed-post")
            let mark = Self.mark()
            let lines = (0..<100).map { Self.complaint(mark, $0) }
            let paper = try copy.paper("sealed.ndjson", lines.joined(separator: "\n"))
            let ended = try await copy.pksai("complaint", "submit", paper, by: "sealed-post")
            #expect(ended.status == 0 && ended.lines.count == 100)
            try await copy.settle()
            #expect(try await copy.files(holding: mark) == [])
            // The search can find: the papers themselves lie beside the copy.
            let found = try await Programs.run("grep", ["-r", "-l", "-e", mark, copy.papers])
            #expect(found.output.contains("sealed.ndjson"))
        }

        @Test(.timeLimit(.minutes(5)))
        func `a hundred plain ones leave marks with the broker only, until it is scrubbed`() async throws {
            let copy = try await SharedCopy.copy()
            let agency = try await copy.addAgency("plain-post")
            let mark = Self.mark()
            let lines = (0..<100).map { Self.complaint(mark, $0) }
            let paper = try copy.paper("plain.ndjson", lines.joined(separator: "\n"))
            let sent = try copy.paper("plain.sent", "")
            let url = try #require(agency["amqp_url"]?.string)
            try await Programs.must(
                try Programs.required("PKSAI_TEST_PYTHON"),
                ["Tests/EndToEnd/plain_agency.py", url, paper, sent]
            )
            try await copy.settle()
            let reconciled = try await copy.pksai("reconcile", "--sender", "plain-post", "--sent", sent)
            #expect(reconciled.lines.first?["pairs"]?[0]?["sent"]?.integer == 100)
            #expect(reconciled.lines.first?["remainder"]?.integer == 0)

            let holding = try await copy.files(holding: mark)
            #expect(!holding.isEmpty, "the broker keeps bytes of what was acknowledged")
            #expect(holding.allSatisfy { $0.hasPrefix(copy.folder + "/broker/") }, "\(holding)")
            try await Programs.must("deploy/scrub-broker", ["--data", copy.folder])
            #expect(try await copy.files(holding: mark) == [])
            try await copy.settle()
        }

        /// Letters that nothing else holds.
        private static func mark() -> String {
            "MARK" + UUID().uuidString.filter { $0 != "-" }
        }

        private static func complaint(_ mark: String, _ index: Int) -> String {
            """
            {"reference": "\(mark)-\(index)", "channel": "community", "reporter": {"name": "Pelapor \(mark)", \
            "relation": "neighbour", "phone": "\(mark)"}, "child": {"name": "Anak \(mark) \(index)", "sex": "male", \
            "birth_date": "2014-02-0\(1 + index % 9)", "birth_place": "Kota \(mark)", \
            "address": {"street": "Jalan \(mark)", "subdistrict": "Tallo", "city": "Makassar"}}, \
            "situation": "seen by \(mark), number \(index)", "categories": ["neglect_victim"], "\(mark)": "\(mark)", \
            "initial_assessment": {"vulnerable": true, "vulnerability_types": ["social"], "risk_types": ["neglect"], \
            "risk_level": "low", "recommendation": "\(mark)"}}
            """
        }
    }
}
