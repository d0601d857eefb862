internal import Contracts
internal import DataRequestDomain
internal import ProcedurePack
public import UnitRuntime
internal import Vocabulary

/// What the data-request unit hears, decides and says (S11, §10). It holds no key and hears no identity.
public enum DataRequestUnit {
    /// The unit.
    public static func definition(_ settings: UnitSettings) throws -> UnitDefinition {
        UnitDefinition(
            name: .dataRequest,
            migrations: [Migration(1001, "unit", PackageResources.V1001_unit_sql)],
            aggregates: [
                AggregateType(DataRequest.self) { event, _, after, context in
                    after.effects(of: event, at: context.now)
                },
                AggregateType(Fact.self) { _, _, _, _ in [] },
            ],
            handlers: [
                .dataRequest(DataRequestSubmittedHandler(pack: settings.pack)),
                .event(FactRecordedHandler()),
                .command(ClassifyDataRequestHandler()),
                .command(ConfirmDataRequestHandler()),
                .command(GrantDataRequestHandler(pack: settings.pack)),
                .command(DenyDataRequestHandler()),
            ],
            queries: [.query(ListDataRequestsHandler()), .query(ShowDataRequestHandler())]
        )
    }
}
