import RuleTestSupport
import Testing
import Vocabulary

@testable import ServiceUnitDomain

@Suite struct CasePropertyTests {
    typealias Life = RandomLife<Case, Case.Stage>

    /// What other units tell.
    let words: [Life.Step] = [
        { $0.take(registered(.low), at: $1) }, { $0.take(registered(.high), at: $1) },
        { $0.take(leveled(.high, at: $1), at: $1) }, { $0.take(leveled(.low, at: $1), at: $1) },
        { $0.take(flagged(at: $1), at: $1) }, { $0.take(eligible(at: $1), at: $1) },
        { $0.take(notEligible(at: $1), at: $1) }, { $0.take(handedOver(at: $1), at: $1) },
        {
            let at = $0.withdrawal?.at ?? $1
            let event = WithdrawalAcknowledged(caseID: caseA, holder: "intake", withdrawnAt: at, at: $1)
            return $0.take(.withdrawalAcknowledged(event), at: $1)
        },
    ]

    let steps: [Life.Step] = [
        { try $0.claim(by: siti, at: $1) }, { try $0.claim(by: budi, at: $1) }, { try $0.pass(by: budi, at: $1) },
        { try $0.release(by: siti, at: $1) },
        { try $0.recordContactAttempt(reached: true, note: nil, by: siti, at: $1) },
        { try $0.recordSafetyAssessment(childSeen: true, childSpokenTo: true, safety, by: siti, at: $1) },
        { try $0.recordProtectiveAction(ProtectiveAction(action: "x", place: "x"), by: siti, at: $1) },
        { try $0.assignWorker(user("siti"), workerRoles: siti.roles, letterNo: "ST-1", by: coordinator, at: $1) },
        { try $0.assignManager(user("siti"), workerRoles: siti.roles, reason: "x", by: coordinator, at: $1) },
        { try $0.recordHomeVisit(childMet: true, report: "x", by: siti, at: $1) },
        { try $0.recordConsent(consent(.willing(sharingWithPartners: true)), by: siti, at: $1) },
        { try $0.recordConsent(consent(.notWilling), by: siti, at: $1) },
        { try $0.recordConsent(consent(.deferred(reason: "x")), by: siti, at: $1) },
        { try $0.recordAssessment(form3(), by: siti, at: $1) },
        { try $0.changeRiskLevel(to: .low, consulted: user("siti"), reason: "x", by: head, at: $1) },
        { try $0.draftPlan([action()], reviewDate: $1.localDate.adding(days: 9), by: siti, at: $1) },
        { try $0.approvePlan(form: form3(), actions: [action()], waivers: [], by: head, at: $1) },
        { try $0.recordReview(level: $0.level ?? .low, stable: true, progress: "x", nextDate: nil, by: siti, at: $1) },
        { try $0.approveClosure(allDiscussed: true, note: "x", assessment: nil, waivers: [], by: head, at: $1) },
        { try $0.terminate(ClosureTests().form8(), by: siti, at: $1) }, { try $0.close(by: head, at: $1) },
        { try $0.withdrawConsent(reason: nil, by: siti, at: $1) },
        { try $0.decideWithdrawal(protect: true, reason: "x", by: head, at: $1) },
        { try $0.decideWithdrawal(protect: false, reason: "x", by: head, at: $1) },
        { try $0.decideProtectiveReview(protect: true, reason: "x", by: head, at: $1) },
        { try $0.pauseAssessment(reason: "x", by: siti, at: $1) }, { try $0.resumeAssessment(by: siti, at: $1) },
        { try $0.scheduleHomeVisit(on: $1.localDate, by: siti, at: $1) },
        { try $0.recordFollowUp(followUp(next: $1.localDate.adding(days: 2)), by: siti, at: $1) },
        { try $0.recordFollowUp(followUp(next: nil, last: true), by: siti, at: $1) },
        { try $0.scheduleEvaluation(on: $1.localDate, institutions: [], by: coordinator, at: $1) },
        {
            let results = [EvaluatedIntervention(actionID: "a1", result: .achieved)]
            return try $0.holdEvaluation(
                results,
                goalsMet: false,
                stillAtRisk: true,
                minutes: "x",
                by: coordinator,
                at: $1
            )
        },
        {
            try $0.revisePlan(
                [action()],
                reviewDate: $1.localDate.adding(days: 9),
                reason: "x",
                by: siti,
                at: $1
            )
        },
        { try $0.recordPostMonitoring(form6(), by: siti, at: $1) },
        { try $0.recordPostMonitoring(form6(goalsKept: false), by: siti, at: $1) },
        { try $0.recordPostMonitoring(form6(atRisk: true), by: siti, at: $1) },
        { try $0.approvePostMonitoring(by: head, at: $1) },
        { try $0.decideReopening(reopen: true, reason: "x", referredTo: nil, by: head, at: $1) },
        { try $0.decideReopening(reopen: false, reason: "x", referredTo: "r20", by: head, at: $1) },
    ]

