/// A fact without identity, the only thing data-request ever hears (domain.md §14). For each member the latest `at` wins.
public struct FactRecorded: Codable, Sendable, Equatable {
    /// The case token.
    public var caseToken: String
    /// The categories.
    public var categories: [Category]?
    /// The level.
    public var riskLevel: RiskLevel?
    /// The subdistrict.
    public var subdistrict: String?
    /// The child sex.
    public var childSex: Sex?
    /// The child age.
    public var childAge: Int?
    /// The immediate needs.
    public var immediateNeeds: [Need]?
    /// The month.
    public var month: String?
    /// The channel.
    public var channel: Channel?
    /// Where the child belongs.
    public var residency: Residency?
    /// The state.
    public var state: String?
    /// The referral outcome.
    public var referralOutcome: ReferralOutcome?
    /// The closure.
    public var closure: ClosureReason?
    /// When it happened.
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
        referralOutcome: ReferralOutcome? = nil,
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
