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
            OR state->'worker'->>'worker' = \(name) OR state->'urgent'->>'holder' = \(name)
            OR state->'urgent'->'offer'->>'to' = \(name)
            OR state->'helping' @> jsonb_build_array(jsonb_build_object('helper', \(name)::text))))
        """
    }

    @Sendable static func held(_ aCase: Case, _ leaving: Leaving) -> [Holding] {
        let subject = "\(Case.streamKind)-\(aCase.id)"
        return aCase.holds(of: leaving.name, beyond: leaving.roles).map { hold in
            switch hold {
            case .manager: Holding(hold.rawValue, of: subject, reassign: "pksai case assign-manager")
            case .worker: Holding(hold.rawValue, of: subject, reassign: "pksai case assign-worker")
            case .claim: Holding(hold.rawValue, of: subject, otherwise: "lapses, and the case is called out again")
            case .offer: Holding(hold.rawValue, of: subject, otherwise: "lapses")
            }
        }
    }

    @Sendable static func held(_ roster: Roster, _ leaving: Leaving) -> [Holding] {
        roster.turns(of: leaving.name, beyond: leaving.roles, at: leaving.at).map { turn in
            Holding("roster_turn \(turn.from) – \(turn.until)", of: "roster", reassign: "pksai oncall roster")
        }
    }
}
