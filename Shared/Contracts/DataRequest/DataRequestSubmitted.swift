public import Vocabulary

/// A request for data from outside (S11).
public struct DataRequestSubmitted: DataRequestContract, Equatable {
    /// The message's `type`.
    public static let type = "data_request.submitted"
    /// What it is for, in a sentence.
    public static let summary = "Asks for data of the centre, with letter, applicant and purpose."
    /// The request letter: its number and date, 1 to 2,000 characters.
    public var letter: String
    /// Who asks.
    public var applicant: String
    /// What for.
    public var purpose: String
    /// `class` on the wire: `aggregate` counts, `adjusted_case` cases without a trace, `own_file` the own file,
    /// `legal_case` a file for a defence; the rest is refused.
    public var dataClass: DataClass
    /// What to count by, down: `category`, `level`, `subdistrict`, `sex`, `age_band`, `month`, `channel` or `outcome`.
    public var rows: String?
    /// What to count by, across: another of these.
    public var columns: String?
    /// Of adjusted cases: two or more of the same words.
    public var fields: [String]?
    /// The number of the court's order, for a defence.
    public var courtOrder: String?
    /// Only cases with one of these values: `{"subdistrict": ["Tallo"]}`.
    public var filters: [String: [String]]?
    /// Any day of the first month of registration.
    public var from: LocalDate?
    /// Any day of the last month, at most 60 months in all.
    public var to: LocalDate?

    /// All members; optional ones may be left out.
    public init(
        letter: String,
        applicant: String,
        purpose: String,
        dataClass: DataClass,
        rows: String? = nil,
        columns: String? = nil,
        fields: [String]? = nil,
        courtOrder: String? = nil,
        filters: [String: [String]]? = nil,
        from: LocalDate? = nil,
        to: LocalDate? = nil
    ) {
        self.letter = letter
        self.applicant = applicant
        self.purpose = purpose
        self.dataClass = dataClass
        self.rows = rows
        self.columns = columns
        self.fields = fields
        self.courtOrder = courtOrder
        self.filters = filters
        self.from = from
        self.to = to
    }

    /// A made-up message.
    public static let example = DataRequestSubmitted(
        letter: "12/LP2M/9001, 2026-11-19",
        applicant: "Universitas Contoh",
        purpose: "planning of prevention",
        dataClass: .aggregate,
        rows: "category",
        columns: "month",
        filters: ["subdistrict": ["Tallo"]],
        from: LocalDate(year: 2026, month: 1, day: 1),
        to: LocalDate(year: 2026, month: 11, day: 30)
    )

    enum CodingKeys: String, CodingKey {
        case letter, applicant, purpose
        case dataClass = "class"
        case rows, columns, fields, courtOrder, filters, from, to
    }
}
