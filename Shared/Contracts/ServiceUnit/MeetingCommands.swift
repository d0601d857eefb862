public import Vocabulary

// Case management meetings (S06).

/// A case management meeting is planned.
public struct ScheduleCaseMeeting: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "schedule_case_meeting"
    /// What it is for, in a sentence.
    public static let summary = "Plans a case management meeting; the system makes its agenda."
    /// The unit that owns the thing.
    public static let unit = UnitName.serviceUnit
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.secretary]
    /// When it begins.
    public var startsAt: Instant

    /// All members; optional ones may be left out.
    public init(startsAt: Instant) {
        self.startsAt = startsAt
    }

    /// A made-up message.
    public static let example = ScheduleCaseMeeting(startsAt: Examples.later)
}

/// The agenda is made anew.
public struct PrepareCaseMeeting: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "prepare_case_meeting"
    /// What it is for, in a sentence.
    public static let summary = "Makes the agenda anew: adds what came in since."
    /// The unit that owns the thing.
    public static let unit = UnitName.serviceUnit
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.secretary, .intakeOfficer, .coordinatorPksai]
    /// The meeting.
    public var meetingID: MeetingID

    /// All members; optional ones may be left out.
    public init(meetingID: MeetingID) {
        self.meetingID = meetingID
    }

    /// A made-up message.
    public static let example = PrepareCaseMeeting(meetingID: Examples.meeting)
}

/// The meeting was held.
public struct HoldCaseMeeting: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "hold_case_meeting"
    /// What it is for, in a sentence.
    public static let summary = "Records that the meeting was held, with its minutes."
    /// The unit that owns the thing.
    public static let unit = UnitName.serviceUnit
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.secretary]
    /// The meeting.
    public var meetingID: MeetingID
    /// Who was there; at least two.
    public var attendees: [Username]
    /// Who led it, one of them; unless told the coordinator who was there.
    public var chair: Username?
    /// The minutes' number.
    public var minutesNo: String

    /// All members; optional ones may be left out.
    public init(meetingID: MeetingID, attendees: [Username], chair: Username? = nil, minutesNo: String) {
        self.meetingID = meetingID
        self.attendees = attendees
        self.chair = chair
        self.minutesNo = minutesNo
    }

    /// A made-up message.
    public static let example = HoldCaseMeeting(
        meetingID: Examples.meeting,
        attendees: [Examples.username, Examples.username],
        minutesNo: "NT-2026-007"
    )
}

/// What the meeting decided on a case.
public struct RecordMeetingOutcome: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "record_meeting_outcome"
    /// What it is for, in a sentence.
    public static let summary =
        "Notes what the meeting decided on a case; a manager is appointed with assign_case_manager."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.secretary, .coordinatorPksai, .intakeOfficer]
    /// The meeting.
    public var meetingID: MeetingID
    /// The case.
    public var caseID: CaseID
    /// What was decided.
    public var outcome: AgendaOutcome
    /// What was said about the case.
    public var note: String?

    /// All members; optional ones may be left out.
    public init(meetingID: MeetingID, caseID: CaseID, outcome: AgendaOutcome, note: String? = nil) {
        self.meetingID = meetingID
        self.caseID = caseID
        self.outcome = outcome
        self.note = note
    }

    /// A made-up message.
    public static let example = RecordMeetingOutcome(
        meetingID: Examples.meeting,
        caseID: Examples.caseID,
        outcome: .conferenceRequested,
        note: "the school must help"
    )
}

/// The minutes are closed.
public struct DocumentCaseMeeting: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "document_case_meeting"
    /// What it is for, in a sentence.
    public static let summary = "Closes the minutes; every listed case has an outcome."
    /// The unit that owns the thing.
    public static let unit = UnitName.serviceUnit
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.intakeOfficer, .secretary]
    /// The meeting.
    public var meetingID: MeetingID

    /// All members; optional ones may be left out.
    public init(meetingID: MeetingID) {
        self.meetingID = meetingID
    }

    /// A made-up message.
    public static let example = DocumentCaseMeeting(meetingID: Examples.meeting)
}
