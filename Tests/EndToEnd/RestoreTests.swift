internal import Foundation
internal import JSON
internal import Testing

extension EndToEndTests {
    /// A backup taken while complaints flow, restored beside it, and the gap filled by what agencies send again.
    @Suite struct Restore {
        @Test(.timeLimit(.minutes(10)))
        func `a restored copy has everything once when agencies have sent again what came after the backup`()
            async throws
        {
            let copy = try await SystemCopy.start("backup")
            _ = try await copy.addAgency("backup-post")
            let empty = try await Ledger(copy)
            let flood = Flood(name: "backup", groups: 10)
            let batches = flood.batches(5)
            for (index, batch) in batches[..<2].enumerated() {
                _ = try await Ledger.submit(batch, "before-\(index)", by: "backup-post", copy)
            }
            let archive = "\(copy.papers)/drill.tar"
            async let flowing = Ledger.submit(batches[2], "during", by: "backup-post", copy)
            try await Self.leaveMessagesBetweenUnits(copy)
            try await Programs.must("deploy/backup", [archive, "--data", copy.folder])
            _ = try await flowing
            for batch in batches[3...] { _ = try await Ledger.submit(batch, "after", by: "backup-post", copy) }
            try await copy.settle()
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
            try Self.bringProfile("backup-post", from: copy, to: restored)
            let behind = try await restored.count("intake", Ledger.registrations)
            #expect(behind > 0 && behind < flood.valid, "there is a gap")
            for (index, batch) in batches.enumerated() {
                let answers = try await Ledger.submit(batch, "again-\(index)", by: "backup-post", restored)
                Ledger.expectAnswers(answers, to: batch)
            }
            try await restored.settle()
            try await Ledger.expectOnceEach(of: flood, since: empty, restored)
            let numbers = [("complaints", flood.valid), ("in_backup", behind)]
            Harness.report("restore", numbers.map { ($0.0, .integer(Int64($0.1))) })
            try await restored.end()
        }

        /// Stops identification and waits until something lies in its queues: in neither unit's database, therefore.
        private static func leaveMessagesBetweenUnits(_ copy: SystemCopy) async throws {
            try await copy.supervisor("stop", "identification-1")
            try await Programs.until("messages lie between units") { () -> Bool? in
                try await copy.queuedForUnits().contains { $0.hasPrefix("identification.") } ? true : nil
            }
        }

        /// The agency's own profile, with the port of the restored copy's broker.
        private static func bringProfile(_ name: String, from copy: SystemCopy, to restored: SystemCopy) throws {
            guard let old = copy.port, let new = restored.port else { throw Failure("a copy without ports") }
            let text = try String(contentsOfFile: "\(copy.folder)/profiles/\(name).json", encoding: .utf8)
            let path = "\(restored.folder)/profiles/\(name).json"
            try text.replacing("127.0.0.1:\(old)", with: "127.0.0.1:\(new)")
                .write(toFile: path, atomically: false, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        }
    }
}
