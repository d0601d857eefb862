package import Vocabulary

extension Case {
    /// Folds one event into the case. An event that was folded before, or that a later one has overtaken, changes
    /// nothing (rule 30).
    package mutating func apply(_ event: Event) {
        switch event {
        case .complaintRegistered(let event): self.fold(event)
        case .emergencyFlagged(let event): self.fold(event)
        case .riskLevelAssigned(let event): self.fold(event)
        case .complaintSupplemented(let event): self.fold(event)
        case .complaintClosedWithAdvice(let event): self.fold(event)
        case .residencyVerified(let event): self.fold(event)
        case .residencyUnknownRecorded(let event): self.fold(event)
        case .priorServiceChecked(let event): self.fold(event)
        case .atRiskDatabasesMatched(let event): self.fold(event)
        case .caseEligible(let event): self.fold(event)
        case .caseNotEligible(let event): self.fold(event)
        case .complaintLinkedToCase(let event): self.fold(event)
        case .complaintUnlinkedFromCase(let event): self.fold(event)
        case .serviceLevelRecommended(let event): self.fold(event)
        case .caseRegistered(let event): self.fold(event)
        case .referralSent(let event): self.fold(event)
        case .referralAccepted(let event): self.fold(event)
        case .referralDeclined(let event): self.fold(event)
        case .handoverSigned(let event): self.fold(event)
        case .referralResultReported(let event): self.fold(event)
        case .informationVerified(let event): self.fold(event)
        case .informationUnverifiable(let event): self.fold(event)
        case .childDataRegistered(let event): self.fold(event)
        case .assignmentLetterIssued(let event): self.fold(event)
        case .referralLetterSigned(let event): self.fold(event)
        case .shelterStayEnding(let event): self.fold(event)
        case .meetingAwaited(let event): self.fold(event)
        case .urgentCaseRaised(let event): self.fold(event)
        case .urgentCaseEscalated(let event): self.fold(event)
        case .urgentCaseClaimed(let event): self.fold(event)
        case .urgentCasePassed(let event): self.fold(event)
        case .urgentCaseReleased(let event): self.fold(event)
        case .urgentClaimLapsed(let event): self.fold(event)
        case .urgentCaseSettled(let event): self.fold(event)
        case .urgentCallDisplayed(let event): self.fold(event)
        case .urgentHandoverOffered(let event): self.fold(event)
        case .urgentHandoverAccepted(let event): self.fold(event)
        case .urgentHandoverDeclined(let event): self.fold(event)
        case .urgentHandoverLapsed(let event): self.fold(event)
        case .assignmentLetterVoided(let event): self.fold(event)
        case .contactAttempted(let event): self.fold(event)
        case .limitsAdopted(let event): self.fold(event)
        case .formsPinned(let event): self.forms = event.versions
        case .clockRang(let event): self.fold(event)
        case .caseJoined(let event): self.fold(event)
        case .safetyAssessmentRecorded(let event): self.fold(event)
        case .protectiveActionRecorded(let event): self.fold(event)
        case .caseWorkerAssigned(let event): self.fold(event)
        case .caseManagerAssigned(let event): self.fold(event)
        case .caseManagerChanged(let event): self.fold(event)
        case .holderLeft(let event): self.fold(event)
        case .homeVisitCompleted(let event): self.fold(event)
        case .consentFormRecorded(let event): self.fold(event)
        case .consentGiven(let event): self.fold(event)
        case .consentRefused(let event): self.fold(event)
        case .consentDeferred(let event): self.fold(event)
        case .protectiveReviewRequested(let event): self.fold(event)
        case .protectiveReviewDecided(let event): self.fold(event)
        case .assessmentCompleted(let event): self.fold(event)
        case .redFlagRaised(let event): self.fold(event)
        case .riskLevelChanged(let event): self.fold(event)
        case .riskLevelDecided(let event): self.fold(event)
        case .referAndCloseProposed(let event): self.fold(event)
        case .closeProposed(let event): self.fold(event)
        case .planDrafted(let event): self.fold(event)
        case .itemWaived(let event): self.fold(event)
        case .planApproved(let event): self.fold(event)
        case .referralPlanned(let event): self.fold(event)
        case .urgentReferralRequested(let event): self.fold(event)
        case .reviewCompleted(let event): self.fold(event)
        case .interventionRecorded(let event): self.fold(event)
        case .closureProposed(let event): self.fold(event)
        case .closureApproved(let event): self.fold(event)
        case .closureRejected(let event): self.fold(event)
        case .caseTerminated(let event): self.fold(event)
        case .caseClosed(let event): self.fold(event)
        case .caseReopened(let event): self.fold(event)
        case .withdrawalRecorded(let event): self.fold(event)
        case .consentWithdrawn(let event): self.fold(event)
        case .withdrawalAcknowledged(let event): self.fold(event)
        case .withdrawalDecided(let event): self.fold(event)
        case .noteRecorded(let event): self.fold(event)
        case .homeVisitScheduled(let event): self.fold(event)
        case .assessmentPaused(let event): self.fold(event)
        case .assessmentResumed(let event): self.fold(event)
        case .analysisCoordinated(let event): self.fold(event)
        case .followUpRecorded(let event): self.fold(event)
        case .planCopyGiven(let event): self.fold(event)
        case .planRevised(let event): self.fold(event)
        case .partnerInformed(let event): self.fold(event)
        case .interventionTakenOver(let event): self.fold(event)
        case .interventionDeclined(let event): self.fold(event)
        case .fileAuditRecorded(let event): self.fold(event)
        case .helperAsked(let event): self.fold(event)
        case .helpReported(let event): self.fold(event)
        case .helperReleased(let event): self.fold(event)
        case .evaluationMeetingScheduled(let event): self.fold(event)
        case .evaluationMeetingHeld(let event): self.fold(event)
        case .postMonitoringDue(let event): self.fold(event)
        case .postMonitoringDrafted(let event): self.fold(event)
        case .postMonitoringRecorded(let event): self.fold(event)
        case .reopeningDecided(let event): self.fold(event)
        case .reintegrationStarted(let event): self.fold(event)
        case .substituteFamilyChosen(let event): self.fold(event)
        case .familyReadyRecorded(let event): self.fold(event)
        case .childReunified(let event): self.fold(event)
        case .communityResocialised(let event): self.fold(event)
        case .reintegrationMonitored(let event): self.fold(event)
        case .reintegrationEvaluated(let event): self.fold(event)
        case .outcomeIndicatorsRecorded(let event): self.fold(event)
        case .aidGranted(let event): self.fold(event)
        case .aidInstalmentPaid(let event): self.fold(event)
        case .savingsNoted(let event): self.fold(event)
        case .aidEnded(let event): self.fold(event)
        }
        self.workOut()
    }

    /// Works out level, end and safety clocks from all that is known.
    private mutating func workOut() {
        let replay = self.timeline.replay(self.procedureLimits)
        self.level = replay.level
        self.emergency = replay.emergency
        self.isOver = replay.isOver
        self.wasHigh = replay.wasHigh
        for name in [ClockName.contactSafety, .protection, .definitiveManager] {
            self.clocks.replace(name, with: replay.clocks[name])
        }
        if let over = replay.overSince {
            self.clocks.stopAll(at: over, except: Self.outliving)
            // Helpers were told so: whoever has the case after a reopening or an undone link asks anew.
            self.endHelp(at: over)
        }
        self.agenda = Meeting.reasons(for: self)
    }

    /// The limits that run on after the end.
    package static let outliving: Set<ClockName> = [.postMonitoring, .reopenDecision, .withdrawalAcknowledgement]

    private mutating func fold(_ event: LimitsAdopted) {
        self.pack = event.pack
        self.limits = event.limits
    }

    private mutating func fold(_ event: ClockRang) {
        guard let clock = self.clocks[event.clock], clock.generation == event.generation else { return }
        self.timeline.noteRing(event, startedAt: clock.startedAt)
        self.clocks.ring(event.clock, generation: event.generation, event.ring)
    }
}
