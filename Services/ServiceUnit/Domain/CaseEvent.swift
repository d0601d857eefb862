package import Vocabulary

extension Case {
    /// Everything that can happen to a case: what other units told, and what the service unit did.
    package enum Event: Codable, Sendable, Equatable {
        // From intake.
        case complaintRegistered(ComplaintRegistered)
        case emergencyFlagged(EmergencyFlagged)
        case riskLevelAssigned(RiskLevelAssigned)
        case complaintSupplemented(ComplaintSupplemented)
        case complaintClosedWithAdvice(ComplaintClosedWithAdvice)
        case informationVerified(InformationVerified)
        case informationUnverifiable(InformationUnverifiable)
        // From identification.
        case residencyVerified(ResidencyVerified)
        case residencyUnknownRecorded(ResidencyUnknownRecorded)
        case priorServiceChecked(PriorServiceChecked)
        case atRiskDatabasesMatched(AtRiskDatabasesMatched)
        case caseEligible(CaseEligible)
        case caseNotEligible(CaseNotEligible)
        case complaintLinkedToCase(ComplaintLinkedToCase)
        case complaintUnlinkedFromCase(ComplaintUnlinkedFromCase)
        case serviceLevelRecommended(ServiceLevelRecommended)
        case caseRegistered(CaseRegistered)
        case childDataRegistered(ChildDataRegistered)
        // From referral.
        case referralSent(ReferralSent)
        case referralAccepted(ReferralAccepted)
        case referralDeclined(ReferralDeclined)
        case handoverSigned(HandoverSigned)
        case referralResultReported(ReferralResultReported)
        case assignmentLetterIssued(AssignmentLetterIssued)
        case referralLetterSigned(ReferralLetterSigned)
        case shelterStayEnding(ShelterStayEnding)
        // On call.
        case urgentCaseRaised(UrgentCaseRaised)
        case urgentCaseEscalated(UrgentCaseEscalated)
        case urgentCaseClaimed(UrgentCaseClaimed)
        case urgentCasePassed(UrgentCasePassed)
        case urgentCaseReleased(UrgentCaseReleased)
        case urgentClaimLapsed(UrgentClaimLapsed)
        case urgentCaseSettled(UrgentCaseSettled)
        case urgentCallDisplayed(UrgentCallDisplayed)
        case urgentHandoverOffered(UrgentHandoverOffered)
        case urgentHandoverAccepted(UrgentHandoverAccepted)
        case urgentHandoverDeclined(UrgentHandoverDeclined)
        case urgentHandoverLapsed(UrgentHandoverLapsed)
        case assignmentLetterVoided(AssignmentLetterVoided)
        case contactAttempted(ContactAttempted)
        // The work.
        case limitsAdopted(LimitsAdopted)
        case formsPinned(FormsPinned)
        case clockRang(ClockRang)
        case meetingAwaited(MeetingAwaited)
        case caseJoined(CaseJoined)
        case safetyAssessmentRecorded(SafetyAssessmentRecorded)
        case protectiveActionRecorded(ProtectiveActionRecorded)
        case caseWorkerAssigned(CaseWorkerAssigned)
        case caseManagerAssigned(CaseManagerAssigned)
        case caseManagerChanged(CaseManagerChanged)
        case holderLeft(HolderLeft)
        case homeVisitCompleted(HomeVisitCompleted)
        case consentFormRecorded(ConsentFormRecorded)
        case consentGiven(ConsentGiven)
        case consentRefused(ConsentRefused)
        case consentDeferred(ConsentDeferred)
        case protectiveReviewRequested(ProtectiveReviewRequested)
        case protectiveReviewDecided(ProtectiveReviewDecided)
        case assessmentCompleted(AssessmentCompleted)
        case redFlagRaised(RedFlagRaised)
        case riskLevelChanged(RiskLevelChanged)
        case riskLevelDecided(RiskLevelDecided)
        case referAndCloseProposed(EndProposed)
        case closeProposed(EndProposed)
        case planDrafted(PlanDrafted)
        case itemWaived(ItemWaived)
        case planApproved(PlanApproved)
        case referralPlanned(ReferralPlanned)
        case urgentReferralRequested(UrgentReferralRequested)
        case reviewCompleted(ReviewCompleted)
        case interventionRecorded(InterventionRecorded)
        case closureProposed(ClosureProposed)
        case closureApproved(ClosureApproved)
        case closureRejected(ClosureRejected)
        case caseTerminated(CaseTerminated)
        case caseClosed(CaseClosed)
        case caseReopened(CaseReopened)
        // Consent taken back.
        case withdrawalRecorded(WithdrawalRecorded)
        case consentWithdrawn(ConsentWithdrawn)
        case withdrawalAcknowledged(WithdrawalAcknowledged)
        case withdrawalDecided(WithdrawalDecided)
        // Accompanying.
        case noteRecorded(NoteRecorded)
        case homeVisitScheduled(HomeVisitScheduled)
        case assessmentPaused(AssessmentPaused)
        case assessmentResumed(AssessmentResumed)
        case analysisCoordinated(AnalysisCoordinated)
        case followUpRecorded(FollowUpRecorded)
        case planCopyGiven(PlanCopyGiven)
        case planRevised(PlanRevised)
        case partnerInformed(PartnerInformed)
        case interventionTakenOver(InterventionTakenOver)
        case interventionDeclined(InterventionDeclined)
        case fileAuditRecorded(FileAuditRecorded)
        case helperAsked(HelperAsked)
        case helpReported(HelpReported)
        case helperReleased(HelperReleased)
        // Evaluation and what comes after the end.
        case evaluationMeetingScheduled(EvaluationMeetingScheduled)
        case evaluationMeetingHeld(EvaluationMeetingHeld)
        case postMonitoringDue(PostMonitoringDue)
        case postMonitoringDrafted(PostMonitoringDrafted)
        case postMonitoringRecorded(PostMonitoringRecorded)
        case reopeningDecided(ReopeningDecided)
        // Coming home.
        case reintegrationStarted(ReintegrationStarted)
        case substituteFamilyChosen(SubstituteFamilyWanted)
        case familyReadyRecorded(FamilyReady)
        case childReunified(ChildReunified)
        case communityResocialised(CommunityResocialised)
        case reintegrationMonitored(ReintegrationMonitored)
        case reintegrationEvaluated(ReintegrationEvaluated)
        // The child programme's aid.
        case outcomeIndicatorsRecorded(OutcomeIndicatorsRecorded)
        case aidGranted(AidGranted)
        case aidInstalmentPaid(AidInstalmentPaid)
        case savingsNoted(SavingsNoted)
        case aidEnded(AidEnded)
    }
}

