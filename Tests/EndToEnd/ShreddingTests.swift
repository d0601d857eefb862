internal import JSON
internal import Testing

extension EndToEndTests {
    /// One child made unreadable for good (ARCHITECTURE.md §3), also in what a backup brings back.
    @Suite struct Shredding {
        private static let child = "Anak Takterbaca"
        private static let units = ["intake", "identification", "service-unit", "referral", "data-request"]

        /// The complaint's number, its id and the case's.
        private func openCase(_ copy: SystemCopy) async throws -> (no: String, origin: String, caseID: String) {
            let paper = try copy.paper(
                "complaint.json",
                """
                {"channel": "phone", "child": {"name": "\(Self.child)", "sex": "male", "birth_date": "2014-02-01", \
                "address": {"street": "Jalan Contoh 9", "subdistrict": "Tallo", "city": "Makassar"}}, \
                "situation": "seen hurt", "emergency": true, "categories": ["violence_victim"], \
                "initial_assessment": {"risk_types": ["physical"], "risk_level": "high"}}
                """
            )
            let sent = try await copy.pksai("complaint", "submit", paper, by: "post")
            let receipt = try #require(sent.lines.first?["body"], "\(sent)")
            try await copy.settle()
            let cases = try await copy.sql("service-unit", "SELECT id FROM aggregates WHERE kind = 'case'")
            return (
                try #require(receipt["complaint_no"]?.string), try #require(receipt["complaint_id"]?.string),
                try #require(cases.first?.first)
            )
        }

        private func shows(_ copy: SystemCopy, _ no: String, _ caseID: String) async throws -> [Bool] {
            let complaint = try await copy.pksai("complaint", "show", no, "--reason", "drill", by: "head")
            let file = try await copy.pksai("case", "show", caseID, "--reason", "drill", by: "head")
            #expect(complaint.status == 0 && file.status == 0, "\(complaint) \(file)")
            return [complaint, file].map { $0.output.contains(Self.child) }
        }

        /// A message about the child that intake keeps as it came: its id was used before, for another body.
        private func quarantine(_ copy: SystemCopy, about no: String) async throws {
            for text in ["seen again", "\(Self.child) was seen again"] {
                _ = try await copy.pksai(
                    "complaint",
                    "supplement",
                    no,
                    "--situation",
                    text,
                    "--message-id",
                    "twice",
                    by: "post"
                )
            }
            try await copy.settle()
            #expect(try await copy.count("intake", Self.kept) == 1)
        }

        private static let kept = "SELECT count(*) FROM quarantine WHERE box IS NOT NULL"

        /// Neither keys nor a kept message of the child are anywhere.
        private func expectUnreadable(_ origin: String, _ copy: SystemCopy) async throws {
            let keys = "SELECT count(*) FROM data_keys WHERE box IS NOT NULL AND origin = '\(origin)'"
            for unit in Self.units {
                #expect(try await copy.count(unit, keys) == 0, "\(unit)")
                #expect(try await copy.count(unit, Self.kept) == 0, "\(unit)")
            }
            #expect(try await copy.pksai("audit", "verify").status == 0)
        }

        private func destroy(
            _ copy: SystemCopy,
            _ origin: String,
            _ ground: String,
            _ document: String
        ) async throws -> Ended {
            try await copy.pksai(
                "identity",
                "destroy",
                origin,
                "--ground",
                ground,
                "--document",
                document,
                by: "head"
            )
        }

