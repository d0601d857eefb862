import IntakeDomain
import RuleTestSupport
import Testing
import Vocabulary

/// The complaint's and the service complaint's lives, whatever happens.
@Suite struct ComplaintPropertyTests {
    typealias Life = RandomLife<Complaint, Complaint.Status>
    private static let policy = IntakePolicy()
    private static let id = complaint().id

    private let steps: [Life.Step] = [
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
    ]

    /// What other units tell.
    private let words: [Life.Step] = [
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

    /// Table L.1, then what identification and the service unit tell, which may overtake each other.
    private static let machine: StateMachine<Complaint, Complaint.Status> = {
        let known: Set<Complaint.Status> = [.withIdentification, .identifying, .caseRegistered, .linked, .notEligible]
        var ways: [Complaint.Status: Set<Complaint.Status>] = [
            .unknown: [.registered],
            .registered: known.union([.assessed, .caseClosed]),
            .assessed: known.union([.closedWithAdvice, .caseClosed]),
            .closedWithAdvice: known.union([.assessed, .caseClosed]),
        ]
        for status in known { ways[status] = known.union([.caseClosed]) }
        return StateMachine(
            \.status,
            ways: ways,
            stops: [
                .initialAssessment: ["initialAssessmentRecorded", "complaintClosedWithAdvice", "caseClosed"]
            ],
            starts: [.initialAssessment: ["complaintReceived"]]
        )
    }()

    @Test(arguments: 0..<40)
    func `S01: whatever happens, only the table's transitions, no clock after its stop, and replay is the state`(
        seed: Int
    ) {
        let first = complaint().register(
            report(seed % 2 == 0 ? nil : .low),
            from: "polsek",
            number: number,
            caseID: caseID,
            policy: Self.policy,
            at: now
        )
        var life = Life(complaint(), in: Self.machine, from: now, seed: seed)
        life.take(first)
        for _ in 0..<120 {
            life.pass(1...600)
            if Int.random(in: 0..<5, using: &life.random) == 0 {
                life.hear(self.words)
            } else {
                life.attempt(self.steps)
            }
            let complaint = life.subject
            life.expect(
                complaint.assessment == .missing || !complaint.clocks.isRunning(.initialAssessment),
                "judged, and the clock runs"
            )
            life.expect(complaint.number == number && complaint.registeredAt == now, "registered anew")
        }
        life.end()
    }
}

@Suite struct ServiceComplaintPropertyTests {
    typealias Life = RandomLife<ServiceComplaint, ServiceComplaint.Status>
    private static let id = ServiceComplaintID(caseID.uuid)

    private let steps: [Life.Step] =
        ["nobody called back", " "].map { content in
            {
                try $0.receive(
                    content,
                    channel: .suggestionBox,
                    trigger: .serviceNotByStandard,
                    complainant: nil,
                    from: "nur",
                    number: ServiceComplaintNumber(year: 2026, serial: 1),
                    complaintNo: nil,
                    at: $1
                )
            }
        }
        + [secretary, head, officer, volunteer].flatMap { person in
            ["sorry", ""].map { answer in { try $0.answer(answer, by: person, at: $1) } }
        }

    @Test(arguments: 0..<40)
    func `event service_complaint_received: whatever happens, it is received once and answered once`(seed: Int) {
        let machine = StateMachine<ServiceComplaint, ServiceComplaint.Status>(
            \.status,
            ways: [.unknown: [.received], .received: [.answered]]
        )
        var life = Life(ServiceComplaint(id: Self.id), in: machine, from: now, seed: seed)
        for _ in 0..<200 {
            life.pass(1...600)
            life.attempt(self.steps)
        }
        life.end()
        for name in ["serviceComplaintReceived", "serviceComplaintAnswered"] {
            life.expect(life.journal.count { eventName($0) == name } <= 1, "\(name) more than once")
        }
        life.expect(life.subject.status != .unknown, "nothing was tried")
    }
}
