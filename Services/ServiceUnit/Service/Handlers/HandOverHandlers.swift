internal import Contracts
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

extension OfferHandOver: AboutCase {}

/// Takes `offer_hand_over`: the holder keeps the case until it is accepted.
struct OfferHandOverHandler: CaseHandler {
    typealias Message = OfferHandOver

    func users(of message: OfferHandOver) -> [Username] { [message.to] }
    func kinds(of message: OfferHandOver) -> [String] { Duty.kinds }

    func decide(_ aCase: Case, _ message: OfferHandOver, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.offerHandOver(
            to: message.to,
            workerRoles: context.roles(of: message.to),
            note: message.note,
            duty: Duty(context),
            by: context.actor,
            at: context.now
        )
    }
}

extension AcceptHandOver: AboutCase {}

/// Takes `accept_hand_over`: the case changes hands in this one event.
struct AcceptHandOverHandler: CaseHandler {
    typealias Message = AcceptHandOver

    func kinds(of message: AcceptHandOver) -> [String] { Duty.kinds }

    func decide(_ aCase: Case, _ message: AcceptHandOver, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.acceptHandOver(duty: Duty(context), by: context.actor, at: context.now)
    }
}

extension DeclineHandOver: AboutCase {}

/// Takes `decline_hand_over`.
struct DeclineHandOverHandler: CaseHandler {
    typealias Message = DeclineHandOver

    func decide(_ aCase: Case, _ message: DeclineHandOver, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.declineHandOver(reason: message.reason, by: context.actor, at: context.now)
    }
}

extension RecordCallDisplayed: AboutCase {}

/// Takes `record_call_displayed`.
struct RecordCallDisplayedHandler: CaseHandler {
    typealias Message = RecordCallDisplayed

    func decide(_ aCase: Case, _ message: RecordCallDisplayed, _ context: inout DecisionContext) throws -> [Case.Event]
    {
        try aCase.recordDisplayed(raiseNo: message.raiseNo, by: context.actor, at: context.now)
    }
}
