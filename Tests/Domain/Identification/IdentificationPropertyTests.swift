import Foundation
import IdentificationDomain
import RuleTestSupport
import Testing
import Vocabulary

@Suite struct IdentificationPropertyTests {
    typealias Life = RandomLife<Identification, Identification.Status>
    private static let id = ComplaintID(uuid(1))
    private static let own = CaseID(uuid(101))

    private static func asked(_ known: KnownChild? = nil) -> Evidence {
        var asked = evidence(registry: nil, known: known)
        asked.asking = RegistryPatience(seconds: 60)
        return asked
    }

    private let steps: [Life.Step] = [
        { $0.identify(evidence(), policy: policy, at: $1) },
        { $0.identify(evidence(registry: gowa), policy: policy, at: $1) },
        { $0.identify(evidence(registry: nil), policy: policy, at: $1) },
        { $0.identify(Self.asked(), policy: policy, at: $1) },
        {
            $0.identify(
                evidence(known: KnownChild(id: ChildID(uuid(7)), openCase: CaseID(uuid(55)))),
                policy: policy,
                at: $1
            )
        },
        { $0.goOn(PopulationAnswered(record: makassar, at: $1), known: nil, child: nil, policy: policy, at: $1) },
        { $0.goOn(PopulationAnswered(record: gowa, at: $1), known: nil, child: nil, policy: policy, at: $1) },
        { $0.goOn(nil, known: nil, child: nil, policy: policy, at: $1) },
        { $0.register(number, at: $1) },
        {
            try $0.recordResidency(
                .presentUnregistered,
                proof: .fieldVisit,
                homeDistrict: nil,
                child: nil,
                policy: policy,
                by: analyst,
                at: $1
            )
        },
        {
            try $0.recordResidency(
                .nonResident,
                proof: .familyCard,
                homeDistrict: "7306",
                child: nil,
                policy: policy,
                by: analyst,
                at: $1
            )
        },
        { try $0.decideScope([.healthProblem], outsideScope: false, child: nil, policy: policy, by: analyst, at: $1) },
        { $0.joinSameChild(ChildID(uuid(8)), target: CaseID(uuid(56)), at: $1) },
        { try $0.unlink(to: fresh, child: nil, policy: policy, by: analyst, at: $1) },
        { $0.reconsider(child: nil, registry: makassar, policy: policy, at: $1) },
    ]

    /// Table L.2.
    private static let machine = StateMachine<Identification, Identification.Status>(
        \.status,
        ways: [
            .queued: [.verifying, .analysed, .eligible, .linked, .notEligible, .closedWithAdvice],
            .verifying: [.analysed, .eligible, .registered, .linked, .notEligible],
            .analysed: [.eligible, .notEligible, .linked], .eligible: [.registered, .notEligible, .linked],
            .registered: [.notEligible, .linked], .linked: [.analysed, .registered], .notEligible: [.linked],
            .closedWithAdvice: [.queued],
        ],
        stops: [.registryAnswer: ["populationAnswered", "populationUnanswered"]],
        starts: [.registryAnswer: ["populationAsked"]]
    )

    @Test(arguments: 0..<40)
    func
        `S02: whatever happens, only the table's transitions, one number, no clock after its stop, replay is the state`(
            seed: Int
        )
    {
        let level: RiskLevel = seed % 3 == 0 ? .high : .low
        let first = noted(1, level: level, categories: seed % 2 == 0 ? [.educationProblem] : [])
        var life = Life(Identification(id: Self.id), in: Self.machine, from: now, seed: seed)
        life.take([.complaintNoted(first), .forwardingNoted(forwarding())])
        for _ in 0..<100 {
            life.pass(0...1)
            life.attempt(self.steps)
            let present = life.subject
            life.expect(present.status == .verifying || !present.clocks.isRunning(.registryAnswer), "still asking")
            life.expect(!present.isUrgent || present.status != .verifying, "danger waits for the registry")
        }
        life.end()
        life.expect(life.journal.count { eventName($0) == "caseRegistered" } <= 1, "two numbers")
        for case .complaintLinkedToCase(let link) in life.journal {
            life.expect(link.linkedTo != Self.own, "linked to itself")
        }
    }

