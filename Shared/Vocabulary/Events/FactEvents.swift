/// A fact without identity, the only thing data-request ever hears (domain.md §14). For each member the latest `at` wins.
public struct FactRecorded: Codable, Sendable, Equatable {
    public var caseToken: String
    public var categories: [Category]?
    public var riskLevel: RiskLevel?
    public var subdistrict: String?
    public var childSex: Sex?
    public var childAge: Int?
    public var immediateNeeds: [Need]?
    public var month: String?
    public var channel: Channel?
    public var residency: Residency?
    public var state: String?
    public var referralOutcome: String?
    public var closure: ClosureReason?
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        caseToken: String,
        categories: [Category]? = nil,
        riskLevel: RiskLevel? = nil,
        subdistrict: String? = nil,
        childSex: Sex? = nil,
        childAge: Int? = nil,
        immediateNeeds: [Need]? = nil,
        month: String? = nil,
        channel: Channel? = nil,
        residency: Residency? = nil,
        state: String? = nil,
        referralOutcome: String? = nil,
        closure: ClosureReason? = nil,
        at: Instant
    ) {
        self.caseToken = caseToken
        self.categories = categories
        self.riskLevel = riskLevel
        self.subdistrict = subdistrict
        self.childSex = childSex
        self.childAge = childAge
        self.immediateNeeds = immediateNeeds
        self.month = month
        self.channel = channel
        self.residency = residency
        self.state = state
        self.referralOutcome = referralOutcome
        self.closure = closure
        self.at = at
    }
}
