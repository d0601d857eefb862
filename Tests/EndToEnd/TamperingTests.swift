internal import JSON
internal import Testing

extension EndToEndTests {
    /// Somebody with every right over one unit's database changes what its journal says.
    @Suite struct Tampering {
        /// Rows and roots alike, with the triggers that forbid it switched off.
        private static let disarm = "SET session_replication_role = replica; "

        /// The faults that `pksai audit verify` names.
        private func faults(_ copy: SystemCopy) async throws -> [JSONValue] {
            let ended = try await copy.pksai("audit", "verify")
            let faults = ended.lines.first?["faults"]?.array ?? []
            #expect(ended.status == (faults.isEmpty ? 0 : 1), "\(ended)")
            #expect(ended.lines.first?["silent"]?.array == [], "\(ended)")
            return faults
        }

        /// Waits until a new root of intake's covers all there is, and referral holds that root.
        private func seal(_ copy: SystemCopy, after number: Int) async throws -> Int {
            let last = "SELECT coalesce(max(number), 0) FROM journal_roots"
            try await Programs.until("intake seals its journal", within: .seconds(150)) { () -> Bool? in
                try await copy.count("intake", last) > number ? true : nil
            }
            try await copy.settle()
            return try await copy.count("intake", last)
        }

        private func complain(_ copy: SystemCopy, _ name: String) async throws {
            let paper = try copy.paper("\(name).json", "{\"channel\": \"phone\", \"situation\": \"\(name)\"}")
            #expect(try await copy.pksai("complaint", "submit", paper, by: "post").status == 0)
        }

        @Test(.timeLimit(.minutes(15)))
        func
            `rows cut off with their roots are named by what another unit holds, also when the unit went on from there`()
            async throws
        {
            // A root every two seconds instead of every minute: over as many rows, and told to the others as they are.
            let copy = try await SystemCopy.start("tampering", sealSeconds: 2)
            _ = try await copy.addAgency("post")
            try await self.complain(copy, "first")
            let before = try await self.seal(copy, after: 0)
            try await self.complain(copy, "second")
            let sealed = try await self.seal(copy, after: before + 1)
            #expect(try await self.faults(copy).isEmpty)

            let first = "(SELECT min(position) FROM journal WHERE type = 'complaint_registered')"
            let position = try await copy.count("intake", "SELECT \(first)")
            let body = try await copy.sql(
                "intake",
                "SELECT encode(body, 'hex') FROM journal WHERE position = \(position)"
            )
            let change = "UPDATE journal SET body ="
            _ = try await copy.sql("intake", Self.disarm + "\(change) body || '\\x20' WHERE position = \(position)")
            let edited = try await self.faults(copy)
            #expect(edited.map { $0["kind"]?.string } == ["edited"], "\(edited)")
            #expect(edited.first?["position"]?.integer == Int64(position), "the row is named: \(edited)")
            let back = "decode('\(body.first?.first ?? "")', 'hex') WHERE position = \(position)"
            _ = try await copy.sql("intake", Self.disarm + "\(change) \(back)")
            #expect(try await self.faults(copy).isEmpty)

            // The last stretch is cut off without a trace in the unit itself, while it stands still.
            try await copy.supervisor("stop", "intake-1")
            let covered = "SELECT unnest(positions) FROM journal_roots WHERE number > \(before)"
            _ = try await copy.sql(
                "intake",
                Self.disarm + "DELETE FROM journal WHERE position IN (\(covered)); "
                    + "DELETE FROM journal WHERE position > (SELECT max(p) FROM journal_roots, unnest(positions) AS p "
                    + "WHERE number = \(before)); DELETE FROM journal_pending; DELETE FROM journal_batches; "
                    + "DELETE FROM journal_roots WHERE number > \(before)"
            )
            // It seals nothing until the cut has been looked at: numbers sealed anew are looked at below.
            try copy.seal(every: 3_600)
            try await copy.supervisor("start", "intake-1")
            try await Programs.must("deploy/up", ["--no-build", "--data", copy.folder])
            let cut = try await self.faults(copy)
            #expect(!cut.isEmpty && cut.allSatisfy { $0["unit"] == "intake" }, "\(cut)")
            #expect(
                cut.contains { $0["explanation"]?.string?.hasPrefix("referral holds a root over") == true },
                "\(cut)"
            )

            // It goes on and seals the numbers again, beyond the last one that the others were told.
            try copy.seal(every: 2)
            try await copy.supervisor("stop", "intake-1")
            try await copy.supervisor("start", "intake-1")
            try await Programs.must("deploy/up", ["--no-build", "--data", copy.folder])
            var last = before
            while last <= sealed {
                try await self.complain(copy, "later \(last)")
                last = try await self.seal(copy, after: last)
            }
            let rewritten = try await self.faults(copy)
            #expect(rewritten.contains { $0["kind"] == "edited" && $0["unit"] == "intake" }, "\(rewritten)")
            try await copy.end()
        }
    }
}
