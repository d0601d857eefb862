import Foundation
import ProcedurePack
import Testing
import Vocabulary

@Suite struct PackCheckTests {
    /// What is wrong with Makassar's pack after these changes of its text.
    private func problems(_ changes: [(String, String)]) throws -> [PackProblems.Item] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var text = try #require(String(bytes: ProcedurePack.source("makassar"), encoding: .utf8))
        for (old, new) in changes {
            try #require(text.contains(old), "\(old)")
            text = text.replacingOccurrences(of: old, with: new)
        }
        let file = folder.appendingPathComponent("city.yaml")
        try Data(text.utf8).write(to: file)
        do {
            _ = try ProcedurePack.load(file.path)
            return []
        } catch let error as PackProblems {
            return error.items
        }
    }

    @Test func `a copy of a pack with its own name is as good as a built-in one`() throws {
        #expect(
            try self.problems([("pack: makassar", "pack: gowa"), ("contact_h.high: 24", "contact_h.high: 12")]) == []
        )
    }

    @Test func `everything that is wrong is said at once, by key and line`() throws {
        let found = try self.problems([
            ("pack: makassar", "pack: Makassar City"),
            ("contact_h.high: 24", "contact_h.high: 900"),
            ("  protect_h.warn: 12 ", "  protect_h.wern: 12 "),
            ("plan_d.medium_warn: 7", "plan_d.medium_warn: 70"),
            ("region: \"7371\"", "region: \"73\""),
            ("form8: 1", "form9: 1"),
            ("decisions: {}", "decisions: {approve_plan: [tksk], fly: [ops]}"),
            ("holidays: indonesia", "holidays: nowhere.yaml"),
        ])
        let places = found.map(\.pointer)
        for place in [
            "/pack", "/limits/contact_h.high", "/limits/protect_h.warn", "/limits/protect_h.wern",
            "/limits/plan_d.medium_warn", "/city/region", "/forms/form8", "/forms/form9", "/decisions/approve_plan/0",
            "/decisions/fly", "/holidays",
        ] {
            #expect(places.contains(place), "\(place)")
        }
        #expect(found.allSatisfy { ($0.line ?? 0) > 0 })
        let high = try #require(found.first { $0.pointer == "/limits/contact_h.high" })
        #expect(high.expected == "1 to 72")
        #expect(high.found == "900")
    }

    @Test(arguments: [
        ("version: 1", "version: one", "/version"),
        ("valid_from: 2018-11-01", "valid_from: 2018-11-31", "/valid_from"),
        ("zone: WITA", "zone: Asia/Makassar", "/city/zone"),
        ("every: week", "every: fortnight", "/rhythms/0/every"),
        ("who: [secretary]", "who: [janitor]", "/rhythms/0/who/0"),
        ("- id: S02", "- id: S01", "/procedures/1/id"),
        ("- id: S02", "- id: S99", "/procedures/1/id"),
        ("post_monitor_m: [1, 3]", "post_monitor_m: [3, 1]", "/limits/post_monitor_m"),
        ("basis: \"Procedure book", "bases: \"Procedure book", "/basis"),
        (
            "{no: 2, name: \"fill the form and the initial assessment\", minutes: 30",
            "{no: 3, name: \"x\", minutes: -1", "/procedures/0/steps/1/no"
        ),
    ])
    func `a pack with a wrong member is refused by its key`(old: String, new: String, pointer: String) throws {
        #expect(try self.problems([(old, new)]).map(\.pointer).contains(pointer))
    }

    @Test func `what is no YAML, or has a key twice, is said with its line`() throws {
        let broken = try self.problems([("holidays: indonesia", "holidays: [")])
        #expect(broken.count == 1 && broken[0].expected == "YAML or JSON")
        let twice = try self.problems([("version: 1", "version: 1\nversion: 2")])
        #expect(twice.first?.found == "a key stands here twice")
    }

    @Test(arguments: [
        ([UInt8]("pack: makassar\ncity: ".utf8) + [0xC3, 0x28, 0x0A], "UTF-8"),
        ([UInt8]("pack: \(String(repeating: "[", count: 900))\n".utf8), "nested"),
    ])
    func `a file that is no text or nests without end is refused by line, not read`(
        bytes: [UInt8],
        reason: String
    ) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(bytes).write(to: file)
        #expect {
            _ = try ProcedurePack.load(file.path)
        } throws: { error in
            let item = (error as? PackProblems)?.items.first
            return item?.line != nil && item?.found.contains(reason) == true
        }
    }
}
