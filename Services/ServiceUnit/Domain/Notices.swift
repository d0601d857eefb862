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

/// What the people of a case hear at once, and whose roles hear it with them.
package struct CaseNews: Sendable, Equatable {
    /// Those the case knows by name.
    package var people: [Username]
    /// What is told; its roles may be none.
    package var notice: Notice
}

extension Case {
    /// Who has the case: its manager and its worker.
    private var owners: [Username] {
        Set([self.manager, self.worker?.worker].compactMap(\.self)).sorted { $0.text < $1.text }
    }

    /// What whoever has the case must know at once (§6.14, §11.3, rule 24). The case is the one after the event.
    package func news(of event: Event) -> CaseNews? {
        func news(_ kind: String, _ message: String, _ at: Instant, to people: [Username]? = nil, _ roles: Role...)
            -> CaseNews
        {
            CaseNews(
                people: people ?? self.owners,
                notice: Notice(kind: kind, roles: roles, message: message, at: at)
            )
        }
        switch event {
        case .caseJoined(let joined) where joined.to == self.id && !joined.test:
            let message = "a new complaint about this child came in and joined the case; `pksai case show` tells it"
            return news("complaint_joined_case", message, joined.at, .coordinatorSw)
        case .informationVerified(let told):
            let message = "the complaint is confirmed: a worker can be sent by letter"
            return self.owners.isEmpty
                ? news("information_verified", message, told.at, .coordinatorPksai, .secretary)
                : news("information_verified", "the complaint is confirmed", told.at)
        case .informationUnverifiable(let told):
            let message = "every trace was tried and nothing confirms the complaint: it stays open, decide how to go on"
            return news("information_unverifiable", message, told.at, .coordinatorPksai, .secretary)
        case .caseWorkerAssigned(let told):
            let message = "you are the provisional worker, under letter \(told.letterNo)"
            return news("case_worker_assigned", message, told.at, to: [told.worker])
        case .assignmentLetterVoided(let told):
            let message =
                "assignment letter \(told.letterNo) of \(told.worker) is void: \(told.heldBy) has the urgent case, under "
                + "letter \(told.heldUnder); a new letter is needed if somebody else is to go"
            return news("assignment_letter_voided", message, told.at, to: [told.worker], .coordinatorPksai)
        case .assignmentLetterIssued(let told):
            let message = "assignment letter \(told.number) lets you go"
            return news("assignment_letter_issued", message, told.at, to: [told.worker])
        case .helperAsked(let told):
            let message = "\(told.supervisor) asks your help with a child until \(told.until): `pksai helper list`"
            return news("helper_asked", message, told.at, to: [told.helper])
        case .helpReported(let told):
            let message = "\(told.helper) was with a child of yours: `pksai helper list --case-id`"
            return news("help_reported", message, told.at)
        case .helperReleased(let told) where told.by == nil:
            return news("helper_left", "\(told.helper) can help with a child of yours no more", told.at)
        case .helperReleased(let told):
            return news("helper_released", "your help with a child is over: thank you", told.at, to: [told.helper])
        case .referralLetterSigned(let told):
            return news("referral_letter_signed", "referral letter \(told.number) is signed", told.at)
        case .shelterStayEnding(let told):
            let message = "the stay at \(told.institution) ends at \(told.endsAt): the next place is planned before"
            var ending = news("shelter_stay_ending", message, told.at, .coordinatorSw)
            ending.notice.clock = .shelterStay
            ending.notice.dueAt = told.endsAt
            return ending
        case .consentWithdrawn(let told) where !self.informalHolders.isEmpty:
            let holders = Self.list(self.informalHolders)
            let message = "tell \(holders) that consent is withdrawn, and confirm with confirm_sharing_stopped"
            return news("consent_withdrawn", message, told.at, to: [], .referralOfficer)
        default: return nil
        }
    }

