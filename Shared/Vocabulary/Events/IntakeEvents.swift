/// A complaint got its number; the clocks of its case start (S01).
public struct ComplaintRegistered: Codable, Sendable, Equatable {
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// The complaint number.
    public var complaintNo: ComplaintNumber
    /// The path.
    public var path: IntakePath
    /// The received at.
    public var receivedAt: Instant
    /// The registered at.
    public var registeredAt: Instant
    /// The emergency.
    public var emergency: Bool
    /// Whether it is a drill: it reaches no person and no statistic.
    public var test: Bool
    /// The loose codes.
    public var codes: LooseCodes
    /// Who the child is.
    public var child: Confidential<ChildIdentity>?
    /// The household.
    public var family: Confidential<Family>?
    /// What is known about the harm.
    public var situation: Confidential<Situation>
    /// The visit that found the child, if one did.
    public var outreach: OutreachOrigin?

    /// All members; optional ones may be left out.
    public init(
        complaintID: ComplaintID,
        caseID: CaseID,
        complaintNo: ComplaintNumber,
        path: IntakePath,
        receivedAt: Instant,
        registeredAt: Instant,
        emergency: Bool,
        test: Bool,
        codes: LooseCodes,
        child: Confidential<ChildIdentity>? = nil,
        family: Confidential<Family>? = nil,
        situation: Confidential<Situation>,
        outreach: OutreachOrigin? = nil
    ) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.complaintNo = complaintNo
        self.path = path
        self.receivedAt = receivedAt
        self.registeredAt = registeredAt
        self.emergency = emergency
        self.test = test
        self.codes = codes
        self.child = child
        self.family = family
        self.situation = situation
        self.outreach = outreach
    }
}

/// Life or safety is at stake (S01).
public struct EmergencyFlagged: Codable, Sendable, Equatable {
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(complaintID: ComplaintID, caseID: CaseID, at: Instant) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.at = at
    }
}

/// Form 1's judgement is there: provisional from the message (D02), or an officer's.
public struct InitialAssessmentRecorded: Codable, Sendable, Equatable {
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// Whether nobody at the centre has confirmed it.
    public var provisional: Bool
    /// The level.
    public var riskLevel: RiskLevel
    /// The assessment.
    public var assessment: Confidential<InitialAssessment>?
    /// Who did it; nil for a rule or an outsider.
    public var by: Username?
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        complaintID: ComplaintID,
        caseID: CaseID,
        provisional: Bool,
        riskLevel: RiskLevel,
        assessment: Confidential<InitialAssessment>? = nil,
        by: Username? = nil,
        at: Instant
    ) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.provisional = provisional
        self.riskLevel = riskLevel
        self.assessment = assessment
        self.by = by
        self.at = at
    }
}

/// The first level of a complaint's child, or an officer's change of it.
public struct RiskLevelAssigned: Codable, Sendable, Equatable {
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// The level.
    public var level: RiskLevel
    /// Whether nobody at the centre has confirmed it.
    public var provisional: Bool
    /// A word: `agency_proposal`, `supplement`, `officer_assessment`, `head_decision`.
    public var reason: String
    /// The officer's reason in their own words. Class SH.
    public var note: Confidential<String>?
    /// Who did it; nil for a rule or an outsider.
    public var by: Username?
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        complaintID: ComplaintID,
        caseID: CaseID,
        level: RiskLevel,
        provisional: Bool,
        reason: String,
        note: Confidential<String>? = nil,
        by: Username? = nil,
        at: Instant
    ) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.level = level
        self.provisional = provisional
        self.reason = reason
        self.note = note
        self.by = by
        self.at = at
    }
}

/// The report was handed to identification (S01 step 3).
public struct ComplaintForwarded: Codable, Sendable, Equatable {
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// The documents missing.
    public var documentsMissing: [String]
    /// The child as it is known now, for the look-ups of identification. Class CI.
    public var child: Confidential<ChildIdentity>?
    /// The household as it is known now. Class CI.
    public var family: Confidential<Family>?
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        complaintID: ComplaintID,
        caseID: CaseID,
        documentsMissing: [String],
        child: Confidential<ChildIdentity>? = nil,
        family: Confidential<Family>? = nil,
        at: Instant
    ) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.documentsMissing = documentsMissing
        self.child = child
        self.family = family
        self.at = at
    }
}

/// Something was added to a complaint or corrected.
public struct ComplaintSupplemented: Codable, Sendable, Equatable {
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// The loose codes.
    public var codes: LooseCodes
    /// Who the child is.
    public var child: Confidential<ChildIdentity>?
    /// The household.
    public var family: Confidential<Family>?
    /// What is known about the harm.
    public var situation: Confidential<Situation>?
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        complaintID: ComplaintID,
        caseID: CaseID,
        codes: LooseCodes,
        child: Confidential<ChildIdentity>? = nil,
        family: Confidential<Family>? = nil,
        situation: Confidential<Situation>? = nil,
        at: Instant
    ) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.codes = codes
        self.child = child
        self.family = family
        self.situation = situation
        self.at = at
    }
}

/// No action is needed; advice was given (S01).
public struct ComplaintClosedWithAdvice: Codable, Sendable, Equatable {
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// The advice.
    public var advice: Confidential<String>
    /// The body or service pointed to, if any. Class SH.
    public var pointedTo: Confidential<String>?
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        complaintID: ComplaintID,
        caseID: CaseID,
        advice: Confidential<String>,
        pointedTo: Confidential<String>? = nil,
        at: Instant
    ) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.advice = advice
        self.pointedTo = pointedTo
        self.at = at
    }
}
