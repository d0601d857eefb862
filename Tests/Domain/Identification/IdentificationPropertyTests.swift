import Foundation
import IdentificationDomain
import Testing
import Vocabulary

@Suite struct IdentificationPropertyTests {
    typealias Step = (Identification, Instant) throws -> [Identification.Event]
    private static let id = ComplaintID(uuid(1))
    private static let own = CaseID(uuid(101))

    private static func asked(_ known: KnownChild? = nil) -> Evidence {
        var asked = evidence(registry: nil, known: known)
        asked.asking = RegistryPatience(seconds: 60)
        return asked
    }

    private let steps: [Step] = [
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
        { $0.ring(.registryAnswer, generation: $0.clocks[.registryAnswer]?.generation ?? 0, at: $1) },
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

    /// Where each state of table L.2 may be left for.
    private func allows(_ from: Identification.Status, _ to: Identification.Status) -> Bool {
        if from == to { return true }
        switch from {
        case .queued: return to != .registered
        case .verifying: return to != .queued && to != .closedWithAdvice
        case .analysed: return [.eligible, .notEligible, .linked].contains(to)
        case .eligible: return [.registered, .notEligible, .linked].contains(to)
        case .registered: return [.notEligible, .linked].contains(to)
        case .linked: return [.analysed, .registered].contains(to)
        case .notEligible: return to == .linked
        case .closedWithAdvice: return to == .queued
        }
    }

    @Test(arguments: 0..<30)
    func
        `S02: whatever happens, only the table's transitions, one number, no clock after its stop, replay is the state`(
            seed: Int
        )
    {
        var random = SeededGenerator(state: UInt64(seed) &+ 3)
        let level: RiskLevel = seed % 3 == 0 ? .high : .low
        let start = queued(1, level: level, categories: seed % 2 == 0 ? [.educationProblem] : [])
        var present = start
        var journal: [Identification.Event] = []
        var moment = now
        var numbers = 0
        for _ in 0..<100 {
            moment = moment.adding(seconds: Int64.random(in: 1...50, using: &random))
            let step = self.steps[Int.random(in: 0..<self.steps.count, using: &random)]
            guard let events = try? step(present, moment) else { continue }
            for event in events {
                let before = present.status
                present.apply(event)
                #expect(self.allows(before, present.status), "\(before) to \(present.status)")
                if case .caseRegistered = event { numbers += 1 }
                if case .complaintLinkedToCase(let link) = event { #expect(link.linkedTo != Self.own) }
            }
            journal += events
            if present.status != .verifying { #expect(!present.clocks.isRunning(.registryAnswer)) }
            if present.isUrgent { #expect(present.status != .verifying) }
        }
        #expect(numbers <= 1)
        #expect(start.applying(journal) == present)
    }

    @Test(arguments: 0..<20) func `rule 30: what intake tells, in any order and twice, is one state`(seed: Int) {
        var random = SeededGenerator(state: UInt64(seed) &+ 11)
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
    typealias Step = (Child, Instant) throws -> [Child.Event]
    private static let other = ChildID(uuid(7))
    private static let likeness = Likeness(keys: [.nameYearMother], Likeness.Comparison(nil, nil))

    private let steps: [Step] = [
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
        var random = SeededGenerator(state: UInt64(seed) &+ 5)
        var child = Child(id: fresh)
        var journal: [Child.Event] = []
        var temporary: TemporaryNumber?
        for _ in 0..<80 {
            let step = self.steps[Int.random(in: 0..<self.steps.count, using: &random)]
            guard let events = try? step(child, now) else { continue }
            child = child.applying(events)
            journal += events
            #expect(Set(child.complaints).count == child.complaints.count)
            #expect(Set(child.cases.map(\.caseID)).count == child.cases.count)
            #expect(Set(child.candidates.map(\.other)).count == child.candidates.count)
            // Merged only by a person, and only while the decision stands.
            #expect(
                (child.mergedInto != nil) == child.candidates.contains { $0.other == Self.other && $0.same == true }
            )
            if let given = child.temporaryNumber {
                #expect(temporary == nil || temporary == given, "a temporary number stays as an alias")
                temporary = given
            }
        }
        #expect(Child(id: fresh).applying(journal) == child)
    }
}
