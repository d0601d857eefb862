import Testing
import Vocabulary

@testable import ServiceUnitDomain

/// Random commands on meetings and conferences: no illegal state, a second delivery changes nothing, replay gives the
/// state.
@Suite struct MeetingPropertyTests {
    typealias MeetingStep = (Meeting, Instant) throws -> [Meeting.Event]
    typealias ConferenceStep = (Conference, Instant) throws -> [Conference.Event]

    static var newcomer: Case {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.low), at: t0)
        aCase.hear(eligible(), at: t0.adding(hours: 1))
        return aCase
    }

    let meetings: [MeetingStep] = [
        { try $0.schedule(at: $1.adding(hours: 1), lasting: 100, [], by: secretary, at: $1) },
        { try $0.prepare([Self.newcomer], by: secretary, at: $1) },
        {
            try $0.hold(
                attendees: [user("sekar"), user("kadir")],
                minutesNo: "NT-1",
                [Self.newcomer],
                by: secretary,
                at: $1
            )
        },
        { try $0.appoint(user("siti"), for: caseA, by: user("kadir"), at: $1) },
        { try $0.decide(.referred, for: caseA, conferenceID: nil, by: secretary, at: $1) },
        { try $0.document(by: clerk, at: $1) },
    ]

    @Test(arguments: 0..<30) func `S06: a meeting goes its way once, and is documented only whole`(seed: Int) {
        var random = SeededGenerator(state: UInt64(seed) &+ 3)
        var meeting = Meeting(id: meetingID)
        var replayed = meeting
        var now = t0
        var order = 0
        for _ in 0..<60 {
            now = now.adding(minutes: 20)
            let step = self.meetings[Int.random(in: 0..<self.meetings.count, using: &random)]
            guard let events = try? step(meeting, now) else { continue }
            for event in events {
                meeting.apply(event)
                let once = meeting
                meeting.apply(event)
                #expect(meeting == once, "twice: \(event)")
                replayed.apply(event)
            }
            #expect(meeting == replayed)
            let rank = Meeting.Phase.allCases.firstIndex(of: meeting.phase) ?? 0
            #expect(rank >= order)
            order = rank
            if meeting.phase == .documented { #expect(meeting.agenda.allSatisfy { $0.outcome != nil }) }
            #expect(Set(meeting.agenda.map(\.caseID)).count == meeting.agenda.count)
        }
    }

    func conferenceSteps(_ aCase: Case) -> [ConferenceStep] {
        let partner = actor("fajar", .focalPoint)
        var steps: [ConferenceStep] = [
            { try $0.request(aCase, by: siti, at: $1) },
            {
                try $0.schedule(
                    aCase,
                    startsAt: $1.adding(hours: 1),
                    place: "x",
                    institutions: ["r11", "r12"],
                    by: coordinator,
                    at: $1
                )
            },
            { try $0.hold(present: ["r11"], minutesNo: "NK-1", aCase, by: coordinator, at: $1) },
            { try $0.document(by: archivist, at: $1) },
        ]
        for institution in ["r11", "r12"] {
            steps.append {
                try $0.invite(
                    institution,
                    need: .psychology,
                    actionIDs: ["a1"],
                    facts: "x",
                    aCase,
                    by: siti,
                    at: $1
                )
            }
            steps.append {
                let due = $1.localDate.adding(days: 3)
                return try $0.takeOver("a1", due: due, institution: institution, by: partner, at: $1)
            }
            steps.append { try $0.decline("a1", reason: "x", institution: institution, by: partner, at: $1) }
        }
        return steps
    }

    @Test(arguments: 0..<30) func `S07: nobody answers who was not there, and each action is answered once`(seed: Int) {
        var random = SeededGenerator(state: UInt64(seed) &+ 5)
        let steps = self.conferenceSteps(inIntervention(.low))
        var conference = Conference(id: conferenceID)
        var replayed = conference
        var now = t0.adding(days: 1)
        for _ in 0..<80 {
            now = now.adding(minutes: 20)
            let step = steps[Int.random(in: 0..<steps.count, using: &random)]
            guard let events = try? step(conference, now) else { continue }
            for event in events {
                conference.apply(event)
                let once = conference
                conference.apply(event)
                #expect(conference == once, "twice: \(event)")
                replayed.apply(event)
            }
            #expect(conference == replayed)
            for invitation in conference.invitations {
                #expect(invitation.present || invitation.takenOver.isEmpty && invitation.declined.isEmpty)
                #expect(Set(invitation.takenOver).isDisjoint(with: invitation.declined))
                #expect(conference.institutions.contains(invitation.institution))
            }
            if conference.phase == .documented {
                #expect(conference.invitations.allSatisfy { !$0.present || $0.open.isEmpty })
            }
        }
    }
}