    /// What a return is made of, and what must wait for its end.
    let returning: [Life.Step] = [
        { try $0.startReintegration(from: .shelter, documents: "x", by: siti, at: $1) },
        { try $0.chooseSubstituteFamily(reason: "x", by: supervisor, at: $1) },
        {
            try $0.recordFamilyReady(
                visited: true,
                childHeard: true,
                openRisk: false,
                findings: "x",
                by: siti,
                at: $1
            )
        },
        { try $0.reunify(note: "x", by: siti, at: $1) },
        { try $0.resocialise(factsDisclosed: false, note: "x", by: siti, at: $1) },
        { try $0.monitorReintegration(findings: "x", by: siti, at: $1) },
        { try $0.evaluateReintegration(success: false, findings: "x", by: supervisor, at: $1) },
        { try $0.evaluateReintegration(success: true, findings: "x", by: supervisor, at: $1) },
        {
            let form = Form7(note: "x", knowsContact: true, understandsClosed: true)
            return try $0.proposeClosure([.someGoals], form, by: siti, at: $1)
        },
        { try $0.rejectClosure(reason: "x", by: head, at: $1) },
    ]

    /// Where each stage may be left for (domain.md §6.13): what comes before the plan in any order, for other units'
    /// words overtake each other; from the plan on as tables L.5 and L.12 say.
    static let machine: StateMachine<Case, Case.Stage> = {
        let early: Set<Case.Stage> = [
            .registered, .awaitingConsent, .assigned, .refused, .assessing, .notEligible, .closedWithAdvice,
            .closedRefused,
        ]
        let worked: Set<Case.Stage> = [.planning, .closing]
        var ways: [Case.Stage: Set<Case.Stage>] = [:]
        for stage in early { ways[stage] = early.union(worked).union([.closurePending]) }
        // Found to be served after all, it goes on where it was.
        ways[.notEligible]?.formUnion([.inIntervention, .evaluating])
        for stage in worked {
            ways[stage] = worked.union([.inIntervention, .refused, .closurePending, .notEligible, .closedRefused])
        }
        ways[.inIntervention] = [.evaluating, .closing, .closurePending, .notEligible, .closedRefused]
        ways[.evaluating] = [.inIntervention, .closing, .closurePending, .notEligible, .closedRefused]
        ways[.closurePending] = early.union(worked).union([.closureApproved, .inIntervention, .evaluating])
        ways[.closureApproved] = [.terminated, .closedMonitoring, .archived, .closedRefused]
        ways[.terminated] = [.closedMonitoring, .archived, .closedRefused]
        ways[.closedMonitoring] = [.archived, .assigned, .assessing, .awaitingConsent, .registered]
        ways[.archived] = ways[.closedMonitoring]
        return StateMachine(
            \.stage,
            ways: ways,
            stops: [
                .contactSafety: ["safetyAssessmentRecorded", "caseClosed"],
                .protection: ["protectiveActionRecorded", "handoverSigned", "caseClosed"],
                .plan: ["planApproved", "referAndCloseProposed", "closeProposed", "caseClosed"],
                .definitiveManager: ["caseManagerAssigned", "caseClosed"],
                .consentDeferred: ["consentGiven", "consentRefused", "caseClosed"],
                .review: ["caseClosed"], .followUp: ["caseClosed"],
                .withdrawalDecision: ["withdrawalDecided", "consentGiven", "caseClosed"],
                .reopenDecision: ["reopeningDecided", "caseReopened"],
                .postMonitoring: ["caseReopened"],
                .oncallReraise: ["urgentCaseClaimed", "urgentCaseSettled"],
                .oncallAct: [
                    "urgentCaseReleased", "urgentClaimLapsed", "contactAttempted", "safetyAssessmentRecorded",
                    "homeVisitCompleted", "consentFormRecorded", "protectiveActionRecorded",
                ],
            ],
            starts: [
                .contactSafety: ["caseReopened", "riskLevelChanged", "riskLevelAssigned", "redFlagRaised"],
                .protection: ["caseReopened", "riskLevelChanged", "riskLevelAssigned", "redFlagRaised"],
                .plan: ["assessmentCompleted", "closureRejected", "caseReopened"],
                .definitiveManager: ["caseEligible"], .consentDeferred: ["consentDeferred"],
                .review: ["planApproved", "reviewCompleted"], .followUp: ["followUpRecorded"],
                .withdrawalDecision: ["consentWithdrawn", "withdrawalRecorded"],
                .oncallReraise: ["urgentCaseRaised", "urgentCaseEscalated"], .oncallAct: ["urgentCaseClaimed"],
            ]
        )
    }()

    /// The journey once through, so that random steps reach every part of it.
    func begin(_ seed: Int) -> Case {
        switch seed % 3 {
        case 1: inIntervention(.low)
        case 2: closed()
        default: Case(id: caseA)
        }
    }

