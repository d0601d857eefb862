import Foundation
import IdentificationDomain
import IdentificationService
import Testing
import Vocabulary

@Suite(.timeLimit(.minutes(1))) struct RegisterFileTests {
    private let path = FileManager.default.temporaryDirectory.appendingPathComponent("register-\(UUID()).csv").path

    private func write(_ text: String) throws { try text.write(toFile: self.path, atomically: true, encoding: .utf8) }

    @Test func `a registry is read by its columns' names, in any order, others left alone`() throws {
        try self.write(
            """
            name,district,nik,status
            # made up
            Ani,7306,7371015503129002,active
            Budi, 7371 ,7371011503129001,nonpermanent

            """
        )
        let registry = try PopulationFile(path: self.path)
        let ani = try #require(NIK("7371015503129002"))
        let budi = try #require(NIK("7371011503129001"))
        let nobody = try #require(NIK("7371011503129009"))
        #expect(registry.record(of: ani) == RegistryRecord(status: .active, district: "7306"))
        #expect(registry.record(of: budi) == RegistryRecord(status: .nonpermanent, district: "7371"))
        #expect(registry.record(of: nobody) == nil)
    }

    @Test(arguments: [
        "7371,active,7371", "7371015503129002,gone,7371", "7371015503129002,active,73x1", "7371015503129002",
    ])
    func `a wrong line is named without what it holds`(_ line: String) throws {
        try self.write("nik,status,district\n7371011503129001,active,7371\n\(line)\n")
        let error = #expect(throws: RegisterFileError.self) { try PopulationFile(path: self.path) }
        #expect(error?.line == 3)
        #expect(error?.description.contains(line) == false)
    }

    @Test func `a missing column or file is said at the start`() throws {
        try self.write("nik,status\n")
        #expect(throws: RegisterFileError.self) { try PopulationFile(path: self.path) }
        #expect(throws: RegisterFileError.self) { try PopulationFile(path: self.path + ".none") }
    }

    @Test func `a child may be on several lists, with and without a date`() throws {
        try self.write("nik,list,date\n7371011503129001,pkh,2026-03-01\n7371011503129001,poverty,\n")
        let lists = try AtRiskFile(path: self.path)
        let nik = try #require(NIK("7371011503129001"))
        #expect(
            lists.entries(of: nik) == [
                AtRiskEntry(list: "pkh", date: LocalDate(year: 2026, month: 3, day: 1)), AtRiskEntry(list: "poverty"),
            ]
        )
    }

    @Test func `a changed file counts without a restart, a broken one doesn't`() async throws {
        let header = "nik,status,district\n"
        try self.write(header + "7371015503129002,active,7371\n")
        let registry = try PopulationFile(path: self.path)
        let nik = try #require(NIK("7371015503129002"))
        try self.write(header + "broken\n")
        // The file is looked at once a second; by then the broken one was seen and left.
        try await Task.sleep(for: .milliseconds(1_100))
        #expect(registry.record(of: nik)?.district == "7371")
        try self.write(header + "7371015503129002,active,7306\n")
        while registry.record(of: nik)?.district != "7306" { try await Task.sleep(for: .milliseconds(50)) }
    }
}
