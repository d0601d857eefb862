public import Contracts
internal import ProcedurePack
internal import ServiceUnitDomain
public import UnitRuntime
internal import Vocabulary

/// What the service unit hears, decides and tells: a child's case from the first word to its closure.
public enum ServiceUnitUnit {
    /// Which unit.
    public static let name = UnitName.serviceUnit

    /// The unit's table.
    public static func definition(_ settings: UnitSettings) -> UnitDefinition {
        UnitDefinition(
            name: Self.name,
            migrations: [
                Migration(1001, "unit", PackageResources.V1001_unit_sql),
                Migration(1002, "meetings", PackageResources.V1002_meetings_sql),
            ],
            aggregates: [
                AggregateType(
                    Case.self,
                    references: { aCase in (aCase.complaintID, aCase.id) },
                    effects: { event, before, after, _ in Self.effects(of: event, before, after) }
                )
                .ringing(Case.self, kinds: { [.oncallReraise, .oncallAct].contains($0) ? Duty.kinds : [] }) {
                    aCase,
                    clock,
                    generation,
                    context in
                    aCase.ring(clock, generation: generation, at: context.now, duty: Duty(context))
                },
                AggregateType(Roster.self) { _, _, _, _ in [] },
                AggregateType(Meeting.self) { event, _, _, _ in event.told.map { .tell($0) } },
                AggregateType(
                    Conference.self,
                    references: { conference in (conference.complaintID, conference.caseID) },
                    effects: { event, _, _, _ in event.told.map { .tell($0) } }
                ),
                AggregateType(Rhythm.self) { event, before, _, _ in
                    if case .supervisionRecorded(let told) = event { return [.tell(told)] }
                    return before.alert(of: event).map { [.alert($0.roles, $0.alert)] } ?? []
                },
                AggregateType(FileGrant.self, effects: { _, _, _, _ in [] }),
            ],
            handlers: Self.heard(settings.pack) + Self.claims + Self.oncall(settings.pack.city.subdistricts)
                + Self.commands + Self.accompanying + Self.meetings,
            queries: [
                .query(ListCasesHandler()),
                .query(ListOncallHandler()),
                .query(ListRosterHandler()),
                .query(ShowCaseHandler()),
                .query(ListCaseMeetingsHandler()),
                .query(ListConferencesHandler()),
                .query(ListRhythmsHandler()),
                .query(ReportCaseloadHandler()),
                .query(ShowFileExtractHandler()),
                .query(ShowFormsHandler()),
            ]
        )
    }

    /// What other units tell.
    static func heard(_ pack: ProcedurePack) -> [HandlerBinding] {
        [
            .event(HeardHandler<ComplaintRegistered>(pack, { $0.caseID }) { .complaintRegistered($0) }),
            .event(HeardHandler<EmergencyFlagged>(pack, { $0.caseID }) { .emergencyFlagged($0) }),
            .event(HeardHandler<RiskLevelAssigned>(pack, { $0.caseID }) { .riskLevelAssigned($0) }),
            .event(HeardHandler<ComplaintSupplemented>(pack, { $0.caseID }) { .complaintSupplemented($0) }),
            .event(HeardHandler<ComplaintClosedWithAdvice>(pack, { $0.caseID }) { .complaintClosedWithAdvice($0) }),
            .event(UnchangingHandler<IdentificationStarted>()),
            .event(UnchangingHandler<InformationVerified>()),
            .event(UnchangingHandler<InformationUnverifiable>()),
            .event(UnchangingHandler<ChildDataRegistered>()),
            .event(HeardHandler<ResidencyVerified>(pack, { $0.caseID }) { .residencyVerified($0) }),
            .event(HeardHandler<ResidencyUnknownRecorded>(pack, { $0.caseID }) { .residencyUnknownRecorded($0) }),
            .event(HeardHandler<PriorServiceChecked>(pack, { $0.caseID }) { .priorServiceChecked($0) }),
            .event(HeardHandler<AtRiskDatabasesMatched>(pack, { $0.caseID }) { .atRiskDatabasesMatched($0) }),
            .event(HeardHandler<CaseEligible>(pack, { $0.caseID }) { .caseEligible($0) }),
            .event(HeardHandler<CaseNotEligible>(pack, { $0.caseID }) { .caseNotEligible($0) }),
            .event(ComplaintLinkedToCaseHandler(pack: pack)),
            .event(ComplaintUnlinkedFromCaseHandler(pack: pack)),
            .event(HeardHandler<ServiceLevelRecommended>(pack, { $0.caseID }) { .serviceLevelRecommended($0) }),
            .event(HeardHandler<CaseRegistered>(pack, { $0.caseID }) { .caseRegistered($0) }),
            .event(HeardHandler<ReferralSent>(pack, { $0.caseID }) { .referralSent($0) }),
            .event(HeardHandler<ReferralAccepted>(pack, { $0.caseID }) { .referralAccepted($0) }),
            .event(HeardHandler<ReferralDeclined>(pack, { $0.caseID }) { .referralDeclined($0) }),
            .event(HeardHandler<HandoverSigned>(pack, { $0.caseID }) { .handoverSigned($0) }),
            .event(HeardHandler<ReferralResultReported>(pack, { $0.caseID }) { .referralResultReported($0) }),
            .event(HeardHandler<WithdrawalAcknowledged>(pack, { $0.caseID }) { .withdrawalAcknowledged($0) }),
            .event(FileNewsHandler<FileReleaseGranted>(request: \.requestID) { .fileReleaseGranted($0) }),
            .event(
                FileNewsHandler<DataReleased>(request: \.requestID) { released in
                    switch released.dataClass {
                    case .ownFile, .legalCase: .dataReleased(released)
                    case .aggregate, .adjustedCase, .partnerCase, .never: nil
                    }
                }
            ),
        ]
    }