    @Test(arguments: 0..<40)
    func `S05, S12: whatever happens, no clock outlives its case and nobody shares a claim`(seed: Int) {
        let start = seed % 3 == 2 ? t0.adding(days: 41) : t0.adding(hours: 6)
        var life = Life(self.begin(seed), in: Self.machine, from: start, seed: seed)
        var holders: [Username] = []
        for _ in 0..<160 {
            for event in life.pass(1...(life.subject.isOver ? 20_000 : 300)) { note(event, &holders) }
            let told = Int.random(in: 0..<6, using: &life.random) == 0
            for event in told ? life.hear(self.words) : life.attempt(self.steps + self.returning) {
                note(event, &holders)
            }
            life.expect(holders.count <= 1, "two people hold it")
            self.check(life)
        }
        life.end()
    }

    private func check(_ life: Life) {
        let aCase = life.subject
        let running = aCase.clocks.all.filter { $0.clock.isRunning }.map(\.name)
        if aCase.isOver {
            life.expect(running.allSatisfy { Case.outliving.contains($0) }, "\(running) in \(aCase.stage)")
        }
        life.expect((aCase.urgent?.phase == .held) == (aCase.urgent?.holder != nil), "held by nobody")
        life.expect(aCase.clocks.isRunning(.oncallReraise) == (aCase.urgent?.phase == .raised), "raised, nobody called")
        life.expect(!aCase.clocks.isRunning(.oncallAct) || aCase.urgent?.phase == .held, "acts without a claim")
        let monitored = [Case.Stage.closedMonitoring, .archived].contains(aCase.stage)
        life.expect(monitored || !aCase.clocks.isRunning(.postMonitoring), "monitored while open")
        life.expect(
            !aCase.clocks.isRunning(.reopenDecision) || aCase.monitoring?.decisionNeeded == true,
            "a decision nobody needs"
        )
        life.expect(aCase.stage != .archived || aCase.monitoring?.isOver ?? true, "archived before Form 6")
        life.expect(!aCase.assessmentPaused || aCase.assessment?.superseded != false, "paused after its end")
        if aCase.closure?.phase == .approved || aCase.closure?.phase == .terminated {
            life.expect(aCase.reintegration?.isOver ?? true, "closed during a return")
        }
        life.expect(aCase.consent.status != .withdrawn || !aCase.consent.sharingWithPartners, "shared after withdrawal")
        if aCase.withdrawal?.waiting.isEmpty != false {
            life.expect(!aCase.clocks.isRunning(.withdrawalAcknowledgement), "waits for nobody's word")
        }
        if aCase.isUrgent, aCase.complaintNo != nil, aCase.urgent == nil {
            let open = [ClockName.contactSafety, .protection].contains { name in
                aCase.clocks[name].map { $0.stoppedAt == nil } ?? false
            }
            life.expect(aCase.worker != nil || aCase.manager != nil || !open, "urgent and nobody's")
        }
    }

    private func note(_ event: Case.Event, _ holders: inout [Username]) {
        switch event {
        case .urgentCaseClaimed(let claimed): holders.append(claimed.by)
        case .urgentCaseReleased, .urgentClaimLapsed, .urgentCaseSettled: holders = []
        default: break
        }
    }

    @Test(arguments: 0..<40)
    func `S10: whatever happens, a return goes through its phases, and a closure waits for its evaluation`(seed: Int) {
        typealias Return = RandomLife<Case, Case.Reintegration.Phase?>
        let machine = StateMachine<Case, Case.Reintegration.Phase?>(
            { $0.reintegration?.phase },
            ways: [
                nil: [.preparing], .preparing: [.familyReady], .familyReady: [.reunified],
                .reunified: [.communityReady], .communityReady: [.monitored], .monitored: [.succeeded, .failed],
                .succeeded: [.preparing], .failed: [.preparing, nil],
            ]
        )
        var life = Return(inIntervention(.low), in: machine, from: t0.adding(hours: 6), seed: seed, salt: 10)
        for _ in 0..<200 {
            let before = life.subject
            life.pass(1...300)
            let events = life.attempt(self.returning)
            if before.reintegration.map({ !$0.isOver }) == true {
                life.expect(!events.contains { eventName($0) == "closureProposed" }, "closed during a return")
            }
            if life.subject.reintegration?.phase == .failed {
                life.expect(life.subject.replanning, "failed, and no new plan asked for")
            }
        }
        life.end()
        life.expect(life.journal.contains { eventName($0) == "reintegrationEvaluated" }, "no return was evaluated")
    }

    @Test(arguments: 0..<50) func `rule 30: intake's and identification's words interleave freely`(seed: Int) {
        var random = SeededGenerator(seed: seed, salt: 7)
        let intake = [registered(.medium), leveled(.high, at: t0.adding(hours: 1)), flagged(at: t0.adding(hours: 2))]
        let identification = [eligible(at: t0.adding(minutes: 90)), numbered(at: t0.adding(minutes: 95))]
        let now = t0.adding(hours: 3)
        var expected = Case(id: caseA)
        for event in intake + identification { expected.hear(event, at: now) }
        var aCase = Case(id: caseA)
        for event in random.interleave([intake, identification]) { aCase.hear(event, at: now) }
        #expect(aCase == expected)
    }
}
