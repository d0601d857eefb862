internal import Contracts
internal import JSON
internal import ReferralDomain
internal import UnitRuntime
internal import Vocabulary

/// What a handover changes around its referral: beds, the stays of the case's other referrals, its protection.
enum HandoverEffects {
    /// Called with the events of a finished handover appended.
    static func follow(
        _ before: Referral,
        _ events: [Referral.Event],
        with institution: Institution?,
        _ context: inout DecisionContext
    ) throws {
        let after = before.applying(events)
        guard after.state == .handedOver, let minutes = after.minutes, minutes.handedOver.contains(.child),
            let subject = after.subject
        else { return }
        if let institution, institution.shelters(need: subject.need) {
            try Shelters.occupy(institution, for: after, at: minutes.at, &context)
            Shelters.release(after.id, .movedOn, except: institution.id, &context)
        } else {
            Shelters.release(after.id, .movedOn, &context)
        }
        let protected = ProtectiveActionTold(caseID: subject.caseID, at: minutes.at)
        if let file = try? context.state(CaseFile.self, subject.caseID) {
            context.append(file.learn(.protectiveActionRecorded(protected)), to: CaseFile.self, subject.caseID)
        }
        for other in CaseReferrals.list(context.lookup(CaseReferrals.key(after.id))) where other != after.id {
            // One planned in this very batch was loaded by its own message.
            guard let kin = try? context.state(Referral.self, other) else { continue }
            let ended = kin.endStay(by: after.id, at: minutes.at)
            context.append(ended, to: Referral.self, other)
            if !ended.isEmpty { Shelters.release(other, .movedOn, &context) }
            let learnt = kin.applying(ended).learn(protected)
            context.append(learnt, to: Referral.self, other)
        }
    }
}

/// Takes `sign_handover`: both sides signed on paper. A child handed over ends the shelter stay that another referral of
/// its case began.
struct SignHandoverHandler: MessageHandler {
    let directory: DirectoryDesk
    let limits: ProcedureLimits
    let holidays: HolidayCalendar

    func kinds(of message: SignHandover) -> [String] { DirectoryDesk.kinds }

    func lookups(of message: SignHandover, _ context: RoutingContext) throws -> [LookupKey] {
        CaseReferrals.keys(message.referralID)
    }

    func subjects(of message: SignHandover, _ context: RoutingContext) throws -> [AggregateReference] {
        CaseReferrals.references(message.referralID, context) + Shelters.references(context)
    }

    func decide(_ message: SignHandover, _ context: inout DecisionContext) throws {
        let referral = try context.state(Referral.self, message.referralID)
        let directory = try self.directory.current(context)
        let institution = referral.institution.flatMap { directory[$0] }
        let events = try referral.handOver(
            HandoverDraft(message),
            with: institution,
            by: context.partner,
            at: context.now,
            limits: self.limits,
            holidays: self.holidays
        )
        context.append(events, to: Referral.self, message.referralID)
        context.result(of: referral, events)
        context.missingDocuments(message.documents ?? [], institution)
        try HandoverEffects.follow(referral, events, with: institution, &context)
    }
}

/// Takes one side's `prepare_handover`.
struct PrepareHandoverHandler: SubjectHandler {
    typealias Message = PrepareHandover
    typealias Subject = Referral

    let directory: DirectoryDesk

    func kinds(of message: PrepareHandover) -> [String] { DirectoryDesk.kinds }
    func subject(of message: PrepareHandover) -> ReferralID { message.referralID }

    func decide(
        _ referral: Referral,
        _ message: PrepareHandover,
        _ context: inout DecisionContext
    ) throws -> [Referral.Event] {
        let events = try referral.prepareHandover(HandoverDraft(message), by: context.partner, at: context.now)
        context.result(of: referral, events)
        let directory = try self.directory.current(context)
        context.missingDocuments(message.documents ?? [], referral.institution.flatMap { directory[$0] })
        return events
    }
}

/// Takes the other side's `countersign_handover`.
struct CountersignHandoverHandler: MessageHandler {
    let directory: DirectoryDesk
    let limits: ProcedureLimits
    let holidays: HolidayCalendar

    func kinds(of message: CountersignHandover) -> [String] { DirectoryDesk.kinds }

    func lookups(of message: CountersignHandover, _ context: RoutingContext) throws -> [LookupKey] {
        CaseReferrals.keys(message.referralID)
    }

    func subjects(of message: CountersignHandover, _ context: RoutingContext) throws -> [AggregateReference] {
        CaseReferrals.references(message.referralID, context) + Shelters.references(context)
    }

    func decide(_ message: CountersignHandover, _ context: inout DecisionContext) throws {
        let referral = try context.state(Referral.self, message.referralID)
        let directory = try self.directory.current(context)
        let institution = referral.institution.flatMap { directory[$0] }
        let events = try referral.countersign(
            message.number,
            with: institution,
            by: context.partner,
            limits: self.limits,
            holidays: self.holidays
        )
        context.append(events, to: Referral.self, message.referralID)
        context.result(of: referral, events)
        try HandoverEffects.follow(referral, events, with: institution, &context)
    }
}

extension DecisionContext {
    /// Says in the answer which documents the partner asks for that the minutes do not list: a task, never a bar (§4.3).
    mutating func missingDocuments(_ listed: [String], _ institution: Institution?) {
        let known = Set(listed.map { $0.lowercased() })
        let missing = (institution?.documents ?? []).filter { !known.contains($0.lowercased()) }
        guard !missing.isEmpty else { return }
        self.result(["documents_missing": .array(missing.map { .string($0) })])
    }
}

/// Takes the officer's or the partner's `report_referral_result`.
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
            by: context.partner,
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
        let events = try referral.acknowledgeOutOfCity(by: context.partner, at: context.now)
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

extension HandoverDraft {
    /// As decoded; the sender signs for its own side.
    init(_ message: PrepareHandover) {
        self.init(
            number: message.number,
            at: message.handedOverAt,
            handedOver: message.handedOver,
            reportingDate: message.reportingDate,
            signatures: [],
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
