internal import Contracts
internal import ReferralDomain
internal import UnitRuntime
internal import Vocabulary

/// Takes service-unit's `referral_planned`.
struct ReferralPlannedHandler: MessageHandler {
    let limits: ProcedureLimits

    func lookups(of message: Heard<ReferralPlanned>, _ context: RoutingContext) throws -> [LookupKey] {
        [CaseReferrals.key(message.event.need.caseID)] + CaseReferrals.newKeys(message.event.need.referralID)
    }

    func subjects(of message: Heard<ReferralPlanned>, _ context: RoutingContext) throws -> [AggregateReference] {
        [
            AggregateReference(Referral.self, message.event.need.referralID),
            AggregateReference(CaseFile.self, message.event.need.caseID),
        ]
    }

    func decide(_ message: Heard<ReferralPlanned>, _ context: inout DecisionContext) throws {
        let need = message.event.need
        let referral = try context.state(Referral.self, need.referralID)
        let facts = try context.state(CaseFile.self, need.caseID).facts
        let events = referral.plan(message.event, knowing: facts, limits: self.limits)
        context.append(events, to: Referral.self, need.referralID)
        CaseReferrals.add(need.referralID, to: need.caseID, &context)
    }
}

/// Takes service-unit's `urgent_referral_requested`.
struct UrgentReferralRequestedHandler: MessageHandler {
    let limits: ProcedureLimits

    func lookups(of message: Heard<UrgentReferralRequested>, _ context: RoutingContext) throws -> [LookupKey] {
        [CaseReferrals.key(message.event.need.caseID)] + CaseReferrals.newKeys(message.event.need.referralID)
    }

    func subjects(of message: Heard<UrgentReferralRequested>, _ context: RoutingContext) throws -> [AggregateReference]
    {
        [
            AggregateReference(Referral.self, message.event.need.referralID),
            AggregateReference(CaseFile.self, message.event.need.caseID),
        ]
    }

    func decide(_ message: Heard<UrgentReferralRequested>, _ context: inout DecisionContext) throws {
        let need = message.event.need
        let referral = try context.state(Referral.self, need.referralID)
        let facts = try context.state(CaseFile.self, need.caseID).facts
        let events = referral.request(message.event, knowing: facts, limits: self.limits)
        context.append(events, to: Referral.self, need.referralID)
        CaseReferrals.add(need.referralID, to: need.caseID, &context)
    }
}

/// Takes identification's `out_of_city_referral_requested`.
struct OutOfCityReferralRequestedHandler: MessageHandler {
    let limits: ProcedureLimits

    func lookups(of message: Heard<OutOfCityReferralRequested>, _ context: RoutingContext) throws -> [LookupKey] {
        let id = ReferralID(outOfCity: message.event.caseID)
        return [CaseReferrals.key(message.event.caseID)] + CaseReferrals.newKeys(id)
    }

    func subjects(
        of message: Heard<OutOfCityReferralRequested>,
        _ context: RoutingContext
    ) throws -> [AggregateReference] {
        [
            AggregateReference(Referral.self, ReferralID(outOfCity: message.event.caseID)),
            AggregateReference(CaseFile.self, message.event.caseID),
        ]
    }

    func decide(_ message: Heard<OutOfCityReferralRequested>, _ context: inout DecisionContext) throws {
        let id = ReferralID(outOfCity: message.event.caseID)
        let referral = try context.state(Referral.self, id)
        let facts = try context.state(CaseFile.self, message.event.caseID).facts
        context.append(referral.request(message.event, knowing: facts, limits: self.limits), to: Referral.self, id)
        CaseReferrals.add(id, to: message.event.caseID, &context)
    }
}
