internal import Contracts
internal import PostgreSQL
internal import ReferralDomain
internal import UnitRuntime
internal import Vocabulary

extension Referral {
    /// What a letter orders somebody, what waits for somebody's partner, and what waits for anybody.
    @Sendable static func heldSomehow(by name: String) -> SQL {
        """
        state->'assignment'->>'worker' = \(name) OR jsonb_typeof(state->'vacancy') = 'object'
            OR state->>'institution' = (SELECT known.state->>'institution' FROM aggregates AS known
                WHERE known.kind = '\(unescaped: KnownUsers.kind)' AND known.id = \(name))
        """
    }

    @Sendable static func held(_ referral: Referral, _ leaving: Leaving) -> [Holding] {
        referral.holds(of: leaving.name, beyond: leaving.roles, partners: leaving.partners).map { hold in
            let command: String =
                switch hold {
                case .letter: "pksai referral assign"
                case .focalPoint: "pksai user add … --role focal_point --institution \(referral.institution ?? "")"
                }
            return Holding(hold.rawValue, of: "\(Self.streamKind)-\(referral.id)", reassign: command)
        }
    }
}
