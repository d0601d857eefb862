public import Vocabulary

// Form 7, Form 8 and the end of a case (domain.md S12, §8.8).

/// Form 7.
public struct ProposeClosure: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "propose_closure"
    /// What it is for, in a sentence.
    public static let summary = "Proposes closure with at least one reason of Form 7."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// Why; at least one.
    public var reasons: [ClosureReason]
    /// The form.
    public var form: Form7

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, reasons: [ClosureReason], form: Form7) {
        self.caseID = caseID
        self.reasons = reasons
        self.form = form
    }

    /// A made-up message.
    public static let example = ProposeClosure(
        caseID: Examples.caseID,
        reasons: [.allGoals],
        form: Form7(knowsContact: true, understandsClosed: true)
    )
}

/// head_pksai agrees to Form 7.
public struct ApproveClosure: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "approve_closure"
    /// What it is for, in a sentence.
    public static let summary =
        "Approves closure; everything must be discussed with the case worker, the level not high."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.headPksai]
    /// The case.
    public var caseID: CaseID
    /// Everything was discussed with the case worker.
    public var allDiscussed: Bool
    /// A note; needed if the child was at high risk and moved away.
    public var note: String?

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, allDiscussed: Bool, note: String? = nil) {
        self.caseID = caseID
        self.allDiscussed = allDiscussed
        self.note = note
    }

    /// A made-up message.
    public static let example = ApproveClosure(caseID: Examples.caseID, allDiscussed: true)
}

/// head_pksai does not agree.
public struct RejectClosure: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "reject_closure"
    /// What it is for, in a sentence.
    public static let summary = "Sends the case back to work."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.headPksai]
    /// The case.
    public var caseID: CaseID
    /// Why.
    public var reason: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, reason: String) {
        self.caseID = caseID
        self.reason = reason
    }

    /// A made-up message.
    public static let example = RejectClosure(caseID: Examples.caseID, reason: "two goals are open")
}

/// Form 8.
public struct TerminateCase: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "terminate_case"
    /// What it is for, in a sentence.
    public static let summary = "Ends the service contract with all signatures."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// The form.
    public var form: Form8

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, form: Form8) {
        self.caseID = caseID
        self.form = form
    }

    /// A made-up message.
    public static let example = TerminateCase(caseID: Examples.caseID, form: .example)
}

/// The case ends.
public struct CloseCase: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "close_case"
    /// What it is for, in a sentence.
    public static let summary =
        "Closes the case after Form 7 and, if a contract was signed, Form 8; head_pksai also a refused one."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.dataOfficer, .analyst, .socialWorker, .coordinatorSw, .headPksai]
    /// The case.
    public var caseID: CaseID

    /// All members; optional ones may be left out.
    public init(caseID: CaseID) {
        self.caseID = caseID
    }

    /// A made-up message.
    public static let example = CloseCase(caseID: Examples.caseID)
}

extension Form8 {
    /// A made-up form.
    public static let example = Form8(
        lastContact: Examples.now.localDate,
        serviceStart: Examples.now.localDate.adding(days: -90),
        reasonService: "neglect after the mother left",
        agreedProblemGoals: "a safe place to live, back to school",
        interventions: ["placement with the aunt", "school"],
        progress: "well cared for, attends school",
        unmetGoals: [],
        onwardReferral: [],
        reasonTermination: "all goals reached",
        place: "Makassar",
        date: Examples.now.localDate,
        signedByClient: "Ibu Contoh",
        signedByWorker: "Siti Contoh",
        signedByHead: "Hana Contoh",
        signedByCommunity: "Pak RT Contoh"
    )
}
