package import Vocabulary

/// A child's case, from the first word of it to its end: safety clocks, on-call, consent, assessment, plan, referrals,
/// reviews, closure (S03–S06, S12). Whatever is heard first creates it (rule 30).
package struct Case: Aggregate {
    package typealias ID = CaseID
    package typealias Rejection = CaseRejection
    package static let streamKind = "case"

    package let id: CaseID

    // What intake and identification told.
    package internal(set) var complaintID: ComplaintID?
    package internal(set) var complaintNo: ComplaintNumber?
    package internal(set) var registrationNo: CaseNumber?
    package internal(set) var childID: ChildID?
    package internal(set) var path: IntakePath?
    package internal(set) var test = false
    package internal(set) var codes: Latest<LooseCodes>?
    package internal(set) var child: Latest<Confidential<ChildIdentity>>?
    package internal(set) var family: Latest<Confidential<Family>>?
    package internal(set) var situation: Latest<Confidential<Situation>>?
    package internal(set) var residency: Latest<Residency>?
    package internal(set) var eligibleResidency: Latest<Residency>?
    package internal(set) var serviceLevel: Latest<ServiceLevel>?
    package internal(set) var priorService: Latest<PriorService>?
    package internal(set) var notEligible: Latest<TMSReason>?
    /// What came of tracing an indirect complaint (S04).
    package internal(set) var information: Latest<InformationCheck>?
    /// Lists the child is on: raises attention, sets no level.
    package internal(set) var atRiskLists: Latest<[String]>?
    /// Complaints that joined this case, in the order they did.
    package internal(set) var joinedComplaints: [JoinedComplaint] = []
    /// The case this complaint went on in.
    package internal(set) var linkedTo: CaseID?
    /// When its last link was undone.
    var unlinkedAt: Instant?

    // What follows from the facts; worked out anew after every event.
    package internal(set) var timeline = Timeline()
    package internal(set) var level: RiskLevel?
    package internal(set) var emergency = false
    package internal(set) var isOver = false
    package internal(set) var clocks = Clocks()
    var limits: ProcedureLimits?
    /// The procedure pack it is pinned to.
    package internal(set) var pack: PackReference?
    /// The versions of the forms it is worked with, `{"form3": 1}`; nil before the first form.
    package internal(set) var forms: [String: Int]?

    // What the service unit does.
    package internal(set) var urgent: UrgentTrack?
    package internal(set) var worker: Assignment?
    package internal(set) var manager: Username?
    /// Who had it is gone, and nobody has it instead.
    package internal(set) var vacancy: Vacancy?
    package internal(set) var childMetInPerson = false
    package internal(set) var homeVisited = false
    package internal(set) var consent = Consent()
    package internal(set) var assessment: Assessment?
    package internal(set) var plan: Plan?
    package internal(set) var waivers: [Confidential<Waiver>] = []
    package internal(set) var referrals: [ReferralState] = []
    package internal(set) var stable = false
    package internal(set) var closure: Closure?
    /// Consent was taken back (§14 D08).
    package internal(set) var withdrawal: Withdrawal?
    /// The home visit planned (S05).
    package internal(set) var visitPlanned: LocalDate?
    /// Form 3 was broken off (S05).
    package internal(set) var assessmentPaused = false
    /// coordinator_pksai agreed to analysis and plan (S04 step 7).
    package internal(set) var analysisCoordinated = false
    /// Form 4 asks the child's view.
    package internal(set) var followedUp = false
    /// A partner declined, or the child's return failed: the plan is made anew.
    package internal(set) var replanning = false
    /// Partners that were told something for a conference (S07).
    package internal(set) var informed: [String] = []
    /// Actions that partners took over (S07).
    package internal(set) var takenOver: [TakenOver] = []
    /// TKSK and PSM who help, or did (D05).
    package internal(set) var helping: [Helper] = []
    package internal(set) var evaluation: Evaluation?
    package internal(set) var monitoring: Monitoring?
    package internal(set) var reintegration: Reintegration?
    package internal(set) var aid = Aid()
    /// Was high at any time: asks more of a closure.
    package internal(set) var wasHigh = false
    /// Why it belongs on the next case management meeting's agenda; nil before anybody asked.
    package internal(set) var agenda: [AgendaReason]?
    /// What was last sent on to the case this one joined.
    var lastJoined: CaseJoined?

    package init(id: CaseID) { self.id = id }

    /// The limits in force for this case.
    package var procedureLimits: ProcedureLimits { self.limits ?? ProcedureLimits() }

    /// High or an emergency, and not over.
    package var isUrgent: Bool { !self.isOver && (self.level == .high || self.emergency) }

    /// Whether anything is known of it.
    package var isKnown: Bool { self.complaintID != nil }

    /// When the (first) complaint was registered.
    package var registeredAt: Instant? { self.timeline.registeredAt }

    /// The earliest limit of the child's safety that still runs.
    package var actBy: Instant? { self.clocks.earliestDue(among: [.contactSafety, .protection]) }

    /// Where it stands in the life cycle of domain.md §6.13.
    package var stage: Stage {
        if self.linkedTo != nil { return .linked }
        switch self.closure?.phase {
        case .closed:
            if self.closure?.reason == .refused { return .closedRefused }
            return self.monitoring?.isOver ?? true ? .archived : .closedMonitoring
        case .terminated: return .terminated
        case .approved: return .closureApproved
        case .proposed: return .closurePending
        case nil: break
        }
        if self.isOver { return self.notEligible == nil ? .closedWithAdvice : .notEligible }
        if self.assessment?.ending == true { return .closing }
        if self.plan?.approvedVersion != nil { return self.evaluation == nil ? .inIntervention : .evaluating }
        if self.assessment?.superseded == false { return .planning }
        if self.consent.status == .refused, !self.consent.protectAnyway { return .refused }
        if self.consent.status == .given { return .assessing }
        if self.worker != nil || self.manager != nil { return .assigned }
        return self.childID == nil ? .registered : .awaitingConsent
    }

    /// The stages a case can be in.
    package enum Stage: String, Codable, Sendable, CaseIterable {
        case registered
        case awaitingConsent = "awaiting_consent"
        case assigned
        case refused
        case assessing
        case planning
        case inIntervention = "in_intervention"
        case evaluating
        case closing
        case closurePending = "closure_pending"
        case closureApproved = "closure_approved"
        case terminated
        case closedMonitoring = "closed_monitoring"
        case archived
        case closedRefused = "closed_refused"
        case closedWithAdvice = "closed_with_advice"
        case notEligible = "not_eligible"
        case linked
    }

    /// Where it stands while somebody still works on it; one that joined another goes on there.
    package var openStage: Stage? {
        switch self.stage {
        case .archived, .closedRefused, .closedWithAdvice, .notEligible, .linked: nil
        case .registered, .awaitingConsent, .assigned, .refused, .assessing, .planning, .inIntervention, .evaluating,
            .closing, .closurePending, .closureApproved, .terminated, .closedMonitoring:
            self.stage
        }
    }

    /// A complaint that joined, and what it brought: given back if the link is undone.
    package struct JoinedComplaint: Codable, Sendable, Equatable {
        /// Its own case.
        package var caseID: CaseID
        /// The facts that bear on the clocks.
        var facts: [Timeline.Fact]
        /// What it tells.
        package var situation: JoinedSituation?
        /// The case that brought it, where it had joined that one first.
        package var via: CaseID?
    }

    /// What complaints tell that joined this case, the earliest first: whoever works on it must know (§10.4).
    package var joinedSituations: [JoinedSituation] {
        self.joinedComplaints.compactMap(\.situation)
            .sorted { ($0.registeredAt?.microseconds ?? 0) < ($1.registeredAt?.microseconds ?? 0) }
    }

    /// Who acts, and under which letter.
    package struct Assignment: Codable, Sendable, Equatable {
        package var worker: Username
        /// The assignment letter, or ``standingLetter`` after an on-call claim (D15).
        package var letterNo: String
        package static let standingLetter = "standing"
        /// Under the roster's letter, which goes with the claim; a coordinator's stays.
        package var isStanding: Bool { self.letterNo.hasPrefix(Self.standingLetter) }
    }

    /// Where consent stands (Form 2).
    package struct Consent: Codable, Sendable, Equatable {
        package var status = ConsentStatus.none
        package var sharingWithPartners = false
        /// A service contract was once signed: Form 8 must end it.
        package var contractSigned = false
        package var reviewRequested = false
        /// head_pksai decided to protect without consent.
        package var protectAnyway = false
    }

    /// Form 3 and what came of it.
    package struct Assessment: Codable, Sendable, Equatable {
        package var form: Confidential<Form3>
        package var conclusion: Form3.Conclusion
        package var proposedLevel: RiskLevel?
        package var by: Username
        package var at: Instant
        /// The conclusion is to end the case, and head_pksai has not said no.
        package var ending = false
        /// The case was reopened since: the child is assessed anew.
        package var superseded = false
    }

    /// The case plan.
    package struct Plan: Codable, Sendable, Equatable {
        package var version: Int
        package var approvedVersion: Int?
        package var actions: Confidential<[PlanAction]>
        package var actionIDs: [String]
        package var statuses: [String: PlanActionStatus] = [:]
        package var reviewDate: LocalDate
        package var draftedBy: Username
    }

    /// A referral as far as the case knows.
    package struct ReferralState: Codable, Sendable, Equatable {
        /// Ordered: a later word never undoes a further one.
        package enum Phase: Int, Codable, Sendable {
            case planned, sent, declined, accepted, handedOver, reported

            /// As it is written for people.
            package var word: String {
                switch self {
                case .planned: "planned"
                case .sent: "sent"
                case .declined: "declined"
                case .accepted: "accepted"
                case .handedOver: "handed_over"
                case .reported: "reported"
                }
            }
        }

        package var id: ReferralID
        package var phase: Phase
        package var institution: String?
        /// All that were sent data of the child, those that said no included, and have not said that they deleted it.
        package var sentTo: [String] = []
        package var kind: ReferralKind?
        package var actionID: String?
        package var outcome: ReferralOutcome?
        /// Form 5, once the agency's head has signed it.
        package var letterNo: String?
        /// Who goes with the child or the papers, and under which assignment letter.
        package var escort: Assignment?
        /// When the stay in a shelter ends, once that is near.
        package var stayEndsAt: Instant?
        /// When it was last sent out, and when a partner last declined: until one accepts, the later of the two holds.
        var sentAt: Instant?
        var declinedAt: Instant?
    }

    /// What came of tracing an indirect complaint.
    package enum InformationCheck: String, Codable, Sendable, CaseIterable {
        case verified
        /// It stays open for review, never silently dropped.
        case unverifiable
    }

    /// Form 7 and after.
    package struct Closure: Codable, Sendable, Equatable {
        /// How far it is.
        package enum Phase: String, Codable, Sendable { case proposed, approved, terminated, closed }

        package var phase: Phase
        package var reason: ClosureReason
        package var by: Username?
        package var at: Instant
    }
}

/// A value that the later word replaces, whatever order the words arrive in.
package struct Latest<Value: Codable & Sendable & Equatable>: Codable, Sendable, Equatable {
    package var value: Value
    package var at: Instant
}

extension Optional {
    /// Takes a value unless a later one is known; of two at one moment, the first heard.
    mutating func offer<Value>(_ value: Value?, at: Instant) where Wrapped == Latest<Value> {
        guard let value else { return }
        if let self, self.at >= at { return }
        self = Latest(value: value, at: at)
    }
}
