internal import Contracts
internal import PostgreSQL
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

/// Answers `list_case_meetings`: codes only.
struct ListCaseMeetingsHandler: QueryHandler {
    typealias Query = ListCaseMeetings

    func answer(_ query: ListCaseMeetings, _ context: QueryContext) async throws -> ListCaseMeetings.Answer {
        let limit = min(max(query.limit ?? 100, 1), 1_000)
        let id = query.meetingID?.text ?? ""
        let meetings = try await context.list(Meeting.self, where: "\(id) = '' OR id = \(id)", limit: limit)
        return ListCaseMeetings.Answer(meetings: meetings.map { MeetingRow($0) })
    }
}

/// Answers `list_conferences`; a focal point sees only its own institution's part.
struct ListConferencesHandler: QueryHandler {
    typealias Query = ListConferences

    func answer(_ query: ListConferences, _ context: QueryContext) async throws -> ListConferences.Answer {
        let limit = min(max(query.limit ?? 100, 1), 1_000)
        let about = query.caseID?.text ?? ""
        let isPartner = context.actor.holds(.focalPoint) && context.actor.roles.count == 1
        let institution = context.institution ?? ""
        let conferences = try await context.list(
            Conference.self,
            where: """
                (\(about) = '' OR state->>'case_id' = \(about)) AND (NOT \(isPartner)
                OR state->'invitations' @> jsonb_build_array(jsonb_build_object('institution', \(institution)::text)))
                """,
            limit: limit
        )
        return ListConferences.Answer(
            conferences: conferences.map { ConferenceRow($0, only: isPartner ? institution : nil) }
        )
    }
}

/// Answers `list_rhythms`.
struct ListRhythmsHandler: QueryHandler {
    typealias Query = ListRhythms

    func answer(_ query: ListRhythms, _ context: QueryContext) async throws -> ListRhythms.Answer {
        let rhythms = try await context.list(Rhythm.self)
        return ListRhythms.Answer(
            rhythms: rhythms.sorted { $0.id.text < $1.id.text }.compactMap { RhythmRow($0) }
        )
    }
}

extension MeetingRow {
    init(_ meeting: Meeting) {
        self.init(
            meetingID: meeting.id,
            phase: meeting.phase.rawValue,
            startsAt: meeting.startsAt,
            minutesNo: meeting.minutesNo,
            minutedBy: meeting.minutedBy,
            attendees: meeting.attendees,
            agenda: meeting.agenda.map {
                AgendaItem(
                    caseID: $0.caseID,
                    reasons: $0.reasons,
                    outcome: $0.outcome,
                    worker: $0.worker,
                    conferenceID: $0.conferenceID
                )
            }
        )
    }
}

extension ConferenceRow {
    init(_ conference: Conference, only institution: String?) {
        self.init(
            conferenceID: conference.id,
            caseID: conference.caseID,
            phase: conference.phase.rawValue,
            startsAt: conference.startsAt,
            place: conference.place,
            minutesNo: conference.minutesNo,
            partners: conference.invitations.filter { institution == nil || $0.institution == institution }.map {
                ConferencePartner(
                    institution: $0.institution,
                    need: $0.need,
                    actionIDs: $0.actionIDs,
                    present: $0.present,
                    takenOver: $0.takenOver,
                    declined: $0.declined
                )
            }
        )
    }
}

extension RhythmRow {
    /// Nil for what the city's pack does not ask for.
    init?(_ rhythm: Rhythm) {
        guard let plan = rhythm.plan else { return nil }
        self.init(
            kind: rhythm.id.kind,
            every: plan.every,
            required: plan.times,
            count: rhythm.count,
            last: rhythm.last,
            endsAt: rhythm.clocks[Rhythm.clock(of: rhythm.id.kind)].flatMap { $0.isRunning ? $0.dueAt : nil },
            spans: rhythm.spans,
            spansKept: rhythm.spansKept
        )
    }
}
