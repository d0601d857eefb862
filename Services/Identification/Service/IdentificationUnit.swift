internal import Contracts
internal import IdentificationDomain
internal import ProcedurePack
public import UnitRuntime
internal import Vocabulary

/// Identification: who the child is, where it belongs, whether the conditions are met (SOP table L.2).
///
/// Own keys besides the runtime's: `PKSAI_POPULATION_REGISTRY` (file, CSV `nik,status,district`) and
/// `PKSAI_AT_RISK_LISTS` (file, CSV `nik,list,date`). Without a registry every residency is unknown until an officer
/// records a proof; without lists no child is on one.
public enum IdentificationUnit {
    /// What the unit hears, decides and tells, with registers read from files.
    ///
    /// - Throws: ``RegisterFileError`` if a file can't be read or has a line that is none.
    public static func definition(_ settings: UnitSettings) throws -> UnitDefinition {
        try self.definition(
            settings,
            population: settings.values["PKSAI_POPULATION_REGISTRY"].map { try PopulationFile(path: $0) },
            lists: settings.values["PKSAI_AT_RISK_LISTS"].map { try AtRiskFile(path: $0) }
        )
    }

    /// The same with these registers.
    package static func definition(
        _ settings: UnitSettings,
        population: (any PopulationRegistry)?,
        lists: (any AtRiskRegister)?
    ) throws -> UnitDefinition {
        var policy = IdentificationPolicy()
        policy.limits = settings.limits
        policy.city = settings.pack.city.region
        let desk = IdentificationDesk(policy: policy, population: population, lists: lists)
        return UnitDefinition(
            name: .identification,
            migrations: [Migration(1001, "identification", PackageResources.V1001_unit_sql)],
            aggregates: [
                AggregateType(
                    Identification.self,
                    references: { ($0.id, $0.complaint?.caseID) },
                    effects: IdentificationEffects.of
                ),
                AggregateType(Child.self, effects: { _, _, _, _ in [] }),
            ],
            handlers: [
                .event(ComplaintRegisteredHandler(desk: desk)),
                .event(RiskLevelAssignedHandler()),
                .event(ComplaintForwardedHandler(desk: desk)),
                .event(ComplaintSupplementedHandler(desk: desk)),
                .event(ComplaintClosedWithAdviceHandler()),
                .event(CaseClosedHandler()),
                .command(RecordResidencyHandler(desk: desk)),
                .command(DecideScopeHandler(desk: desk)),
                .command(DecideSameChildHandler()),
            ],
            queries: [
                .query(ListIdentificationsHandler()),
                .query(ShowIdentificationHandler()),
                .query(ListSameChildCandidatesHandler()),
            ]
        )
    }
}
