internal import Contracts
internal import PostgreSQL
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

/// Answers `list_case_meetings`: codes; what was said in a meeting that is named, to whom it concerns (domain.md §10.4).
struct ListCaseMeetingsHandler: QueryHandler {
    typealias Query = ListCaseMeetings

    func answer(_ query: ListCaseMeetings, _ context: QueryContext) async throws -> ListCaseMeetings.Answer {
        if let id = query.meetingID {
            guard let meeting = try await context.load(Meeting.self, id) else {
                return ListCaseMeetings.Answer(meetings: [])
            }
            return ListCaseMeetings.Answer(meetings: [try await self.whole(meeting, context)].compactMap(\.self))
        }
        let limit = min(max(query.limit ?? 20, 1), 100)
        let after = query.after?.text ?? ""
        // An id tells when the meeting was planned: in its order nothing is missed between two pages.
        let found = try await context.list(
            Meeting.self,
            where: "\(after) = '' OR id < \(after)",
            order: "id DESC",
            limit: limit + 1
        )
        let page = found.prefix(limit)
        return ListCaseMeetings.Answer(
            meetings: try await self.rows(Array(page), context),
            next: found.count > limit ? page.last?.id : nil
        )
    }

    /// With the cases' numbers, by which people know them.
    private func rows(_ meetings: [Meeting], _ context: QueryContext) async throws -> [MeetingRow] {
        let ids = Set(meetings.flatMap { $0.agenda.map(\.caseID.text) }).sorted()
        let listed = try await context.transaction.query(
            """
            SELECT id, coalesce(state->>'registration_no', state->>'complaint_no') FROM aggregates
            WHERE kind = \(Case.streamKind) AND id = ANY(\(ids)::text[])
            """
        ).rows(as: String.self, String?.self)
        let numbers = Dictionary(uniqueKeysWithValues: listed)
        return meetings.map { meeting in
            var row = MeetingRow(meeting)
            for (index, item) in meeting.agenda.enumerated() {
                row.agenda[index].caseNo = numbers[item.caseID.text] ?? nil
            }
            return row
        }
    }

    /// With what was said of the cases that the reader may read.
    private func whole(_ meeting: Meeting, _ context: QueryContext) async throws -> MeetingRow? {
        guard var row = try await self.rows([meeting], context).first else { return nil }
        let ids = meeting.agenda.map(\.caseID.text)
        let open = try await context.list(Case.self, where: "id = ANY(\(ids)::text[])", limit: ids.count) {
            $0.opens(to: context.actor) ? $0.id : nil
        }
        let readsAll = Meeting.opensAll(to: context.actor)
        // Who may read everybody's says why they do.
        if !readsAll { context.opens(on: .ownCase) }
        for (index, item) in meeting.agenda.enumerated() {
            guard let note = item.note else { continue }
            guard readsAll || open.contains(item.caseID) else { continue }
            row.agenda[index].note = note
        }
        return row
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

/// Answers `list_supervisions`: a worker sees their own.
struct ListSupervisionsHandler: QueryHandler {
    typealias Query = ListSupervisions

    func answer(_ query: ListSupervisions, _ context: QueryContext) async throws -> ListSupervisions.Answer {
        let seesAll = SupervisionNoted.listsAll(to: context.actor)
        let worker = seesAll ? query.worker?.text : context.actor.username
        var rows: [(at: Instant, row: ListSupervisions.Row)] = []
        var isOwn = true
        for kind in [RhythmKind.supervisionOfSocialWorkers, .supervisionOfCaseWorkers] {
            for entry in try await context.journal(of: Rhythm.self, RhythmID(kind), types: ["supervision_noted"]) {
                let noted = try entry.decoded(SupervisionNoted.self)
                guard worker == nil || noted.worker.text == worker, noted.date >= query.from ?? noted.date
                else { continue }
                isOwn = isOwn && [noted.worker.text, noted.by.text].contains(context.actor.username)
                let row = ListSupervisions.Row(
                    kind: kind,
                    worker: noted.worker,
                    date: noted.date,
                    documentNo: noted.documentNo,
                    by: noted.by,
                    findings: noted.opens(to: context.actor) ? noted.findings : nil
                )
                rows.append((noted.at, row))
            }
        }
        if isOwn { context.opens(on: .ownSupervision) }
        let newest = rows.sorted { $1.at < $0.at }.prefix(min(max(query.limit ?? 100, 1), 1_000))
        return ListSupervisions.Answer(supervisions: newest.map(\.row))
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
            chair: meeting.chair,
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
            spansKept: rhythm.spansKept,
            begunOn: rhythm.begunAt?.localDate
        )
    }
}
