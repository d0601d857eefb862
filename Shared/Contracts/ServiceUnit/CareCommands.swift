public import Vocabulary

// What staff record while they reach and protect a child (domain.md §5.4, §14, S04, S06).

/// Somebody tried to reach child or family.
public struct RecordContactAttempt: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "record_contact_attempt"
    /// What it is for, in a sentence.
    public static let summary = "Records an attempt to reach child or family; an urgent claim then can't lapse."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [
        .socialWorker, .onCallWorker, .coordinatorSw, .coordinatorPksai, .headPksai, .agencyHead,
    ]
    /// The case.
    public var caseID: CaseID
    /// Whether somebody was reached.
    public var reached: Bool
    /// What happened.
    public var note: String?

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, reached: Bool, note: String? = nil) {
        self.caseID = caseID
        self.reached = reached
        self.note = note
    }

    /// A made-up message.
    public static let example = RecordContactAttempt(
        caseID: Examples.caseID,
        reached: false,
        note: "nobody at home, left a card"
    )
}

/// The child was seen or spoken to: stops the contact clock.
public struct RecordSafetyAssessment: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "record_safety_assessment"
    /// What it is for, in a sentence.
    public static let summary =
        "Records that the child was seen or spoken to, safety and needs judged, protective decision noted."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.intakeOfficer, .socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// Met in person.
    public var childSeen: Bool
    /// Spoken to, also by phone.
    public var childSpokenTo: Bool
    /// What was found and decided.
    public var assessment: SafetyAssessment

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, childSeen: Bool, childSpokenTo: Bool, assessment: SafetyAssessment) {
        self.caseID = caseID
        self.childSeen = childSeen
        self.childSpokenTo = childSpokenTo
        self.assessment = assessment
    }

    /// A made-up message.
    public static let example = RecordSafetyAssessment(
        caseID: Examples.caseID,
        childSeen: true,
        childSpokenTo: true,
        assessment: SafetyAssessment(
            safe: false,
            findings: "bruises on both arms",
            immediateNeeds: [.shelter, .health],
            protectiveDecision: "to the shelter tonight"
        )
    )
}

/// The child is out of danger: stops the protection clock.
public struct RecordProtectiveAction: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "record_protective_action"
    /// What it is for, in a sentence.
    public static let summary = "Records what put the child out of danger, and where it is now."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.intakeOfficer, .socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// What was done.
    public var action: ProtectiveAction

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, action: ProtectiveAction) {
        self.caseID = caseID
        self.action = action
    }

    /// A made-up message.
    public static let example = RecordProtectiveAction(
        caseID: Examples.caseID,
        action: ProtectiveAction(action: "brought to the aunt", place: "Tallo, aunt's house")
    )
}

/// Sends a worker by assignment letter.
public struct AssignCaseWorker: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "assign_case_worker"
    /// What it is for, in a sentence.
    public static let summary = "Assigns a worker by letter; coordinator_pksai decides, the secretary proposes."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.coordinatorPksai, .secretary]
    /// The case.
    public var caseID: CaseID
    /// Who goes: a social worker.
    public var worker: Username
    /// The assignment letter's number.
    public var letterNo: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, worker: Username, letterNo: String) {
        self.caseID = caseID
        self.worker = worker
        self.letterNo = letterNo
    }

    /// A made-up message.
    public static let example = AssignCaseWorker(
        caseID: Examples.caseID,
        worker: Examples.username,
        letterNo: "ST-2026-014"
    )
}

/// Names the definitive manager, or hands over.
public struct AssignCaseManager: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "assign_case_manager"
    /// What it is for, in a sentence.
    public static let summary = "Names the case manager, or hands the case to another with a reason."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.coordinatorPksai, .secretary]
    /// The case.
    public var caseID: CaseID
    /// Who owns the case: a social worker.
    public var worker: Username
    /// Why it changes hands; needed if there is a manager.
    public var reason: String?
    /// The handover record: what is open, what was promised; needed if there is a manager.
    public var handover: String?
    /// The case management meeting that appoints.
    public var meetingID: MeetingID?

    /// All members; optional ones may be left out.
    public init(
        caseID: CaseID,
        worker: Username,
        reason: String? = nil,
        handover: String? = nil,
        meetingID: MeetingID? = nil
    ) {
        self.caseID = caseID
        self.worker = worker
        self.reason = reason
        self.handover = handover
        self.meetingID = meetingID
    }

    /// A made-up message.
    public static let example = AssignCaseManager(caseID: Examples.caseID, worker: Examples.username)
}

