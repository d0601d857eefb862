internal import Contracts
internal import ServiceUnitDomain
internal import Vocabulary

extension Case.Event {
    /// What other units hear of it (domain.md §6.14): codes; what is confidential stays with the case.
    func told(_ after: Case) -> [any EventContract] {
        switch self {
        case .caseManagerAssigned(let told): [told]
        case .riskLevelChanged(let told): [told]
        case .consentGiven(let told): [told]
        case .consentRefused(let told): [told]
        case .consentWithdrawn(let told): [told]
        case .referralPlanned(let told): [told]
        case .urgentReferralRequested(let told): [told]
        case .caseClosed(let told): [told]
        case .caseReopened(let told): [told]
        case .homeVisitScheduled(let told): [told]
        case .analysisCoordinated(let told): [told]
        case .planCopyGiven(let told): [told]
        case .planRevised(let told): [told]
        case .fileAuditRecorded(let told): [told]
        case .evaluationMeetingScheduled(let told): [told]
        case .evaluationMeetingHeld(let told): [told]
        case .postMonitoringDue(let told): [told]
        case .postMonitoringRecorded(let told): [told]
        case .reintegrationStarted(let told): [told]
        case .substituteFamilyChosen(let told): [told]
        case .familyReadyRecorded(let told): [told]
        case .childReunified(let told): [told]
        case .communityResocialised(let told): [told]
        case .reintegrationMonitored(let told): [told]
        case .reintegrationEvaluated(let told): [told]
        case .protectiveActionRecorded(let done): [ProtectiveActionTold(caseID: done.caseID, at: done.at)]
        case .safetyAssessmentRecorded(let done):
            [SafetyAssessed(caseID: done.caseID, inPerson: done.inPerson, at: done.at)]
        case .caseManagerChanged(let done):
            [ManagerChanged(caseID: done.caseID, from: done.from, to: done.to, at: done.at)]
        case .homeVisitCompleted(let done): [HomeVisited(caseID: done.caseID, childMet: done.childMet, at: done.at)]
        case .assessmentCompleted(let done):
            [AssessmentDone(caseID: done.caseID, conclusion: done.conclusion, at: done.at)]
        case .redFlagRaised(let done): [RedFlagSeen(caseID: done.caseID, category: done.category, at: done.at)]
        case .referAndCloseProposed(let done): [ReferAndCloseAsked(caseID: done.caseID, at: done.at)]
        case .closeProposed(let done): [CloseAsked(caseID: done.caseID, at: done.at)]
        case .planDrafted(let done): [PlanWaits(caseID: done.caseID, version: done.version, at: done.at)]
        case .planApproved(let done):
            [
                PlanInForce(
                    caseID: done.caseID,
                    version: done.version,
                    actionIDs: after.plan?.actionIDs ?? [],
                    reviewDate: after.plan?.reviewDate ?? done.at.localDate,
                    at: done.at
                )
            ]
        case .interventionRecorded(let done):
            [
                InterventionDone(
                    caseID: done.caseID,
                    actionID: done.actionID,
                    kind: done.kind,
                    status: done.status,
                    at: done.at
                )
            ]
        case .followUpRecorded(let done):
            [
                FollowedUp(
                    caseID: done.caseID,
                    kind: done.kind,
                    place: done.place,
                    purpose: done.purpose,
                    nextDate: done.nextDate,
                    at: done.at
                )
            ]
        case .reviewCompleted(let done):
            [Reviewed(caseID: done.caseID, level: after.level, stable: done.stable, at: done.at)]
        case .closureProposed(let done): [ClosureAsked(caseID: done.caseID, reason: done.reason, at: done.at)]
        case .closureApproved(let done): [ClosureAgreed(caseID: done.caseID, by: done.by, at: done.at)]
        case .closureRejected(let done): [ClosureTurnedDown(caseID: done.caseID, by: done.by, at: done.at)]
        case .caseTerminated(let done): [ServiceEnded(caseID: done.caseID, at: done.at)]
        default: self.logged(after)
        }
    }

    /// What identification logs of the way over the ladder.
    private func logged(_ after: Case) -> [any EventContract] {
        switch self {
        case .urgentCaseRaised(let told): [OncallRaised(caseID: told.caseID, rung: told.rung, at: told.at)]
        case .urgentCaseClaimed(let told):
            [OncallClaimed(caseID: told.caseID, by: told.by, rung: told.rung, at: told.at)]
        case .urgentHandoverAccepted(let told): [OncallClaimed(caseID: told.caseID, by: told.by, at: told.at)]
        // A coordinator's letter hands a held case over too.
        case .caseWorkerAssigned(let told) where after.urgent?.phase == .held && after.urgent?.since == told.at:
            [OncallClaimed(caseID: told.caseID, by: told.worker, at: told.at)]
        case .urgentCasePassed(let told): [OncallPassed(caseID: told.caseID, by: told.by, at: told.at)]
        case .urgentCaseReleased(let told): [OncallReleased(caseID: told.caseID, by: told.by, at: told.at)]
        case .urgentClaimLapsed(let told): [OncallLapsed(caseID: told.caseID, by: told.by, at: told.at)]
        case .contactAttempted(let told): [OncallContacted(caseID: told.caseID, by: told.by, at: told.at)]
        case .urgentCaseEscalated(let told): [OncallEscalated(caseID: told.caseID, rung: told.to, at: told.at)]
        default: []
        }
    }
}

extension Meeting.Event {
    /// What other units hear of it; and the unit's own cases without a manager, when the meeting ends.
    func told(_ after: Meeting) -> [any EventContract] {
        switch self {
        case .caseMeetingScheduled(let told): return [told]
        case .caseListed(let told):
            guard let awaited = after.awaited(by: told) else { return [told] }
            return [told, awaited]
        case .caseMeetingHeld(let told): return [told]
        case .caseMeetingDocumented(let told): return [told]
        case .attendanceRecorded, .outcomeRecorded: return []
        }
    }
}

extension Conference.Event {
    /// What other units hear of it; the invitation goes to its partner alone.
    var told: [any EventContract] {
        switch self {
        case .conferenceRequested(let told): [told]
        case .conferenceScheduled(let told): [told]
        case .conferenceHeld(let told): [told]
        case .interventionTakenOver(let told): [told]
        case .interventionDeclined(let told): [told]
        case .conferenceDocumented(let told): [told]
        case .focalPointInvited, .declineReasoned: []
        }
    }
}

extension Rhythm {
    /// Who is told when a span ends with too little done, or three quarters of it are over.
    func alert(of event: Event) -> (roles: [Role], alert: Alert)? {
        guard case .clockRang(let rang) = event, let plan, rang.ring == .missed || !self.isFulfilled else { return nil }
        let done = "\(self.id.kind.rawValue): \(self.count) of \(plan.times) this \(plan.every.rawValue)"
        let alert = Alert(
            kind: rang.ring == .missed ? "deadline_missed" : "deadline_warning",
            unit: .serviceUnit,
            stream: "\(Self.streamKind)-\(self.id.text)",
            clock: rang.clock,
            dueAt: rang.dueAt,
            rule: rang.rule,
            message: rang.ring == .missed ? "\(done)" : "\(done), and it ends soon",
            at: rang.at
        )
        return (self.recipients, alert)
    }
}
