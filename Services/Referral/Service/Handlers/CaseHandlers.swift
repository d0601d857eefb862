internal import Contracts
internal import ReferralDomain
internal import UnitRuntime
internal import Vocabulary

/// Takes what the service unit tells of a case: the case's file keeps it, all its referrals learn it, beds follow.
struct CaseToldHandler<Told: EventContract>: MessageHandler {
    private let caseID: @Sendable (Told) -> CaseID
    private let event: @Sendable (Told) -> CaseFile.Event
    private let learn: @Sendable (Referral, Told) -> [Referral.Event]
    private let frees: BedRelease?

    /// - Parameter frees: Why the case's beds are free once this is told; nil if they stay.
    init(
        _ caseID: @escaping @Sendable (Told) -> CaseID,
        _ event: @escaping @Sendable (Told) -> CaseFile.Event,
        frees: BedRelease? = nil,
        learn: @escaping @Sendable (Referral, Told) -> [Referral.Event]
    ) {
        self.caseID = caseID
        self.event = event
        self.learn = learn
        self.frees = frees
    }

    func lookups(of message: Heard<Told>, _ context: RoutingContext) throws -> [LookupKey] {
        [CaseReferrals.key(self.caseID(message.event))] + (self.frees == nil ? [] : [Shelters.key])
    }

    func subjects(of message: Heard<Told>, _ context: RoutingContext) throws -> [AggregateReference] {
        let id = self.caseID(message.event)
        let referrals = CaseReferrals.list(context.lookup(CaseReferrals.key(id)))
        let beds = self.frees == nil || referrals.isEmpty ? [] : Shelters.references(context)
        return [AggregateReference(CaseFile.self, id)] + referrals.map { AggregateReference(Referral.self, $0) } + beds
    }

    func decide(_ message: Heard<Told>, _ context: inout DecisionContext) throws {
        let id = self.caseID(message.event)
        let file = try context.state(CaseFile.self, id)
        context.append(file.learn(self.event(message.event)), to: CaseFile.self, id)
        for referral in CaseReferrals.list(context.lookup(CaseReferrals.key(id))) {
            // One planned in this very batch was loaded by its own message.
            guard let state = try? context.state(Referral.self, referral) else { continue }
            context.append(self.learn(state, message.event), to: Referral.self, referral)
            if let frees { Shelters.release(referral, frees, &context) }
        }
    }
}

extension HandlerBinding {
    /// Notes a step of a case's way elsewhere.
    static func course<Told: EventContract>(
        _ told: Told.Type,
        _ caseID: @escaping @Sendable (Told) -> CaseID,
        _ at: @escaping @Sendable (Told) -> Instant
    ) -> HandlerBinding {
        .event(told, about: caseID) { (file: CaseFile, told) in
            file.learn(.courseNoted(CaseFile.CourseNoted(what: Told.name, at: at(told))))
        }
    }
}

/// Takes service-unit's `consent_withdrawn`: what is open stops, holders are told, this unit acknowledges (D08).
struct ConsentWithdrawnHandler: MessageHandler {
    let limits: ProcedureLimits

    func lookups(of message: Heard<ConsentWithdrawn>, _ context: RoutingContext) throws -> [LookupKey] {
        [CaseReferrals.key(message.event.caseID), Shelters.key]
    }

    func subjects(of message: Heard<ConsentWithdrawn>, _ context: RoutingContext) throws -> [AggregateReference] {
        let referrals = CaseReferrals.list(context.lookup(CaseReferrals.key(message.event.caseID)))
        return [AggregateReference(CaseFile.self, message.event.caseID)]
            + referrals.map { AggregateReference(Referral.self, $0) }
            + (referrals.isEmpty ? [] : Shelters.references(context))
    }

    func decide(_ message: Heard<ConsentWithdrawn>, _ context: inout DecisionContext) throws {
        let withdrawn = message.event
        let file = try context.state(CaseFile.self, withdrawn.caseID)
        context.append(file.withdraw(withdrawn, at: context.now), to: CaseFile.self, withdrawn.caseID)
        for id in CaseReferrals.list(context.lookup(CaseReferrals.key(withdrawn.caseID))) {
            guard let referral = try? context.state(Referral.self, id) else { continue }
            let events = referral.learn(withdrawn, limits: self.limits)
            context.append(events, to: Referral.self, id)
            let after = referral.applying(events)
            if after.state == .withdrawn { Shelters.release(id, .consentWithdrawn, &context) }
            guard !events.isEmpty, after.subject?.test != true,
                let due = after.clocks[.withdrawalAcknowledgement]?.dueAt
            else { continue }
            let notice = ConsentWithdrawnNotice(referralID: id, withdrawnAt: withdrawn.at, acknowledgeBy: due)
            for holder in after.holders {
                context.perform(.send(.everyone(.focalPoint, institution: holder), notice))
            }
        }
    }
}

/// Takes identification's `redirect_requested`: the referral officer points the family to a fitting body.
struct RedirectRequestedHandler: SubjectHandler {
    typealias Message = Heard<RedirectRequested>
    typealias Subject = CaseFile

    func subject(of message: Heard<RedirectRequested>) -> CaseID { message.event.caseID }

    func decide(
        _ file: CaseFile,
        _ message: Heard<RedirectRequested>,
        _ context: inout DecisionContext
    ) throws -> [CaseFile.Event] {
        file.learn(.redirectRequested(message.event))
    }
}

/// Takes a partner's `acknowledge_withdrawal`, for all referrals of the case that the partner was sent.
struct AcknowledgeWithdrawalHandler: MessageHandler {
    func lookups(of message: AcknowledgeWithdrawal, _ context: RoutingContext) throws -> [LookupKey] {
        [CaseReferrals.key(message.referralID), CaseReferrals.caseKey(message.referralID)]
    }

    func subjects(of message: AcknowledgeWithdrawal, _ context: RoutingContext) throws -> [AggregateReference] {
        CaseReferrals.references(message.referralID, context)
    }

    func decide(_ message: AcknowledgeWithdrawal, _ context: inout DecisionContext) throws {
        let named = try context.state(Referral.self, message.referralID)
        let events = try named.acknowledgeWithdrawal(of: message.holder, by: context.partner, at: context.now)
        context.take(events, of: named)
        for id in CaseReferrals.list(context.lookup(CaseReferrals.key(message.referralID)))
        where id != message.referralID {
            guard let kin = try? context.state(Referral.self, id),
                let more = try? kin.acknowledgeWithdrawal(of: message.holder, by: context.partner, at: context.now)
            else { continue }
            context.append(more, to: Referral.self, id)
        }
    }
}
