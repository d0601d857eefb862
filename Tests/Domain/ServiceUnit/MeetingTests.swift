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
        meeting.attempt { try $0.schedule(at: self.start, lasting: 100, [], by: secretary, at: t0) }
        meeting.attempt {
            try $0.hold(
                attendees: [user("sekar"), user("kadir")],
                coordinators: [user("kadir")],
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
        #expect(meeting.attempt { try $0.schedule(at: self.start, lasting: 100, [], by: siti, at: t0) } == .notAllowed)
        #expect(
            meeting.attempt { try $0.schedule(at: t0.adding(days: -1), lasting: 100, [], by: secretary, at: t0) }
                == .invalid
        )
        let managed = readyForAssessment(.low)
        let newcomer = self.newcomer
        #expect(
            meeting.attempt {
                try $0.schedule(at: self.start, lasting: 100, [newcomer, managed], by: secretary, at: t0)
            } == nil
        )
        #expect(meeting.phase == .agendaReady)
        #expect(meeting.agenda.map(\.caseID) == [caseA] && meeting.agenda.first?.reasons == [.noManager])
        let before = meeting
        meeting.attempt { try $0.prepare([newcomer], by: secretary, at: t0) }
        #expect(meeting == before)
    }

    @Test func `§10.4: who runs the meeting reads what was said of every case, a worker of the own`() {
        for reader in [secretary, clerk, supervisor, coordinator, head] { #expect(Meeting.opensAll(to: reader)) }
        for reader in [siti, tksk, archivist] { #expect(!Meeting.opensAll(to: reader)) }
    }

    @Test func `a meeting told in another zone is kept in the city's: its end is a limit that people read`() {
        var meeting = Meeting(id: meetingID)
        let told = Instant(rfc3339: "2026-03-03T02:00:00Z") ?? t0
        meeting.attempt { try $0.schedule(at: told, lasting: 100, [], by: secretary, at: t0) }
        #expect(meeting.endsAt?.description == "2026-03-03T11:40:00+08:00")
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
                    coordinators: [user("kadir")],
                    minutesNo: minutes,
                    [self.newcomer],
                    by: secretary,
                    at: self.start
                )
            }
        }
        let two = [user("sekar"), user("kadir")]
        #expect(meeting.attempt(hold(two, "NT-1")) == .wrongOrder)
        meeting.attempt { try $0.schedule(at: self.start, lasting: 100, [], by: secretary, at: t0) }
        #expect(meeting.phase == .scheduled)
        #expect(meeting.attempt(hold([user("sekar"), user("sekar")], "NT-1")) == .missing)
        #expect(meeting.attempt(hold(two, " ")) == .missing)
        #expect(meeting.attempt(hold(two, "NT-1")) == nil)
        #expect(meeting.phase == .held && meeting.agenda.map(\.caseID) == [caseA])
    }

    @Test func `S06 case_meeting_held: the coordinator who was there led it, or whoever is named of those present`() {
        let (sekar, kadir, hana) = (user("sekar"), user("kadir"), user("hana"))
        func held(_ chair: Username?, coordinators: [Username]) -> (CaseRejection.Code?, Username?) {
            var meeting = Meeting(id: meetingID)
            meeting.attempt { try $0.schedule(at: self.start, lasting: 100, [], by: secretary, at: t0) }
            let refused = meeting.attempt {
                try $0.hold(
                    attendees: [sekar, kadir],
                    chair: chair,
                    coordinators: coordinators,
                    minutesNo: "NT-1",
                    [],
                    by: secretary,
                    at: self.start
                )
            }
            return (refused, meeting.chair)
        }
        #expect(held(nil, coordinators: [kadir]) == (nil, kadir))
        #expect(held(sekar, coordinators: [kadir]) == (nil, sekar))
        #expect(held(nil, coordinators: []) == (.missing, nil))
        #expect(held(hana, coordinators: [kadir]) == (.invalid, nil))
    }

    @Test func `S06 case_manager_assigned and S06 step 4: one a case, only for a listed one`() {
        var meeting = self.held([self.newcomer])
        let name = user("kadir")
        #expect(meeting.attempt { try $0.appoint(user("siti"), for: caseB, by: name, at: self.start) } == .invalid)
        #expect(meeting.attempt { try $0.appoint(user("siti"), for: caseA, by: name, at: self.start) } == nil)
        #expect(meeting.attempt { try $0.appoint(user("budi"), for: caseA, by: name, at: self.start) } == .wrongOrder)
        #expect(meeting.agenda.first?.worker == user("siti"))
    }

    @Test func `S06 step 4: what was said of a case is sealed with its key, and stays when a manager is appointed`()
        throws
    {
        let aCase = self.newcomer
        #expect(try aCase.meetingNote(nil) == nil)
        #expect(throws: CaseRejection.self) { try aCase.meetingNote(" ") }
        let note = try #require(try aCase.meetingNote("the school must come too"))
        #expect(note.scope.origin == aCase.complaintID && note.scope.privacyClass == .sensitiveHarm)
        var meeting = self.held([aCase])
        let decided = meeting.attempt {
            try $0.decide(.referred, for: caseA, conferenceID: nil, note: note, by: secretary, at: self.start)
        }
        #expect(decided == nil)
        meeting.attempt { try $0.appoint(user("siti"), for: caseA, by: user("kadir"), at: self.start) }
        #expect(meeting.agenda.first?.note == note && meeting.agenda.first?.outcome == .managerAppointed)
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
