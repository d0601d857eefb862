internal import Contracts
internal import ReferralDomain
internal import UnitRuntime
internal import Vocabulary

/// Takes what begins a referral: the plan's action, an emergency, a child of another district.
struct ReferralAskedHandler<Asked: EventContract>: MessageHandler {
    /// The referral it begins and the case it is for.
    let names: @Sendable (Asked) -> (referral: ReferralID, caseID: CaseID)
    let rule: @Sendable (Referral, Asked, CaseFacts) -> [Referral.Event]

    func lookups(of message: Heard<Asked>, _ context: RoutingContext) throws -> [LookupKey] {
        let (referral, caseID) = self.names(message.event)
        return [CaseReferrals.key(caseID)] + CaseReferrals.newKeys(referral)
    }

    func subjects(of message: Heard<Asked>, _ context: RoutingContext) throws -> [AggregateReference] {
        let (referral, caseID) = self.names(message.event)
        return [AggregateReference(Referral.self, referral), AggregateReference(CaseFile.self, caseID)]
    }

    func decide(_ message: Heard<Asked>, _ context: inout DecisionContext) throws {
        let (id, caseID) = self.names(message.event)
        let facts = try context.state(CaseFile.self, caseID).facts
        let events = self.rule(try context.state(Referral.self, id), message.event, facts)
        context.append(events, to: Referral.self, id)
        CaseReferrals.add(id, to: caseID, &context)
    }
}

extension ReferralUnit {
    /// What begins a referral.
    static func asked(_ limits: ProcedureLimits) -> [HandlerBinding] {
        [
            .event(
                ReferralAskedHandler<ReferralPlanned>(names: { ($0.need.referralID, $0.need.caseID) }) {
                    $0.plan($1, knowing: $2, limits: limits)
                }
            ),
            .event(
                ReferralAskedHandler<UrgentReferralRequested>(names: { ($0.need.referralID, $0.need.caseID) }) {
                    $0.request($1, knowing: $2, limits: limits)
                }
            ),
            .event(
                ReferralAskedHandler<OutOfCityReferralRequested>(
                    names: { (ReferralID(outOfCity: $0.caseID), $0.caseID) }
                ) { $0.request($1, knowing: $2, limits: limits) }
            ),
        ]
    }
}
