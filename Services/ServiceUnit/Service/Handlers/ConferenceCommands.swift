internal import Contracts
internal import JSON
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

/// A command about a conference and its case, both at hand.
protocol AboutConference: CaseCommand {
    /// The conference.
    var conferenceID: ConferenceID { get }
}

extension InviteFocalPoint: AboutConference {}
extension HoldConference: AboutConference {}
extension TakeOverIntervention: AboutConference {}
extension DeclineIntervention: AboutConference {}
extension DocumentConference: AboutConference {}

extension ServiceUnitUnit {
    /// Meetings with partners (S07).
    static let conferences: [HandlerBinding] = [
        .command(RequestConferenceHandler()),
        .command(ScheduleConferenceHandler()),
        // The invitation goes sealed to that partner alone.
        .onConference(InviteFocalPoint.self) { conference, aCase, message, context in
            let events = try conference.invite(
                message.institution,
                need: message.need,
                actionIDs: message.actionIDs,
                facts: message.facts,
                naming: KnownNames(
                    try? aCase.child.map { try context.open($0.value) },
                    try? aCase.family.map { try context.open($0.value) }
                ),
                aCase,
                by: context.actor,
                at: context.now
            )
            guard let startsAt = conference.startsAt else { return events }
            let invited = MeetingInvited(
                caseID: aCase.id,
                conferenceID: conference.id,
                referrals: aCase.referrals(at: message.institution),
                startsAt: startsAt,
                date: startsAt.localDate,
                place: conference.place,
                childAge: aCase.codes?.value.childAge,
                childSex: aCase.codes?.value.childSex,
                need: message.need,
                actionIDs: message.actionIDs,
                facts: message.facts,
                caseManager: aCase.manager
            )
            try context.send(invited, toPartner: message.institution, about: aCase)
            return events
        },
        .onConference(HoldConference.self) { conference, aCase, message, context in
            try conference.hold(
                present: message.present,
                minutesNo: message.minutesNo,
                aCase,
                by: context.actor,
                at: context.now
            )
        },
        // The partner owns the action, the case stays (rule 22).
        .onConference(TakeOverIntervention.self) { conference, aCase, message, context in
            try conference.takeOver(
                message.actionID,
                due: message.due,
                institution: context.institution,
                aCase,
                by: context.actor,
                at: context.now
            )
        },
        .onConference(DeclineIntervention.self) { conference, _, message, context in
            try conference.decline(
                message.actionID,
                reason: message.reason,
                institution: context.institution,
                by: context.actor,
                at: context.now
            )
        },
        .onConference(DocumentConference.self) { conference, _, _, context in
            try conference.document(by: context.actor, at: context.now)
        },
    ]
}

extension HandlerBinding {
    /// A command about one conference; the answer says where it then stands.
    fileprivate static func onConference<Message: AboutConference>(
        _ message: Message.Type,
        _ rule: @escaping ConferenceHandler<Message>.Rule
    ) -> HandlerBinding {
        .command(ConferenceHandler(rule: rule))
    }
}

private struct ConferenceHandler<Message: AboutConference>: MessageHandler {
    typealias Rule = @Sendable (Conference, Case, Message, inout DecisionContext) throws -> [Conference.Event]
    let rule: Rule

    func kinds(of message: Message) -> [String] { [KnownUsers.kind] }

    func subjects(of message: Message, _ context: RoutingContext) throws -> [AggregateReference] {
        [
            AggregateReference(Case.self, message.caseID),
            AggregateReference(Conference.self, message.conferenceID),
        ]
    }

    func decide(_ message: Message, _ context: inout DecisionContext) throws {
        let conference = try context.state(Conference.self, message.conferenceID)
        let aCase = try context.state(Case.self, message.caseID)
        try conference.requireAbout(aCase)
        let events = try self.rule(conference, aCase, message, &context)
        try context.decided(events, Conference.self, message.conferenceID)
        context.append(events.compactMap(\.ofCase), to: Case.self, message.caseID)
    }
}

/// Takes `request_conference`: the conference's id is answered.
struct RequestConferenceHandler: MessageHandler {
    func subjects(of message: RequestConference, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Case.self, message.caseID)]
    }

    func decide(_ message: RequestConference, _ context: inout DecisionContext) throws {
        let aCase = try context.state(Case.self, message.caseID)
        try context.requestConference(ConferenceID(context.newID()), about: aCase)
    }
}

extension DecisionContext {
    /// Begins a conference about a case.
    mutating func requestConference(_ id: ConferenceID, about aCase: Case) throws {
        self.create(Conference.self, id)
        let events = try self.state(Conference.self, id).request(aCase, by: self.actor, at: self.now)
        try self.decided(events, Conference.self, id)
    }
}

/// Takes `schedule_conference`: of one asked for, or a new one whose id is answered.
struct ScheduleConferenceHandler: MessageHandler {
    func subjects(of message: ScheduleConference, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Case.self, message.caseID)]
            + (message.conferenceID.map { [AggregateReference(Conference.self, $0)] } ?? [])
    }

    func decide(_ message: ScheduleConference, _ context: inout DecisionContext) throws {
        let id = message.conferenceID ?? ConferenceID(context.newID())
        if message.conferenceID == nil { context.create(Conference.self, id) }
        let aCase = try context.state(Case.self, message.caseID)
        let events = try context.state(Conference.self, id)
            .schedule(
                aCase,
                startsAt: message.startsAt,
                place: message.place,
                institutions: message.institutions,
                by: context.actor,
                at: context.now
            )
        try context.decided(events, Conference.self, id)
    }
}
