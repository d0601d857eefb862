internal import Contracts
internal import JSON
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

/// A command about one meeting whose agenda the system makes from all cases.
protocol AgendaHandler: MessageHandler {}

extension AgendaHandler {
    func kinds(of message: Message) -> [String] { [Case.streamKind] }
}

/// Takes `schedule_case_meeting`: the meeting's id is answered.
struct ScheduleCaseMeetingHandler: AgendaHandler {
    func subjects(of message: ScheduleCaseMeeting, _ context: RoutingContext) throws -> [AggregateReference] { [] }

    func decide(_ message: ScheduleCaseMeeting, _ context: inout DecisionContext) throws {
        let id = MeetingID(context.newID())
        context.create(Meeting.self, id)
        let events = try context.state(Meeting.self, id)
            .schedule(at: message.startsAt, context.all(Case.self), by: context.actor, at: context.now)
        context.append(events, to: Meeting.self, id)
        context.result(of: try context.state(Meeting.self, id))
    }
}

/// Takes `prepare_case_meeting`.
struct PrepareCaseMeetingHandler: AgendaHandler {
    func subjects(of message: PrepareCaseMeeting, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Meeting.self, message.meetingID)]
    }

    func decide(_ message: PrepareCaseMeeting, _ context: inout DecisionContext) throws {
        let events = try context.state(Meeting.self, message.meetingID)
            .prepare(context.all(Case.self), by: context.actor, at: context.now)
        context.append(events, to: Meeting.self, message.meetingID)
        context.result(of: try context.state(Meeting.self, message.meetingID))
    }
}

/// Takes `hold_case_meeting`, which counts for the week (rule 21).
struct HoldCaseMeetingHandler: AgendaHandler {
    func subjects(of message: HoldCaseMeeting, _ context: RoutingContext) throws -> [AggregateReference] {
        [
            AggregateReference(Meeting.self, message.meetingID),
            AggregateReference(Rhythm.self, RhythmID(.caseManagementMeeting)),
        ]
    }

    func decide(_ message: HoldCaseMeeting, _ context: inout DecisionContext) throws {
        let events = try context.state(Meeting.self, message.meetingID)
            .hold(
                attendees: message.attendees,
                minutesNo: message.minutesNo,
                context.all(Case.self),
                by: context.actor,
                at: context.now
            )
        context.append(events, to: Meeting.self, message.meetingID)
        let rhythm = try context.state(Rhythm.self, RhythmID(.caseManagementMeeting))
        let done = rhythm.done(
            on: context.now.localDate,
            documentNo: message.minutesNo,
            by: context.sender,
            at: context.now
        )
        context.append(done, to: Rhythm.self, rhythm.id)
        context.result(of: try context.state(Meeting.self, message.meetingID))
    }
}

/// Takes `record_meeting_outcome`; a conference asked for begins at once.
struct RecordMeetingOutcomeHandler: MessageHandler {
    func subjects(of message: RecordMeetingOutcome, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Case.self, message.caseID), AggregateReference(Meeting.self, message.meetingID)]
    }

    func decide(_ message: RecordMeetingOutcome, _ context: inout DecisionContext) throws {
        let aCase = try context.state(Case.self, message.caseID)
        let conference = message.outcome == .conferenceRequested ? ConferenceID(context.newID()) : nil
        let events = try context.state(Meeting.self, message.meetingID)
            .decide(
                message.outcome,
                for: message.caseID,
                conferenceID: conference,
                by: context.actor,
                at: context.now
            )
        if let conference {
            context.create(Conference.self, conference)
            let asked = try context.state(Conference.self, conference)
                .request(aCase, by: context.actor, at: context.now)
            context.append(asked, to: Conference.self, conference)
            context.result(of: try context.state(Conference.self, conference))
        }
        context.append(events, to: Meeting.self, message.meetingID)
        let noted = try aCase.noteMeeting(message.note, by: context.actor, at: context.now)
        context.append(noted, to: Case.self, message.caseID)
        context.result(of: try context.state(Meeting.self, message.meetingID))
    }
}

/// Takes `document_case_meeting`.
struct DocumentCaseMeetingHandler: MessageHandler {
    func subjects(of message: DocumentCaseMeeting, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Meeting.self, message.meetingID)]
    }

    func decide(_ message: DocumentCaseMeeting, _ context: inout DecisionContext) throws {
        let events = try context.state(Meeting.self, message.meetingID).document(by: context.actor, at: context.now)
        context.append(events, to: Meeting.self, message.meetingID)
        context.result(of: try context.state(Meeting.self, message.meetingID))
    }
}
