public import Instruments
public import Vocabulary

extension Complaint {
    /// What can happen to a complaint.
    public enum Event: Codable, Sendable, Equatable {
        case complaintReceived(ComplaintReceived)
        case complaintRegistered(ComplaintRegistered)
        case emergencyFlagged(EmergencyFlagged)
        case emergencyScreened(EmergencyScreened)
        case riskLevelAssigned(RiskLevelAssigned)
        case initialAssessmentRecorded(InitialAssessmentRecorded)
        case complaintForwarded(ComplaintForwarded)
        case supplementReceived(SupplementReceived)
        case complaintSupplemented(ComplaintSupplemented)
        case form1Completed(Form1Completed)
        case complaintClosedWithAdvice(ComplaintClosedWithAdvice)
        case identificationStarted(IdentificationStarted)
        case caseRegistered(CaseRegistered)
        case caseNotEligible(CaseNotEligible)
        case redirectRequested(RedirectRequested)
        case complaintLinkedToCase(ComplaintLinkedToCase)
        case complaintUnlinkedFromCase(ComplaintUnlinkedFromCase)
        case caseClosed(CaseClosed)
        case caseReopened(CaseReopened)
        case riskLevelChanged(RiskLevelChanged)
        case consentGiven(ConsentGiven)
        case consentWithdrawn(ConsentWithdrawn)
        case informationVerified(InformationVerified)
        case informationUnverifiable(InformationUnverifiable)
        case complaintDocumented(ComplaintDocumented)
        case clockRang(ClockRang)
    }
}

/// A message came in. Intake's own: nothing of the reporter or the sender travels on.
public struct ComplaintReceived: Codable, Sendable, Equatable {
    /// The case minted with the complaint.
    public var caseID: CaseID
    /// Who reports. Class RI.
    public var reporter: Confidential<Reporter>?
    /// The broker's user name of the sender. Class RI.
    public var sender: Confidential<String>
    /// The agency's own number. Class RI.
    public var reference: Confidential<String>?
    /// Members the schema doesn't know, as JSON text. Class RI.
    public var unknownMembers: Confidential<String>?
    /// An earlier complaint of the same agency with the same reference.
    public var possibleRepeatOf: ComplaintNumber?
    /// Whether the emergency is only possible: 112 without a level.
    public var unscreened: Bool
    /// No usable NIK.
    public var temporaryIdentity: Bool
    /// The papers held.
    public var documentsHeld: [IntakeDocument]
    /// The papers to ask for.
    public var documentTasks: [IntakeDocument]
    /// What is odd.
    public var doubts: [Doubt]
    /// When the initial assessment should be done; nil in an emergency, where it is at once.
    public var assessmentWarnAt: Instant?
    /// When its limit passes.
    public var assessmentDueAt: Instant
    /// When it passes should an emergency be flagged later.
    public var emergencyDueAt: Instant
    /// Which rule set the limit.
    public var rule: String
    /// When it came in.
    public var at: Instant
}

/// An officer looked at a possible emergency and found none.
public struct EmergencyScreened: Codable, Sendable, Equatable {
    /// Who looked.
    public var by: Username?
    /// When.
    public var at: Instant
}

/// Something was added; intake's own share of it.
public struct SupplementReceived: Codable, Sendable, Equatable {
    /// No usable NIK, still.
    public var temporaryIdentity: Bool
    /// The papers held now.
    public var documentsHeld: [IntakeDocument]
    /// The papers still to ask for.
    public var documentTasks: [IntakeDocument]
    /// What is odd now.
    public var doubts: [Doubt]
    /// Who added it; nil for the agency itself.
    public var by: Username?
    /// When.
    public var at: Instant
}

/// An officer completed Form 1, perhaps signed it.
public struct Form1Completed: Codable, Sendable, Equatable {
    /// The version of the form.
    public var version: Int?
    /// Fields that were asked for and nobody knows.
    public var unknownFields: [FieldCode]
    /// Where the assessment took place. Class CI.
    public var place: Confidential<String>?
    /// The day of the assessment.
    public var date: LocalDate?
    /// Whether it is signed, and so confirmed (D02).
    public var signed: Bool
    /// The worker.
    public var by: Username?
    /// When.
    public var at: Instant
}
