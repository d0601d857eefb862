public import Contracts
public import ProcedurePack
public import Vocabulary

/// What one organisational unit hears, decides and tells: the whole difference between the five programs.
///
/// ```swift
/// public enum IntakeUnit {
///     public static func definition(_ settings: UnitSettings) throws -> UnitDefinition {
///         UnitDefinition(
///             name: .intake,
///             migrations: [Migration(1001, "views", PackageResources.V1001_views_sql)],
///             aggregates: [AggregateType(Complaint.self, effects: Self.effects)],
///             handlers: [
///                 .complaint(ComplaintSubmittedHandler(limits: settings.limits)),
///                 .command(AssessComplaintHandler()),
///                 .event(CaseRegisteredHandler()),
///             ],
///             queries: [.query(ListComplaintsHandler())])
///     }
/// }
/// @main struct IntakeApp { static func main() async { await UnitProgram.main(.intake, IntakeUnit.definition) } }
/// ```
public struct UnitDefinition: Sendable {
    /// Which unit.
    public let name: UnitName
    /// The unit's own tables and views; numbers from 1001 (the runtime's are below).
    public private(set) var migrations: [Migration]
    /// For which origins it makes data keys: those it sees first (intake's complaints, identification's candidates).
    public let mintsDataKeys: @Sendable (ComplaintID) -> Bool
    let aggregates: [String: AggregateType]
    private(set) var handlers: [String: [HandlerBinding]]
    let unchanging: Set<String>
    /// A missed limit that nobody acknowledged goes a step up after so many minutes.
    private(set) var acknowledgeMinutes = ProcedureLimits().alertAcknowledgeMinutes
    /// Whose calendar dates and years are taken from.
    private(set) var zone = CityZone.wita
    let queries: [String: QueryBinding]
    let backfills: [Backfill]

    /// A unit.
    ///
    /// - Parameter unchanging: What it hears and its people read where it was decided: nothing follows from it here.
    public init(
        name: UnitName,
        migrations: [Migration] = [],
        mintsDataKeys: @escaping @Sendable (ComplaintID) -> Bool = { _ in false },
        aggregates: [AggregateType],
        handlers: [HandlerBinding],
        unchanging: [any EventContract.Type] = [],
        queries: [QueryBinding] = [],
        backfills: [Backfill] = []
    ) {
        self.backfills = backfills
        self.name = name
        self.migrations = migrations
        self.mintsDataKeys = mintsDataKeys
        self.aggregates = Dictionary(uniqueKeysWithValues: aggregates.map { ($0.kind, $0) })
        let held = aggregates.filter { $0.holding != nil }
        let holdings = HandlerBinding(
            RegisterUser.type,
            .command,
            HoldingsHandler(types: held),
            RegisterUser.self
        )
        self.handlers = Dictionary(grouping: handlers + (held.isEmpty ? [] : [holdings]), by: \.type)
        self.unchanging = Set(unchanging.map { $0.name })
        self.queries = Dictionary(uniqueKeysWithValues: queries.map { ($0.type, $0) })
    }

    /// Events that come to the unit and that it neither takes nor says to change nothing.
    package var unheard: Set<String> {
        Set(EventRegistry.heard(by: self.name).map { $0.name }).subtracting(self.unchanging)
            .subtracting(self.handlers.keys).subtracting(RuntimeMessages.handlers.keys)
    }

    /// What it takes or says to change nothing although nobody tells it.
    package var untold: Set<String> {
        self.unchanging.union(self.handlers.filter { $0.value.contains { $0.kind == .event } }.keys)
            .subtracting(EventRegistry.heard(by: self.name).map { $0.name })
    }

    /// The same unit, a version later: with one more migration.
    package func adding(_ migration: Migration) -> UnitDefinition {
        var later = self
        later.migrations.append(migration)
        return later
    }

    /// The same unit in a city: fewer roles decide where its pack says so, alarms go up as fast as it
    /// says, dates are its calendar's.
    public func narrowed(by pack: ProcedurePack) -> UnitDefinition {
        var narrowed = self
        narrowed.acknowledgeMinutes = pack.limits.alertAcknowledgeMinutes
        narrowed.zone = pack.city.zone
        for (command, roles) in pack.decisions {
            guard let bindings = narrowed.handlers[command] else { continue }
            narrowed.handlers[command] = bindings.map { $0.narrowed(to: roles) }
        }
        return narrowed
    }
}

/// A numbered SQL file, applied once, in order, by the owner role.
public struct Migration: Sendable {
    /// Its number: below 1000 the runtime's, from 1001 the unit's.
    public let number: Int
    /// A word for people.
    public let name: String
    /// The statements.
    public let sql: String

    /// A migration from an embedded resource (`PackageResources.V1001_views_sql`).
    public init(_ number: Int, _ name: String, _ bytes: [UInt8]) {
        self.number = number
        self.name = name
        self.sql = String(decoding: bytes, as: UTF8.self)
    }
}

/// What a unit is started with besides its code; read from the configuration.
public struct UnitSettings: Sendable {
    /// How the city works.
    public var pack: ProcedurePack
    /// The unit's own keys, `PKSAI_POPULATION_REGISTRY` and the like, by name.
    public var values: [String: String]

    /// The procedure's limits.
    public var limits: ProcedureLimits { self.pack.limits }

    /// Settings.
    public init(pack: ProcedurePack, values: [String: String] = [:]) {
        self.pack = pack
        self.values = values
    }

    /// Settings with Makassar's pack.
    public init(values: [String: String] = [:]) throws {
        self.init(pack: try ProcedurePack.makassar(), values: values)
    }
}
