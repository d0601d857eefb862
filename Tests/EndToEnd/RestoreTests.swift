internal import JSON
internal import RuleTestSupport
internal import Testing

extension EndToEndTests {
    /// A backup taken while complaints flow, restored beside it, and the gap filled by what agencies send again.
    @Suite struct Restore {
        /// Fifty messages each; the whole of them goes through both copies, and twice through the restored one.
        private static let groups = max(2, Harness.number(of: "complaints", bounded: 500, long: 5_000) / 50)

        @Test(.timeLimit(.minutes(Harness.isLong ? 60 : 10)))
        func `a restored copy has everything once when agencies have sent again what came after the backup`()
            async throws
        {
            let copy = try await SystemCopy.start("backup")
            _ = try await copy.addAgency("backup-post")
            let empty = try await Ledger(copy)
            let flood = Flood(name: "backup", groups: Self.groups)
            let batches = flood.batches(5)
            // The seed decides when the backup is taken, and before which unit messages lie then.
            var dice = SeededGenerator(seed: Harness.seed)
            let during = Int.random(in: 1...3, using: &dice)
            let waiting = ["identification", "service-unit"].randomElement(using: &dice) ?? "identification"
            for (index, batch) in batches[..<during].enumerated() {
                _ = try await Ledger.submit(batch, "before-\(index)", by: "backup-post", copy)
            }
            try await Self.addRightsOfItsOwn(copy)
            let definitions = try await BrokerDefinitions(of: copy)
            let archive = "\(copy.papers)/drill.tar"
            async let flowing = Ledger.submit(batches[during], "during", by: "backup-post", copy)
            try await Self.leaveMessages(before: waiting, copy)
            try await Programs.must("deploy/backup", [archive, "--data", copy.folder])
            _ = try await flowing
            for batch in batches[(during + 1)...] {
                _ = try await Ledger.submit(batch, "after", by: "backup-post", copy)
            }
            try await copy.settle(within: .seconds(600))
            try await Ledger.expectOnceEach(of: flood, since: empty, copy)
            try await copy.end()

            let folder = try await SystemCopy.emptyFolder("restored")
            let restored = try await SystemCopy.onFreePorts { ports in
                try await Programs.run(
                    "deploy/restore",
                    [archive, "--data", folder, "--ports", "\(ports)", "--no-build"]
                )
            } found: {
                try SystemCopy(folder: folder)
            }
            try await Programs.must("deploy/up", ["--no-build", "--data", folder])
            let again = try await BrokerDefinitions(of: restored)
            let differences = again.differences(from: definitions)
            #expect(differences == [])
            try await Self.expectChangesNamed(restored, definitions)
            try copy.bringProfile("backup-post", to: restored)
            let behind = try await restored.count("intake", Ledger.registrations)
            #expect(behind > 0 && behind < flood.valid, "there is a gap")
            for (index, batch) in batches.enumerated() {
                let answers = try await Ledger.submit(batch, "again-\(index)", by: "backup-post", restored)
                Ledger.expectAnswers(answers, to: batch)
            }
            try await restored.settle(within: .seconds(600))
            let broken = try await Ledger.broken(flood, since: empty, restored)
            let compared = again.counts.map { ($0.kind, JSONValue.integer(Int64($0.count))) }
            Harness.report(
                "restore",
                [
                    ("complaints", .integer(Int64(flood.valid))), ("in_backup", .integer(Int64(behind))),
                    ("waiting_before", .string(waiting)),
                    ("definitions", .object(JSONObject(members: compared))),
                    ("broken", .array((differences + broken).map { .string($0) })),
                ]
            )
            #expect(broken == [])
            try await restored.end()
        }

        /// Stops a unit and waits until something lies in its queues: in neither unit's database, therefore.
        private static func leaveMessages(before unit: String, _ copy: SystemCopy) async throws {
            try await copy.supervisor("stop", "\(unit)-1")
            try await Programs.until("messages lie between units") { () -> Bool? in
                try await copy.queuedForUnits().contains { $0.hasPrefix("\(unit).") } ? true : nil
            }
        }

        /// What no fresh copy has: a member of staff, an on-call worker, a policy of whoever runs this broker.
        private static func addRightsOfItsOwn(_ copy: SystemCopy) async throws {
            try await copy.addUser("backup-desk", role: "intake_officer")
            try await copy.addUser("backup-call", role: "on_call_worker")
            let policy =
                #"{"pattern": "^receipts[.]backup-post$", "definition": {"max-length": 4000}, "apply-to": "queues"}"#
            try await copy.management("PUT", "api/policies/pksai/of-this-place", policy)
        }

        /// What is missing, what is new and what is otherwise is told, each by its name.
        private static func expectChangesNamed(_ copy: SystemCopy, _ original: BrokerDefinitions) async throws {
            try await copy.broker("add_user", "nobody-asked-for", "synthetic")
            try await copy.broker("delete_queue", "-p", "pksai", "receipts.backup-call")
            try await copy.management("DELETE", "api/policies/pksai/of-this-place")
            let rights = "api/permissions/pksai/backup-call"
            let told = try JSONParser.parse(Array(try await copy.management("GET", rights).utf8))
            let (write, read) = (told["write"]?.string ?? "", told["read"]?.string ?? "")
            let more = JSONValue.object(["configure": ".*", "write": .string(write), "read": .string(read)])
            try await copy.management("PUT", rights, more.text)
            let differences = try await BrokerDefinitions(of: copy).differences(from: original)
            for (kind, name) in [
                ("users: not in the original", "nobody-asked-for"), ("queues: not restored", "receipts.backup-call"),
                ("bindings: not restored", "receipts.backup-call"), ("policies: not restored", "of-this-place"),
                ("permissions: not restored", "backup-call"), ("permissions: not in the original", "backup-call"),
            ] {
                #expect(differences.contains { $0.hasPrefix(kind) && $0.contains(name) }, "\(differences)")
            }
            try await copy.broker("delete_user", "nobody-asked-for")
        }
    }
}
