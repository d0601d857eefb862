// What staff fill in on a case (domain.md §5.4, §7.2, §7.7, §7.8, §8.1). Class SH or CI: stored only sealed.

/// Child seen or spoken to: safety and needs judged, protective decision noted (§5.4).
public struct SafetyAssessment: Codable, Sendable, Equatable {
    /// Whether the child is safe where it is.
    public var safe: Bool
    /// What was seen and heard.
    public var findings: String
    /// What the child needs at once.
    public var immediateNeeds: [Need]
    /// What was decided for the child's protection; also why nothing is needed.
    public var protectiveDecision: String

    /// All members; optional ones may be left out.
    public init(safe: Bool, findings: String, immediateNeeds: [Need], protectiveDecision: String) {
        self.safe = safe
        self.findings = findings
        self.immediateNeeds = immediateNeeds
        self.protectiveDecision = protectiveDecision
    }
}

/// What put the child out of danger (§14).
public struct ProtectiveAction: Codable, Sendable, Equatable {
    /// What was done.
    public var action: String
    /// Where the child is now.
    public var place: String

    /// All members; optional ones may be left out.
    public init(action: String, place: String) {
        self.action = action
        self.place = place
    }
}

/// Form 2, service consent.
public struct ConsentForm: Codable, Sendable, Equatable {
    /// Who signs.
    public var signerName: String
    /// When the signer was born.
    public var signerBirthDate: LocalDate?
    /// Where the signer lives.
    public var signerAddress: String?
    /// How to reach the signer.
    public var signerPhone: String?
    /// The child's own view, by its age.
    public var childAssent: String?
    /// Where it was signed.
    public var place: String
    /// When it was signed.
    public var date: LocalDate
    /// What was advised if consent is refused (rule 13).
    public var advice: String?

    /// All members; optional ones may be left out.
    public init(
        signerName: String,
        signerBirthDate: LocalDate? = nil,
        signerAddress: String? = nil,
        signerPhone: String? = nil,
        childAssent: String? = nil,
        place: String,
        date: LocalDate,
        advice: String? = nil
    ) {
        self.signerName = signerName
        self.signerBirthDate = signerBirthDate
        self.signerAddress = signerAddress
        self.signerPhone = signerPhone
        self.childAssent = childAssent
        self.place = place
        self.date = date
        self.advice = advice
    }
}

/// One action of the case plan (§8.1).
public struct PlanAction: Codable, Sendable, Equatable {
    /// Its key within the plan, `a1`.
    public var id: String
    /// The Form 3 items it answers, `c2_4`.
    public var problemItems: [String]
    /// The problem addressed.
    public var problem: String
    /// What will be done.
    public var action: String
    /// 1 comes first.
    public var priority: Int
    /// How far it reaches.
    public var horizon: Horizon
    /// When it begins.
    public var start: LocalDate
    /// When it should be done.
    public var expectedEnd: LocalDate
    /// Who answers for it.
    public var officer: Username
    /// Which service carries it out: directory id or internal.
    public var provider: String?
    /// What is needed from outside, if anything.
    public var need: Need?
    /// What should come of it.
    public var expectedResult: String?

    /// All members; optional ones may be left out.
    public init(
        id: String,
        problemItems: [String],
        problem: String,
        action: String,
        priority: Int,
        horizon: Horizon,
        start: LocalDate,
        expectedEnd: LocalDate,
        officer: Username,
        provider: String? = nil,
        need: Need? = nil,
        expectedResult: String? = nil
    ) {
        self.id = id
        self.problemItems = problemItems
        self.problem = problem
        self.action = action
        self.priority = priority
        self.horizon = horizon
        self.start = start
        self.expectedEnd = expectedEnd
        self.officer = officer
        self.provider = provider
        self.need = need
        self.expectedResult = expectedResult
    }
}

/// A supervisor lets a Form 3 item valued 1 or 2 go without an action (§7.3.5).
public struct Waiver: Codable, Sendable, Equatable {
    /// The item, `b1_3`.
    public var item: String
    /// Why.
    public var reason: String

    /// All members; optional ones may be left out.
    public init(item: String, reason: String) {
        self.item = item
        self.reason = reason
    }
}

/// Form 7, case closure.
public struct Form7: Codable, Sendable, Equatable {
    /// Explanation; needed for every reason but all_goals.
    public var note: String?
    /// Child and carers know whom to call; nil if moved away or died.
    public var knowsContact: Bool?
    /// They understand the case is closed; nil if moved away or died.
    public var understandsClosed: Bool?
    /// Explanation of the two.
    public var communicationNote: String?
    /// Why the case of a child past 18 goes on.
    public var mentalDevelopmentReason: String?

    /// All members; optional ones may be left out.
    public init(
        note: String? = nil,
        knowsContact: Bool? = nil,
        understandsClosed: Bool? = nil,
        communicationNote: String? = nil,
        mentalDevelopmentReason: String? = nil
    ) {
        self.note = note
        self.knowsContact = knowsContact
        self.understandsClosed = understandsClosed
        self.communicationNote = communicationNote
        self.mentalDevelopmentReason = mentalDevelopmentReason
    }
}

/// Form 8, termination of professional service.
public struct Form8: Codable, Sendable, Equatable {
    /// The last contact.
    public var lastContact: LocalDate
    /// When service began.
    public var serviceStart: LocalDate
    /// Why service was given.
    public var reasonService: String
    /// The problem and goals agreed.
    public var agreedProblemGoals: String
    /// What was done.
    public var interventions: [String]
    /// Progress and present condition.
    public var progress: String
    /// Goals not reached; may be empty.
    public var unmetGoals: [String]
    /// To whom for what; may be the family. Needed if goals are unmet.
    public var onwardReferral: [String]?
    /// Why service ends.
    public var reasonTermination: String
    /// Where it was signed.
    public var place: String
    /// When it was signed.
    public var date: LocalDate
    /// Client or family; not needed if moved away or died.
    public var signedByClient: String?
    /// The worker.
    public var signedByWorker: String?
    /// head_pksai.
    public var signedByHead: String?
    /// A family or community figure.
    public var signedByCommunity: String?

    /// All members; optional ones may be left out.
    public init(
        lastContact: LocalDate,
        serviceStart: LocalDate,
        reasonService: String,
        agreedProblemGoals: String,
        interventions: [String],
        progress: String,
        unmetGoals: [String],
        onwardReferral: [String]? = nil,
        reasonTermination: String,
        place: String,
        date: LocalDate,
        signedByClient: String? = nil,
        signedByWorker: String? = nil,
        signedByHead: String? = nil,
        signedByCommunity: String? = nil
    ) {
        self.lastContact = lastContact
        self.serviceStart = serviceStart
        self.reasonService = reasonService
        self.agreedProblemGoals = agreedProblemGoals
        self.interventions = interventions
        self.progress = progress
        self.unmetGoals = unmetGoals
        self.onwardReferral = onwardReferral
        self.reasonTermination = reasonTermination
        self.place = place
        self.date = date
        self.signedByClient = signedByClient
        self.signedByWorker = signedByWorker
        self.signedByHead = signedByHead
        self.signedByCommunity = signedByCommunity
    }
}
