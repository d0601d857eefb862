/// What intake and identification said of a case that is with the referral unit (`referred_case_changed`): codes. With the
/// request for a referral the unit learns what is known by then; of a child for whom nothing is asked outside it learns
/// nothing (domain.md §10.4).
public struct ReferredCaseChanged: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// The level in force.
    public var riskLevel: RiskLevel?
    /// Whether life or safety is at stake.
    public var emergency: Bool
    /// Where the child belongs.
    public var residency: Residency?
    /// Secondary or tertiary.
    public var serviceLevel: ServiceLevel?
    /// The case's number, once issued.
    public var registrationNo: CaseNumber?
    /// When the last of it was said.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        caseID: CaseID,
        riskLevel: RiskLevel? = nil,
        emergency: Bool,
        residency: Residency? = nil,
        serviceLevel: ServiceLevel? = nil,
        registrationNo: CaseNumber? = nil,
        at: Instant
    ) {
        self.caseID = caseID
        self.riskLevel = riskLevel
        self.emergency = emergency
        self.residency = residency
        self.serviceLevel = serviceLevel
        self.registrationNo = registrationNo
        self.at = at
    }
}
