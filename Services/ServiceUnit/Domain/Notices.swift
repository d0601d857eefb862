package import Vocabulary

/// What people must be told of, and who. Codes and identifiers only.
package struct Notice: Sendable, Equatable {
    /// `deadline_missed`, `red_flag_raised`, …
    package var kind: String
    package var roles: [Role]
    package var clock: ClockName?
    package var dueAt: Instant?
    package var rule: String?
    package var message: String
    package var at: Instant
}

extension Case {
    /// Who is told when a clock rings (§2.2, §2.3, rules 2 and 21).
    package static func recipients(of rang: ClockRang) -> [Role] {
        let missed = rang.ring == .missed
        switch rang.clock {
        case .protection: return missed ? [.headPksai, .coordinatorPksai, .coordinatorSw] : [.coordinatorSw]
        case .contactSafety: return missed ? [.headPksai, .coordinatorSw, .secretary] : [.coordinatorSw]
        case .plan, .review: return missed ? [.headPksai, .coordinatorSw] : [.coordinatorSw]
        case .definitiveManager: return [.secretary, .headPksai]
        case .consentDeferred, .postMonitoring, .followUp, .reopenDecision: return [.headPksai, .coordinatorSw]
        case .caseMeetings: return [.secretary, .headPksai]
        case .initialAssessment, .referral, .urgentLetter, .referralResult, .shelterStay, .shelterHold,
            .withdrawalAcknowledgement, .dataRequestIntake, .dataRequestDelivery, .oncallReraise, .oncallAct:
            return []
        }
    }

    /// What people are told of an event.
    package static func notices(of event: Event) -> [Notice] {
        switch event {
        case .clockRang(let rang):
            let missed = rang.ring == .missed
            return [
                Notice(
                    kind: missed ? "deadline_missed" : "deadline_warning",
                    roles: Self.recipients(of: rang),
                    clock: rang.clock,
                    dueAt: rang.dueAt,
                    rule: rang.rule,
                    message: missed
                        ? "\(rang.clock.rawValue) passed its limit" : "\(rang.clock.rawValue) passes its limit soon",
                    at: rang.at
                )
            ]
        case .urgentCaseEscalated(let event):
            let message = "nobody on rung \(event.from.rawValue) took the case; \(event.to.rawValue) is called"
            return [Self.notice("urgent_case_escalated", [event.to.role, .headPksai], message, event.at)]
        case .urgentClaimLapsed(let event):
            let message = "\(event.by) took the case but recorded no contact attempt in time; it is called out again"
            return [Self.notice("urgent_claim_lapsed", [.coordinatorSw], message, event.at)]
        case .redFlagRaised(let event):
            let message = "red flag in category \(event.category.rawValue): the level is high"
            return [Self.notice("red_flag_raised", [.headPksai, .coordinatorSw], message, event.at)]
        case .protectiveReviewRequested(let event):
            let message = "consent was refused at level high: decide whether to protect without it"
            return [Self.notice("protective_review_requested", [.headPksai], message, event.at)]
        case .consentDeferred(let event):
            return [Self.notice("consent_deferred", [.coordinatorSw], "consent waits for an emergency", event.at)]
        case .closureProposed(let event):
            return [Self.notice("closure_proposed", [.headPksai], "Form 7 waits for approval", event.at)]
        case .planDrafted(let event):
            return [Self.notice("plan_drafted", [.coordinatorSw], "a plan waits for approval", event.at)]
        case .referralDeclined(let event):
            let message = "\(event.institution) declined (\(event.reason.rawValue)): plan the next provider"
            return [Self.notice("referral_declined", [.coordinatorSw, .secretary], message, event.at)]
        case .caseReopened(let event):
            return [Self.notice("case_reopened", [.headPksai, .coordinatorSw], "a closed case was reopened", event.at)]
        case .complaintRegistered, .emergencyFlagged, .riskLevelAssigned, .complaintSupplemented,
            .complaintClosedWithAdvice, .residencyVerified, .residencyUnknownRecorded, .priorServiceChecked,
            .atRiskDatabasesMatched, .caseEligible, .caseNotEligible, .complaintLinkedToCase, .serviceLevelRecommended,
            .caseRegistered, .referralSent, .referralAccepted, .handoverSigned, .referralResultReported,
            .urgentCaseRaised, .urgentCaseClaimed, .urgentCasePassed, .urgentCaseReleased, .urgentCaseSettled,
            .contactAttempted, .limitsAdopted, .caseJoined, .safetyAssessmentRecorded, .protectiveActionRecorded,
            .caseWorkerAssigned, .caseManagerAssigned, .caseManagerChanged, .homeVisitCompleted, .consentFormRecorded,
            .consentGiven, .consentRefused, .protectiveReviewDecided, .assessmentCompleted, .riskLevelChanged,
            .riskLevelDecided, .referAndCloseProposed, .closeProposed, .itemWaived, .planApproved, .referralPlanned,
            .urgentReferralRequested, .reviewCompleted, .interventionRecorded, .closureApproved, .closureRejected,
            .caseTerminated, .caseClosed:
            return []
        }
    }

    private static func notice(_ kind: String, _ roles: [Role], _ message: String, _ at: Instant) -> Notice {
        Notice(kind: kind, roles: roles, message: message, at: at)
    }
}
