internal import Contracts
internal import IdentificationDomain
internal import UnitRuntime
internal import Vocabulary

extension HandlerBinding {
    /// Logs what the service unit and referral tell of a case: the data bank's index of what its file holds.
    ///
    /// - Parameters:
    ///   - caseID: Where the event names its case.
    ///   - at: When it happened.
    ///   - by: Who did it, where it says so.
    fileprivate static func logged<Told: EventContract>(
        _ told: Told.Type,
        _ caseID: @escaping @Sendable (Told) -> CaseID,
        _ at: @escaping @Sendable (Told) -> Instant,
        by: @escaping @Sendable (Told) -> Username? = { _ in nil }
    ) -> HandlerBinding {
        .event(told, about: caseID) { (log: CaseLog, told) in
            log.hear(CaseLog.Step(what: Told.name, by: by(told), rung: nil, at: at(told)))
        }
    }

    /// A step over the on-call ladder.
    fileprivate static func logged<Told: EventContract & OncallStep>(_ told: Told.Type) -> HandlerBinding {
        .event(told, about: \.facts.caseID) { (log: CaseLog, told) in
            log.hear(CaseLog.Step(what: Told.name, by: told.facts.by, rung: told.facts.rung, at: told.facts.at))
        }
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
        .logged(OncallRaised.self),
        .logged(OncallClaimed.self),
        .logged(OncallPassed.self),
        .logged(OncallReleased.self),
        .logged(OncallLapsed.self),
        .logged(OncallContacted.self),
        .logged(OncallEscalated.self),
        .logged(SafetyAssessed.self, \.caseID, \.at),
        .logged(ConsentGiven.self, \.caseID, \.at),
        .logged(ConsentRefused.self, \.caseID, \.at),
        .logged(CaseManagerAssigned.self, \.caseID, \.at, by: { $0.by }),
        .logged(ManagerChanged.self, \.caseID, \.at),
        .logged(HomeVisitScheduled.self, \.caseID, \.at, by: { $0.by }),
        .logged(HomeVisited.self, \.caseID, \.at),
        .logged(AssessmentDone.self, \.caseID, \.at),
        .logged(RiskLevelChanged.self, \.caseID, \.at, by: { $0.by }),
        .logged(PlanWaits.self, \.caseID, \.at),
        .logged(PlanInForce.self, \.caseID, \.at),
        .logged(PlanRevised.self, \.caseID, \.at, by: { $0.by }),
        .logged(AnalysisCoordinated.self, \.caseID, \.at, by: { $0.by }),
        .logged(PlanCopyGiven.self, \.caseID, \.at, by: { $0.by }),
        .logged(CaseListed.self, \.caseID, \.at),
        .logged(InterventionDone.self, \.caseID, \.at),
        .logged(FollowedUp.self, \.caseID, \.at),
        .logged(Reviewed.self, \.caseID, \.at),
        .logged(AssignmentLetterIssued.self, \.caseID, \.at),
        .logged(HandoverSigned.self, \.caseID, \.at),
        .logged(ReferralResultReported.self, \.caseID, \.at),
        .logged(OutOfCityReferralSent.self, \.caseID, \.at),
        .logged(OutOfCityReferralAcknowledged.self, \.caseID, \.at),
        .logged(ReintegrationStarted.self, \.caseID, \.at, by: { $0.by }),
        .logged(FamilyReady.self, \.caseID, \.at),
        .logged(SubstituteFamilyWanted.self, \.caseID, \.at, by: { $0.by }),
        .logged(ChildReunified.self, \.caseID, \.at),
        .logged(CommunityResocialised.self, \.caseID, \.at, by: { $0.by }),
        .logged(ReintegrationMonitored.self, \.caseID, \.at, by: { $0.by }),
        .logged(ReintegrationEvaluated.self, \.caseID, \.at, by: { $0.by }),
        .logged(EvaluationMeetingScheduled.self, \.caseID, \.at, by: { $0.by }),
        .logged(EvaluationMeetingHeld.self, \.caseID, \.at, by: { $0.by }),
        .logged(ClosureAsked.self, \.caseID, \.at),
        .logged(ClosureAgreed.self, \.caseID, \.at, by: { $0.by }),
        .logged(ClosureTurnedDown.self, \.caseID, \.at, by: { $0.by }),
        .logged(ServiceEnded.self, \.caseID, \.at),
        .logged(CaseClosed.self, \.caseID, \.at),
        .logged(PostMonitoringDue.self, \.caseID, \.at),
        .logged(PostMonitoringRecorded.self, \.caseID, \.at, by: { $0.by }),
        .logged(CaseReopened.self, \.caseID, \.at),
        .logged(FileAuditRecorded.self, \.caseID, \.at, by: { $0.by }),
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
