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
        // From identification.
        case residencyVerified(ResidencyVerified)
        case residencyUnknownRecorded(ResidencyUnknownRecorded)
        case priorServiceChecked(PriorServiceChecked)
        case atRiskDatabasesMatched(AtRiskDatabasesMatched)
        case caseEligible(CaseEligible)
        case caseNotEligible(CaseNotEligible)
        case complaintLinkedToCase(ComplaintLinkedToCase)
        case serviceLevelRecommended(ServiceLevelRecommended)
        case caseRegistered(CaseRegistered)
        // From referral.
        case referralSent(ReferralSent)
        case referralAccepted(ReferralAccepted)
        case referralDeclined(ReferralDeclined)
        case handoverSigned(HandoverSigned)
        case referralResultReported(ReferralResultReported)
        // On call.
        case urgentCaseRaised(UrgentCaseRaised)
        case urgentCaseEscalated(UrgentCaseEscalated)
        case urgentCaseClaimed(UrgentCaseClaimed)
        case urgentCasePassed(UrgentCasePassed)
        case urgentCaseReleased(UrgentCaseReleased)
        case urgentClaimLapsed(UrgentClaimLapsed)
        case urgentCaseSettled(UrgentCaseSettled)
        case contactAttempted(ContactAttempted)
        // The work.
        case limitsAdopted(LimitsAdopted)
        case clockRang(ClockRang)
        case caseJoined(CaseJoined)
        case safetyAssessmentRecorded(SafetyAssessmentRecorded)
        case protectiveActionRecorded(ProtectiveActionRecorded)
        case caseWorkerAssigned(CaseWorkerAssigned)
        case caseManagerAssigned(CaseManagerAssigned)
        case caseManagerChanged(CaseManagerChanged)
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
    }
}

extension Case.Event {
    /// When it happened, for the facts that the service unit itself tells; nil for what other units told.
    package var decidedAt: Instant? {
        switch self {
        case .complaintRegistered, .emergencyFlagged, .riskLevelAssigned, .complaintSupplemented,
            .complaintClosedWithAdvice, .residencyVerified, .residencyUnknownRecorded, .priorServiceChecked,
            .atRiskDatabasesMatched, .caseEligible, .caseNotEligible, .complaintLinkedToCase, .serviceLevelRecommended,
            .caseRegistered, .referralSent, .referralAccepted, .referralDeclined, .handoverSigned,
            .referralResultReported, .limitsAdopted, .clockRang, .urgentCaseRaised, .urgentCaseEscalated,
            .urgentCasePassed, .urgentCaseSettled, .contactAttempted, .consentFormRecorded, .referralPlanned,
            .urgentReferralRequested, .itemWaived, .planDrafted, .reviewCompleted, .interventionRecorded,
            .homeVisitCompleted, .safetyAssessmentRecorded, .protectiveActionRecorded, .consentDeferred:
            nil
        case .urgentCaseClaimed(let event): event.at
        case .urgentCaseReleased(let event): event.at
        case .urgentClaimLapsed(let event): event.at
        case .caseJoined(let event): event.at
        case .caseWorkerAssigned(let event): event.at
        case .caseManagerAssigned(let event): event.at
        case .caseManagerChanged(let event): event.at
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
        }
    }
}
