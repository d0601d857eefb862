/// Form 3, needs and risk: 70 scored items, views, conclusion (domain.md §7.3). Class SH.
public struct Form3: Codable, Sendable, Equatable {
    /// By item code; every item is valued or not applicable with a reason.
    public var answers: [String: Answer]
    /// Per domain, `b1`; nil takes the lowest item.
    public var domainScores: [String: Int]?
    /// The child's views and hopes.
    public var childViews: String?
    /// Why the child could not be asked.
    public var childViewsMissingReason: String?
    /// The carer's view of child and own capacity.
    public var carerViews: String
    /// Teachers, health, social workers, psychologists.
    public var professionalViews: String?
    /// The new level, if the one given must be revised.
    public var revisedRisk: RiskLevel?
    /// Whether action is needed at once; asked if the new level is high.
    public var immediateAction: Bool?
    /// What is strong.
    public var strengths: String
    /// What is worrying.
    public var concerns: String
    /// What it comes to.
    public var conclusion: Conclusion
    /// The family got the sheet on purpose, confidentiality, storage and the right to see the file.
    public var infoSheetGiven: Bool

    /// All members; optional ones may be left out.
    public init(
        answers: [String: Answer],
        domainScores: [String: Int]? = nil,
        childViews: String? = nil,
        childViewsMissingReason: String? = nil,
        carerViews: String,
        professionalViews: String? = nil,
        revisedRisk: RiskLevel? = nil,
        immediateAction: Bool? = nil,
        strengths: String,
        concerns: String,
        conclusion: Conclusion,
        infoSheetGiven: Bool
    ) {
        self.answers = answers
        self.domainScores = domainScores
        self.childViews = childViews
        self.childViewsMissingReason = childViewsMissingReason
        self.carerViews = carerViews
        self.professionalViews = professionalViews
        self.revisedRisk = revisedRisk
        self.immediateAction = immediateAction
        self.strengths = strengths
        self.concerns = concerns
        self.conclusion = conclusion
        self.infoSheetGiven = infoSheetGiven
    }

    /// Which of the form's three tables.
    public enum Category: String, Codable, Sendable, Hashable, CaseIterable {
        case childNeeds = "B"
        case caregiving = "C"
        case environment = "D"
    }

    /// What the assessment comes to.
    public enum Conclusion: String, Codable, Sendable, Hashable, CaseIterable {
        case goOn = "continue"
        case referAndClose = "refer_and_close"
        case close
    }

    /// The value or why there is none.
    public struct Answer: Codable, Sendable, Equatable {
        /// 1 very bad, 2 bad, 3 fair or good; nil: not applicable.
        public var value: Int?
        /// Why it doesn't apply.
        public var notApplicable: String?
        /// What else is to be said, such as the disease or the disability.
        public var note: String?

        /// A value or a reason.
        public init(value: Int? = nil, notApplicable: String? = nil, note: String? = nil) {
            self.value = value
            self.notApplicable = notApplicable
            self.note = note
        }

        /// Whether it must be in the case plan.
        public var isBad: Bool { self.value.map { $0 <= 2 } ?? false }
    }

    /// The items valued 1 or 2, in the form's order.
    public var badItems: [String] { Form3Item.all.map(\.code).filter { self.answers[$0]?.isBad ?? false } }

    /// The bad items of a category that count towards the red flag.
    public func flaggedItems(of category: Category) -> [String] {
        Form3Item.all.filter { $0.category == category && $0.countsForRedFlag }.map(\.code)
            .filter { self.answers[$0]?.isBad ?? false }
    }

    /// The suggested value of each domain: its lowest item. Editable.
    public var suggestedDomainScores: [String: Int] {
        var lowest: [String: Int] = [:]
        for item in Form3Item.all {
            guard let value = self.answers[item.code]?.value else { continue }
            lowest[item.domain] = min(lowest[item.domain] ?? value, value)
        }
        return lowest
    }
}
