import Testing
import Vocabulary

@testable import ServiceUnitDomain

/// A generator that repeats its run for a seed.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        self.state = self.state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return self.state ^ (self.state >> 33)
    }
}

@Suite struct CasePropertyTests {
    typealias Step = (Case, Instant) throws -> [Case.Event]

    let steps: [Step] = [
        { $0.take(registered(.low), at: $1) }, { $0.take(registered(.high), at: $1) },
        { $0.take(leveled(.high, at: $1), at: $1) }, { $0.take(leveled(.low, at: $1), at: $1) },
        { $0.take(flagged(at: $1), at: $1) }, { $0.take(eligible(at: $1), at: $1) },
        { $0.take(notEligible(at: $1), at: $1) }, { $0.take(handedOver(at: $1), at: $1) },
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
        {
            let form = Form7(note: "x", knowsContact: true, understandsClosed: true)
            return try $0.proposeClosure([.someGoals], form, by: siti, at: $1)
        },
        { try $0.approveClosure(allDiscussed: true, note: "x", assessment: nil, waivers: [], by: head, at: $1) },
        { try $0.rejectClosure(reason: "x", by: head, at: $1) },
        { try $0.terminate(ClosureTests().form8(), by: siti, at: $1) }, { try $0.close(by: head, at: $1) },
        { try $0.withdrawConsent(reason: nil, by: siti, at: $1) },
        { try $0.decideWithdrawal(protect: true, reason: "x", by: head, at: $1) },
        { try $0.decideWithdrawal(protect: false, reason: "x", by: head, at: $1) },
        {
            let at = $0.withdrawal?.at ?? $1
            let event = WithdrawalAcknowledged(caseID: caseA, holder: "intake", withdrawnAt: at, at: $1)
            return $0.take(.withdrawalAcknowledged(event), at: $1)
        },
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
    ]

    /// The journey once through, so that random steps reach every part of it.
    func begin(_ aCase: inout Case, _ seed: Int) {
        if seed % 3 == 1 { aCase = inIntervention(.low) }
        if seed % 3 == 2 { aCase = closed() }
    }

    @Test(arguments: 0..<20) func `whatever happens, no clock outlives its case and nobody shares a claim`(seed: Int) {
        var random = SeededGenerator(state: UInt64(seed) &+ 1)
        var aCase = Case(id: caseA)
        self.begin(&aCase, seed)
        var replayed = aCase
        var now = seed % 3 == 2 ? t0.adding(days: 41) : t0.adding(hours: 6)
        var holders: [Username] = []
        for _ in 0..<160 {
            let stride = aCase.isOver ? 20_000 : 300
            now = now.adding(minutes: Int.random(in: 1...stride, using: &random))
            for event in aCase.wait(until: now) {
                note(event, &holders)
                replayed.apply(event)
            }
            let step = self.steps[Int.random(in: 0..<self.steps.count, using: &random)]
            guard let events = try? step(aCase, now) else { continue }
            for event in events {
                aCase.apply(event)
                replayed.apply(event)
                note(event, &holders)
            }
            #expect(aCase == replayed)
            let running = aCase.clocks.all.filter { $0.clock.isRunning }.map(\.name)
            if aCase.isOver {
                #expect(running.allSatisfy { Case.outliving.contains($0) }, "\(running) in \(aCase.stage)")
            }
            #expect(holders.count <= 1)
            #expect((aCase.urgent?.phase == .held) == (aCase.urgent?.holder != nil))
            #expect(aCase.clocks.isRunning(.oncallReraise) == (aCase.urgent?.phase == .raised))
            if aCase.clocks.isRunning(.oncallAct) { #expect(aCase.urgent?.phase == .held) }
            if aCase.plan?.approvedVersion != nil, aCase.plan?.approvedVersion == aCase.plan?.version, !aCase.isOver {
                #expect(!aCase.clocks.isRunning(.plan) || aCase.assessment != nil)
            }
            let monitored = [Case.Stage.closedMonitoring, .archived].contains(aCase.stage)
            #expect(monitored || !aCase.clocks.isRunning(.postMonitoring), "\(aCase.stage)")
            #expect(aCase.clocks.isRunning(.reopenDecision) == false || aCase.monitoring?.decisionNeeded == true)
            #expect(aCase.stage != .archived || aCase.monitoring?.isOver ?? true)
            #expect(!aCase.assessmentPaused || aCase.assessment?.superseded != false)
            if aCase.closure?.phase == .approved || aCase.closure?.phase == .terminated {
                #expect(aCase.reintegration?.isOver ?? true)
            }
            if aCase.consent.status == .withdrawn { #expect(!aCase.consent.sharingWithPartners) }
            if aCase.withdrawal?.waiting.isEmpty != false {
                #expect(!aCase.clocks.isRunning(.withdrawalAcknowledgement))
            }
            if aCase.consent.status != .deferred { #expect(!aCase.clocks.isRunning(.consentDeferred)) }
            if aCase.isUrgent, aCase.complaintNo != nil, aCase.urgent == nil {
                let open = [ClockName.contactSafety, .protection].contains { name in
                    aCase.clocks[name].map { $0.stoppedAt == nil } ?? false
                }
                #expect(aCase.worker != nil || aCase.manager != nil || !open)
            }
        }
    }

    private func note(_ event: Case.Event, _ holders: inout [Username]) {
        switch event {
        case .urgentCaseClaimed(let claimed): holders.append(claimed.by)
        case .urgentCaseReleased, .urgentClaimLapsed, .urgentCaseSettled: holders = []
        default: break
        }
    }

    @Test(arguments: 0..<50) func `rule 30: intake's and identification's words interleave freely`(seed: Int) {
        var random = SeededGenerator(state: UInt64(seed) &+ 7)
        let intake = [registered(.medium), leveled(.high, at: t0.adding(hours: 1)), flagged(at: t0.adding(hours: 2))]
        let identification = [eligible(at: t0.adding(minutes: 90)), numbered(at: t0.adding(minutes: 95))]
        let now = t0.adding(hours: 3)
        var expected = Case(id: caseA)
        for event in intake + identification { expected.hear(event, at: now) }
        var (left, right) = (intake[...], identification[...])
        var aCase = Case(id: caseA)
        while !left.isEmpty || !right.isEmpty {
            let fromLeft = right.isEmpty || (!left.isEmpty && Bool.random(using: &random))
            guard let event = fromLeft ? left.popFirst() : right.popFirst() else { break }
            aCase.hear(event, at: now)
            if Bool.random(using: &random) { aCase.hear(event, at: now.adding(minutes: 1)) }
        }
        #expect(aCase == expected)
    }
}
