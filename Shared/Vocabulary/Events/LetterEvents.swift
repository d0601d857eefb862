/// A worker may go: the coordinator's written order, as other units hear it (S09 step 2).
public struct AssignmentLetterIssued: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// The referral it serves, if it serves one.
    public var referralID: ReferralID?
    /// The letter's number.
    public var number: String
    /// Who goes.
    public var worker: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, referralID: ReferralID? = nil, number: String, worker: Username, at: Instant) {
        self.caseID = caseID
        self.referralID = referralID
        self.number = number
        self.worker = worker
        self.at = at
    }
}

/// The head of the city social agency signed Form 5 (S09 step 3).
public struct ReferralLetterSigned: Codable, Sendable, Equatable {
    /// The referral.
    public var referralID: ReferralID
    /// The case.
    public var caseID: CaseID
    /// The letter's number.
    public var number: String
    /// Who signed.
    public var signer: String
    /// When it happened.
    public var at: Instant

    /// All members.
    public init(referralID: ReferralID, caseID: CaseID, number: String, signer: String, at: Instant) {
        self.referralID = referralID
        self.caseID = caseID
        self.number = number
        self.signer = signer
        self.at = at
    }
}