        @Test(.timeLimit(.minutes(6)))
        func
            `a destroyed identity opens nowhere, not from older keys either, its limits go on and the journals stay whole`()
            async throws
        {
            let copy = try await SystemCopy.start("shredding")
            _ = try await copy.addAgency("post")
            try await copy.addUser("head", role: "head_pksai")
            try await copy.addUser("worker", role: "on_call_worker")
            let (no, origin, caseID) = try await self.openCase(copy)
            try await self.quarantine(copy, about: no)
            #expect(try await self.shows(copy, no, caseID) == [true, true])
            let archives = copy.papers
            let programs = ["--data", copy.folder]
            try await Programs.must(
                "deploy/backup",
                ["\(archives)/before.tar", "--keys", "\(archives)/before.keys.tar"] + programs
            )
            // With the keyrings of any time the first archive alone tells nobody whose key is destroyed.
            let listing = "tar -xOf '\(archives)/before.tar' ./$unit.dump | pg_restore --list"
            let listed = try await Programs.must(
                "bash",
                ["-c", "for unit in \(Self.units.joined(separator: " ")); do \(listing) || exit 1; done"]
            ).output
            #expect(listed.contains("TABLE DATA public journal "))
            for table in ["data_keys", "quarantine", "parked", "outbox"] {
                #expect(!listed.contains("TABLE DATA public \(table) "))
            }
            let events = "SELECT count(*) FROM journal WHERE type = 'case_opened' OR type = 'complaint_registered'"
            let counted = try await copy.count("intake", events)

            let aged = try await self.destroy(copy, origin, "retention_ended", "SK 9001/XI/2026")
            #expect(aged.status == 1, "\(aged)")
            for open in ["service-unit: case \(caseID)", "protection until", "intake: complaint"] {
                #expect("\(aged)".contains(open), "what is open is named: \(aged)")
            }
            #expect(try await self.shows(copy, no, caseID) == [true, true])
            let ended = try await self.destroy(copy, origin, "court_order", "9001/Pen.Anak/2026")
            #expect(ended.status == 0 && ended.output.contains("protection until"), "\(ended)")
            let shown = try await copy.pksai("identity", "show", origin, by: "head")
            let states = shown.lines.first?.array?.map { $0["state"]?.string }
            #expect(states == Self.units.map { _ in "destroyed" }, "\(shown)")
            #expect(try await self.shows(copy, no, caseID) == [false, false])
            #expect(try await copy.count("intake", events) == counted)
            #expect(try await copy.count("intake", Self.kept) == 0)
            let late = try await copy.pksai("case", "record-contact", caseID, "--note", "late", by: "head")
            #expect(late.status != 0)
            // The child's limits go on, and so does who answers for them.
            #expect(try await copy.pksai("oncall", "take", caseID, by: "worker").status == 0)
            let limits = "SELECT count(*) FROM deadlines WHERE clock = 'protection' AND phase = 'running'"
            #expect(try await copy.count("service-unit", limits) == 1)
            #expect(try await copy.pksai("audit", "verify").status == 0)

            // The journals of today with the keys of yesterday.
            try await Programs.must("deploy/backup", ["\(archives)/after.tar"] + programs)
            try await copy.end()
            let folder = try await SystemCopy.emptyFolder("shredding-restored")
            let restored = try await SystemCopy.onFreePorts { ports in
                try await Programs.run(
                    "deploy/restore",
                    [
                        "\(archives)/after.tar", "--keys", "\(archives)/before.keys.tar", "--data", folder, "--ports",
                        "\(ports)", "--no-build",
                    ]
                )
            } found: {
                try SystemCopy(folder: folder)
            }
            try await Programs.must("deploy/up", ["--no-build", "--data", folder])
            try await self.expectUnreadable(origin, restored)

            // All of yesterday in the place of today: the databases that it replaces know what was destroyed since.
            try await Programs.must("deploy/down", ["--data", folder])
            let yesterday = ["\(archives)/before.tar", "--data", folder, "--replace", "--no-build"]
            try await Programs.must("deploy/restore", yesterday)
            try await Programs.must("deploy/up", ["--no-build", "--data", folder])
            #expect(try await restored.count("intake", "SELECT count(*) FROM quarantine") == 1)
            try await self.expectUnreadable(origin, restored)
            let figures = [("children", 1), ("units", Self.units.count), ("restored", 2)]
            Harness.report("shredding", figures.map { ($0.0, .integer(Int64($0.1))) })
            try await restored.end()
        }
    }
}
