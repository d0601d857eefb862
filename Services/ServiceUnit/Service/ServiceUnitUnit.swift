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
            migrations: [Migration(1001, "unit", PackageResources.V1001_unit_sql)],
            aggregates: [
                AggregateType(
                    Case.self,
                    references: { aCase in (aCase.complaintID, aCase.id) },
                    effects: { event, before, after, _ in Self.effects(of: event, before, after) }
                )
            ],
            handlers: Self.heard(settings.pack) + Self.claims + Self.commands,
            queries: [
                .query(ListCasesHandler()),
                .query(ListOncallHandler()),
                .query(ShowCaseHandler()),
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
            .event(IdentificationStartedHandler()),
            .event(HeardHandler<ResidencyVerified>(pack, { $0.caseID }) { .residencyVerified($0) }),
            .event(HeardHandler<ResidencyUnknownRecorded>(pack, { $0.caseID }) { .residencyUnknownRecorded($0) }),
            .event(HeardHandler<PriorServiceChecked>(pack, { $0.caseID }) { .priorServiceChecked($0) }),
            .event(HeardHandler<AtRiskDatabasesMatched>(pack, { $0.caseID }) { .atRiskDatabasesMatched($0) }),
            .event(HeardHandler<CaseEligible>(pack, { $0.caseID }) { .caseEligible($0) }),
            .event(HeardHandler<CaseNotEligible>(pack, { $0.caseID }) { .caseNotEligible($0) }),
            .event(ComplaintLinkedToCaseHandler(pack: pack)),
            .event(HeardHandler<ServiceLevelRecommended>(pack, { $0.caseID }) { .serviceLevelRecommended($0) }),
            .event(HeardHandler<CaseRegistered>(pack, { $0.caseID }) { .caseRegistered($0) }),
            .event(HeardHandler<ReferralSent>(pack, { $0.caseID }) { .referralSent($0) }),
            .event(HeardHandler<ReferralAccepted>(pack, { $0.caseID }) { .referralAccepted($0) }),
            .event(HeardHandler<ReferralDeclined>(pack, { $0.caseID }) { .referralDeclined($0) }),
            .event(HeardHandler<HandoverSigned>(pack, { $0.caseID }) { .handoverSigned($0) }),
            .event(HeardHandler<ReferralResultReported>(pack, { $0.caseID }) { .referralResultReported($0) }),
        ]
    }

    /// What people on call say.
    static let claims: [HandlerBinding] = [
        .claim(ClaimUrgentCaseHandler()),
        .claim(PassUrgentCaseHandler()),
        .claim(ReleaseUrgentCaseHandler()),
    ]

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
    ]
}
