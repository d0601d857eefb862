internal import Contracts
internal import IntakeDomain
internal import ProcedurePack
public import UnitRuntime
internal import Vocabulary

/// Intake: takes every complaint about a child, judges it, hands it to identification or closes it with advice
/// (SOP tables L.1, L.3, L.4).
///
/// Own key besides the runtime's: `PKSAI_INTAKE_PATH_RULE` (`participation`, default, or `channel`): which contact
/// counts as direct (domain.md §4.1).
public enum IntakeUnit {
    /// What the unit hears, decides and tells.
    ///
    /// - Throws: ``InvalidSetting`` for a value that is none.
    public static func definition(_ settings: UnitSettings) throws -> UnitDefinition {
        let policy = try Self.policy(settings)
        return UnitDefinition(
            name: .intake,
            migrations: [Migration(1001, "intake", PackageResources.V1001_unit_sql)],
            mintsDataKeys: { !CandidateID.owns($0) },
            aggregates: [
                AggregateType(
                    Complaint.self,
                    references: { ($0.number == nil ? nil : $0.id, $0.caseID) },
                    effects: ComplaintEffects.of
                )
                .open(Complaint.self) { $0.openStatus?.rawValue },
                AggregateType(
                    ServiceComplaint.self,
                    references: { ($0.id.origin, nil) },
                    effects: ServiceComplaintEffects.of
                )
                .open(ServiceComplaint.self) { $0.status == .received ? $0.status.rawValue : nil },
                AggregateType(Survey.self, effects: { _, _, _, _ in [] }),
            ],
            handlers: Self.officers(policy) + Self.others(policy),
            unchanging: [
                ResidencyVerified.self, ResidencyUnknownRecorded.self, PriorServiceChecked.self,
                AtRiskDatabasesMatched.self, CaseEligible.self, ServiceLevelRecommended.self, ChildDataRegistered.self,
                CaseMeetingScheduled.self, CaseListed.self, CaseMeetingHeld.self, CaseMeetingDocumented.self,
            ],
            queries: [
                .query(ListComplaintsHandler()),
                .query(ShowComplaintHandler()),
                .query(ListServiceComplaintsHandler()),
                .query(ShowSurveyHandler(limits: policy.limits)),
            ]
        )
    }

    /// What agencies and respondents send, what is ordered of the centre's own streams, and what other units tell.
    private static func others(_ policy: IntakePolicy) -> [HandlerBinding] {
        [
            .complaint(ComplaintSubmittedHandler(policy: policy)),
            .complaint(ComplaintSupplementedHandler(policy: policy)),
            .complaint(
                ServiceComplaintHandler<ServiceComplaintSubmitted>(policy: policy, answersOutsider: true)
            ),
            .complaint(SurveyAnswerHandler<SurveyAnswerSubmitted>(answersOutsider: true)),
            .command(ServiceComplaintHandler<RecordServiceComplaint>(policy: policy, answersOutsider: false)),
            .command(AnswerServiceComplaintHandler()),
            .command(SurveyAnswerHandler<RecordSurveyAnswer>(answersOutsider: false)),
            .command(OpenSurveyHandler()),
            .command(CloseSurveyHandler()),
            .event(CaseIdentifiedHandler(policy: policy)),
            .event(NewsHandler<IdentificationStarted>({ .identificationStarted($0) }, about: { $0.event.complaintID })),
            .event(NewsHandler<CaseRegistered>({ .caseRegistered($0) }, about: { $0.event.complaintID })),
            .event(NewsHandler<CaseNotEligible>({ .caseNotEligible($0) }, about: { $0.event.complaintID })),
            .event(NewsHandler<RedirectRequested>({ .redirectRequested($0) }, about: { $0.event.complaintID })),
            .event(NewsHandler<ComplaintLinkedToCase>({ .complaintLinkedToCase($0) }, about: { $0.event.complaintID })),
            .event(
                NewsHandler<ComplaintUnlinkedFromCase>(
                    { .complaintUnlinkedFromCase($0) },
                    about: { $0.event.complaintID }
                )
            ),
            .event(NewsHandler<CaseClosed>({ .caseClosed($0) }, about: { $0.event.complaintID })),
            .event(NewsHandler<CaseReopened>({ .caseReopened($0) })),
            .event(NewsHandler<RiskLevelChanged>({ .riskLevelChanged($0) })),
            .event(NewsHandler<ConsentGiven>({ .consentGiven($0) })),
            .event(
                NewsHandler<ConsentWithdrawn>(
                    { .consentWithdrawn($0) },
                    about: { $0.event.complaintID ?? $0.complaintID }
                )
            ),
        ]
    }

    static func policy(_ settings: UnitSettings) throws -> IntakePolicy {
        var policy = IntakePolicy()
        policy.limits = settings.limits
        policy.subdistricts = settings.pack.city.subdistricts
        if let text = settings.values["PKSAI_INTAKE_PATH_RULE"] {
            guard let rule = PathRule(rawValue: text) else {
                throw InvalidSetting(key: "PKSAI_INTAKE_PATH_RULE", expected: "participation or channel")
            }
            policy.pathRule = rule
        }
        return policy
    }
}
