internal import Contracts
internal import ReferralDomain
internal import UnitRuntime
internal import Vocabulary

/// Takes `sign_handover`. A child handed over ends the shelter stay that another referral of its case began.
struct SignHandoverHandler: MessageHandler {
    let directory: Directory
    let limits: ProcedureLimits
    let holidays: HolidayCalendar

    func lookups(of message: SignHandover, _ context: RoutingContext) throws -> [LookupKey] {
        [CaseReferrals.key(message.referralID)]
    }

    func subjects(of message: SignHandover, _ context: RoutingContext) throws -> [AggregateReference] {
        let kin = CaseReferrals.list(context.lookup(CaseReferrals.key(message.referralID)))
        return Set(kin + [message.referralID]).map { AggregateReference(Referral.self, $0) }
    }

    func decide(_ message: SignHandover, _ context: inout DecisionContext) throws {
        let id = message.referralID
        let referral = try context.state(Referral.self, id)
        let events = try referral.handOver(
            HandoverDraft(message),
            with: referral.institution.flatMap { self.directory[$0] },
            by: context.partner,
            at: context.now,
            limits: self.limits,
            holidays: self.holidays
        )
        context.append(events, to: Referral.self, id)
        context.result(of: referral, events)
        guard let minutes = referral.applying(events).minutes, minutes.handedOver.contains(.child) else { return }
        for other in CaseReferrals.list(context.lookup(CaseReferrals.key(id))) where other != id {
            // One planned in this very batch was not loaded, and no stay can have begun with it.
            guard let kin = try? context.state(Referral.self, other) else { continue }
            context.append(kin.endStay(by: id, at: minutes.at), to: Referral.self, other)
        }
    }
}

/// Takes the officer's `report_referral_result`.
struct ReportReferralResultHandler: SubjectHandler {
    typealias Message = ReportReferralResult
    typealias Subject = Referral

    func subject(of message: ReportReferralResult) -> ReferralID { message.referralID }

    func decide(
        _ referral: Referral,
        _ message: ReportReferralResult,
        _ context: inout DecisionContext
    ) throws -> [Referral.Event] {
        let events = try referral.report(
            message.outcome,
            result: message.result,
            by: context.actor,
            at: context.now
        )
        context.result(of: referral, events)
        return events
    }
}

/// Takes the secretary's `send_out_of_city_referral`.
struct SendOutOfCityReferralHandler: SubjectHandler {
    typealias Message = SendOutOfCityReferral
    typealias Subject = Referral

    let limits: ProcedureLimits

    func subject(of message: SendOutOfCityReferral) -> ReferralID { message.referralID }

    func decide(
        _ referral: Referral,
        _ message: SendOutOfCityReferral,
        _ context: inout DecisionContext
    ) throws -> [Referral.Event] {
        let events = try referral.sendOutOfCity(
            homeDistrict: message.homeDistrict,
            receiver: message.receiver,
            by: context.actor,
            at: context.now,
            limits: self.limits
        )
        context.result(of: referral, events)
        return events
    }
}

/// Takes `acknowledge_out_of_city_referral`.
struct AcknowledgeOutOfCityReferralHandler: SubjectHandler {
    typealias Message = AcknowledgeOutOfCityReferral
    typealias Subject = Referral

    func subject(of message: AcknowledgeOutOfCityReferral) -> ReferralID { message.referralID }

    func decide(
        _ referral: Referral,
        _ message: AcknowledgeOutOfCityReferral,
        _ context: inout DecisionContext
    ) throws -> [Referral.Event] {
        let events = try referral.acknowledgeOutOfCity(by: context.actor, at: context.now)
        context.result(of: referral, events)
        return events
    }
}

extension HandoverDraft {
    /// As decoded.
    init(_ message: SignHandover) {
        self.init(
            number: message.number,
            at: message.handedOverAt,
            handedOver: message.handedOver,
            reportingDate: message.reportingDate,
            signatures: Set(message.signatures),
            content: HandoverMinutes.Content(
                place: message.place,
                officer: message.officer,
                receivingOfficer: message.receivingOfficer,
                documents: message.documents ?? [],
                condition: message.condition,
                valuables: message.valuables,
                servicesReceived: message.servicesReceived
            )
        )
    }
}
