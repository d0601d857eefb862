/// A complaint got its number; the clocks of its case start (S01).
public struct ComplaintRegistered: Codable, Sendable, Equatable {
    public var complaintID: ComplaintID
    public var caseID: CaseID
    public var complaintNo: ComplaintNumber
    public var path: IntakePath
    public var receivedAt: Instant
    public var registeredAt: Instant
    public var emergency: Bool
    public var test: Bool
    public var codes: LooseCodes
    public var child: Confidential<ChildIdentity>?
    public var family: Confidential<Family>?
    public var situation: Confidential<Situation>

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
        situation: Confidential<Situation>
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
    }
}

/// Life or safety is at stake (S01).
public struct EmergencyFlagged: Codable, Sendable, Equatable {
    public var complaintID: ComplaintID
    public var caseID: CaseID
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
    public var complaintID: ComplaintID
    public var caseID: CaseID
    public var provisional: Bool
    public var riskLevel: RiskLevel
    public var assessment: Confidential<InitialAssessment>?
    public var by: Username?
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
    public var complaintID: ComplaintID
    public var caseID: CaseID
    public var level: RiskLevel
    public var provisional: Bool
    public var reason: String
    public var by: Username?
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        complaintID: ComplaintID,
        caseID: CaseID,
        level: RiskLevel,
        provisional: Bool,
        reason: String,
        by: Username? = nil,
        at: Instant
    ) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.level = level
        self.provisional = provisional
        self.reason = reason
        self.by = by
        self.at = at
    }
}

/// The report was handed to identification (S01 step 3).
public struct ComplaintForwarded: Codable, Sendable, Equatable {
    public var complaintID: ComplaintID
    public var caseID: CaseID
    public var documentsMissing: [String]
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(complaintID: ComplaintID, caseID: CaseID, documentsMissing: [String], at: Instant) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.documentsMissing = documentsMissing
        self.at = at
    }
}

/// Something was added to a complaint or corrected.
public struct ComplaintSupplemented: Codable, Sendable, Equatable {
    public var complaintID: ComplaintID
    public var caseID: CaseID
    public var codes: LooseCodes
    public var child: Confidential<ChildIdentity>?
    public var family: Confidential<Family>?
    public var situation: Confidential<Situation>?
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
    public var complaintID: ComplaintID
    public var caseID: CaseID
    public var advice: Confidential<String>
    public var pointedTo: String?
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        complaintID: ComplaintID,
        caseID: CaseID,
        advice: Confidential<String>,
        pointedTo: String? = nil,
        at: Instant
    ) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.advice = advice
        self.pointedTo = pointedTo
        self.at = at
    }
}
