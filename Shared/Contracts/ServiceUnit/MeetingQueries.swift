public import Vocabulary

// Meetings, conferences and rhythms, as codes.

/// A case on the agenda of a meeting.
public struct AgendaItem: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// Its number, the complaint's until it has one of its own.
    public var caseNo: String?
    /// Why it is listed.
    public var reasons: [AgendaReason]
    /// What was decided.
    public var outcome: AgendaOutcome?
    /// The manager appointed.
    public var worker: Username?
    /// The conference asked for.
    public var conferenceID: ConferenceID?
    /// What was said about the case: to leadership, who takes minutes and who works on it, of a meeting that is named.
    public var note: Confidential<String>?

    /// All members; optional ones may be left out.
    public init(
        caseID: CaseID,
        caseNo: String? = nil,
        reasons: [AgendaReason],
        outcome: AgendaOutcome? = nil,
        worker: Username? = nil,
        conferenceID: ConferenceID? = nil,
        note: Confidential<String>? = nil
    ) {
        self.caseID = caseID
        self.caseNo = caseNo
        self.reasons = reasons
        self.outcome = outcome
        self.worker = worker
        self.conferenceID = conferenceID
        self.note = note
    }
}

/// A case management meeting.
public struct MeetingRow: Codable, Sendable, Equatable {
    /// The meeting.
    public var meetingID: MeetingID
    /// scheduled, agenda_ready, held or documented.
    public var phase: String
    /// When it begins.
    public var startsAt: Instant?
    /// The minutes' number.
    public var minutesNo: String?
    /// Who took them.
    public var minutedBy: Username?
    /// Who led it.
    public var chair: Username?
    /// Who was there.
    public var attendees: [Username]
    /// The cases.
    public var agenda: [AgendaItem]

    /// All members; optional ones may be left out.
    public init(
        meetingID: MeetingID,
        phase: String,
        startsAt: Instant? = nil,
        minutesNo: String? = nil,
        minutedBy: Username? = nil,
        chair: Username? = nil,
        attendees: [Username],
        agenda: [AgendaItem]
    ) {
        self.meetingID = meetingID
        self.phase = phase
        self.startsAt = startsAt
        self.minutesNo = minutesNo
        self.minutedBy = minutedBy
        self.chair = chair
        self.attendees = attendees
        self.agenda = agenda
    }
}

/// Asks for case management meetings.
public struct ListCaseMeetings: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_case_meetings"
    /// What it is for, in a sentence.
    public static let summary =
        "Lists case management meetings with their agendas, newest first; of one that is named also what was said."
    /// The unit that owns the thing.
    public static let unit = UnitName.serviceUnit
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [
        .socialWorker, .onCallWorker, .coordinatorSw, .coordinatorPksai, .headPksai, .secretary, .intakeOfficer,
        .dataOfficer,
        .analyst, .responsibleOfficer, .referralOfficer,
    ]
    /// What states by itself why it is read.
    public static let grounds: Set<OpeningGround> = [.ownCase]
    /// Only this one.
    public var meetingID: MeetingID?
    /// Only those planned before this one: the answer's `next`.
    public var after: MeetingID?
    /// At most this many, 1 to 100; 20 unless told: an agenda may be long.
    public var limit: Int?
    /// Why what was said is read; recorded.
    public var reason: String?

    /// All members; optional ones may be left out.
    public init(
        meetingID: MeetingID? = nil,
        after: MeetingID? = nil,
        limit: Int? = nil,
        reason: String? = nil
    ) {
        self.meetingID = meetingID
        self.after = after
        self.limit = limit
        self.reason = reason
    }

    /// What comes back.
    public struct Answer: Codable, Sendable, Equatable {
        /// As they were planned, newest first.
        public var meetings: [MeetingRow]
        /// Where the next page begins; null if this was the last.
        public var next: MeetingID?

        /// A page.
        public init(meetings: [MeetingRow], next: MeetingID? = nil) {
            self.meetings = meetings
            self.next = next
        }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(meetings: [.example])

    /// A made-up message.
    public static let example = ListCaseMeetings()
}

extension MeetingRow {
    /// A made-up row.
    public static let example = MeetingRow(
        meetingID: Examples.meeting,
        phase: "held",
        startsAt: Examples.now,
        minutesNo: "NT-2026-007",
        minutedBy: Examples.username,
        chair: Examples.username,
        attendees: [Examples.username],
        agenda: [
            AgendaItem(
                caseID: Examples.caseID,
                caseNo: "PKSAI-2026-000001",
                reasons: [.noManager],
                outcome: .managerAppointed,
                worker: Examples.username
            )
        ]
    )
}

/// A partner invited to a conference.
public struct ConferencePartner: Codable, Sendable, Equatable {
    /// Its directory id.
    public var institution: String
    /// What is needed of it.
    public var need: Need
    /// What it was asked.
    public var actionIDs: [String]
    /// Whether it came.
    public var present: Bool
    /// What it took over.
    public var takenOver: [String]
    /// What it declined.
    public var declined: [String]

