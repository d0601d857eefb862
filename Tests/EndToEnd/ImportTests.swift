internal import Foundation
internal import JSON
internal import Testing

extension EndToEndTests {
    /// Lists of children at risk come as files of any length.
    @Suite struct Importing {
        /// A list of so many rows about 500 children; its path.
        private func list(_ rows: Int64, _ copy: SystemCopy) throws -> String {
            let lines = (0..<rows).map { row in
                "737101120520\(9_000 + row % 500),Anak Contoh,2020-05-12,Ibu Contoh,Tallo,fixed"
            }
            let header = "nik,name,birth_date,mother_name,subdistrict,status"
            return try copy.paper("rows-\(rows).csv", ([header] + lines).joined(separator: "\n") + "\n")
        }

        /// Imports it; the client's peak in KiB, and what it says at the end.
        private func imported(_ rows: Int64, _ copy: SystemCopy) async throws -> (peak: Int, result: JSONValue) {
            let script = """
                "$0" "$@" & child=$!
                while peak=$(grep VmHWM /proc/$child/status) 2>/dev/null; do last=$peak; sleep 0.05; done
                wait $child && echo "{\\"peak\\": $(echo "$last" | tr -dc 0-9)}"
                """
            let ended = try await Programs.run(
                "/bin/bash",
                [
                    "-c", script, copy.folder + "/bin/pksai", "at-risk", "import", try self.list(rows, copy),
                    "--source",
                    "social_agency", "--date", "2026-01-01", "--list", "pkh", "--as", "analyst", "--timeout", "300",
                    "--json",
                ],
                environment: copy.environment
            )
            let lines = ended.lines
            let peak = try #require(lines.last?["peak"]?.integer, "\(ended)")
            return (Int(peak), try #require(lines.dropLast().last))
        }

        @Test(.timeLimit(.minutes(6)))
        func `S08 secondary_data_imported: the client holds some rows of a list, not the list`() async throws {
            let copy = try await SystemCopy.start("import")
            try await copy.addUser("analyst", role: "analyst")
            let (few, many): (Int64, Int64) = (5_000, 30_000)
            let short = try await self.imported(few, copy)
            #expect(short.result["rows"]?.integer == few && short.result["refused"]?.integer == 0, "\(short)")
            let long = try await self.imported(many, copy)
            #expect(long.result["unchanged"]?.integer == many, "\(long)")
            // 25,000 rows more, at a few hundred bytes each if they were kept.
            #expect(long.peak - short.peak < 6_000, "KiB: \(short.peak) with \(few) rows, \(long.peak) with \(many)")
            try await copy.end()
        }
    }
}
