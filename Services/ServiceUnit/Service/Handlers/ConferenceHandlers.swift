internal import Contracts
internal import JSON
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

/// A command about a conference and its case, both at hand.
protocol AboutConference: CommandContract {
    /// The case.
    var caseID: CaseID { get }
    /// The conference.
    var conferenceID: ConferenceID { get }
}

/// Takes a command about one conference; the answer says where it then stands.
protocol ConferenceHandler<Message>: MessageHandler where Message: AboutConference {
    func decide(
        _ conference: Conference,
        _ aCase: Case,
        _ message: Message,
        _ context: inout DecisionContext
    ) throws -> [Conference.Event]
}

extension ConferenceHandler {
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
        let events = try self.decide(conference, aCase, message, &context)
        context.append(events, to: Conference.self, message.conferenceID)
        // What partners answer is the case's too: who owns which action, whether to plan again.
        let answers: [Case.Event] = events.compactMap { event in
            switch event {
            case .interventionTakenOver(let taken): .interventionTakenOver(taken)
            case .interventionDeclined(let declined): .interventionDeclined(declined)
            case .focalPointInvited(let invited):
                .partnerInformed(
                    PartnerInformed(caseID: invited.caseID, institution: invited.institution, at: invited.at)
                )
            case .conferenceRequested, .conferenceScheduled, .conferenceHeld, .declineReasoned, .conferenceDocumented:
                nil
            }
        }
        context.append(answers, to: Case.self, message.caseID)
        context.result(of: try context.state(Conference.self, message.conferenceID))
    }
}

/// Takes `request_conference`: the conference's id is answered.
struct RequestConferenceHandler: MessageHandler {
    func subjects(of message: RequestConference, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Case.self, message.caseID)]
    }

    func decide(_ message: RequestConference, _ context: inout DecisionContext) throws {
        let id = ConferenceID(context.newID())
        context.create(Conference.self, id)
        let aCase = try context.state(Case.self, message.caseID)
        let events = try context.state(Conference.self, id).request(aCase, by: context.actor, at: context.now)
        context.append(events, to: Conference.self, id)
        context.result(of: try context.state(Conference.self, id))
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
        context.append(events, to: Conference.self, id)
        context.result(of: try context.state(Conference.self, id))
    }
}

extension InviteFocalPoint: AboutConference {}

/// Takes `invite_focal_point`: the invitation goes sealed to that partner alone.
struct InviteFocalPointHandler: ConferenceHandler {
    typealias Message = InviteFocalPoint

    func decide(
        _ conference: Conference,
        _ aCase: Case,
        _ message: InviteFocalPoint,
        _ context: inout DecisionContext
    ) throws -> [Conference.Event] {
        let events = try conference.invite(
            message.institution,
            need: message.need,
            actionIDs: message.actionIDs,
            facts: message.facts,
            aCase,
            by: context.actor,
            at: context.now
        )
        guard !aCase.test, let startsAt = conference.startsAt else { return events }
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
        context.perform(.send(.everyone(.focalPoint, institution: message.institution), invited))
        return events
    }
}

extension HoldConference: AboutConference {}

/// Takes `hold_conference`.
struct HoldConferenceHandler: ConferenceHandler {
    typealias Message = HoldConference

    func decide(
        _ conference: Conference,
        _ aCase: Case,
        _ message: HoldConference,
        _ context: inout DecisionContext
    ) throws -> [Conference.Event] {
        try conference.hold(
            present: message.present,
            minutesNo: message.minutesNo,
            aCase,
            by: context.actor,
            at: context.now
        )
    }
}

extension TakeOverIntervention: AboutConference {}

/// Takes `take_over_intervention`: the partner owns the action, the case stays (rule 22).
struct TakeOverInterventionHandler: ConferenceHandler {
    typealias Message = TakeOverIntervention

    func decide(
        _ conference: Conference,
        _ aCase: Case,
        _ message: TakeOverIntervention,
        _ context: inout DecisionContext
    ) throws -> [Conference.Event] {
        try conference.takeOver(
            message.actionID,
            due: message.due,
            institution: context.institution,
            by: context.actor,
            at: context.now
        )
    }
}

extension DeclineIntervention: AboutConference {}

/// Takes `decline_intervention`.
struct DeclineInterventionHandler: ConferenceHandler {
    typealias Message = DeclineIntervention

    func decide(
        _ conference: Conference,
        _ aCase: Case,
        _ message: DeclineIntervention,
        _ context: inout DecisionContext
    ) throws -> [Conference.Event] {
        try conference.decline(
            message.actionID,
            reason: message.reason,
            institution: context.institution,
            by: context.actor,
            at: context.now
        )
    }
}

extension DocumentConference: AboutConference {}

/// Takes `document_conference`.
struct DocumentConferenceHandler: ConferenceHandler {
    typealias Message = DocumentConference

    func decide(
        _ conference: Conference,
        _ aCase: Case,
        _ message: DocumentConference,
        _ context: inout DecisionContext
    ) throws -> [Conference.Event] {
        try conference.document(by: context.actor, at: context.now)
    }
}
