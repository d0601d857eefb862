package import Vocabulary

// What happens to a case within the service unit. What other units hear of it is in Vocabulary. Identity and harm are
// sealed; names of staff, times and codes are not.

/// The case works by this version of the city's pack, whatever the units are started with later.
package struct LimitsAdopted: Codable, Sendable, Equatable {
    package var pack: PackReference
    package var limits: ProcedureLimits

    package init(pack: PackReference, limits: ProcedureLimits) {
        self.pack = pack
        self.limits = limits
    }
}

/// The case is called out to a rung of the on-call ladder.
package struct UrgentCaseRaised: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var raiseNo: Int
    package var rung: OncallRung
    /// How often this rung has now been called.
    package var raisesOnRung: Int
    package var at: Instant
    /// When it is called out again if nobody takes it.
    package var reraiseAt: Instant
    /// Who is asked first; empty where that is not known.
    package var called: [Username]
}

/// Nobody took it, or nobody stands on the rung: the next one is called.
package struct UrgentCaseEscalated: Codable, Sendable, Equatable {
    /// Why.
    package enum Reason: String, Codable, Sendable {
        case unanswered
        /// Nobody is on it: skipped at once.
        case empty
    }

    package var caseID: CaseID
    package var from: OncallRung
    package var to: OncallRung
    package var reason: Reason
    package var at: Instant
}

/// A call was on somebody's screen.
package struct UrgentCallDisplayed: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var raiseNo: Int
    package var by: Username
    package var at: Instant
}

/// Somebody has it, as provisional worker under the standing letter (D15).
package struct UrgentCaseClaimed: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var by: Username
    package var rung: OncallRung
    /// The standing letter the holder acts under.
    package var letterNo: String
    package var at: Instant
    /// Without a contact attempt by then the claim lapses.
    package var actBy: Instant
}

/// Somebody on the rung can't take it.
package struct UrgentCasePassed: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var by: Username
    package var at: Instant
}

/// The holder gives it back.
package struct UrgentCaseReleased: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var by: Username
    package var at: Instant
}

/// The holder did not try to reach anybody in time.
package struct UrgentClaimLapsed: Codable, Sendable, Equatable {
    /// Why, where it is not for want of a contact attempt.
    package enum Reason: String, Codable, Sendable {
        /// The holder is removed, or has the role no more.
        case left
    }

    package var caseID: CaseID
    package var by: Username
    package var at: Instant
    package var reason: Reason?
}

/// Who had the case, as manager or by letter, is removed, or has the role no more.
package struct HolderLeft: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var who: Username
    package var manager: Bool
    package var worker: Bool
    package var at: Instant
}

/// Nobody needs to be called any more.
package struct UrgentCaseSettled: Codable, Sendable, Equatable {
    /// Why.
    package enum Reason: String, Codable, Sendable {
        /// Child seen or spoken to, and out of danger.
        case safe
        /// The level is no longer high.
        case lowered
        /// The case is over.
        case over
    }

    package var caseID: CaseID
    package var reason: Reason
    package var at: Instant
}

/// The holder or worker tried to reach child or family.
package struct ContactAttempted: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var reached: Bool
    package var note: Confidential<String>?
    package var by: Username
    package var at: Instant
}

/// The child was seen or spoken to; safety and needs were judged (§5.4).
package struct SafetyAssessmentRecorded: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var inPerson: Bool
    package var assessment: Confidential<SafetyAssessment>
    package var by: Username
    package var at: Instant
}

/// The child was put out of danger.
package struct ProtectiveActionRecorded: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var action: Confidential<ProtectiveAction>
    package var by: Username
    package var at: Instant
}

/// A worker may act, by assignment letter.
package struct CaseWorkerAssigned: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var worker: Username
    package var letterNo: String
    /// The day of the letter, where it was signed before it was known here.
    package var signedOn: LocalDate?
    /// Its last day, if it names one.
    package var validUntil: LocalDate?
    /// Who signed it.
    package var by: Username
    package var at: Instant
}

/// The manager handed over to another.
package struct CaseManagerChanged: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var from: Username
    package var to: Username
    package var reason: Confidential<String>
    package var by: Username
    package var at: Instant
}

