public import Vocabulary

/// What cases can be counted by.
public enum TableDimension: String, Codable, Sendable, Hashable, CaseIterable {
    /// A case counts in every category it has.
    case category
    case level
    case subdistrict
    case sex
    case ageBand = "age_band"
    /// Of registration.
    case month
    case channel
    /// How the case was closed, else how its last referral ended, else `open`.
    case outcome

    /// Where a case lacks the code.
    public static let unknown = "unknown"

    /// Whether a case counts at most once, so that the values' counts add up to the number of cases.
    public var isAdditive: Bool { self != .category }

    /// The bands of completed years (domain.md X17).
    static let ageBands: [(label: String, years: ClosedRange<Int>)] = [
        ("<1", 0...0), ("1-2", 1...2), ("3-5", 3...5), ("6-8", 6...8), ("9-12", 9...12), ("13-17", 13...17),
        ("18+", 18...150),
    ]

    /// Where a case counts: at least one value.
    public func values(of row: FactRow) -> [String] {
        switch self {
        case .category:
            guard let categories = row.categories?.value, !categories.isEmpty else { return [Self.unknown] }
            return categories.map(\.rawValue)
        case .level: return [row.riskLevel?.value.rawValue ?? Self.unknown]
        case .subdistrict: return [row.subdistrict?.value ?? Self.unknown]
        case .sex: return [row.childSex?.value.rawValue ?? Self.unknown]
        case .ageBand:
            let band = row.childAge.flatMap { age in Self.ageBands.first { $0.years.contains(age.value) }?.label }
            return [band ?? Self.unknown]
        case .month: return [row.month?.value ?? Self.unknown]
        case .channel: return [row.channel?.value.rawValue ?? Self.unknown]
        case .outcome: return [row.ending?.rawValue ?? row.referralOutcome?.value.rawValue ?? "open"]
        }
    }

    /// All values in the order of the forms, whether cases have them or not.
    public func labels(in period: Period, places: [String] = Subdistricts.makassar.all) -> [String] {
        switch self {
        case .category: Category.allCases.map(\.rawValue) + [Self.unknown]
        case .level: RiskLevel.allCases.map(\.rawValue) + [Self.unknown]
        case .subdistrict: places + [Self.unknown]
        case .sex: Sex.allCases.map(\.rawValue)
        case .ageBand: Self.ageBands.map(\.label) + [Self.unknown]
        case .month: period.months
        case .channel: Channel.allCases.map(\.rawValue) + [Self.unknown]
        case .outcome: ["open"] + ReferralOutcome.allCases.map(\.rawValue) + ClosureReason.allCases.map(\.rawValue)
        }
    }
}

/// Whole months of registration, first and last included.
public struct Period: Codable, Sendable, Equatable {
    /// The longest that is counted at once.
    public static let maximumMonths = 60

    /// Any day of the first month.
    public let from: LocalDate
    /// Any day of the last month.
    public let to: LocalDate

    /// From one month to another; nil if they are in the wrong order or more than ``maximumMonths``.
    public init?(from: LocalDate, to: LocalDate) {
        let months = (to.parts.year - from.parts.year) * 12 + to.parts.month - from.parts.month + 1
        guard (1...Self.maximumMonths).contains(months) else { return nil }
        self.from = from
        self.to = to
    }

    /// `2026-01` and so on.
    public var months: [String] {
        let first = LocalDate(year: self.from.parts.year, month: self.from.parts.month, day: 1) ?? self.from
        let count = (self.to.parts.year - first.parts.year) * 12 + self.to.parts.month - first.parts.month
        return (0...max(0, count)).map { first.adding(months: $0).month }
    }
}
