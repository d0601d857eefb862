public import Vocabulary

// What can be asked of service-unit.

/// A limit of a case, and where it stands.
public struct ClockState: Codable, Sendable, Equatable {
    /// Which limit.
    public var clock: ClockName
    /// running, warned or missed.
    public var phase: Clock.Phase
    /// When it passes or passed.
    public var dueAt: Instant
    /// Which rule set it: `24 h, X03, because …`.
    public var rule: String

    /// All members; optional ones may be left out.
    public init(clock: ClockName, phase: Clock.Phase, dueAt: Instant, rule: String) {
        self.clock = clock
        self.phase = phase
        self.dueAt = dueAt
        self.rule = rule
    }
}

/// The on-call side of a case.
public struct OncallState: Codable, Sendable, Equatable {
    /// raised, held, settled or moved.
    public var phase: String
    /// How often it was called out.
    public var raiseNo: Int
    /// Whom the last call went to.
    public var rung: OncallRung
    /// Who has it.
    public var holder: Username?
    /// Since when it is so.
    public var since: Instant
    /// Who is asked first; empty where nobody knows.
    public var called: [Username]?
    /// On whose screen this call was shown.
    public var displayedTo: [Username]?
    /// Whom the holder offers it to.
    public var offeredTo: Username?
    /// Until when that offer stands.
    public var offerUntil: Instant?

    /// All members; optional ones may be left out.
    public init(
        phase: String,
        raiseNo: Int,
        rung: OncallRung,
        holder: Username? = nil,
        since: Instant,
        called: [Username]? = nil,
        displayedTo: [Username]? = nil,
        offeredTo: Username? = nil,
        offerUntil: Instant? = nil
    ) {
        self.phase = phase
        self.raiseNo = raiseNo
        self.rung = rung
        self.holder = holder
        self.since = since
        self.called = called
        self.displayedTo = displayedTo
        self.offeredTo = offeredTo
        self.offerUntil = offerUntil
    }
}

/// A case, as codes: no identity.
public struct CaseRow: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// The complaint's number.
    public var complaintNo: ComplaintNumber?
    /// The case's number.
    public var registrationNo: CaseNumber?
    /// Where it stands, `in_intervention`.
    public var stage: String
    /// The level.
    public var riskLevel: RiskLevel?
    /// Life or safety at stake.
    public var emergency: Bool
    /// What it is about.
    public var codes: LooseCodes?
    /// Where the child belongs.
    public var residency: Residency?
    /// Who acts.
    public var worker: Username?
    /// Who owns it.
    public var manager: Username?
    /// Where consent stands.
    public var consent: ConsentStatus
    /// The case it joined.
    public var linkedTo: CaseID?
    /// The on-call side.
    public var urgent: OncallState?
    /// The limits, stopped ones left out.
    public var clocks: [ClockState]
    /// A trial.
    public var test: Bool
    /// The version of the city's procedure pack it works by.
    public var pack: PackReference?

    /// All members; optional ones may be left out.
    public init(
        caseID: CaseID,
        complaintNo: ComplaintNumber? = nil,
        registrationNo: CaseNumber? = nil,
        stage: String,
        riskLevel: RiskLevel? = nil,
        emergency: Bool,
        codes: LooseCodes? = nil,
        residency: Residency? = nil,
        worker: Username? = nil,
        manager: Username? = nil,
        consent: ConsentStatus,
        linkedTo: CaseID? = nil,
        urgent: OncallState? = nil,
        clocks: [ClockState],
        test: Bool,
        pack: PackReference? = nil
    ) {
        self.caseID = caseID
        self.complaintNo = complaintNo
        self.registrationNo = registrationNo
        self.stage = stage
        self.riskLevel = riskLevel
        self.emergency = emergency
        self.codes = codes
        self.residency = residency
        self.worker = worker
        self.manager = manager
        self.consent = consent
        self.linkedTo = linkedTo
        self.urgent = urgent
        self.clocks = clocks
        self.test = test
        self.pack = pack
    }
}

