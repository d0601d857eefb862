// Meetings inside and outside (S06, S07). Told to other units as codes: what is confidential stays with the case.

/// A case management meeting is planned (S06).
public struct CaseMeetingScheduled: Codable, Sendable, Equatable {
    /// The meeting.
    public var meetingID: MeetingID
    /// When it begins.
    public var startsAt: Instant
    /// When it is planned to end.
    public var endsAt: Instant?
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(meetingID: MeetingID, startsAt: Instant, endsAt: Instant? = nil, by: Username, at: Instant) {
        self.meetingID = meetingID
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.by = by
        self.at = at
    }
}

/// A case is on the agenda, by the system (S06).
public struct CaseListed: Codable, Sendable, Equatable {
    /// The meeting.
    public var meetingID: MeetingID
    /// The case.
    public var caseID: CaseID
    /// Why it is on the agenda.
    public var reasons: [AgendaReason]
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(meetingID: MeetingID, caseID: CaseID, reasons: [AgendaReason], at: Instant) {
        self.meetingID = meetingID
        self.caseID = caseID
        self.reasons = reasons
        self.at = at
    }
}

/// The next case management meeting is known: by its end the case has a manager (X13). The unit tells it its own cases.
public struct MeetingAwaited: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// The meeting.
    public var meetingID: MeetingID
    /// When it is planned to end.
    public var endsAt: Instant
    /// When it happened.
    public var at: Instant

    /// All members.
    public init(caseID: CaseID, meetingID: MeetingID, endsAt: Instant, at: Instant) {
        self.caseID = caseID
        self.meetingID = meetingID
        self.endsAt = endsAt
        self.at = at
    }
}

/// A case management meeting was held (S06).
public struct CaseMeetingHeld: Codable, Sendable, Equatable {
    /// The meeting.
    public var meetingID: MeetingID
    /// The day.
    public var date: LocalDate
    /// The minutes' number.
    public var minutesNo: String
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(meetingID: MeetingID, date: LocalDate, minutesNo: String, by: Username, at: Instant) {
        self.meetingID = meetingID
        self.date = date
        self.minutesNo = minutesNo
        self.by = by
        self.at = at
    }
}

/// Every listed case has an outcome, in the minutes (S06).
public struct CaseMeetingDocumented: Codable, Sendable, Equatable {
    /// The meeting.
    public var meetingID: MeetingID
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(meetingID: MeetingID, by: Username, at: Instant) {
        self.meetingID = meetingID
        self.by = by
        self.at = at
    }
}

/// A case conference is asked for (S06, S07).
public struct ConferenceRequested: Codable, Sendable, Equatable {
    /// The conference.
    public var conferenceID: ConferenceID
    /// The case.
    public var caseID: CaseID
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(conferenceID: ConferenceID, caseID: CaseID, by: Username, at: Instant) {
        self.conferenceID = conferenceID
        self.caseID = caseID
        self.by = by
        self.at = at
    }
}

/// A case conference is planned (S07).
public struct ConferenceScheduled: Codable, Sendable, Equatable {
    /// The conference.
    public var conferenceID: ConferenceID
    /// The case.
    public var caseID: CaseID
    /// When it begins.
    public var startsAt: Instant
    /// Where: a public place, never the child's home.
    public var place: String
    /// Directory ids of the partners.
    public var institutions: [String]
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        conferenceID: ConferenceID,
        caseID: CaseID,
        startsAt: Instant,
        place: String,
        institutions: [String],
        by: Username,
        at: Instant
    ) {
        self.conferenceID = conferenceID
        self.caseID = caseID
        self.startsAt = startsAt
        self.place = place
        self.institutions = institutions
        self.by = by
        self.at = at
    }
}

/// A case conference was held (S07).
public struct ConferenceHeld: Codable, Sendable, Equatable {
    /// The conference.
    public var conferenceID: ConferenceID
    /// The case.
    public var caseID: CaseID
    /// Directory ids of the partners that came.
    public var present: [String]
    /// The minutes' number.
    public var minutesNo: String
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        conferenceID: ConferenceID,
        caseID: CaseID,
        present: [String],
        minutesNo: String,
        by: Username,
        at: Instant
    ) {
        self.conferenceID = conferenceID
        self.caseID = caseID
        self.present = present
        self.minutesNo = minutesNo
        self.by = by
        self.at = at
    }
}

/// A case conference is documented (S07).
public struct ConferenceDocumented: Codable, Sendable, Equatable {
    /// The conference.
    public var conferenceID: ConferenceID
    /// The case.
    public var caseID: CaseID
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(conferenceID: ConferenceID, caseID: CaseID, by: Username, at: Instant) {
        self.conferenceID = conferenceID
        self.caseID = caseID
        self.by = by
        self.at = at
    }
}

/// A partner takes over an action; the case stays with its manager (rule 22).
public struct InterventionTakenOver: Codable, Sendable, Equatable {
    /// The conference.
    public var conferenceID: ConferenceID
    /// The case.
    public var caseID: CaseID
    /// The plan's action.
    public var actionID: String
    /// The partner's directory id.
    public var institution: String
    /// When it is done.
    public var due: LocalDate
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        conferenceID: ConferenceID,
        caseID: CaseID,
        actionID: String,
        institution: String,
        due: LocalDate,
        by: Username,
        at: Instant
    ) {
        self.conferenceID = conferenceID
        self.caseID = caseID
        self.actionID = actionID
        self.institution = institution
        self.due = due
        self.by = by
        self.at = at
    }
}

/// A partner declines an action: plan again (S07).
public struct InterventionDeclined: Codable, Sendable, Equatable {
    /// The conference.
    public var conferenceID: ConferenceID
    /// The case.
    public var caseID: CaseID
    /// The plan's action.
    public var actionID: String
    /// The partner's directory id.
    public var institution: String
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        conferenceID: ConferenceID,
        caseID: CaseID,
        actionID: String,
        institution: String,
        by: Username,
        at: Instant
    ) {
        self.conferenceID = conferenceID
        self.caseID = caseID
        self.actionID = actionID
        self.institution = institution
        self.by = by
        self.at = at
    }
}
