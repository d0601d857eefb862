internal import Foundation
internal import JSON
internal import RuleTestSupport
internal import Synchronization
internal import Testing

extension EndToEndTests {
    /// An upgrade as the runbook has it, while complaints flow: the database is migrated under the running instances,
    /// then they are replaced one after the other.
    @Suite(.serialized) struct Upgrade {
        /// More than this from an urgent complaint to the call, and the unit stood still; debug build, busy machine.
        private static let limit = 15_000
        /// Fifty messages each.
        private static let groups = max(4, Harness.number(of: "complaints", bounded: 2_000, long: 10_000) / 50)

        @Test(.timeLimit(.minutes(Harness.isLong ? 60 : 12)))
        func `units are migrated and replaced one after the other while complaints flow, and nobody waits`()
            async throws
        {
            let units = SystemCopy.units
            let copy = try await SystemCopy.start("upgrade", arguments: units.flatMap { ["--scale", "\($0)=2"] })
            _ = try await copy.addAgency("upgrade-post")
            _ = try await copy.addAgency("upgrade-watch")
            _ = try await Urgent.complain(2, "first", by: "upgrade-watch", copy)
            let before = try await Ledger(copy)
            let flood = Flood(name: "upgrade", groups: Self.groups)
            let batches = flood.batches(Self.groups / 2)
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
            let newer = try Self.newerPrograms(copy)
            var dice = SeededGenerator(seed: Harness.seed)
            for unit in units.shuffled(using: &dice) { try await Self.migrate(unit, newer, copy) }
            for unit in units {
                let applied = try await copy.sql(unit, "SELECT name FROM schema_migrations WHERE number > 8999")
                #expect(applied == [["later"]], "\(unit)")
            }
            try await Self.moreIsRegistered(copy)
            try copy.kill("referral-1")
            try await Programs.until("an older program that starts is refused") {
                let log = try String(contentsOfFile: "\(copy.folder)/log/referral-1.log", encoding: .utf8)
                return log.contains("the database is newer than this program") ? true : nil
            }
            // The newer program, one instance after the other.
            let old = Self.processes(copy)
            try Self.replacePrograms(copy, by: newer)
            try await Programs.must("deploy/up", ["--no-build", "--data", copy.folder])
            let new = Self.processes(copy)
            #expect(new.count == 2 * units.count && new.allSatisfy { old[$0.key] != $0.value }, "every one is new")
            for (name, process) in new {
                let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe")
                #expect(program.hasSuffix("/newer-unit"), "\(name)")
            }
            try await Self.moreIsRegistered(copy)
            ended.withLock { $0 = true }
            let times = try await watched
            try await sent
            try await copy.settle(within: .seconds(600))
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

        /// The same units a version later, each by its name.
        private static func newerPrograms(_ copy: SystemCopy) throws -> String {
            let program = try Programs.required("PKSAI_TEST_PROGRAMS") + "/newer-unit"
            let folder = "\(copy.papers)/newer"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for unit in SystemCopy.units {
                try FileManager.default.createSymbolicLink(atPath: "\(folder)/\(unit)", withDestinationPath: program)
            }
            return folder
        }

        /// As `deploy/up` does it, with another program.
        private static func migrate(_ unit: String, _ programs: String, _ copy: SystemCopy) async throws {
            let script = """
                . deploy/lib/common.sh && . "$library/all.sh" && use_data "$1" && owner_environment "$2" && "$3/$2" migrate
                """
            try await Programs.must("bash", ["-c", script, "deploy/lib/migrate", copy.folder, unit, programs])
        }

        /// Other programs in the place of what runs.
        private static func replacePrograms(_ copy: SystemCopy, by folder: String) throws {
            for unit in SystemCopy.units {
                let place = "\(copy.folder)/bin/\(unit)"
                let program = try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(unit)")
                try FileManager.default.removeItem(atPath: place)
                try FileManager.default.createSymbolicLink(atPath: place, withDestinationPath: program)
            }
        }
    }
}
