import IdentificationDomain
import RuleTestSupport
import Testing
import Vocabulary

@Suite struct OutreachPropertyTests {
    typealias Life = RandomLife<OutreachCandidate, OutreachCandidate.Status>

    private let steps: [Life.Step] = [
        { $0.take(row(), known: nil, subdistricts: .makassar, at: $1) },
        { $0.take(row("bdt", [.orphan]), known: nil, subdistricts: .makassar, at: $1) },
        { $0.take(row(date: $1.localDate, [.violenceReported]), known: nil, subdistricts: .makassar, at: $1) },
        { $0.hear(ComplaintID(uuid(5)), fromVisit: false, at: $1) },
        { try $0.ranked(1, level: nil, by: analyst, at: $1) },
        { try $0.ranked(4, level: .high, by: analyst, at: $1) },
        {
            let late = assignment(until: $1.localDate.adding(days: 20))
            return try $0.assign(late, workerRoles: siti.roles, by: coordinator, at: $1)
        },
        { try $0.complete(report(on: $1.localDate), by: siti, at: $1) },
        { try $0.complete(report(on: $1.localDate), danger: finding(.high), by: siti, at: $1) },
        { try $0.correct(.sex, to: "female", evidence: "x", known: (row().child, nil), by: siti, at: $1) },
        { try $0.identifyCase(finding(), by: analyst, at: $1) },
        { try $0.recordNoNeed("x", by: analyst, at: $1) },
    ]

    /// Table L.8.
    private static let machine = StateMachine<OutreachCandidate, OutreachCandidate.Status>(
        \.status,
        ways: [
            .unknown: [.imported], .imported: [.ranked], .ranked: [.assigned], .assigned: [.visited],
            .visited: [.caseIdentified, .closedCandidate], .closedCandidate: [.imported],
        ]
    )

    @Test(arguments: 0..<40)
    func `S08: whatever happens, only the table's transitions, nobody visits without a letter, replay is the state`(
        seed: Int
    ) {
        var life = Life(OutreachCandidate(id: candidateID), in: Self.machine, from: now, seed: seed)
        for _ in 0..<150 {
            life.pass(1...900)
            let hadLetter = life.subject.letter != nil
            let events = life.attempt(self.steps)
            life.expect(
                hadLetter || !events.contains { eventName($0) == "outreachCompleted" },
                "a visit without a letter"
            )
        }
        life.end()
        life.expect(life.journal.count { eventName($0) == "caseIdentified" } <= 1, "two cases of one candidate")
    }
}