/// A worker visited the home.
public struct RecordHomeVisit: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "record_home_visit"
    /// What it is for, in a sentence.
    public static let summary = "Records a visit to the home; needs an assignment letter (rule 12)."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// Whether the child was met.
    public var childMet: Bool
    /// What was seen.
    public var report: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, childMet: Bool, report: String) {
        self.caseID = caseID
        self.childMet = childMet
        self.report = report
    }

    /// A made-up message.
    public static let example = RecordHomeVisit(
        caseID: Examples.caseID,
        childMet: true,
        report: "clean house, two rooms, child shares a bed with a sister"
    )
}

/// Form 2: willing, not willing, or later.
public struct RecordConsent: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "record_consent"
    /// What it is for, in a sentence.
    public static let summary =
        "Records Form 2; purpose explained and informed first, never signed by a suspected perpetrator."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// What the family says.
    public enum Decision: String, Codable, Sendable, Hashable, CaseIterable {
        case willing
        case notWilling = "not_willing"
        case deferred
    }
    /// The case.
    public var caseID: CaseID
    /// What the family says.
    public var decision: Decision
    /// In what capacity it is signed.
    public var capacity: SignerCapacity
    /// They considered it, asked, and know rights, limits of confidentiality and risks.
    public var informed: Bool
    /// The purpose was explained first.
    public var purposeExplained: Bool
    /// The signer is suspected of harming the child.
    public var suspectedPerpetrator: Bool
    /// Whether partners may be told; needed if willing.
    public var sharingWithPartners: Bool?
    /// Why consent must wait, if deferred.
    public var reason: String?
    /// Form 2 as signed; needed unless deferred.
    public var form: ConsentForm?

    /// All members; optional ones may be left out.
    public init(
        caseID: CaseID,
        decision: Decision,
        capacity: SignerCapacity,
        informed: Bool,
        purposeExplained: Bool,
        suspectedPerpetrator: Bool,
        sharingWithPartners: Bool? = nil,
        reason: String? = nil,
        form: ConsentForm? = nil
    ) {
        self.caseID = caseID
        self.decision = decision
        self.capacity = capacity
        self.informed = informed
        self.purposeExplained = purposeExplained
        self.suspectedPerpetrator = suspectedPerpetrator
        self.sharingWithPartners = sharingWithPartners
        self.reason = reason
        self.form = form
    }

    /// A made-up message.
    public static let example = RecordConsent(
        caseID: Examples.caseID,
        decision: .willing,
        capacity: .parent,
        informed: true,
        purposeExplained: true,
        suspectedPerpetrator: false,
        sharingWithPartners: true,
        form: ConsentForm(
            signerName: "Ibu Contoh",
            signerBirthDate: LocalDate(year: 1990, month: 1, day: 9),
            signerAddress: "Jalan Contoh 9001",
            signerPhone: "0800-9002",
            place: "Makassar",
            date: Examples.now.localDate
        )
    )
}

/// After a refusal at high level: protect without consent, or close.
public struct DecideProtectiveReview: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "decide_protective_review"
    /// What it is for, in a sentence.
    public static let summary = "Decides after consent was refused at level high: protect anyway, or close as refused."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.headPksai]
    /// The case.
    public var caseID: CaseID
    /// True: protect without consent.
    public var protect: Bool
    /// Why.
    public var reason: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, protect: Bool, reason: String) {
        self.caseID = caseID
        self.protect = protect
        self.reason = reason
    }

    /// A made-up message.
    public static let example = DecideProtectiveReview(
        caseID: Examples.caseID,
        protect: true,
        reason: "danger at home goes on"
    )
}
