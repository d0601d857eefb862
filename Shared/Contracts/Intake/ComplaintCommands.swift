public import Instruments
public import Vocabulary

/// Fills Form 1, notes papers, marks what nobody knows, perhaps signs it.
public struct CompleteForm1: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "complete_form_1"
    /// What it is for, in a sentence.
    public static let summary = "Fills in Form 1 of a complaint, marks what nobody knows, and signs it if asked to."
    /// The unit that owns the thing.
    public static let unit = UnitName.intake
    /// Who may send it.
    public static let roles: Set<Role> = [.intakeOfficer, .socialWorker]
    /// The complaint's number.
    public var complaintNo: ComplaintNumber
    /// The child: what is given replaces, what is blank stays.
    public var child: ChildIdentity?
    /// The household: what is given replaces, what is blank stays.
    public var family: Family?
    /// More about the situation: appended.
    public var situation: String?
    /// All kinds of complaint, if they change.
    public var categories: [Vocabulary.Category]?
    /// Vulnerability, risks, needs, recommendation; a level in it is ignored: `assess_complaint` sets it.
    public var initialAssessment: InitialAssessment?
    /// Papers that came in.
    public var documents: [IntakeDocument]?
    /// Fields of Form 1 that were asked for and nobody knows, by code.
    public var unknownFields: [FieldCode]?
    /// Where the assessment took place.
    public var place: String?
    /// The day of the assessment.
    public var date: LocalDate?
    /// Whether the sender signs: then nothing mandatory may be missing.
    public var signed: Bool?

    /// Everything but the number may be left out.
    public init(
        complaintNo: ComplaintNumber,
        child: ChildIdentity? = nil,
        family: Family? = nil,
        situation: String? = nil,
        categories: [Vocabulary.Category]? = nil,
        initialAssessment: InitialAssessment? = nil,
        documents: [IntakeDocument]? = nil,
        unknownFields: [FieldCode]? = nil,
        place: String? = nil,
        date: LocalDate? = nil,
        signed: Bool? = nil
    ) {
        self.complaintNo = complaintNo
        self.child = child
        self.family = family
        self.situation = situation
        self.categories = categories
        self.initialAssessment = initialAssessment
        self.documents = documents
        self.unknownFields = unknownFields
        self.place = place
        self.date = date
        self.signed = signed
    }

    /// A made-up message.
    public static let example = CompleteForm1(
        complaintNo: ComplaintNumber(year: 2026, serial: 1),
        family: Family(caredBy: .motherOnly),
        documents: [.familyCard],
        unknownFields: ["f1_birth_date"],
        place: "Polsek Contoh",
        date: LocalDate(year: 2026, month: 11, day: 20),
        signed: true
    )
}

/// Judges a complaint: vulnerability, risks, level. A level of high, medium or low also hands it to identification.
public struct AssessComplaint: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "assess_complaint"
    /// What it is for, in a sentence.
    public static let summary = "Records the initial assessment; high, medium or low also forwards the complaint."
    /// The unit that owns the thing.
    public static let unit = UnitName.intake
    /// Who may send it; the rule tells a TKSK or PSM why they may not.
    public static let roles: Set<Role> = [.intakeOfficer, .socialWorker, .headPksai, .tksk, .psm]
    /// The complaint's number.
    public var complaintNo: ComplaintNumber
    /// The level.
    public var riskLevel: RiskLevel
    /// Whether the child is vulnerable.
    public var vulnerable: Bool?
    /// In which ways.
    public var vulnerabilityTypes: [VulnerabilityType]?
    /// Which risks.
    public var riskTypes: [RiskType]?
    /// What is needed at once.
    public var immediateNeeds: [Need]?
    /// What the officer recommends.
    public var recommendation: String?
    /// Whether life or safety is at stake; --no-emergency clears a possible one.
    public var emergency: Bool?
    /// Why this level: needed below the suggested or the present one.
    public var reason: String?
    /// A supervisor's note: needed for none with a category of harm.
    public var supervisorNote: String?

    /// Number and level are needed.
    public init(
        complaintNo: ComplaintNumber,
        riskLevel: RiskLevel,
        vulnerable: Bool? = nil,
        vulnerabilityTypes: [VulnerabilityType]? = nil,
        riskTypes: [RiskType]? = nil,
        immediateNeeds: [Need]? = nil,
        recommendation: String? = nil,
        emergency: Bool? = nil,
        reason: String? = nil,
        supervisorNote: String? = nil
    ) {
        self.complaintNo = complaintNo
        self.riskLevel = riskLevel
        self.vulnerable = vulnerable
        self.vulnerabilityTypes = vulnerabilityTypes
        self.riskTypes = riskTypes
        self.immediateNeeds = immediateNeeds
        self.recommendation = recommendation
        self.emergency = emergency
        self.reason = reason
        self.supervisorNote = supervisorNote
    }

    /// A made-up message.
    public static let example = AssessComplaint(
        complaintNo: ComplaintNumber(year: 2026, serial: 1),
        riskLevel: .medium,
        vulnerable: true,
        vulnerabilityTypes: [.economic],
        riskTypes: [.neglect],
        immediateNeeds: [.education],
        recommendation: "visit the family this week",
        reason: "an aunt took the child in"
    )
}

/// Hands an assessed complaint to identification, for a child that needs no action but should be known.
public struct ForwardComplaint: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "forward_complaint"
    /// What it is for, in a sentence.
    public static let summary = "Hands an assessed complaint to identification; Form 1's mandatory part must be filled."
    /// The unit that owns the thing.
    public static let unit = UnitName.intake
    /// Who may send it; the rule tells a TKSK or PSM why they may not.
    public static let roles: Set<Role> = AssessComplaint.roles
    /// The complaint's number.
    public var complaintNo: ComplaintNumber

    /// The complaint to forward.
    public init(complaintNo: ComplaintNumber) { self.complaintNo = complaintNo }

    /// A made-up message.
    public static let example = ForwardComplaint(complaintNo: ComplaintNumber(year: 2026, serial: 1))
}

/// Ends a complaint assessed as none with advice.
public struct CloseComplaintWithAdvice: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "close_complaint_with_advice"
    /// What it is for, in a sentence.
    public static let summary = "Ends a complaint that needs no action, with advice and perhaps a body to go to."
    /// The unit that owns the thing.
    public static let unit = UnitName.intake
    /// Who may send it; the rule tells a TKSK or PSM why they may not.
    public static let roles: Set<Role> = [.intakeOfficer, .headPksai, .tksk, .psm]
    /// The complaint's number.
    public var complaintNo: ComplaintNumber
    /// What was advised.
    public var advice: String
    /// The service or body pointed to.
    public var pointedTo: String?
    /// Which local help was considered: needed for a vulnerable child.
    public var localHelp: String?

    /// Number and advice are needed.
    public init(complaintNo: ComplaintNumber, advice: String, pointedTo: String? = nil, localHelp: String? = nil) {
        self.complaintNo = complaintNo
        self.advice = advice
        self.pointedTo = pointedTo
        self.localHelp = localHelp
    }

    /// A made-up message.
    public static let example = CloseComplaintWithAdvice(
        complaintNo: ComplaintNumber(year: 2026, serial: 2),
        advice: "how to ask for the school card",
        pointedTo: "PUSPAGA",
        localHelp: "the kelurahan's reading room"
    )
}