/// Asks for cases by where they stand.
public struct ListCases: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_cases"
    /// What it is for, in a sentence.
    public static let summary = "Lists cases, newest change first, without identities."
    /// The unit that owns the thing.
    public static let unit = UnitName.serviceUnit
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [
        .socialWorker, .onCallWorker, .coordinatorSw, .coordinatorPksai, .headPksai, .secretary, .dataOfficer, .analyst,
        .responsibleOfficer, .agencyHead,
    ]
    /// Only in this stage, `awaiting_consent`.
    public var stage: String?
    /// Only those the asker works on.
    public var mine: Bool?
    /// Only those that nobody has, because who had them is gone.
    public var vacant: Bool?
    /// Also those that are over.
    public var all: Bool?
    /// At most this many, 1 to 1,000; 100 unless told.
    public var limit: Int?

    /// All members; optional ones may be left out.
    public init(
        stage: String? = nil,
        mine: Bool? = nil,
        vacant: Bool? = nil,
        all: Bool? = nil,
        limit: Int? = nil
    ) {
        self.stage = stage
        self.mine = mine
        self.vacant = vacant
        self.all = all
        self.limit = limit
    }

    /// The cases.
    public struct Answer: Codable, Sendable, Equatable {
        /// Newest change first.
        public var cases: [CaseRow]
        /// The rows.
        public init(cases: [CaseRow]) { self.cases = cases }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(cases: [.example])

    /// A made-up message.
    public static let example = ListCases(mine: true)
}

extension CaseRow {
    /// A made-up row.
    public static let example = CaseRow(
        caseID: Examples.caseID,
        complaintNo: ComplaintNumber(year: 2026, serial: 1),
        stage: "in_intervention",
        riskLevel: .medium,
        emergency: false,
        worker: Examples.username,
        manager: Examples.username,
        consent: .given,
        clocks: [ClockState(clock: .review, phase: .running, dueAt: Examples.later, rule: "1 month, X07, medium")],
        test: false
    )
}

/// Asks for the urgent cases nobody has taken yet, or everything called out and held.
public struct ListOncall: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_oncall"
    /// What it is for, in a sentence.
    public static let summary =
        "Lists urgent cases without identities: those that wait for somebody, or also those that somebody has."
    /// The unit that owns the thing.
    public static let unit = UnitName.serviceUnit
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.onCallWorker, .coordinatorSw, .coordinatorPksai, .headPksai, .agencyHead]
    /// Also those that somebody has.
    public var held: Bool?
    /// Only this one, wherever it stands, with the case it joined; a trial too.
    public var caseID: CaseID?

    /// All members; optional ones may be left out.
    public init(held: Bool? = nil, caseID: CaseID? = nil) {
        self.held = held
        self.caseID = caseID
    }

    /// What is or was called out.
    public struct Answer: Codable, Sendable, Equatable {
        /// The longest waiting first, at most 1,000, without trials.
        public var cases: [CaseRow]
        /// The rows.
        public init(cases: [CaseRow]) { self.cases = cases }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(cases: [.example])

    /// A made-up message.
    public static let example = ListOncall()
}

