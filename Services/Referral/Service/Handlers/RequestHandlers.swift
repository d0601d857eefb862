internal import Contracts
internal import ReferralDomain
internal import UnitRuntime
internal import Vocabulary

/// Takes service-unit's `referral_planned`.
struct ReferralPlannedHandler: MessageHandler {
    let limits: ProcedureLimits

    func lookups(of message: Heard<ReferralPlanned>, _ context: RoutingContext) throws -> [LookupKey] {
        [CaseReferrals.key(message.event.need.caseID), CaseReferrals.key(message.event.need.referralID)]
    }

    func subjects(of message: Heard<ReferralPlanned>, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Referral.self, message.event.need.referralID)]
    }

    func decide(_ message: Heard<ReferralPlanned>, _ context: inout DecisionContext) throws {
        let need = message.event.need
        let referral = try context.state(Referral.self, need.referralID)
        context.append(referral.plan(message.event, limits: self.limits), to: Referral.self, need.referralID)
        CaseReferrals.add(need.referralID, to: need.caseID, &context)
    }
}

/// Takes service-unit's `urgent_referral_requested`.
struct UrgentReferralRequestedHandler: MessageHandler {
    let limits: ProcedureLimits

    func lookups(of message: Heard<UrgentReferralRequested>, _ context: RoutingContext) throws -> [LookupKey] {
        [CaseReferrals.key(message.event.need.caseID), CaseReferrals.key(message.event.need.referralID)]
    }

    func subjects(of message: Heard<UrgentReferralRequested>, _ context: RoutingContext) throws -> [AggregateReference]
    {
        [AggregateReference(Referral.self, message.event.need.referralID)]
    }

    func decide(_ message: Heard<UrgentReferralRequested>, _ context: inout DecisionContext) throws {
        let need = message.event.need
        let referral = try context.state(Referral.self, need.referralID)
        context.append(referral.request(message.event, limits: self.limits), to: Referral.self, need.referralID)
        CaseReferrals.add(need.referralID, to: need.caseID, &context)
    }
}

/// Takes identification's `out_of_city_referral_requested`.
struct OutOfCityReferralRequestedHandler: MessageHandler {
    let limits: ProcedureLimits

    func lookups(of message: Heard<OutOfCityReferralRequested>, _ context: RoutingContext) throws -> [LookupKey] {
        let id = ReferralID(outOfCity: message.event.caseID)
        return [CaseReferrals.key(message.event.caseID), CaseReferrals.key(id)]
    }

    func subjects(
        of message: Heard<OutOfCityReferralRequested>,
        _ context: RoutingContext
    ) throws -> [AggregateReference] {
        [AggregateReference(Referral.self, ReferralID(outOfCity: message.event.caseID))]
    }

    func decide(_ message: Heard<OutOfCityReferralRequested>, _ context: inout DecisionContext) throws {
        let id = ReferralID(outOfCity: message.event.caseID)
        let referral = try context.state(Referral.self, id)
        context.append(referral.request(message.event, limits: self.limits), to: Referral.self, id)
        CaseReferrals.add(id, to: message.event.caseID, &context)
    }
}

/// Takes service-unit's `case_manager_assigned`, for all referrals of the case.
struct CaseManagerAssignedHandler: MessageHandler {
    func lookups(of message: Heard<CaseManagerAssigned>, _ context: RoutingContext) throws -> [LookupKey] {
        [CaseReferrals.key(message.event.caseID)]
    }

    func subjects(of message: Heard<CaseManagerAssigned>, _ context: RoutingContext) throws -> [AggregateReference] {
        CaseReferrals.list(context.lookup(CaseReferrals.key(message.event.caseID)))
            .map { AggregateReference(Referral.self, $0) }
    }

    func decide(_ message: Heard<CaseManagerAssigned>, _ context: inout DecisionContext) throws {
        for id in CaseReferrals.list(context.lookup(CaseReferrals.key(message.event.caseID))) {
            // One planned in this very batch was not loaded: its request names the manager.
            guard let referral = try? context.state(Referral.self, id) else { continue }
            context.append(referral.learn(message.event), to: Referral.self, id)
        }
    }
}

/// Takes service-unit's `case_closed`, for all referrals of the case.
struct CaseClosedHandler: MessageHandler {
    func lookups(of message: Heard<CaseClosed>, _ context: RoutingContext) throws -> [LookupKey] {
        [CaseReferrals.key(message.event.caseID)]
    }

    func subjects(of message: Heard<CaseClosed>, _ context: RoutingContext) throws -> [AggregateReference] {
        CaseReferrals.list(context.lookup(CaseReferrals.key(message.event.caseID)))
            .map { AggregateReference(Referral.self, $0) }
    }

    func decide(_ message: Heard<CaseClosed>, _ context: inout DecisionContext) throws {
        for id in CaseReferrals.list(context.lookup(CaseReferrals.key(message.event.caseID))) {
            guard let referral = try? context.state(Referral.self, id) else { continue }
            context.append(referral.learn(message.event), to: Referral.self, id)
        }
    }
}