    /// What people on call say.
    static let claims: [HandlerBinding] = [
        .claim(ClaimUrgentCaseHandler()),
        .claim(PassUrgentCaseHandler()),
        .claim(ReleaseUrgentCaseHandler()),
    ]

    /// The roster, and how a claimed case goes to another.
    static func oncall(_ city: Subdistricts) -> [HandlerBinding] {
        [
            .command(SetRosterEntryHandler(city: city)),
            .command(RemoveRosterEntryHandler()),
            .command(OfferHandOverHandler()),
            .command(AcceptHandOverHandler()),
            .command(DeclineHandOverHandler()),
            .command(RecordCallDisplayedHandler()),
        ]
    }

    /// What the staff order.
    static let commands: [HandlerBinding] = [
        .command(RecordContactAttemptHandler()),
        .command(RecordSafetyAssessmentHandler()),
        .command(RecordProtectiveActionHandler()),
        .command(AssignCaseWorkerHandler()),
        .command(AssignCaseManagerHandler()),
        .command(RecordHomeVisitHandler()),
        .command(RecordConsentHandler()),
        .command(DecideProtectiveReviewHandler()),
        .command(RecordAssessmentHandler()),
        .command(ChangeRiskLevelHandler()),
        .command(DraftPlanHandler()),
        .command(WaiveItemHandler()),
        .command(ApprovePlanHandler()),
        .command(RecordInterventionHandler()),
        .command(RecordReviewHandler()),
        .command(PlanReferralHandler()),
        .command(RequestUrgentReferralHandler()),
        .command(ProposeClosureHandler()),
        .command(ApproveClosureHandler()),
        .command(RejectClosureHandler()),
        .command(TerminateCaseHandler()),
        .command(CloseCaseHandler()),
        .command(PrepareFileExtractHandler()),
    ]

    /// What accompanies a case between consent and its archive.
    static let accompanying: [HandlerBinding] = [
        .command(WithdrawConsentHandler()),
        .command(DecideWithdrawalHandler()),
        .command(ConfirmSharingStoppedHandler()),
        .command(ScheduleHomeVisitHandler()),
        .command(PauseAssessmentHandler()),
        .command(ResumeAssessmentHandler()),
        .command(CoordinateAnalysisHandler()),
        .command(RecordFollowUpHandler()),
        .command(GivePlanCopyHandler()),
        .command(RevisePlanHandler()),
        .command(ScheduleEvaluationHandler()),
        .command(HoldEvaluationHandler()),
        .command(RecordPostMonitoringHandler()),
        .command(ApprovePostMonitoringHandler()),
        .command(DecideReopeningHandler()),
        .command(StartReintegrationHandler()),
        .command(ChooseSubstituteFamilyHandler()),
        .command(RecordFamilyReadyHandler()),
        .command(ReunifyChildHandler()),
        .command(ResocialiseCommunityHandler()),
        .command(MonitorReintegrationHandler()),
        .command(EvaluateReintegrationHandler()),
        .command(RecordOutcomeIndicatorsHandler()),
        .command(GrantAidHandler()),
        .command(PayAidInstalmentHandler()),
        .command(NoteSavingsHandler()),
    ]

    /// Meetings inside and outside, supervision, audits.
    static let meetings: [HandlerBinding] = [
        .command(ScheduleCaseMeetingHandler()),
        .command(PrepareCaseMeetingHandler()),
        .command(HoldCaseMeetingHandler()),
        .command(RecordMeetingOutcomeHandler()),
        .command(DocumentCaseMeetingHandler()),
        .command(RequestConferenceHandler()),
        .command(ScheduleConferenceHandler()),
        .command(InviteFocalPointHandler()),
        .command(HoldConferenceHandler()),
        .command(TakeOverInterventionHandler()),
        .command(DeclineInterventionHandler()),
        .command(DocumentConferenceHandler()),
        .command(RecordSupervisionHandler()),
        .command(RecordRhythmHandler()),
        .command(AuditFileHandler()),
    ]
}
