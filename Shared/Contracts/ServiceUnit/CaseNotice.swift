public import Vocabulary

/// Something happened to a case that its worker or manager must know at once. Holds codes only.
public struct CaseNotice: AnswerContract, Equatable {
    /// The message's `type`.
    public static let type = "case.notice"
    /// What it is for, in a sentence.
    public static let summary = "Something happened to a case of yours."
    /// What kind: `complaint_joined_case`.
    public var kind: String
    /// The case.
    public var caseID: CaseID
    /// The complaint, if one brought it.
    public var complaintNo: ComplaintNumber?
    /// The case's level now.
    public var riskLevel: RiskLevel?
    /// A sentence for a person, without identity.
    public var message: String
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        kind: String,
        caseID: CaseID,
        complaintNo: ComplaintNumber? = nil,
        riskLevel: RiskLevel? = nil,
        message: String,
        at: Instant
    ) {
        self.kind = kind
        self.caseID = caseID
        self.complaintNo = complaintNo
        self.riskLevel = riskLevel
        self.message = message
        self.at = at
    }

    /// A made-up message.
    public static let example = CaseNotice(
        kind: "complaint_joined_case",
        caseID: Examples.caseID,
        complaintNo: ComplaintNumber(year: 2026, serial: 7),
        riskLevel: .medium,
        message: "a new complaint about this child came in and joined the case",
        at: Examples.now
    )
}
