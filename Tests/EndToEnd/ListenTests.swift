internal import Foundation
internal import JSON
internal import Testing

extension EndToEndTests {
    /// A copy opened to other machines, and one that speaks TLS within.
    @Suite(.serialized) struct Listen {
        @Test(.timeLimit(.minutes(5)))
        func `with --listen an agency comes in over TLS, by the address it was given, and not without the authority`()
            async throws
        {
            let copy = try await SystemCopy.start("listen", arguments: ["--listen", "127.0.0.1"])
            let agency = try await copy.addAgency("far-post")
            #expect(agency["amqp_url"]?.string?.hasPrefix("amqps://far-post:") == true)
            let form = "deploy/examples/forms/complaint-routine.json"
            let ended = try await copy.pksai("complaint", "submit", form, by: "far-post")
            #expect(ended.status == 0, "\(ended.output)\(ended.errors)")
            #expect(ended.lines.last?["type"]?.string == "complaint.accepted", "\(ended.output)")

            // The profile on a machine that trusts somebody else.
            let profile = "\(copy.folder)/profiles/far-post.json"
            let text = try String(contentsOfFile: profile, encoding: .utf8)
            #expect(text.contains("\(copy.folder)/ca.pem"))
            let other = try copy.paper("other-ca.pem", try await Self.otherAuthority(copy))
            try text.replacing("\(copy.folder)/ca.pem", with: other)
                .write(toFile: profile, atomically: false, encoding: .utf8)
            let refused = try await copy.pksai("complaint", "submit", form, "--timeout", "5", by: "far-post")
            #expect(refused.status == 2, "\(refused.output)\(refused.errors)")
            try await copy.end()
        }

        @Test(.timeLimit(.minutes(5)))
        func `with --tls no unit speaks to the broker or to a database, each on a server of its own, in the clear`()
            async throws
        {
            let copy = try await SystemCopy.start("tls", arguments: ["--tls", "--servers", "each"])
            _ = try await copy.addAgency("near-post")
            let form = "deploy/examples/forms/complaint-urgent.json"
            let ended = try await copy.pksai("complaint", "submit", form, by: "near-post")
            #expect(ended.lines.last?["type"]?.string == "complaint.accepted", "\(ended.output)")
            try await copy.settle()

            for unit in SystemCopy.units {
                let sessions = try await copy.sql(
                    unit,
                    """
                    SELECT DISTINCT usename, ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
                    WHERE usename LIKE '%\\_runtime'
                    """
                )
                let role = unit.replacing("-", with: "_") + "_runtime"
                #expect(sessions == [[role, "t"]], "\(sessions)")
            }
            let connections = try await copy.broker("-q", "--no-table-headers", "list_connections", "user", "ssl")
                .output.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
            #expect(Set(connections.compactMap(\.first)).count >= 5, "\(connections)")
            #expect(connections.allSatisfy { $0.last == "true" }, "\(connections)")
            // Without TLS the database lets no unit in.
            let url = try #require(copy.environment["PKSAI_DATABASE_URL_INTAKE"])
            let plain = try await Programs.run(
                "psql",
                ["\(url.prefix { $0 != "?" })?sslmode=disable", "-c", "SELECT 1"]
            )
            #expect(plain.status != 0, "\(plain.output)")
            try await copy.end()
        }

        private static func otherAuthority(_ copy: SystemCopy) async throws -> String {
            try await Programs.must(
                "openssl",
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-subj", "/CN=Somebody else", "-keyout", "/dev/null",
                ]
            ).output
        }
    }
}
