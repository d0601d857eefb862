/// Every message there is, once. Events are in ``EventRegistry``.
public enum MessageCatalog {
    /// What agencies publish.
    public static let complaints: [any ComplaintContract.Type] = [
        ComplaintSubmitted.self,
        ComplaintSupplementSubmitted.self,
    ]

    /// What applicants publish.
    public static let dataRequests: [any DataRequestContract.Type] = [
        DataRequestSubmitted.self
    ]

    /// What on-call workers publish.
    public static let claims: [any ClaimContract.Type] = [
        ClaimUrgentCase.self,
        PassUrgentCase.self,
        ReleaseUrgentCase.self,
    ]

    /// What staff and partners order.
    public static let commands: [any CommandContract.Type] = [
        AcceptReferral.self,
        AcknowledgeOutOfCityReferral.self,
        AcknowledgeWithdrawal.self,
        AmendDirectoryEntry.self,
        ApproveClosure.self,
        ApprovePlan.self,
        AssessComplaint.self,
        AssignCaseManager.self,
        AssignCaseWorker.self,
        ChangeRiskLevel.self,
        ClassifyDataRequest.self,
        CloseCase.self,
        CloseComplaintWithAdvice.self,
        CompleteForm1.self,
        ConfirmDataRequest.self,
        CountShelterBeds.self,
        CountersignHandover.self,
        DecideProtectiveReview.self,
        DecideSameChild.self,
        DecideScope.self,
        DeclineReferral.self,
        DenyDataRequest.self,
        DraftPlan.self,
        DraftReferralLetter.self,
        ExtendShelterStay.self,
        ForwardComplaint.self,
        GrantDataRequest.self,
        IssueAssignmentLetter.self,
        PlanNextPlace.self,
        PlanReferral.self,
        PrepareHandover.self,
        ProposeClosure.self,
        RecordAssessment.self,
        RecordConsent.self,
        RecordContactAttempt.self,
        RecordHomeVisit.self,
        RecordIntervention.self,
        RecordProtectiveAction.self,
        RecordReceiverAcceptance.self,
        RecordResidency.self,
        RecordReview.self,
        RecordSafetyAssessment.self,
        RecordStayPlace.self,
        RejectClosure.self,
        ReleaseShelterPlace.self,
        ReportReferralResult.self,
        RequestShelterPlace.self,
        RequestUrgentReferral.self,
        SendOutOfCityReferral.self,
        SendReferral.self,
        SignHandover.self,
        SignReferralLetter.self,
        TerminateCase.self,
        WaiveItem.self,
    ]

    /// What people ask one unit.
    public static let queries: [any QueryContract.Type] = [
        CheckDirectory.self,
        ListCases.self,
        ListComplaints.self,
        ListDataRequests.self,
        ListDirectory.self,
        ListIdentifications.self,
        ListOncall.self,
        ListReferrals.self,
        ListSameChildCandidates.self,
        ListShelters.self,
        MatchDirectory.self,
        ShowCase.self,
        ShowComplaint.self,
        ShowDataRequest.self,
        ShowDirectoryEntry.self,
        ShowIdentification.self,
        ShowReferral.self,
    ]

    /// What ops ask any unit.
    public static let runtimeQueries: [any RuntimeQueryContract.Type] = [
        ListQuarantine.self,
        ReconcileKnown.self,
        ReconcileSent.self,
        ShowQuarantine.self,
        UnitStatus.self,
        VerifyAudit.self,
    ]

    /// What units answer.
    public static let answers: [any AnswerContract.Type] = [
        ClaimAccepted.self,
        ClaimDone.self,
        ClaimRefused.self,
        CommandAccepted.self,
        CommandRejected.self,
        ComplaintAccepted.self,
        ComplaintProgress.self,
        ComplaintRejected.self,
        ConsentWithdrawnNotice.self,
        DataRequestGranted.self,
        DataRequestReceived.self,
        DataRequestRefused.self,
        QueryAnswered.self,
        QueryRefused.self,
        ReferralOffered.self,
    ]

    /// What the administrator orders of any unit.
    public static let administration: [any MessageContract.Type] = [
        DiscardQuarantined.self,
        RegisterUser.self,
        ReplayQuarantined.self,
    ]

    /// What units say to people on duty.
    public static let notices: [any MessageContract.Type] = [Alert.self, UrgentCaseCall.self]
}
