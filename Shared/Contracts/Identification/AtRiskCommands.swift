public import Vocabulary

// Secondary data: lists of children at risk, imported in chunks (domain.md §6.8, §11.7).

/// Takes rows of a list of children at risk; the same rows again change nothing.
public struct ImportAtRiskRows: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "import_at_risk_rows"
    /// What it is for, in a sentence.
    public static let summary =
        "Takes rows of a list of children at risk; the same rows again change nothing."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.dataOfficer, .analyst]
    /// Who keeps the list.
    public var source: DataSource
    /// The date of the data.
    public var date: LocalDate
    /// The list's code, for rows that name none: `pkh`.
    public var list: DataSource?
    /// The rows; up to 1,000.
    public var rows: [AtRiskLine]

    /// All members; optional ones may be left out.
    public init(source: DataSource, date: LocalDate, list: DataSource? = nil, rows: [AtRiskLine]) {
        self.source = source
        self.date = date
        self.list = list
        self.rows = rows
    }

    /// A made-up message.
    public static let example = ImportAtRiskRows(
        source: Examples.dataSource,
        date: Examples.today,
        list: Examples.list,
        rows: [AtRiskLine(line: 2, nik: "7371010405239001", name: "Baso", status: .fixed, indicators: [.neglected])]
    )
}

/// One row of a list as it stands in the file.
public struct AtRiskLine: Codable, Sendable, Equatable {
    /// The line in the file, from 1.
    public var line: Int
    /// The list's code.
    public var list: DataSource?
    /// The child's NIK as written.
    public var nik: String?
    /// The child's name.
    public var name: String?
    /// The child's sex.
    public var sex: Sex?
    /// The date of birth.
    public var birthDate: LocalDate?
    /// Or completed years.
    public var estimatedAge: Int?
    /// The mother's name.
    public var motherName: String?
    /// Where it lives.
    public var street: String?
    /// The sub-district.
    public var subdistrict: String?
    /// The village.
    public var village: String?
    /// How far the record has come.
    public var status: SecondaryDataStatus?
    /// What the list says of the child.
    public var indicators: [AtRiskIndicator]?

    /// All members; optional ones may be left out.
    public init(
        line: Int,
        list: DataSource? = nil,
        nik: String? = nil,
        name: String? = nil,
        sex: Sex? = nil,
        birthDate: LocalDate? = nil,
        estimatedAge: Int? = nil,
        motherName: String? = nil,
        street: String? = nil,
        subdistrict: String? = nil,
        village: String? = nil,
        status: SecondaryDataStatus? = nil,
        indicators: [AtRiskIndicator]? = nil
    ) {
        self.line = line
        self.list = list
        self.nik = nik
        self.name = name
        self.sex = sex
        self.birthDate = birthDate
        self.estimatedAge = estimatedAge
        self.motherName = motherName
        self.street = street
        self.subdistrict = subdistrict
        self.village = village
        self.status = status
        self.indicators = indicators
    }
}

/// Notes that a whole file of secondary data is in, once for each file and date.
public struct FinishAtRiskImport: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "finish_at_risk_import"
    /// What it is for, in a sentence.
    public static let summary =
        "Notes that a whole file of secondary data is in, once for each file and date."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.dataOfficer, .analyst]
    /// Who keeps the list.
    public var source: DataSource
    /// The date of the data.
    public var date: LocalDate
    /// The file's SHA-256, hexadecimal.
    public var digest: String
    /// Its rows.
    public var rows: Int
    /// How many of them were of no use.
    public var refused: Int

    /// All members; optional ones may be left out.
    public init(source: DataSource, date: LocalDate, digest: String, rows: Int, refused: Int) {
        self.source = source
        self.date = date
        self.digest = digest
        self.rows = rows
        self.refused = refused
    }

    /// A made-up message.
    public static let example = FinishAtRiskImport(
        source: Examples.dataSource,
        date: Examples.today,
        digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        rows: 412,
        refused: 3
    )
}
