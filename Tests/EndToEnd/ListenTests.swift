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

            try await Self.speaksNoOlderTLS(copy, "amqps")

            // A new certificate and new passwords while it runs: whoever trusts the authority notices nothing.
            try text.write(toFile: profile, atomically: false, encoding: .utf8)
            let before = try await Self.certificate(copy)
            try await Programs.must("deploy/certificate", ["renew-server", "--data", copy.folder])
            #expect(try await Self.certificate(copy) != before)
            let former = try String(contentsOfFile: "\(copy.folder)/secrets/urls/intake.database", encoding: .utf8)
            try await Programs.must("deploy/rotate-passwords", ["--administrator", "intake", "--data", copy.folder])
            let shut = try await Programs.run("psql", [former, "-c", "SELECT 1"])
            #expect(shut.status != 0 && shut.errors.contains("password authentication failed"), "\(shut.errors)")
            let renewed = try await SystemCopy(folder: copy.folder).pksai("complaint", "submit", form, by: "far-post")
            #expect(renewed.lines.last?["type"]?.string == "complaint.accepted", "\(renewed.output)\(renewed.errors)")
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
            try await Self.speaksNoOlderTLS(copy, "amqps")
            for unit in SystemCopy.units { try await Self.speaksNoOlderTLS(copy, "postgresql-\(unit)") }
            try await copy.end()
        }

        /// TLS 1.1 is refused by the server itself, TLS 1.2 is taken.
        private static func speaksNoOlderTLS(_ copy: SystemCopy, _ server: String) async throws {
            let port = try await Self.port(copy, of: server)
            let start = server == "amqps" ? [] : ["-starttls", "postgres"]
            let arguments = ["s_client", "-connect", "127.0.0.1:\(port)", "-CAfile", "\(copy.folder)/ca.pem"] + start
            let newer = try await Programs.run("openssl", arguments + ["-tls1_2", "-verify_return_error"])
            #expect(newer.output.contains("Verify return code: 0 (ok)"), "\(server): \(newer.output)\(newer.errors)")
            let older = try await Programs.run("openssl", arguments + ["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"])
            #expect(older.status != 0, "\(server): \(older.output)")
            #expect(older.errors.contains("alert protocol version"), "\(server): \(older.errors)")
        }

        /// The certificate that the broker shows.
        private static func certificate(_ copy: SystemCopy) async throws -> String {
            let port = try await Self.port(copy, of: "amqps")
            let shown = try await Programs.run("openssl", ["s_client", "-connect", "127.0.0.1:\(port)"]).output
            let begin = try #require(shown.range(of: "-----BEGIN CERTIFICATE-----"))
            let end = try #require(shown.range(of: "-----END CERTIFICATE-----"))
            return String(shown[begin.lowerBound..<end.upperBound])
        }

        /// The port of one of the copy's servers.
        private static func port(_ copy: SystemCopy, of server: String) async throws -> String {
            let script = "program=port; . deploy/lib/common.sh; . deploy/lib/all.sh; use_data \"$0\"; port_of \"$1\""
            return try await Programs.must("bash", ["-c", script, copy.folder, server]).output.filter(\.isNumber)
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
