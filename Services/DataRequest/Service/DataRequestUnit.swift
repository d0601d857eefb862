internal import Contracts
internal import DataRequestDomain
internal import ProcedurePack
public import UnitRuntime
internal import Vocabulary

/// What the data-request unit hears, decides and says (S11, §10). It holds no key and hears no identity.
public enum DataRequestUnit {
    /// The unit.
    public static func definition(_ settings: UnitSettings) throws -> UnitDefinition {
        let heard: [HandlerBinding] = [
            .dataRequest(DataRequestSubmittedHandler(pack: settings.pack)),
            .event(FactRecordedHandler(places: settings.pack.city.subdistricts)),
        ]
        return UnitDefinition(
            name: .dataRequest,
            migrations: [Migration(1001, "unit", PackageResources.V1001_unit_sql)],
            aggregates: [
                AggregateType(DataRequest.self) { event, _, after, context in
                    after.effects(of: event, at: context.now)
                },
                AggregateType(Fact.self) { _, _, _, _ in [] },
            ],
            handlers: heard + Self.commands(settings.pack),
            queries: [
                .query(ListDataRequestsHandler()), .query(ShowDataRequestHandler()), .query(ListReleasesHandler()),
            ]
        )
    }
}
