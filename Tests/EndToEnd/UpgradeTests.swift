internal import Foundation
internal import JSON
internal import Synchronization
internal import Testing

extension EndToEndTests {
    /// An upgrade as the runbook has it, while complaints flow: the database is migrated under the running instances,
    /// then they are replaced one after the other.
    @Suite(.serialized) struct Upgrade {
        /// What a newer version might add to every table that instances of this one write.
        private static let migration = """
            SET LOCAL lock_timeout = '1s';
            ALTER TABLE aggregates ADD COLUMN later text;
            ALTER TABLE journal ADD COLUMN later text;
            ALTER TABLE inbox ADD COLUMN later text;
            ALTER TABLE outbox ADD COLUMN later text NOT NULL DEFAULT 'x';
            ALTER TABLE deadlines ADD COLUMN later integer NOT NULL DEFAULT 0;
            CREATE TABLE later (id bigint PRIMARY KEY);
            CREATE INDEX later_index ON journal (later);
            INSERT INTO schema_migrations (number, name) VALUES (9000, 'later');
            """
        /// More than this from an urgent complaint to the call, and the unit stood still; debug build, busy machine.
        private static let limit = 15_000

        @Test(.timeLimit(.minutes(12)))
        func `units are migrated and replaced one after the other while complaints flow, and nobody waits`()
            async throws
        {
            let units = SystemCopy.units
            let copy = try await SystemCopy.start("upgrade", arguments: units.flatMap { ["--scale", "\($0)=2"] })
            _ = try await copy.addAgency("upgrade-post")
            _ = try await copy.addAgency("upgrade-watch")
            _ = try await Urgent.complain(2, "first", by: "upgrade-watch", copy)
            let before = try await Ledger(copy)
            let flood = Flood(name: "upgrade", groups: 40)
            let batches = flood.batches(20)
            let ended = Mutex(false)
            async let sent: Void = {
                for (index, batch) in batches.enumerated() {
                    let answers = try await Ledger.submit(batch, "upgrade-\(index)", by: "upgrade-post", copy)
                    Ledger.expectAnswers(answers, to: batch)
                }
            }()
            async let watched: [Int] = {
                var times: [Int] = []
                while !ended.withLock({ $0 }) {
                    times += try await Urgent.complain(1, "watch \(times.count)", by: "upgrade-watch", copy)
                }
                return times
            }()
            // The newer program's `migrate`: older instances go on; one that would start now is told why it may not.
            for unit in units {
                let owner = "SET LOCAL ROLE \(unit.replacing("-", with: "_"))_owner;"
                try await Programs.until("\(unit) is migrated") { try? await copy.sql(unit, owner + Self.migration) }
            }
            try await Self.moreIsRegistered(copy)
            try copy.kill("referral-1")
            try await Programs.until("an older program that starts is refused") {
                let log = try String(contentsOfFile: "\(copy.folder)/log/referral-1.log", encoding: .utf8)
                return log.contains("the database is newer than this program") ? true : nil
            }
            // The newer program, which knows the migration, one instance after the other.
            for unit in units { _ = try await copy.sql(unit, "DELETE FROM schema_migrations WHERE number = 9000") }
            let old = Self.processes(copy)
            try Self.replacePrograms(copy)
            try await Programs.must("deploy/up", ["--no-build", "--data", copy.folder])
            let new = Self.processes(copy)
            #expect(new.count == 2 * units.count && new.allSatisfy { old[$0.key] != $0.value }, "every one is new")
            try await Self.moreIsRegistered(copy)
            ended.withLock { $0 = true }
            let times = try await watched
            try await sent
            try await copy.settle()
            // The urgent ones of the watch are registered, and no part of the flood.
            let after = try await Ledger(copy)
            #expect(after.registered - before.registered == flood.valid + times.count)
            #expect(after.numbers == after.registered && after.highest == after.registered)
            #expect(after.started - before.started == flood.valid + times.count)
            #expect(after.rejected - before.rejected == flood.malformed)
            #expect(try await copy.pksai("audit", "verify").status == 0)
            Harness.report(
                "upgrade",
                [
                    ("complaints", .integer(Int64(flood.valid))),
                    ("urgent_ms", .array(times.map { .integer(Int64($0)) })),
                ]
            )
            #expect((times.max() ?? .max) < Self.limit)
            try await copy.end()
        }

        /// Waits until work goes on.
        private static func moreIsRegistered(_ copy: SystemCopy) async throws {
            let now = try await copy.count("service-unit", "SELECT count(*) FROM aggregates WHERE kind = 'case'")
            try await Programs.until("work goes on") {
                try await copy.count("service-unit", "SELECT count(*) FROM aggregates WHERE kind = 'case'") > now + 1
                    ? true : nil
            }
        }

        private static func processes(_ copy: SystemCopy) -> [String: pid_t] {
            var found: [String: pid_t] = [:]
            for unit in SystemCopy.units {
                for number in 1...2 { found["\(unit)-\(number)"] = copy.process("\(unit)-\(number)") }
            }
            return found
        }

        /// Other files in the place of the programs.
        private static func replacePrograms(_ copy: SystemCopy) throws {
            for unit in SystemCopy.units {
                let place = "\(copy.folder)/bin/\(unit)"
                let program = try FileManager.default.destinationOfSymbolicLink(atPath: place)
                try FileManager.default.removeItem(atPath: place)
                try FileManager.default.copyItem(atPath: program, toPath: place)
            }
        }
    }
}
