import Foundation
import Testing
import Vocabulary

@testable import ServiceUnitDomain

let meetingID = MeetingID(UUID(uuidString: "0190a000-0000-7000-8000-0000000000e1") ?? UUID())
let conferenceID = ConferenceID(UUID(uuidString: "0190a000-0000-7000-8000-0000000000f1") ?? UUID())
let clerk = actor("ida", .intakeOfficer)
let archivist = actor("dewi", .dataOfficer)

/// Decides and folds; the refusal's code otherwise.
extension Aggregate {
    @discardableResult
    mutating func attempt(_ decide: (Self) throws -> [Event]) -> CaseRejection.Code? {
        do {
            for event in try decide(self) { self.apply(event) }
            return nil
        } catch {
            return (error as? CaseRejection)?.reason ?? .invalid
        }
    }
}

@Suite struct MeetingTests {
    let start = t0.adding(days: 1)

    /// Eligible, nobody's yet.
    var newcomer: Case {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.low), at: t0)
        aCase.hear(eligible(), at: t0.adding(hours: 1))
        return aCase
    }

    func held(_ cases: [Case]) -> Meeting {
        var meeting = Meeting(id: meetingID)
        meeting.attempt { try $0.schedule(at: self.start, [], by: secretary, at: t0) }
        meeting.attempt {
            try $0.hold(
                attendees: [user("sekar"), user("kadir")],
                minutesNo: "NT-1",
                cases,
                by: secretary,
                at: self.start
            )
        }
        return meeting
    }

    @Test
    func
        `S06 case_meeting_scheduled, S06 case_listed, S06 step 1 and rule 21: every case without definitive manager is on the next agenda`()
    {
        var meeting = Meeting(id: meetingID)
        #expect(meeting.attempt { try $0.schedule(at: self.start, [], by: siti, at: t0) } == .notAllowed)
        #expect(meeting.attempt { try $0.schedule(at: t0.adding(days: -1), [], by: secretary, at: t0) } == .invalid)
        let managed = readyForAssessment(.low)
        let newcomer = self.newcomer
        #expect(meeting.attempt { try $0.schedule(at: self.start, [newcomer, managed], by: secretary, at: t0) } == nil)
        #expect(meeting.phase == .agendaReady)
        #expect(meeting.agenda.map(\.caseID) == [caseA] && meeting.agenda.first?.reasons == [.noManager])
        let before = meeting
        meeting.attempt { try $0.prepare([newcomer], by: secretary, at: t0) }
        #expect(meeting == before)
    }

    @Test
    func
        `S06 case_listed and S06 step 2: overdue reviews, conference follow-ups and broken-off assessments are listed`()
    {
        var overdue = inIntervention(.low)
        _ = overdue.wait(until: t0.adding(months: 4))
        #expect(Meeting.reasons(for: overdue) == [.reviewOverdue])
        var declined = inIntervention(.low)
        let event = InterventionDeclined(
            conferenceID: conferenceID,
            caseID: caseA,
            actionID: "a1",
            institution: "r11",
            by: user("fajar"),
            at: t0
        )
        declined.apply(.interventionDeclined(event))
        #expect(Meeting.reasons(for: declined) == [.conferenceFollowUp])
        var paused = readyForAssessment(.low)
        paused.run { try $0.pauseAssessment(reason: "x", by: siti, at: t0) }
        #expect(Meeting.reasons(for: paused) == [.assessmentPaused])
        #expect(Meeting.reasons(for: closed()).isEmpty)
    }

    @Test func `S06 case_meeting_held and S06 step 3: with minutes and people; what came since is on it`() {
        var meeting = Meeting(id: meetingID)
        let hold = { (people: [Username], minutes: String) in
            { (meeting: Meeting) throws -> [Meeting.Event] in
                try meeting.hold(
                    attendees: people,
                    minutesNo: minutes,
                    [self.newcomer],
                    by: secretary,
                    at: self.start
                )
            }
        }
        let two = [user("sekar"), user("kadir")]
        #expect(meeting.attempt(hold(two, "NT-1")) == .wrongOrder)
        meeting.attempt { try $0.schedule(at: self.start, [], by: secretary, at: t0) }
        #expect(meeting.phase == .scheduled)
        #expect(meeting.attempt(hold([user("sekar"), user("sekar")], "NT-1")) == .missing)
        #expect(meeting.attempt(hold(two, " ")) == .missing)
        #expect(meeting.attempt(hold(two, "NT-1")) == nil)
        #expect(meeting.phase == .held && meeting.agenda.map(\.caseID) == [caseA])
    }

    @Test func `S06 case_manager_assigned and S06 step 4: one a case, only for a listed one`() {
        var meeting = self.held([self.newcomer])
        let name = user("kadir")
        #expect(meeting.attempt { try $0.appoint(user("siti"), for: caseB, by: name, at: self.start) } == .invalid)
        #expect(meeting.attempt { try $0.appoint(user("siti"), for: caseA, by: name, at: self.start) } == nil)
        #expect(meeting.attempt { try $0.appoint(user("budi"), for: caseA, by: name, at: self.start) } == .wrongOrder)
        #expect(meeting.agenda.first?.worker == user("siti"))
    }

    @Test func `S06 case_meeting_documented and S06 step 5: only when every listed case has an outcome`() {
        var meeting = self.held([self.newcomer])
        let decide = { (outcome: AgendaOutcome) in
            { (meeting: Meeting) throws -> [Meeting.Event] in
                try meeting.decide(outcome, for: caseA, conferenceID: nil, by: secretary, at: self.start)
            }
        }
        #expect(meeting.attempt { try $0.document(by: clerk, at: self.start) } == .missing)
        #expect(meeting.attempt(decide(.goesOn)) == .wrongOrder)
        #expect(meeting.attempt(decide(.managerAppointed)) == .invalid)
        #expect(meeting.attempt(decide(.referred)) == nil)
        #expect(meeting.attempt { try $0.document(by: siti, at: self.start) } == .notAllowed)
        #expect(meeting.attempt { try $0.document(by: clerk, at: self.start) } == nil)
        #expect(meeting.phase == .documented)
        #expect(meeting.attempt { try $0.document(by: clerk, at: self.start) } == .wrongOrder)
    }
}