/// A worker visited the home.
package struct HomeVisitCompleted: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var childMet: Bool
    package var report: Confidential<String>
    package var by: Username
    package var at: Instant
}

/// Form 2 as signed.
package struct ConsentFormRecorded: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var form: Confidential<ConsentForm>
    package var by: Username
    package var at: Instant
}

/// An emergency comes before consent.
package struct ConsentDeferred: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var reason: Confidential<String>
    package var by: Username
    package var at: Instant
}

/// Consent refused while the level is high: head_pksai decides (rule 13).
package struct ProtectiveReviewRequested: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var at: Instant
}

/// head_pksai decided whether to protect without consent.
package struct ProtectiveReviewDecided: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var protect: Bool
    package var reason: Confidential<String>
    package var by: Username
    package var at: Instant
}

/// Form 3 is done; the plan clock starts.
package struct AssessmentCompleted: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var form: Confidential<Form3>
    package var conclusion: Form3.Conclusion
    /// A lower level the worker proposes; only head_pksai can set it.
    package var proposedLevel: RiskLevel?
    package var by: Username
    package var at: Instant
}

/// More than five items of a category are bad (§7.3.5).
package struct RedFlagRaised: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var category: Form3.Category
    package var items: Confidential<[String]>
    package var at: Instant
}

/// Why the level was decided so, and with whom.
package struct RiskLevelDecided: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var to: RiskLevel
    package var consulted: Username
    package var reason: Confidential<String>
    package var by: Username
    package var at: Instant
}

/// Form 3's conclusion is to end the case.
package struct EndProposed: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var by: Username
    package var at: Instant
}

/// A plan waits for the supervisor.
package struct PlanDrafted: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var version: Int
    /// The actions' ids, so that others can point to them.
    package var actionIDs: [String]
    package var actions: Confidential<[PlanAction]>
    package var reviewDate: LocalDate
    package var by: Username
    package var at: Instant
}

/// A supervisor lets a bad item go without an action, with reason.
package struct ItemWaived: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var waiver: Confidential<Waiver>
    package var by: Username
    package var at: Instant
}

/// The plan is in force.
package struct PlanApproved: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var version: Int
    package var by: Username
    package var at: Instant
}

/// The case was looked at again.
package struct ReviewCompleted: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var stable: Bool
    package var progress: Confidential<String>
    /// The next date agreed; the interval of the level caps it.
    package var nextDate: LocalDate?
    package var by: Username
    package var at: Instant
}

/// Something was done under the plan.
package struct InterventionRecorded: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var actionID: String
    /// What kind of intervention, each monitored separately (§8.1).
    package var kind: InterventionType?
    package var status: PlanActionStatus
    package var result: Confidential<String>
    package var by: Username
    package var at: Instant
}

/// Form 7 waits for head_pksai.
package struct ClosureProposed: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var reason: ClosureReason
    package var form: Confidential<Form7>
    package var by: Username
    package var at: Instant
}

/// head_pksai agrees to Form 7.
package struct ClosureApproved: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var note: Confidential<String>?
    package var by: Username
    package var at: Instant
}

/// head_pksai does not agree.
package struct ClosureRejected: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var reason: Confidential<String>
    package var by: Username
    package var at: Instant
}

/// Form 8 is signed.
package struct CaseTerminated: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var form: Confidential<Form8>
    package var by: Username
    package var at: Instant
}

/// What a linked complaint's case brings to the one it joins (D04): said by the first, taken in by the second.
package struct CaseJoined: Codable, Sendable, Equatable {
    package var from: CaseID
    package var to: CaseID
    /// The facts that bear on the clocks.
    package var facts: [Timeline.Fact]
    package var urgent: UrgentTrack?
    /// When the holder of an urgent case must have tried to reach somebody.
    package var actBy: Instant?
    package var complaintID: ComplaintID?
    package var complaintNo: ComplaintNumber?
    package var codes: LooseCodes?
    /// What it tells, sealed as it came.
    package var situation: JoinedSituation?
    /// The complaints that had joined its case before: they go on with it.
    package var joined: [Case.JoinedComplaint]
    package var test: Bool
    package var at: Instant
}
