internal import Contracts
internal import IdentificationDomain
internal import UnitRuntime
internal import Vocabulary

/// Logs what the service unit and referral tell of a case: the data bank's index of what its file holds.
struct CaseLogHandler<Told: EventContract>: MessageHandler {
    private let step: @Sendable (Told) -> (caseID: CaseID, step: CaseLog.Step)

    /// - Parameters:
    ///   - caseID: Where the event names its case.
    ///   - at: When it happened.
    ///   - by: Who did it, where it says so.
    init(
        _ caseID: @escaping @Sendable (Told) -> CaseID,
        _ at: @escaping @Sendable (Told) -> Instant,
        by: @escaping @Sendable (Told) -> Username? = { _ in nil }
    ) {
        self.step = { (caseID($0), CaseLog.Step(what: Told.name, by: by($0), rung: nil, at: at($0))) }
    }

    /// A step over the on-call ladder.
    init() where Told: OncallStep {
        self.step = { told in
            let facts = told.facts
            return (facts.caseID, CaseLog.Step(what: Told.name, by: facts.by, rung: facts.rung, at: facts.at))
        }
    }

    func subjects(of message: Heard<Told>, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(CaseLog.self, self.step(message.event).caseID)]
    }

    func decide(_ message: Heard<Told>, _ context: inout DecisionContext) throws {
        let (id, step) = self.step(message.event)
        context.append(try context.state(CaseLog.self, id).hear(step), to: CaseLog.self, id)
    }
}

extension IdentificationUnit {
    /// The ladder's words.
    static let ladder: Set<String> = [
        OncallRaised.name, OncallClaimed.name, OncallPassed.name, OncallReleased.name, OncallLapsed.name,
        OncallContacted.name, OncallEscalated.name,
    ]

    /// What is logged of a case, in the order of domain.md §6.14.
    static let logged: [HandlerBinding] = [
        .event(CaseLogHandler<OncallRaised>()),
        .event(CaseLogHandler<OncallClaimed>()),
        .event(CaseLogHandler<OncallPassed>()),
        .event(CaseLogHandler<OncallReleased>()),
        .event(CaseLogHandler<OncallLapsed>()),
        .event(CaseLogHandler<OncallContacted>()),
        .event(CaseLogHandler<OncallEscalated>()),
        .event(CaseLogHandler<SafetyAssessed>(\.caseID, \.at)),
        .event(CaseLogHandler<ConsentGiven>(\.caseID, \.at)),
        .event(CaseLogHandler<ConsentRefused>(\.caseID, \.at)),
        .event(CaseLogHandler<CaseManagerAssigned>(\.caseID, \.at, by: { $0.by })),
        .event(CaseLogHandler<ManagerChanged>(\.caseID, \.at)),
        .event(CaseLogHandler<HomeVisitScheduled>(\.caseID, \.at, by: { $0.by })),
        .event(CaseLogHandler<HomeVisited>(\.caseID, \.at)),
        .event(CaseLogHandler<AssessmentDone>(\.caseID, \.at)),
        .event(CaseLogHandler<RiskLevelChanged>(\.caseID, \.at, by: { $0.by })),
        .event(CaseLogHandler<PlanWaits>(\.caseID, \.at)),
        .event(CaseLogHandler<PlanInForce>(\.caseID, \.at)),
        .event(CaseLogHandler<PlanRevised>(\.caseID, \.at, by: { $0.by })),
        .event(CaseLogHandler<AnalysisCoordinated>(\.caseID, \.at, by: { $0.by })),
        .event(CaseLogHandler<PlanCopyGiven>(\.caseID, \.at, by: { $0.by })),
        .event(CaseLogHandler<CaseListed>(\.caseID, \.at)),
        .event(CaseLogHandler<InterventionDone>(\.caseID, \.at)),
        .event(CaseLogHandler<FollowedUp>(\.caseID, \.at)),
        .event(CaseLogHandler<Reviewed>(\.caseID, \.at)),
        .event(CaseLogHandler<AssignmentLetterIssued>(\.caseID, \.at)),
        .event(CaseLogHandler<HandoverSigned>(\.caseID, \.at)),
        .event(CaseLogHandler<ReferralResultReported>(\.caseID, \.at)),
        .event(CaseLogHandler<OutOfCityReferralSent>(\.caseID, \.at)),
        .event(CaseLogHandler<OutOfCityReferralAcknowledged>(\.caseID, \.at)),
        .event(CaseLogHandler<ReintegrationStarted>(\.caseID, \.at, by: { $0.by })),
        .event(CaseLogHandler<FamilyReady>(\.caseID, \.at)),
        .event(CaseLogHandler<SubstituteFamilyWanted>(\.caseID, \.at, by: { $0.by })),
        .event(CaseLogHandler<ChildReunified>(\.caseID, \.at)),
        .event(CaseLogHandler<CommunityResocialised>(\.caseID, \.at, by: { $0.by })),
        .event(CaseLogHandler<ReintegrationMonitored>(\.caseID, \.at, by: { $0.by })),
        .event(CaseLogHandler<ReintegrationEvaluated>(\.caseID, \.at, by: { $0.by })),
        .event(CaseLogHandler<EvaluationMeetingScheduled>(\.caseID, \.at, by: { $0.by })),
        .event(CaseLogHandler<EvaluationMeetingHeld>(\.caseID, \.at, by: { $0.by })),
        .event(CaseLogHandler<ClosureAsked>(\.caseID, \.at)),
        .event(CaseLogHandler<ClosureAgreed>(\.caseID, \.at, by: { $0.by })),
        .event(CaseLogHandler<ClosureTurnedDown>(\.caseID, \.at, by: { $0.by })),
        .event(CaseLogHandler<ServiceEnded>(\.caseID, \.at)),
        .event(CaseLogHandler<CaseClosed>(\.caseID, \.at)),
        .event(CaseLogHandler<PostMonitoringDue>(\.caseID, \.at)),
        .event(CaseLogHandler<PostMonitoringRecorded>(\.caseID, \.at, by: { $0.by })),
        .event(CaseLogHandler<CaseReopened>(\.caseID, \.at)),
        .event(CaseLogHandler<FileAuditRecorded>(\.caseID, \.at, by: { $0.by })),
    ]
}

/// Answers `show_oncall_log`.
struct ShowOncallLogHandler: QueryHandler {
    func answer(_ query: ShowOncallLog, _ context: QueryContext) async throws -> ShowOncallLog.Answer {
        let steps = try await context.load(CaseLog.self, query.caseID)?.steps ?? []
        return ShowOncallLog.Answer(
            steps: steps.filter { IdentificationUnit.ladder.contains($0.what) }
                .map { CaseLogStep(what: $0.what, by: $0.by, rung: $0.rung, at: $0.at) }
        )
    }
}

/// Answers `show_case_log`.
struct ShowCaseLogHandler: QueryHandler {
    func answer(_ query: ShowCaseLog, _ context: QueryContext) async throws -> ShowCaseLog.Answer {
        let steps = try await context.load(CaseLog.self, query.caseID)?.steps ?? []
        return ShowCaseLog.Answer(
            steps: steps.map { CaseLogStep(what: $0.what, by: $0.by, rung: $0.rung, at: $0.at) }
        )
    }
}
