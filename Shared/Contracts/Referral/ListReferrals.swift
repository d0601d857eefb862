public import Vocabulary

/// Asks for referrals by where they stand. Rows hold codes, no identity. A focal point sees those sent to its partner.
public struct ListReferrals: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_referrals"
    /// What it is for, in a sentence.
    public static let summary = "Lists referrals, newest change first, without identities."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may ask.
    public static let roles: Set<Role> = [
        .referralOfficer, .coordinatorPksai, .headPksai, .agencyHead, .secretary, .coordinatorSw, .socialWorker,
        .focalPoint,
    ]
    /// Only in this state, `sent`.
    public var state: String?
    /// Only of this case.
    public var caseID: CaseID?
    /// At most this many, 1 to 1,000; 100 unless told.
    public var limit: Int?

    /// All members; optional ones may be left out.
    public init(state: String? = nil, caseID: CaseID? = nil, limit: Int? = nil) {
        self.state = state
        self.caseID = caseID
        self.limit = limit
    }

    /// A made-up message.
    public static let example = ListReferrals(state: "sent", limit: 20)

    /// One referral, as codes.
    public struct Row: Codable, Sendable, Equatable {
        /// The referral.
        public var referralID: ReferralID
        /// The case.
        public var caseID: CaseID
        /// The complaint's number.
        public var complaintNo: ComplaintNumber
        /// The case's number, once issued.
        public var registrationNo: CaseNumber?
        /// Where it stands.
        public var state: String
        /// `ordinary`, `urgent` or `out_of_city`.
        public var track: String
        /// Which kind.
        public var kind: ReferralKind
        /// What is needed; nil if it is sent home.
        public var need: Need?
        /// The level.
        public var riskLevel: RiskLevel?
        /// Completed years.
        public var childAge: Int?
        /// The child's sex.
        public var childSex: Sex?
        /// Directory id of the partner it is with.
        public var institution: String?
        /// The district it is sent to.
        public var homeDistrict: String?
        /// The earliest limit that runs.
        public var actBy: Instant?
        /// Why nothing may go out now: `protection_first` or `consent_withdrawn`; null if nothing stands in the way.
        public var onHold: String?
        /// A trial.
        public var test: Bool

        /// All members; optional ones may be left out.
        public init(
            referralID: ReferralID,
            caseID: CaseID,
            complaintNo: ComplaintNumber,
            registrationNo: CaseNumber? = nil,
            state: String,
            track: String,
            kind: ReferralKind,
            need: Need? = nil,
            riskLevel: RiskLevel? = nil,
            childAge: Int? = nil,
            childSex: Sex? = nil,
            institution: String? = nil,
            homeDistrict: String? = nil,
            actBy: Instant? = nil,
            onHold: String? = nil,
            test: Bool
        ) {
            self.referralID = referralID
            self.caseID = caseID
            self.complaintNo = complaintNo
            self.registrationNo = registrationNo
            self.state = state
            self.track = track
            self.kind = kind
            self.need = need
            self.riskLevel = riskLevel
            self.childAge = childAge
            self.childSex = childSex
            self.institution = institution
            self.homeDistrict = homeDistrict
            self.actBy = actBy
            self.onHold = onHold
            self.test = test
        }
    }

    /// The referrals.
    public struct Answer: Codable, Sendable, Equatable {
        /// Newest change first.
        public var referrals: [Row]

        /// All members; optional ones may be left out.
        public init(referrals: [Row]) {
            self.referrals = referrals
        }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(referrals: [exampleRow])
    static let exampleRow = Row(
        referralID: Examples.referral,
        caseID: Examples.caseID,
        complaintNo: ComplaintNumber(year: 2026, serial: 1),
        registrationNo: CaseNumber(year: 2026, serial: 1),
        state: "sent",
        track: "ordinary",
        kind: .ordinary,
        need: .psychology,
        riskLevel: .medium,
        childAge: 14,
        childSex: .female,
        institution: "r39",
        actBy: Examples.later,
        test: false
    )
}