    /// Who is told when a clock rings (§2.2, §2.3, rules 2 and 21).
    package static func recipients(of rang: ClockRang) -> [Role] {
        let missed = rang.ring == .missed
        switch rang.clock {
        case .protection: return missed ? [.headPksai, .coordinatorPksai, .coordinatorSw] : [.coordinatorSw]
        case .contactSafety: return missed ? [.headPksai, .coordinatorSw, .secretary] : [.coordinatorSw]
        case .plan, .review: return missed ? [.headPksai, .coordinatorSw] : [.coordinatorSw]
        case .definitiveManager: return [.secretary, .headPksai]
        case .consentDeferred, .postMonitoring, .followUp, .reopenDecision: return [.headPksai, .coordinatorSw]
        case .withdrawalAcknowledgement: return [.headPksai, .coordinatorPksai, .referralOfficer]
        case .withdrawalDecision: return [.headPksai, .coordinatorPksai]
        case .interventionDue, .reassignment: return [.coordinatorSw, .coordinatorPksai]
        case .caseMeetings: return [.secretary, .headPksai]
        case .rhythm, .initialAssessment, .referral, .urgentLetter, .referralResult, .shelterStay, .shelterHold,
            .dataRequestIntake, .dataRequestDelivery, .oncallReraise, .oncallAct, .alertAcknowledgement,
            .registryAnswer:
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
                    kind: Self.kind(of: rang),
                    roles: Self.recipients(of: rang),
                    clock: rang.clock,
                    dueAt: rang.dueAt,
                    rule: rang.rule,
                    message: rang.clock == .reassignment
                        ? "nobody has the case: `pksai case list --vacant`; `pksai case assign-worker`, `assign-manager`"
                        : missed
                            ? "\(rang.clock.rawValue) passed its limit"
                            : "\(rang.clock.rawValue) passes its limit soon",
                    at: rang.at
                )
            ]
        case .urgentCaseEscalated(let event):
            let why = event.reason == .empty ? "nobody is on rung" : "nobody took the case on rung"
            let message = "\(why) \(event.from.rawValue); \(event.to.rawValue) is called"
            return [Self.notice("urgent_case_escalated", [event.to.role, .headPksai], message, event.at)]
        case .urgentClaimLapsed(let event):
            let message =
                switch event.reason {
                case .left: "\(event.by), who had the case, can have it no more; it is called out again"
                case nil:
                    "\(event.by) took the case but recorded no contact attempt in time; it is called out again"
                }
            return [Self.notice("urgent_claim_lapsed", [.coordinatorSw], message, event.at)]
        case .redFlagRaised(let event):
            let message = "red flag in category \(event.category.rawValue): the level is high"
            return [Self.notice("red_flag_raised", [.headPksai, .coordinatorSw], message, event.at)]
        case .emergencyFlagged(let event):
            return [Self.notice("emergency_flagged", [.coordinatorSw], "life or safety is at stake", event.at)]
        case .consentRefused(let event):
            // At level high the protective review asks for more.
            guard event.riskLevel != .high else { return [] }
            let message = "consent was refused: close the case once advice was given, or go on"
            return [Self.notice("consent_refused", [.headPksai], message, event.at)]
        case .referAndCloseProposed(let event):
            let message = "Form 3 proposes to refer the child and close the case"
            return [Self.notice("refer_and_close_proposed", [.headPksai, .coordinatorSw], message, event.at)]
        case .closeProposed(let event):
            let message = "Form 3 proposes to close the case"
            return [Self.notice("close_proposed", [.headPksai, .coordinatorSw], message, event.at)]
        case .assessmentResumed(let event):
            let message = "\(event.by) goes on with the assessment"
            return [Self.notice("assessment_resumed", [.coordinatorSw], message, event.at)]
        case .reintegrationStarted(let event):
            let message = "a child's return to a family is prepared: it waits for your evaluation in the end"
            return [Self.notice("reintegration_started", [.coordinatorSw], message, event.at)]
        case .familyReadyRecorded(let event):
            return [Self.notice("family_ready_recorded", [.coordinatorSw], "a family is ready for the child", event.at)]
        case .substituteFamilyChosen(let event):
            let message = "the own family is unfit: a substitute family is prepared"
            return [Self.notice("substitute_family_chosen", [.coordinatorPksai], message, event.at)]
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
        case .consentWithdrawn(let event):
            let message = "consent was withdrawn: sharing stops; decide on the rest within the limit"
            return [Self.notice("consent_withdrawn", [.headPksai, .coordinatorSw], message, event.at)]
        case .assessmentPaused(let event):
            let message = "\(event.by) broke the assessment off; the limits run on"
            return [Self.notice("assessment_paused", [.coordinatorSw], message, event.at)]
        case .interventionDeclined(let event):
            let message = "\(event.institution) declined action \(event.actionID): plan again"
            return [Self.notice("intervention_declined", [.coordinatorSw, .coordinatorPksai], message, event.at)]
        case .postMonitoringDrafted(let event):
            return [Self.notice("post_monitoring_drafted", [.headPksai], "Form 6 waits for approval", event.at)]
        case .postMonitoringRecorded(let event):
            guard event.outcome == .decisionNeeded else { return [] }
            let message = "Form 6: still vulnerable, or goals lost: reopen or refer within the limit"
            return [Self.notice("reopening_decision_needed", [.headPksai], message, event.at)]
        case .reintegrationEvaluated(let event):
            guard !event.success else { return [] }
            let message = "the child's return did not hold: plan again"
            return [Self.notice("reintegration_failed", [.headPksai, .coordinatorSw], message, event.at)]
        case .caseClosed(let event):
            guard event.reason == .died else { return [] }
            let message = "a child died: the case file is reviewed internally"
            return [Self.notice("file_review_needed", [.headPksai, .responsibleOfficer], message, event.at)]
        case .caseReopened(let event):
            return [Self.notice("case_reopened", [.headPksai, .coordinatorSw], "a closed case was reopened", event.at)]
        case .complaintRegistered, .riskLevelAssigned, .complaintSupplemented,
            .complaintClosedWithAdvice, .residencyVerified, .residencyUnknownRecorded, .priorServiceChecked,
            .atRiskDatabasesMatched, .caseEligible, .caseNotEligible, .complaintLinkedToCase,
            .complaintUnlinkedFromCase, .serviceLevelRecommended,
            .informationVerified, .informationUnverifiable, .childDataRegistered, .assignmentLetterIssued,
            .referralLetterSigned, .shelterStayEnding, .meetingAwaited,
            .caseRegistered, .referralSent, .referralAccepted, .handoverSigned, .referralResultReported,
            .urgentCaseRaised, .urgentCaseClaimed, .urgentCasePassed, .urgentCaseReleased, .urgentCaseSettled,
            .urgentCallDisplayed, .urgentHandoverOffered, .urgentHandoverAccepted, .urgentHandoverDeclined,
            .urgentHandoverLapsed,
            .assignmentLetterVoided,
            .contactAttempted, .limitsAdopted, .formsPinned, .caseJoined, .safetyAssessmentRecorded,
            .protectiveActionRecorded,
            .caseWorkerAssigned, .caseManagerAssigned, .caseManagerChanged, .holderLeft, .homeVisitCompleted,
            .consentFormRecorded,
            .consentGiven, .protectiveReviewDecided, .assessmentCompleted, .riskLevelChanged,
            .riskLevelDecided, .itemWaived, .planApproved, .referralPlanned,
            .urgentReferralRequested, .reviewCompleted, .interventionRecorded, .closureApproved, .closureRejected,
            .caseTerminated, .withdrawalRecorded, .withdrawalAcknowledged, .withdrawalDecided, .noteRecorded,
            .homeVisitScheduled, .analysisCoordinated, .followUpRecorded, .planCopyGiven,
            .planRevised, .partnerInformed, .interventionTakenOver, .fileAuditRecorded, .helperAsked, .helpReported,
            .helperReleased, .evaluationMeetingScheduled,
            .evaluationMeetingHeld, .postMonitoringDue, .reopeningDecided,
            .childReunified, .communityResocialised,
            .reintegrationMonitored, .outcomeIndicatorsRecorded, .aidGranted, .aidInstalmentPaid, .savingsNoted,
            .aidEnded:
            return []
        }
    }

    /// The review's limits have words of their own (§6.14).
    private static func kind(of rang: ClockRang) -> String {
        switch (rang.clock, rang.ring) {
        case (.review, .warned): "review_due"
        case (.review, .missed): "review_overdue"
        case (.postMonitoring, .missed): "post_monitoring_due"
        case (_, .warned): "deadline_warning"
        case (_, .missed): "deadline_missed"
        }
    }

    private static func notice(_ kind: String, _ roles: [Role], _ message: String, _ at: Instant) -> Notice {
        Notice(kind: kind, roles: roles, message: message, at: at)
    }
}
