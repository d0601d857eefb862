internal import Contracts
internal import IdentificationDomain
internal import PostgreSQL
internal import ProcedurePack
public import UnitRuntime
internal import Vocabulary

/// Identification: who the child is, where it belongs, whether the conditions are met (SOP table L.2).
///
/// Own keys besides the runtime's: `PKSAI_POPULATION_REGISTRY` (file, CSV `nik,status,district`; or the word `amqp`: users
/// with the role `registry` are asked), `PKSAI_REGISTRY_TIMEOUT` (int, seconds, default 60, 1–86400: how long a routine
/// complaint waits for their answer) and `PKSAI_AT_RISK_LISTS` (file, CSV `nik,list,date`). Without a registry every
/// residency is unknown until an officer records a proof; without lists no child is on one.
public enum IdentificationUnit {
    /// What the unit hears, decides and tells, with registers read from files.
    ///
    /// - Throws: ``RegisterFileError`` if a file can't be read or has a line that is none.
    public static func definition(_ settings: UnitSettings) throws -> UnitDefinition {
        let lists = try settings.values["PKSAI_AT_RISK_LISTS"].map { try AtRiskFile(path: $0) }
        let source: PopulationSource =
            switch settings.values["PKSAI_POPULATION_REGISTRY"] {
            case nil: .none
            case "amqp"?: .asked(try self.patience(settings))
            case let path?: .atHand(try PopulationFile(path: path))
            }
        return self.definition(settings, population: source, lists: lists)
    }

    private static func patience(_ settings: UnitSettings) throws -> RegistryPatience {
        guard let text = settings.values["PKSAI_REGISTRY_TIMEOUT"] else { return RegistryPatience(seconds: 60) }
        guard let seconds = Int(text), (1...86_400).contains(seconds) else {
            throw InvalidSetting(key: "PKSAI_REGISTRY_TIMEOUT", expected: "a number of seconds, 1 to 86400")
        }
        return RegistryPatience(seconds: seconds)
    }

    /// The same with these registers.
    package static func definition(
        _ settings: UnitSettings,
        population: (any PopulationRegistry)?,
        lists: (any AtRiskRegister)?
    ) throws -> UnitDefinition {
        let source = population.map { PopulationSource.atHand($0) } ?? PopulationSource.none
        return self.definition(settings, population: source, lists: lists)
    }

    /// The same with these sources.
    package static func definition(
        _ settings: UnitSettings,
        population: PopulationSource,
        lists: (any AtRiskRegister)?
    ) -> UnitDefinition {
        var policy = IdentificationPolicy()
        policy.limits = settings.limits
        policy.city = settings.pack.city.region
        policy.subdistricts = settings.pack.city.subdistricts
        let desk = IdentificationDesk(policy: policy, population: population, lists: lists)
        return UnitDefinition(
            name: .identification,
            migrations: [
                Migration(1001, "identification", PackageResources.V1001_unit_sql),
                Migration(1002, "outreach", PackageResources.V1002_outreach_sql),
            ],
            mintsDataKeys: CandidateID.owns,
            aggregates: [
                AggregateType(
                    Identification.self,
                    references: { ($0.id, $0.complaint?.caseID) },
                    effects: IdentificationEffects.of
                )
                .open(Identification.self) { $0.openStatus?.rawValue },
                AggregateType(Child.self, effects: { _, _, _, _ in [] }),
                AggregateType(CaseLog.self, references: { (nil, $0.id) }, effects: { _, _, _, _ in [] }),
                AggregateType(
                    OutreachCandidate.self,
                    references: { ($0.id.origin, nil) },
                    effects: CandidateEffects.of
                )
                .open(OutreachCandidate.self) {
                    [.assigned, .visited].contains($0.status) ? $0.status.rawValue : nil
                }
                .held(
                    OutreachCandidate.self,
                    by: { "state->>'status' = 'assigned' AND state->'letter'->>'worker' = \($0)" },
                    list: { candidate, leaving in candidate.held(leaving) }
                ) { candidate, leaving, context in
                    candidate.lose(leaving.name, leaving: leaving.roles, at: context.now, limits: settings.limits)
                },
                AggregateType(SecondaryData.self, effects: { _, _, _, _ in [] }),
                AggregateType(ReleaseLog.self, effects: { _, _, _, _ in [] }),
            ],
            handlers: Self.logged + Self.outreach + Self.analysts(desk) + Self.others(desk),
            unchanging: [
                InitialAssessmentRecorded.self, SupervisionRecorded.self, CaseMeetingScheduled.self,
                CaseMeetingHeld.self, CaseMeetingDocumented.self,
            ],
            queries: [
                .query(ListIdentificationsHandler()),
                .query(ShowIdentificationHandler()),
                .query(ListSameChildCandidatesHandler()),
                .query(ShowCaseLogHandler()),
                .query(ShowOncallLogHandler()),
                .query(ListOutreachCandidatesHandler()),
                .query(ShowOutreachCandidateHandler()),
                .query(ListSecondaryDataHandler()),
                .query(ListReleaseLogHandler()),
                .query(ReportDataQualityHandler()),
            ],
            backfills: [.similarNames]
        )
    }

