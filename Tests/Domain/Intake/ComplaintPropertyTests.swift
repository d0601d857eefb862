import IntakeDomain
import Testing
import Vocabulary

/// A generator that repeats its run for a seed.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        self.state = self.state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return self.state ^ (self.state >> 33)
    }
}

@Suite struct ComplaintPropertyTests {
    typealias Step = (Complaint, Instant) throws -> [Complaint.Event]
    private static let policy = IntakePolicy()
    private static let id = complaint().id

    private let steps: [Step] = [
        { complaint, at in
            try complaint.supplement(
                Supplement(assessment: InitialAssessment(riskLevel: .high)),
                form: try complaint.form,
                isOwner: true,
                policy: Self.policy,
                at: at
            )
        },
        { complaint, at in
            try complaint.supplement(
                Supplement(situation: "more", emergency: true),
                form: try complaint.form,
                isOwner: true,
                policy: Self.policy,
                at: at
            )
        },
        { try $0.assess(Self.judgement(.low), form: try $0.form, by: officer, at: $1) },
        { try $0.assess(Self.judgement(.none), form: try $0.form, by: officer, at: $1) },
        { try $0.forward(form: try $0.form, by: officer, at: $1) },
        { try $0.closeWithAdvice("go to school", form: try $0.form, by: officer, at: $1) },
        { try $0.verifyInformation([.tksk], childLocated: false, note: nil, by: officer, at: $1) },
        { try $0.noteUnverifiable([.dataBank], note: nil, by: dataOfficer, at: $1) },
        { try $0.document("book 1", by: officer, at: $1) },
        { $0.ring(.initialAssessment, generation: $0.clocks[.initialAssessment]?.generation ?? 0, at: $1) },
        { complaint, at in
            complaint.learn(
                .identificationStarted(IdentificationStarted(complaintID: Self.id, caseID: caseID, at: at))
            )
        },
        { complaint, at in
            complaint.learn(
                .complaintLinkedToCase(
                    ComplaintLinkedToCase(
                        complaintID: Self.id,
                        caseID: caseID,
                        linkedTo: CaseID(Self.id.uuid),
                        childID: ChildID(caseID.uuid),
                        at: at
                    )
                )
            )
        },
        { complaint, at in
            complaint.learn(
                .complaintUnlinkedFromCase(
                    ComplaintUnlinkedFromCase(
                        complaintID: Self.id,
                        caseID: caseID,
                        unlinkedFrom: CaseID(Self.id.uuid),
                        childID: ChildID(caseID.uuid),
                        at: at
                    )
                )
            )
        },
        { complaint, at in
            complaint.learn(
                .caseClosed(CaseClosed(caseID: caseID, complaintID: Self.id, reason: .allGoals, at: at))
            )
        },
    ]

    private static func judgement(_ level: RiskLevel) -> Judgement {
        Judgement(
            InitialAssessment(vulnerable: false, riskLevel: level, recommendation: "x"),
            riskLevel: level,
            reason: "x",
            supervisorNote: "x"
        )
    }

    /// Where each state of table L.1 may be left for.
    private func allows(_ from: Complaint.Status, _ to: Complaint.Status) -> Bool {
        if from == to { return true }
        switch from {
        case .unknown: return to == .registered
        case .caseClosed: return false
        case .registered: return to != .unknown
        case .assessed: return to != .unknown && to != .registered
        case .closedWithAdvice: return to != .unknown && to != .registered
        case .withIdentification, .identifying, .caseRegistered, .linked, .notEligible:
            return ![.unknown, .registered, .assessed, .closedWithAdvice].contains(to)
        }
    }

    @Test(arguments: 0..<20)
    func `S01: whatever happens, only the table's transitions, no clock after its stop, and replay is the state`(
        seed: Int
    ) throws {
        var random = SeededGenerator(state: UInt64(seed) &+ 7)
        var present = complaint()
        var journal = present.register(
            report(seed % 2 == 0 ? nil : .low),
            from: "polsek",
            number: number,
            caseID: caseID,
            policy: Self.policy,
            at: now
        )
        present = present.applying(journal)
        var moment = now
        for _ in 0..<120 {
            moment = moment.adding(minutes: Int.random(in: 1...600, using: &random))
            let step = self.steps[Int.random(in: 0..<self.steps.count, using: &random)]
            guard let events = try? step(present, moment) else { continue }
            for event in events {
                let before = present.status
                present.apply(event)
                #expect(self.allows(before, present.status), "\(before) to \(present.status)")
            }
            journal += events
            if present.assessment != .missing { #expect(!present.clocks.isRunning(.initialAssessment)) }
            // What other units told is told again: it changes nothing.
            for event in events where !present.learn(event).isEmpty { Issue.record("told twice, it counted twice") }
        }
        #expect(complaint().applying(journal) == present)
    }
}
