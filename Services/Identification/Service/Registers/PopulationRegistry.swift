package import IdentificationDomain
package import Vocabulary

/// The population administration (SIAK): authority for where a person belongs (domain.md §11.1).
package protocol PopulationRegistry: Sendable {
    /// What it knows of a person; nil if it knows nobody of that number.
    func record(of nik: NIK) -> RegistryRecord?
}

/// Where identification asks where a person belongs.
package enum PopulationSource: Sendable {
    /// Nowhere: every residency is unknown until a person records a proof.
    case none
    /// Answered at once, from memory.
    case atHand(any PopulationRegistry)
    /// Asked over the broker: users with the role `registry` get `population.lookup` and answer with
    /// `answer_population_lookup`.
    case asked(RegistryPatience)
}

/// The lists of children at risk (domain.md §11.3).
package protocol AtRiskRegister: Sendable {
    /// The lists a child is on.
    func entries(of nik: NIK) -> [AtRiskEntry]
}

/// A registry in a file: CSV with the columns `nik`, `status` and `district`, others are left alone; status `active`, `nonpermanent` or `deceased`, district the first
/// four digits of the region. Read at start, and again within a second of a change; a changed file that can't be read
/// leaves the last good one in force.
package final class PopulationFile: PopulationRegistry {
    private let file: RegisterFile<[String: RegistryRecord]>

    /// Reads the file.
    ///
    /// - Throws: ``RegisterFileError``.
    package init(path: String) throws(RegisterFileError) {
        self.file = try RegisterFile(path: path, columns: ["nik", "status", "district"]) {
            rows throws(RegisterFileError) in
            var records: [String: RegistryRecord] = [:]
            for row in rows {
                let district = row["district"]
                guard let nik = NIK(row["nik"]), let status = RegistryRecord.Status(rawValue: row["status"]),
                    RegistryRecord.isDistrict(district)
                else { throw row.error("NIK, status active, nonpermanent or deceased, district of four digits") }
                records[nik.digits] = RegistryRecord(status: status, district: district)
            }
            return records
        }
    }

    package func record(of nik: NIK) -> RegistryRecord? { self.file.contents[nik.digits] }
}

/// At-risk lists in a file: CSV with the columns `nik`, `list` and `date`; the list's code, the date of the data or nothing.
package final class AtRiskFile: AtRiskRegister {
    private let file: RegisterFile<[String: [AtRiskEntry]]>

    /// Reads the file.
    ///
    /// - Throws: ``RegisterFileError``.
    package init(path: String) throws(RegisterFileError) {
        self.file = try RegisterFile(path: path, columns: ["nik", "list", "date"]) {
            rows throws(RegisterFileError) in
            var entries: [String: [AtRiskEntry]] = [:]
            for row in rows {
                let date = LocalDate(row["date"])
                guard let nik = NIK(row["nik"]), Self.isCode(row["list"]), row["date"].isEmpty || date != nil else {
                    throw row.error("NIK, list code, date or nothing")
                }
                entries[nik.digits, default: []].append(AtRiskEntry(list: row["list"], date: date))
            }
            return entries
        }
    }

    package func entries(of nik: NIK) -> [AtRiskEntry] { self.file.contents[nik.digits] ?? [] }

    private static func isCode(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }
}