    @Test(arguments: 0..<20) func `rule 30: what intake tells, in any order and twice, is one state`(seed: Int) {
        var random = SeededGenerator(seed: seed, salt: 11)
        let heard: [Identification.Event] = [
            .complaintNoted(noted()), .forwardingNoted(forwarding()),
            .levelNoted(
                RiskLevelAssigned(
                    complaintID: Self.id,
                    caseID: Self.own,
                    level: .medium,
                    provisional: true,
                    reason: "supplement",
                    at: now
                )
            ),
            .complaintDocumented(ComplaintDocumented(complaintID: Self.id, caseID: Self.own, archiveRef: "b", at: now)),
            .informationVerified(
                InformationVerified(
                    complaintID: Self.id,
                    caseID: Self.own,
                    sources: [.tksk],
                    childLocated: false,
                    at: now
                )
            ),
        ]
        let inOrder = Identification(id: Self.id).applying(heard)
        var state = Identification(id: Self.id)
        for event in (heard + heard).shuffled(using: &random) { state = state.applying(state.hear(event)) }
        #expect(state == inOrder)
    }
}

@Suite struct ChildPropertyTests {
    typealias Life = RandomLife<Child, ChildID?>
    private static let other = ChildID(uuid(7))
    private static let likeness = Likeness(keys: [.nameYearMother], Likeness.Comparison(nil, nil))

    private let steps: [Life.Step] = [
        {
            $0.take(
                ComplaintID(uuid(1)),
                identity: nil,
                hasNIK: false,
                temporaryNumber: TemporaryNumber(year: 2026, serial: 1),
                candidates: [Self.other: Self.likeness],
                at: $1
            )
        },
        {
            $0.take(
                ComplaintID(uuid(2)),
                identity: nil,
                hasNIK: true,
                temporaryNumber: nil,
                candidates: [:],
                at: $1
            )
        },
        { $0.open(CaseID(uuid(101)), from: ComplaintID(uuid(1)), number: number, at: $1) },
        { $0.end(CaseID(uuid(101)), reason: .allGoals, at: $1) },
        { $0.note([Self.other: Self.likeness], from: ComplaintID(uuid(2)), at: $1) },
        {
            try $0.decideSame(
                as: Self.other,
                same: true,
                keeps: false,
                reason: "x",
                origin: ComplaintID(uuid(1)),
                by: analyst,
                at: $1
            )
        },
        {
            try $0.decideSame(
                as: Self.other,
                same: false,
                keeps: false,
                reason: "x",
                origin: ComplaintID(uuid(1)),
                by: analyst,
                at: $1
            )
        },
        { try $0.detach(ComplaintID(uuid(2)), to: Self.other, reason: "x", by: analyst, at: $1) },
    ]

    @Test(arguments: 0..<20)
    func `whatever happens, a record has each complaint, case and candidate once, and replay is the state`(seed: Int) {
        let machine = StateMachine<Child, ChildID?>(
            \.mergedInto,
            ways: [nil: [Self.other], Self.other: [nil]]
        )
        var life = Life(Child(id: fresh), in: machine, from: now, seed: seed)
        var temporary: TemporaryNumber?
        for _ in 0..<80 {
            life.pass(1...60)
            life.attempt(self.steps)
            let child = life.subject
            life.expect(Set(child.complaints).count == child.complaints.count, "a complaint twice")
            life.expect(Set(child.cases.map(\.caseID)).count == child.cases.count, "a case twice")
            life.expect(Set(child.candidates.map(\.other)).count == child.candidates.count, "a candidate twice")
            let same = child.candidates.contains { $0.other == Self.other && $0.same == true }
            life.expect((child.mergedInto != nil) == same, "merged without a person's decision")
            if let given = child.temporaryNumber {
                life.expect(temporary == nil || temporary == given, "a temporary number stays as an alias")
                temporary = given
            }
        }
        life.end()
    }
}