extension Case.Event {
    /// When it happened, for the facts that the service unit itself tells; nil for what other units told.
    package var decidedAt: Instant? {
        switch self {
        case .complaintRegistered, .emergencyFlagged, .riskLevelAssigned, .complaintSupplemented,
            .complaintClosedWithAdvice, .residencyVerified, .residencyUnknownRecorded, .priorServiceChecked,
            .atRiskDatabasesMatched, .caseEligible, .caseNotEligible, .complaintLinkedToCase,
            .complaintUnlinkedFromCase, .serviceLevelRecommended,
            .caseRegistered, .referralSent, .referralAccepted, .referralDeclined, .handoverSigned,
            .referralResultReported, .informationVerified, .informationUnverifiable, .childDataRegistered,
            .assignmentLetterIssued, .referralLetterSigned, .shelterStayEnding, .meetingAwaited, .limitsAdopted,
            .formsPinned, .clockRang, .urgentCaseRaised, .urgentCaseEscalated,
            .urgentCasePassed, .urgentCaseSettled, .urgentCallDisplayed, .urgentHandoverOffered,
            .urgentHandoverDeclined, .urgentHandoverLapsed, .contactAttempted, .consentFormRecorded, .referralPlanned,
            .urgentReferralRequested, .itemWaived, .planDrafted, .reviewCompleted, .interventionRecorded,
            .homeVisitCompleted, .safetyAssessmentRecorded, .protectiveActionRecorded, .consentDeferred,
            .withdrawalAcknowledged, .noteRecorded, .homeVisitScheduled, .assessmentPaused, .assessmentResumed,
            .analysisCoordinated, .followUpRecorded, .planCopyGiven, .partnerInformed, .interventionTakenOver,
            .interventionDeclined,
            .helperAsked, .helpReported, .helperReleased,
            .fileAuditRecorded, .postMonitoringDue, .postMonitoringDrafted, .outcomeIndicatorsRecorded, .aidGranted,
            .aidInstalmentPaid, .savingsNoted, .aidEnded:
            nil
        case .urgentCaseClaimed(let event): event.at
        case .urgentHandoverAccepted(let event): event.at
        case .assignmentLetterVoided(let event): event.at
        case .urgentCaseReleased(let event): event.at
        case .urgentClaimLapsed(let event): event.at
        case .caseJoined(let event): event.at
        case .caseWorkerAssigned(let event): event.at
        case .caseManagerAssigned(let event): event.at
        case .caseManagerChanged(let event): event.at
        case .holderLeft(let event): event.at
        case .consentGiven(let event): event.at
        case .consentRefused(let event): event.at
        case .protectiveReviewRequested(let event): event.at
        case .protectiveReviewDecided(let event): event.at
        case .assessmentCompleted(let event): event.at
        case .redFlagRaised(let event): event.at
        case .riskLevelChanged(let event): event.at
        case .riskLevelDecided(let event): event.at
        case .referAndCloseProposed(let event), .closeProposed(let event): event.at
        case .planApproved(let event): event.at
        case .closureProposed(let event): event.at
        case .closureApproved(let event): event.at
        case .closureRejected(let event): event.at
        case .caseTerminated(let event): event.at
        case .caseClosed(let event): event.at
        case .caseReopened(let event): event.at
        case .withdrawalRecorded(let event): event.at
        case .consentWithdrawn(let event): event.at
        case .withdrawalDecided(let event): event.at
        case .planRevised(let event): event.at
        case .evaluationMeetingScheduled(let event): event.at
        case .evaluationMeetingHeld(let event): event.at
        case .postMonitoringRecorded(let event): event.at
        case .reopeningDecided(let event): event.at
        case .reintegrationStarted(let event): event.at
        case .substituteFamilyChosen(let event): event.at
        case .familyReadyRecorded(let event): event.at
        case .childReunified(let event): event.at
        case .communityResocialised(let event): event.at
        case .reintegrationMonitored(let event): event.at
        case .reintegrationEvaluated(let event): event.at
        }
    }
}