    /// All members; optional ones may be left out.
    public init(
        institution: String,
        need: Need,
        actionIDs: [String],
        present: Bool,
        takenOver: [String],
        declined: [String]
    ) {
        self.institution = institution
        self.need = need
        self.actionIDs = actionIDs
        self.present = present
        self.takenOver = takenOver
        self.declined = declined
    }
}

/// A case conference.
public struct ConferenceRow: Codable, Sendable, Equatable {
    /// The conference.
    public var conferenceID: ConferenceID
    /// The case.
    public var caseID: CaseID?
    /// requested, scheduled, invited, held, taken_over, replanning or documented.
    public var phase: String
    /// When it begins.
    public var startsAt: Instant?
    /// Where.
    public var place: String?
    /// The minutes' number.
    public var minutesNo: String?
    /// Who is invited; a focal point sees itself only.
    public var partners: [ConferencePartner]

    /// All members; optional ones may be left out.
    public init(
        conferenceID: ConferenceID,
        caseID: CaseID? = nil,
        phase: String,
        startsAt: Instant? = nil,
        place: String? = nil,
        minutesNo: String? = nil,
        partners: [ConferencePartner]
    ) {
        self.conferenceID = conferenceID
        self.caseID = caseID
        self.phase = phase
        self.startsAt = startsAt
        self.place = place
        self.minutesNo = minutesNo
        self.partners = partners
    }
}

/// Asks for case conferences.
public struct ListConferences: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_conferences"
    /// What it is for, in a sentence.
    public static let summary = "Lists case conferences; a focal point sees those its institution is invited to."
    /// The unit that owns the thing.
    public static let unit = UnitName.serviceUnit
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [
        .socialWorker, .onCallWorker, .coordinatorSw, .coordinatorPksai, .headPksai, .secretary, .dataOfficer, .analyst,
        .responsibleOfficer, .referralOfficer, .focalPoint,
    ]
    /// Only those about this case.
    public var caseID: CaseID?
    /// At most this many, 1 to 1,000; 100 unless told.
    public var limit: Int?

    /// All members; optional ones may be left out.
    public init(caseID: CaseID? = nil, limit: Int? = nil) {
        self.caseID = caseID
        self.limit = limit
    }

    /// What comes back.
    public struct Answer: Codable, Sendable, Equatable {
        /// Newest change first.
        public var conferences: [ConferenceRow]
        /// The rows.
        public init(conferences: [ConferenceRow]) { self.conferences = conferences }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(conferences: [.example])

    /// A made-up message.
    public static let example = ListConferences(caseID: Examples.caseID)
}

extension ConferenceRow {
    /// A made-up row.
    public static let example = ConferenceRow(
        conferenceID: Examples.conference,
        caseID: Examples.caseID,
        phase: "taken_over",
        startsAt: Examples.now,
        place: "the centre, room 2",
        minutesNo: "NK-2026-002",
        partners: [
            ConferencePartner(
                institution: "r11",
                need: .psychology,
                actionIDs: ["a1"],
                present: true,
                takenOver: ["a1"],
                declined: []
            )
        ]
    )
}

/// Something that has to be repeated.
public struct RhythmRow: Codable, Sendable, Equatable {
    /// What.
    public var kind: RhythmKind
    /// Within which span.
    public var every: RhythmSpan
    /// How often.
    public var required: Int
    /// How often it was done in this span.
    public var count: Int
    /// The last time.
    public var last: LocalDate?
    /// When the span ends.
    public var endsAt: Instant?
    /// Whole spans so far.
    public var spans: Int
    /// Those in which it was done often enough.
    public var spansKept: Int
    /// The day counting began.
    public var begunOn: LocalDate?

    /// All members; optional ones may be left out.
    public init(
        kind: RhythmKind,
        every: RhythmSpan,
        required: Int,
        count: Int,
        last: LocalDate? = nil,
        endsAt: Instant? = nil,
        spans: Int,
        spansKept: Int,
        begunOn: LocalDate? = nil
    ) {
        self.kind = kind
        self.every = every
        self.required = required
        self.count = count
        self.last = last
        self.endsAt = endsAt
        self.spans = spans
        self.spansKept = spansKept
        self.begunOn = begunOn
    }
}

/// Asks for rhythms.
public struct ListRhythms: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_rhythms"
    /// What it is for, in a sentence.
    public static let summary =
        "Lists what has to be done again and again, how often it was done and when the span ends."
    /// The unit that owns the thing.
    public static let unit = UnitName.serviceUnit
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = MeasureReaders.roles.union([.dataOfficer])

    /// All members; optional ones may be left out.
    public init() {}

    /// What comes back.
    public struct Answer: Codable, Sendable, Equatable {
        /// By kind.
        public var rhythms: [RhythmRow]
        /// The rows.
        public init(rhythms: [RhythmRow]) { self.rhythms = rhythms }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(rhythms: [.example])

    /// A made-up message.
    public static let example = ListRhythms()
}

extension RhythmRow {
    /// A made-up row.
    public static let example = RhythmRow(
        kind: .caseManagementMeeting,
        every: .week,
        required: 2,
        count: 1,
        last: Examples.now.localDate,
        endsAt: Examples.later,
        spans: 4,
        spansKept: 3,
        begunOn: Examples.now.localDate
    )
}
