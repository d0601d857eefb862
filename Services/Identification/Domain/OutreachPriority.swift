public import Vocabulary

/// How much a child on lists calls for a visit, and why (S08 step 2; weights inferred). It orders visits; the level of a
/// case comes from what the visit finds (domain.md §5.1).
public struct OutreachPriority: Codable, Sendable, Equatable {
    /// The sum of the reasons' points.
    public var score: Int
    /// The level proposed for the visit.
    public var level: RiskLevel
    /// Each reason with its points: `neglected +30`.
    public var reasons: [String]

    init(score: Int, level: RiskLevel, reasons: [String]) {
        self.score = score
        self.level = level
        self.reasons = reasons
    }

    /// What the lists add up to.
    ///
    /// - Parameters:
    ///   - entries: The latest data of each list.
    ///   - birthYear: The year of birth, if known.
    ///   - today: The day the age of child and data counts from.
    public init(_ entries: [AtRiskEntry], birthYear: Int?, at today: LocalDate) {
        var parts: [(reason: String, points: Int)] = []
        let indicators = Set(entries.flatMap(\.indicators)).sorted { $0.points > $1.points }
        parts += indicators.map { ($0.rawValue, $0.points) }
        if entries.count > 1 { parts.append(("on_\(entries.count)_lists", 10 * (entries.count - 1))) }
        if let birthYear, (0...5).contains(today.year - birthYear) { parts.append(("under_six", 10)) }
        if entries.contains(where: { ($0.status ?? .collected) >= .fixed }) { parts.append(("data_fixed", 10)) }
        let dates = entries.compactMap(\.date)
        if let newest = dates.max(), newest.age(at: today) >= 1 { parts.append(("data_over_a_year_old", -10)) }
        self.score = parts.reduce(0) { $0 + $1.points }
        self.reasons = parts.map { "\($0.reason) \($0.points < 0 ? "" : "+")\($0.points)" }
        self.level =
            indicators.contains(.violenceReported) ? .high : self.score >= 40 ? .medium : .low
    }
}

extension AtRiskIndicator {
    /// How much it adds to the call for a visit.
    public var points: Int {
        switch self {
        case .violenceReported: 50
        case .neglected: 30
        case .streetChild, .workingChild: 25
        case .marriedChild, .outOfSchool, .malnutrition: 20
        case .orphan, .disability: 15
        case .chronicIllness, .migrantParents: 10
        case .noBirthCertificate, .poorHousehold: 5
        }
    }
}