@Suite struct RhythmTests {
    /// Lets every ring up to a moment happen.
    func wait(_ rhythm: inout Rhythm, until now: Instant) -> [Rhythm.Event] {
        var rung: [Rhythm.Event] = []
        for _ in 0..<100 {
            let next = rhythm.clocks.all.compactMap { entry in entry.clock.nextRing.map { (entry, $0) } }
                .filter { $0.1 <= now }.min { $0.1 < $1.1 }
            guard let (entry, at) = next else { break }
            // Whoever comes late rings at once.
            let moment = rhythm.spanBegan == nil ? t0 : at
            let events = rhythm.ring(entry.name, generation: entry.clock.generation, at: moment)
            for event in events { rhythm.apply(event) }
            rung += events
            if events.isEmpty { break }
        }
        return rung
    }

    func missed(_ events: [Rhythm.Event]) -> Int {
        events.filter { if case .clockRang(let rang) = $0 { rang.ring == .missed } else { false } }.count
    }

    @Test
    func `rule 21, D09 and clock case_meetings: a week with fewer than two meetings is told to secretary and head`() {
        var rhythm = Rhythm(id: RhythmID(.caseManagementMeeting))
        // t0 is a Monday: the week is a whole one.
        _ = self.wait(&rhythm, until: t0)
        #expect(rhythm.spanBegan == t0.localDate)
        let sunday = t0.localDate.adding(days: 7).start
        #expect(rhythm.clocks[.caseMeetings]?.dueAt == sunday)
        var kept = rhythm
        for day in [1, 3] {
            let now = t0.adding(days: day)
            kept.attempt { $0.done(on: now.localDate, documentNo: "NT-1", by: user("sekar"), at: now) }
        }
        #expect(self.missed(self.wait(&kept, until: sunday)) == 0)
        #expect(kept.spansKept == 1 && kept.count == 0)
        rhythm.attempt { $0.done(on: t0.localDate, documentNo: "NT-1", by: user("sekar"), at: t0) }
        #expect(self.missed(self.wait(&rhythm, until: sunday)) == 1)
        #expect(rhythm.recipients == [.secretary, .headPksai])
        #expect(rhythm.spans == 1 && rhythm.spansKept == 0)
        // And again, week after week, whether or not anything happens.
        #expect(self.missed(self.wait(&rhythm, until: sunday.adding(days: 14))) == 2)
    }

    @Test func `the span counting began in is not judged unless it is whole`() {
        var rhythm = Rhythm(id: RhythmID(.fileAudit))
        let events = self.wait(&rhythm, until: t0.adding(days: 35))
        // t0 is the second of the month: March is not judged, nor is April over.
        #expect(self.missed(events) == 0)
        #expect(rhythm.spanBegan == LocalDate("2026-04-01"))
    }

    @Test func `the monitoring meeting is monthly in the first year only`() {
        var rhythm = Rhythm(id: RhythmID(.monitoringMeeting))
        let events = self.wait(&rhythm, until: t0.adding(months: 30))
        #expect(self.missed(events) == 12)
        #expect(rhythm.clocks.all.allSatisfy { !$0.clock.isRunning })
    }

    @Test func `event supervision_recorded: weekly by coordinator_sw, monthly by head_pksai, of a social worker`() {
        var weekly = Rhythm(id: RhythmID(.supervisionOfSocialWorkers))
        _ = self.wait(&weekly, until: t0)
        let supervise = { (actor: Actor, roles: Set<Role>, number: String) in
            { (rhythm: Rhythm) throws -> [Rhythm.Event] in
                try rhythm.supervise(
                    user("siti"),
                    workerRoles: roles,
                    on: t0.localDate,
                    documentNo: number,
                    by: actor,
                    at: t0
                )
            }
        }
        #expect(weekly.attempt(supervise(head, siti.roles, "SV-1")) == .notAllowed)
        #expect(weekly.attempt(supervise(supervisor, [.tksk], "SV-1")) == .invalid)
        #expect(weekly.attempt(supervise(supervisor, siti.roles, "")) == .missing)
        #expect(weekly.attempt(supervise(supervisor, siti.roles, "SV-1")) == nil)
        #expect(weekly.isFulfilled)
        var monthly = Rhythm(id: RhythmID(.supervisionOfCaseWorkers))
        #expect(monthly.attempt(supervise(supervisor, siti.roles, "SV-1")) == .notAllowed)
        #expect(monthly.attempt(supervise(head, siti.roles, "SV-1")) == nil)
    }

    @Test func `other rhythms are recorded by who sees to them, with a document, not ahead of time`() {
        var rhythm = Rhythm(id: RhythmID(.serviceEvaluation))
        let record = { (actor: Actor, date: LocalDate) in
            { (rhythm: Rhythm) throws -> [Rhythm.Event] in
                try rhythm.record(on: date, documentNo: "EV-1", by: actor, at: t0)
            }
        }
        #expect(rhythm.attempt(record(siti, t0.localDate)) == .notAllowed)
        #expect(rhythm.attempt(record(coordinator, t0.localDate.adding(days: 1))) == .invalid)
        #expect(rhythm.attempt(record(coordinator, t0.localDate)) == nil)
        #expect(rhythm.last == t0.localDate)
    }
}
