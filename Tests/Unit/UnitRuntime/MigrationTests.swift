internal import Foundation
internal import Testing

/// What keeps an upgrade from stopping anybody (deploy/RUNBOOK.md, Upgrade).
struct MigrationTests {
    private static let folders = [
        "Shared/UnitRuntime", "Services/Intake/Service", "Services/Identification/Service",
        "Services/ServiceUnit/Service",
        "Services/Referral/Service", "Services/DataRequest/Service",
    ]

    /// Statements that the programs of before would not survive.
    private static let forbidden = [
        "drop table", "drop column", "drop view", "drop function", "rename", "alter column", "set not null", "truncate",
        "alter type",
    ]

    @Test(arguments: Self.folders) func `a migration adds and takes nothing away`(_ folder: String) throws {
        let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let place = repository.appendingPathComponent("\(folder)/Migrations")
        let files = try FileManager.default.contentsOfDirectory(at: place, includingPropertiesForKeys: nil)
        #expect(!files.isEmpty)
        for file in files {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let breaks = Self.breaks(String(line))
                #expect(!breaks, "\(file.lastPathComponent): \(line)")
            }
        }
    }

    @Test func `what stands in the way is found, and may go when nothing has used it for a version`() {
        #expect(Self.breaks("ALTER TABLE t DROP COLUMN a;"))
        #expect(Self.breaks("ALTER TABLE t ADD COLUMN a text NOT NULL;"))
        #expect(!Self.breaks("ALTER TABLE t ADD COLUMN a text NOT NULL DEFAULT 'x';"))
        #expect(!Self.breaks("ALTER TABLE t DROP COLUMN a; -- unused since V0005"))
        #expect(!Self.breaks("-- nobody may drop table t"))
    }

    private static func breaks(_ line: String) -> Bool {
        let parts = line.lowercased().components(separatedBy: "--")
        if parts.count > 1, parts[1].contains("unused since v") { return false }
        let addsDuty =
            parts[0].contains("add column") && parts[0].contains("not null") && !parts[0].contains("default")
        return addsDuty || self.forbidden.contains { parts[0].contains($0) }
    }
}
