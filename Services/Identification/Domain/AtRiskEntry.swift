public import Vocabulary

/// One at-risk list a child is on: raises attention, never sets a level (domain.md §11.3).
public struct AtRiskEntry: Codable, Sendable, Equatable {
    /// The list's code, `pkh`.
    public var list: String
    /// The date of the data, if known.
    public var date: LocalDate?
    /// Who keeps the list, if known.
    public var source: DataSource?
    /// How far the record has come, if known (domain.md §11.7).
    public var status: SecondaryDataStatus?
    /// What it says of the child.
    public var indicators: [AtRiskIndicator]

    /// An entry; indicators are kept sorted, each once.
    public init(
        list: String,
        date: LocalDate? = nil,
        source: DataSource? = nil,
        status: SecondaryDataStatus? = nil,
        indicators: [AtRiskIndicator] = []
    ) {
        self.list = list
        self.date = date
        self.source = source
        self.status = status
        self.indicators = Set(indicators).sorted()
    }

    /// `pkh/social_agency@2026-03-01`: list, source and date, as far as known.
    public var text: String {
        let name = self.source.map { "\(self.list)/\($0)" } ?? self.list
        return self.date.map { "\(name)@\($0)" } ?? name
    }

    /// Whether the other is the same record of the same list, perhaps of another date.
    func isSameRecord(as other: AtRiskEntry) -> Bool { self.list == other.list && self.source == other.source }
}
