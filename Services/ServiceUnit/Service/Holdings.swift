internal import Contracts
internal import PostgreSQL
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

/// What people hold of the service unit's: cases, claims, turns on call.
extension ServiceUnitUnit {
    /// Called out and taken by nobody yet.
    static let calledOut: SQL = "state->'urgent'->>'phase' = 'raised'"

    /// What somebody has, and what waits for somebody: a rung may be empty without them.
    @Sendable static func casesHeld(by name: String) -> SQL {
        """
        \(Self.calledOut) OR (state->>'is_over' = 'false' AND (state->>'manager' = \(name)
            OR state->'worker'->>'worker' = \(name) OR state->'urgent'->>'holder' = \(name)))
        """
    }

    @Sendable static func held(_ aCase: Case, by name: Username, beyond roles: Set<Role>, at now: Instant) -> [Holding]
    {
        aCase.holds(of: name, beyond: roles).map { hold in
            let command: String? =
                switch hold {
                case .manager: "pksai case assign-manager"
                case .worker: "pksai case assign-worker"
                case .claim: nil
                }
            return Holding(hold.rawValue, of: "\(Case.streamKind)-\(aCase.id)", reassign: command)
        }
    }

    @Sendable static func held(_ roster: Roster, by name: Username, beyond roles: Set<Role>, at now: Instant)
        -> [Holding]
    {
        roster.turns(of: name, beyond: roles, at: now).map { turn in
            Holding("roster_turn \(turn.from) – \(turn.until)", of: "roster", reassign: "pksai oncall roster")
        }
    }
}
