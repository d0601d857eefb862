internal import Contracts
internal import ProcedurePack
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

extension ServiceUnitUnit {
    /// Case management meetings (S06).
    static func meetings(_ pack: ProcedurePack) -> [HandlerBinding] {
        [
            .command(ScheduleCaseMeetingHandler(minutes: pack.standardMinutes(of: .caseManagementMeeting))),
            .command(
                PrepareCaseMeeting.self,
                about: { $0.meetingID },
                kinds: [CaseSlice.agenda.name],
                result: \Meeting.answered
            ) { meeting, _, context in
                try meeting.prepare(context.all(CaseSlice.agenda), by: context.actor, at: context.now)
            },
            .command(HoldCaseMeetingHandler()),
            .command(RecordMeetingOutcomeHandler()),
            .command(DocumentCaseMeeting.self, about: { $0.meetingID }, result: \Meeting.answered) {
                (meeting: Meeting, _, context) in
                try meeting.document(by: context.actor, at: context.now)
            },
        ]
    }
}

/// The cases that belong on an agenda.
enum CaseSlice { static let agenda = Slice<Case>("agenda") }

/// The meetings that are planned.
enum MeetingSlice { static let ahead = Slice<Meeting>("ahead") }

/// Takes `schedule_case_meeting`: the meeting's id is answered.
struct ScheduleCaseMeetingHandler: MessageHandler {
    /// How long a meeting takes, if the city says so.
    let minutes: Int?

    func kinds(of message: ScheduleCaseMeeting) -> [String] { [CaseSlice.agenda.name] }
    func subjects(of message: ScheduleCaseMeeting, _ context: RoutingContext) throws -> [AggregateReference] { [] }

    func decide(_ message: ScheduleCaseMeeting, _ context: inout DecisionContext) throws {
        let id = MeetingID(context.newID())
        context.create(Meeting.self, id)
        let events = try context.state(Meeting.self, id)
            .schedule(
                at: message.startsAt,
                lasting: self.minutes,
                context.all(CaseSlice.agenda),
                by: context.actor,
                at: context.now
            )
        try context.decided(events, Meeting.self, id)
    }
}

/// Takes `hold_case_meeting`, which counts for the week (rule 21).
struct HoldCaseMeetingHandler: MessageHandler {
    func kinds(of message: HoldCaseMeeting) -> [String] { [CaseSlice.agenda.name] }
    func users(of message: HoldCaseMeeting) -> [Username] { message.attendees }

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
                chair: message.chair,
                coordinators: message.attendees.filter { context.roles(of: $0).contains(.coordinatorPksai) },
                minutesNo: message.minutesNo,
                context.all(CaseSlice.agenda),
                by: context.actor,
                at: context.now
            )
        try context.decided(events, Meeting.self, message.meetingID)
        try context.count(.caseManagementMeeting, documentNo: message.minutesNo)
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
                note: aCase.meetingNote(message.note),
                by: context.actor,
                at: context.now
            )
        if let conference { try context.requestConference(conference, about: aCase) }
        try context.decided(events, Meeting.self, message.meetingID)
    }
}