    /// What intake and data-request tell, and what is ordered of lists, children and the registry.
    private static func others(_ desk: IdentificationDesk) -> [HandlerBinding] {
        [
            .event(ComplaintRegisteredHandler(desk: desk)),
            .event(UrgencyHandler<RiskLevelAssigned>(desk: desk, complaint: \.complaintID) { .levelNoted($0) }),
            .event(UrgencyHandler<EmergencyFlagged>(desk: desk, complaint: \.complaintID) { .emergencyNoted($0) }),
            .event(ComplaintForwardedHandler(desk: desk)),
            .event(ComplaintSupplementedHandler(desk: desk)),
            .event(ComplaintClosedWithAdvice.self, about: \.complaintID) { (identification: Identification, told) in
                identification.hear(.adviceNoted(told))
            },
            .event(
                CaseEndHandler<CaseClosed>(caseID: \.caseID, note: { .caseClosed($0) }) {
                    $0.end($1.caseID, reason: $1.reason, at: $1.at)
                }
            ),
            .event(
                CaseEndHandler<CaseReopened>(caseID: \.caseID, note: { .caseReopened($0) }) {
                    $0.resume($1.caseID, at: $1.at)
                }
            ),
            .event(ConsentWithdrawnHandler()),
            .event(InformationVerified.self, about: \.complaintID) { (identification: Identification, told) in
                identification.hear(.informationVerified(told))
            },
            .event(InformationUnverifiable.self, about: \.complaintID) { (identification: Identification, told) in
                identification.hear(.informationUnverifiable(told))
            },
            .event(ComplaintDocumented.self, about: \.complaintID) { (identification: Identification, told) in
                identification.hear(.complaintDocumented(told))
            },
            .event(DataReleased.self, about: \.requestID) { (log: ReleaseLog, told) in log.note(.dataReleased(told)) },
            .event(DataUnavailable.self, about: \.requestID) { (log: ReleaseLog, told) in
                log.note(.dataUnavailable(told))
            },
            .event(DataRequestDocumented.self, about: \.requestID) { (log: ReleaseLog, told) in
                log.note(.dataRequestDocumented(told))
            },
            .event(PopulationUnansweredHandler(desk: desk)),
            .command(AnswerPopulationLookupHandler(desk: desk)),
            .command(DecideSameChildHandler(desk: desk)),
            .command(UnlinkComplaintHandler(desk: desk)),
            .command(ImportAtRiskRowsHandler(desk: desk)),
            .command(FinishAtRiskImportHandler()),
            .command(RankOutreachCandidatesHandler()),
        ]
    }
}