/// Asks for one case with its file. Those who don't work on it see codes; leadership may open it.
public struct ShowCase: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "show_case"
    /// What it is for, in a sentence.
    public static let summary = "Shows a case's file; what is opened is journaled with reader and reason."
    /// The unit that owns the thing.
    public static let unit = UnitName.serviceUnit
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [
        .socialWorker, .onCallWorker, .coordinatorSw, .coordinatorPksai, .headPksai, .secretary, .dataOfficer, .analyst,
        .responsibleOfficer, .agencyHead,
    ]
    /// Whose work states why they open it.
    public static let grounds: Set<OpeningGround> = [.ownCase, .claimedCase]
    /// The case; or its complaint's number.
    public var caseID: CaseID?
    /// The complaint's number.
    public var complaintNo: ComplaintNumber?
    /// Why it is opened, for the journal.
    public var reason: String?

    /// All members; optional ones may be left out.
    public init(caseID: CaseID? = nil, complaintNo: ComplaintNumber? = nil, reason: String? = nil) {
        self.caseID = caseID
        self.complaintNo = complaintNo
        self.reason = reason
    }

    /// The file.
    public struct Answer: Codable, Sendable, Equatable {
        /// The codes.
        public var overview: CaseRow
        /// The child; nil for readers who may not know, like all that follows.
        public var child: Confidential<ChildIdentity>?
        /// The household.
        public var family: Confidential<Family>?
        /// What is known.
        public var situation: Confidential<Situation>?
        /// What complaints tell that joined the case, the earliest first.
        public var joined: [JoinedSituation]
        /// Form 3.
        public var assessment: Confidential<Form3>?
        /// The plan's actions.
        public var plan: Confidential<[PlanAction]>?
        /// Whether that plan is in force.
        public var planApproved: Bool
        /// The waivers.
        public var waivers: [Confidential<Waiver>]
        /// The referrals.
        public var referrals: [Referral]
        /// The closure asked for or made.
        public var closure: ClosureReason?
        /// Visits, withdrawal, partners, evaluation, return, monitoring, aid.
        public var progress: CaseProgress?

        /// A referral, as far as the case knows.
        public struct Referral: Codable, Sendable, Equatable {
            /// Its key.
            public var referralID: ReferralID
            /// planned, sent, declined, accepted, handed_over or reported.
            public var phase: String
            /// The partner.
            public var institution: String?
            /// Its kind.
            public var kind: ReferralKind?
            /// How it ended.
            public var outcome: ReferralOutcome?
            /// Form 5, once signed.
            public var letterNo: String?
            /// Who goes with it, and under which assignment letter.
            public var escort: Username?
            /// That letter.
            public var escortLetterNo: String?
            /// When the stay in a shelter ends, once that is near.
            public var stayEndsAt: Instant?

            /// All members.
            public init(
                referralID: ReferralID,
                phase: String,
                institution: String?,
                kind: ReferralKind?,
                outcome: ReferralOutcome?,
                letterNo: String? = nil,
                escort: Username? = nil,
                escortLetterNo: String? = nil,
                stayEndsAt: Instant? = nil
            ) {
                self.referralID = referralID
                self.phase = phase
                self.institution = institution
                self.kind = kind
                self.outcome = outcome
                self.letterNo = letterNo
                self.escort = escort
                self.escortLetterNo = escortLetterNo
                self.stayEndsAt = stayEndsAt
            }
        }

        /// All members; optional ones may be left out.
        public init(
            overview: CaseRow,
            child: Confidential<ChildIdentity>? = nil,
            family: Confidential<Family>? = nil,
            situation: Confidential<Situation>? = nil,
            joined: [JoinedSituation] = [],
            assessment: Confidential<Form3>? = nil,
            plan: Confidential<[PlanAction]>? = nil,
            planApproved: Bool,
            waivers: [Confidential<Waiver>],
            referrals: [Referral],
            closure: ClosureReason? = nil,
            progress: CaseProgress? = nil
        ) {
            self.overview = overview
            self.child = child
            self.family = family
            self.situation = situation
            self.joined = joined
            self.assessment = assessment
            self.plan = plan
            self.planApproved = planApproved
            self.waivers = waivers
            self.referrals = referrals
            self.closure = closure
            self.progress = progress
        }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(
        overview: .example,
        planApproved: true,
        waivers: [],
        referrals: [
            Answer.Referral(
                referralID: Examples.referral,
                phase: "sent",
                institution: "r11",
                kind: .expert,
                outcome: nil
            )
        ]
    )

    /// A made-up message.
    public static let example = ShowCase(caseID: Examples.caseID)
}
