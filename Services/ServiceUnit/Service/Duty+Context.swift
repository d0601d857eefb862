internal import Contracts
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

extension Duty {
    /// What a handler must name in `kinds(of:)` to know who stands on the ladder.
    static let kinds = [Roster.streamKind, KnownUsers.kind]

    /// Who stands on the ladder now; nil if the kinds were not named.
    init?(_ context: DecisionContext) {
        guard let rosters = try? context.all(Roster.self) else { return nil }
        var holders: [OncallRung: [Username]] = [:]
        for rung in OncallRung.allCases {
            guard let users = try? context.users(holding: rung.role) else { return nil }
            holders[rung] = users
        }
        self.init(roster: rosters.first, holders: holders)
    }
}
