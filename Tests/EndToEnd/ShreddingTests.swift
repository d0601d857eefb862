internal import JSON
internal import Testing

extension EndToEndTests {
    /// One child made unreadable for good (ARCHITECTURE.md §3), also in what a backup brings back.
    @Suite struct Shredding {
        static let child = "Anak Takterbaca"
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
            let no = try #require(receipt["complaint_no"]?.string)
            let wanted = "SELECT id FROM aggregates WHERE kind = 'case' AND state->>'complaint_no' = '\(no)'"
            let cases = try await copy.sql("service-unit", wanted)
            return (no, try #require(receipt["complaint_id"]?.string), try #require(cases.first?.first))
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
        private func expectUnreadable(_ origins: [String], _ copy: SystemCopy) async throws {
            let all = origins.map { "'\($0)'" }.joined(separator: ", ")
            let keys = "SELECT count(*) FROM data_keys WHERE box IS NOT NULL AND origin IN (\(all))"
            for unit in Self.units {
                #expect(try await copy.count(unit, keys) == 0, "\(unit)")
                #expect(try await copy.count(unit, Self.kept) == 0, "\(unit)")
            }
            #expect(try await copy.pksai("audit", "verify").status == 0)
        }

        /// What nobody works on any more is destroyed for its age, in every unit.
        private func retentionEnds(_ closed: (no: String, origin: String), _ copy: SystemCopy) async throws {
            let readable = try await copy.pksai("complaint", "show", closed.no, "--reason", "drill", by: "head")
            #expect(readable.output.contains(Self.child), "\(readable)")
            let ended = try await self.destroy(copy, closed.origin, "retention_ended", "SK 9002/XI/2026")
            let rows = ended.lines.last?.array ?? []
            #expect(ended.status == 0 && rows.count == Self.units.count, "\(ended)")
            for row in rows {
                #expect(row["state"]?.string == "destroyed" && row["open"]?.array == [], "\(row.text)")
            }
            let shown = try await copy.pksai("complaint", "show", closed.no, "--reason", "drill", by: "head")
            #expect(shown.status == 0 && !shown.output.contains(Self.child), "\(shown)")
            let keys = "SELECT count(*) FROM data_keys WHERE origin = '\(closed.origin)' AND box IS NOT NULL"
            for unit in Self.units { #expect(try await copy.count(unit, keys) == 0, "\(unit)") }
        }

        func destroy(
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

        @Test(.timeLimit(.minutes(6 + Self.children / 2)))
        func
            `a destroyed identity opens nowhere, not from older keys either; limits, figures, releases and journals stay whole`()
            async throws
        {
            let copy = try await SystemCopy.start("shredding")
            _ = try await copy.addAgency("post")
            try await copy.addUser("head", role: "head_pksai")
            for (name, role) in [
                ("worker", "on_call_worker"), ("desk", "intake_officer"), ("officer", "data_officer"),
                ("coordinator", "coordinator_pksai"), ("university", "data_applicant"),
            ] {
                try await copy.addUser(name, role: role)
            }
            let others = try await self.crowd(copy)
            let closed = try await self.closedComplaint(copy)
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

            // Statistics and data releases are the same before and after.
            let released = try await self.release(copy, "12/LP2M/9001")
            let report = try await self.report(copy)
            let ended = try await self.destroy(copy, origin, "court_order", "9001/Pen.Anak/2026")
            #expect(ended.status == 0 && ended.output.contains("protection until"), "\(ended)")
            try await self.retentionEnds(closed, copy)
            for (index, other) in others.enumerated() {
                let ended = try await self.destroy(copy, other, "court_order", "\(index)/Pen.Anak/2026")
                #expect(ended.status == 0, "\(ended)")
            }
            self.expectSame(try await self.report(copy), as: report)
            let again = try await self.release(copy, "13/LP2M/9001")
            #expect(again.table == released.table)
            let gone = [origin, closed.origin] + others
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
            try await self.expectUnreadable(gone, restored)
            try copy.bringProfile("university", to: restored)
            #expect(try await self.table(restored, again.request) == released.table)

            // All of yesterday in the place of today: the databases that it replaces know what was destroyed since.
            try await Programs.must("deploy/down", ["--data", folder])
            let yesterday = ["\(archives)/before.tar", "--data", folder, "--replace", "--no-build"]
            try await Programs.must("deploy/restore", yesterday)
            try await Programs.must("deploy/up", ["--no-build", "--data", folder])
            #expect(try await restored.count("intake", "SELECT count(*) FROM quarantine") == 1)
            try await self.expectUnreadable(gone, restored)
            let figures = [
                ("children", gone.count), ("parts", report.count), ("units", Self.units.count), ("restored", 2),
            ]
            Harness.report("shredding", figures.map { ($0.0, .integer(Int64($0.1))) })
            try await restored.end()
        }
    }
}
