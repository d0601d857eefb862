import RuleTestSupport
import Testing
import Vocabulary

@testable import ServiceUnitDomain

/// Random commands on meetings and conferences: no illegal state, a second delivery changes nothing, replay gives the
/// state.
@Suite struct MeetingPropertyTests {
    typealias MeetingLife = RandomLife<Meeting, Meeting.Phase>
    typealias ConferenceLife = RandomLife<Conference, Conference.Phase>

    static var newcomer: Case {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.low), at: t0)
        aCase.hear(eligible(), at: t0.adding(hours: 1))
        return aCase
    }

    let meetings: [MeetingLife.Step] = [
        { try $0.schedule(at: $1.adding(hours: 1), lasting: 100, [], by: secretary, at: $1) },
        { try $0.prepare([Self.newcomer], by: secretary, at: $1) },
        {
            try $0.hold(
                attendees: [user("sekar"), user("kadir")],
                coordinators: [user("kadir")],
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

    @Test(arguments: 0..<40) func `S06: a meeting goes its way once, and is documented only whole`(seed: Int) {
        let machine = StateMachine<Meeting, Meeting.Phase>(
            \.phase,
            ways: [
                .none: [.scheduled], .scheduled: [.agendaReady, .held], .agendaReady: [.held], .held: [.documented],
            ]
        )
        var life = MeetingLife(Meeting(id: meetingID), in: machine, from: t0, seed: seed)
        for _ in 0..<60 {
            life.pass(1...40)
            life.attempt(self.meetings)
            let meeting = life.subject
            life.expect(
                meeting.phase != .documented || meeting.agenda.allSatisfy { $0.outcome != nil },
                "documented without every outcome"
            )
            life.expect(Set(meeting.agenda.map(\.caseID)).count == meeting.agenda.count, "a case listed twice")
            if let last = life.journal.last {
                life.expect(meeting.applying([last]) == meeting, "a second delivery changes it")
            }
        }
        life.end()
    }

    func conferenceSteps(_ aCase: Case) -> [ConferenceLife.Step] {
        let partner = actor("fajar", .focalPoint)
        var steps: [ConferenceLife.Step] = [
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
                    naming: KnownNames(),
                    aCase,
                    by: siti,
                    at: $1
                )
            }
            steps.append {
                let due = $1.localDate.adding(days: 3)
                return try $0.takeOver("a1", due: due, institution: institution, aCase, by: partner, at: $1)
            }
            steps.append { try $0.decline("a1", reason: "x", institution: institution, by: partner, at: $1) }
        }
        return steps
    }

    @Test(arguments: 0..<40) func `S07: nobody answers who was not there, and each action is answered once`(seed: Int) {
        let machine = StateMachine<Conference, Conference.Phase>(
            \.phase,
            ways: [
                .none: [.requested, .scheduled], .requested: [.scheduled], .scheduled: [.invited], .invited: [.held],
                .held: [.takenOver, .replanning, .documented], .takenOver: [.replanning, .documented],
                .replanning: [.takenOver, .documented],
            ]
        )
        let steps = self.conferenceSteps(inIntervention(.low))
        var life = ConferenceLife(Conference(id: conferenceID), in: machine, from: t0.adding(days: 1), seed: seed)
        for _ in 0..<80 {
            life.pass(1...40)
            life.attempt(steps)
            let conference = life.subject
            for invitation in conference.invitations {
                let silent = invitation.takenOver.isEmpty && invitation.declined.isEmpty
                life.expect(invitation.present || silent, "answered without having been there")
                life.expect(
                    Set(invitation.takenOver).isDisjoint(with: invitation.declined),
                    "an action taken over and declined"
                )
                life.expect(conference.institutions.contains(invitation.institution), "invited without being named")
            }
            life.expect(
                conference.phase != .documented
                    || conference.invitations.allSatisfy { !$0.present || $0.open.isEmpty },
                "documented before everybody answered"
            )
            if let last = life.journal.last {
                life.expect(conference.applying([last]) == conference, "a second delivery changes it")
            }
        }
        life.end()
    }
}
