/// Form 3, needs and risk, as it is sent (domain.md §7.3). What is asked and when stands in its instrument. Class SH.
public struct Form3: Codable, Sendable, Equatable {
    /// By item code; every item is valued or not applicable with a reason.
    public var answers: [String: Answer]
    /// Per domain, `b1`; nil takes the lowest item.
    public var domainScores: [String: Int]?
    /// Per domain, `b1`: what is strong, what is needed and risky.
    public var domainNotes: [String: DomainNote]?
    /// Per category, `B`: the table of issues.
    public var issues: [String: [Issue]]?
    /// The family up to grandparents, aunts and uncles on both sides, in words.
    public var genogram: String?
    /// The family and its surroundings, in words.
    public var ecomap: String?
    /// Whether the child has a birth certificate.
    public var birthCertificate: Bool?
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
        domainNotes: [String: DomainNote]? = nil,
        issues: [String: [Issue]]? = nil,
        genogram: String? = nil,
        ecomap: String? = nil,
        birthCertificate: Bool? = nil,
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
        self.domainNotes = domainNotes
        self.issues = issues
        self.genogram = genogram
        self.ecomap = ecomap
        self.birthCertificate = birthCertificate
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

    }

    /// What is written beside a domain's items.
    public struct DomainNote: Codable, Sendable, Equatable {
        /// What is strong.
        public var strengths: String?
        /// What is needed, what is risky.
        public var needsRisks: String?

        /// Either may be left out.
        public init(strengths: String? = nil, needsRisks: String? = nil) {
            self.strengths = strengths
            self.needsRisks = needsRisks
        }
    }

    /// A row of a category's table of issues.
    public struct Issue: Codable, Sendable, Equatable {
        /// The issue.
        public var issue: String
        /// What is to be done.
        public var action: String?
        /// Who answers for it.
        public var responsible: String?
        /// By when.
        public var when: String?

        /// All but the issue may be left out.
        public init(issue: String, action: String? = nil, responsible: String? = nil, when: String? = nil) {
            self.issue = issue
            self.action = action
            self.responsible = responsible
            self.when = when
        }
    }
}
