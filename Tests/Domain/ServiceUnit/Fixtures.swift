import Foundation
import Instruments
import Vocabulary

@testable import ServiceUnitDomain

/// Monday 2026-03-02, 08:00 in Makassar.
let t0 = Instant(rfc3339: "2026-03-02T08:00:00+08:00") ?? Instant(microseconds: 0)
let complaint = ComplaintID(UUID(uuidString: "0190a000-0000-7000-8000-00000000000a") ?? UUID())
let caseA = CaseID(UUID(uuidString: "0190a000-0000-7000-8000-0000000000a1") ?? UUID())
let caseB = CaseID(UUID(uuidString: "0190a000-0000-7000-8000-0000000000b1") ?? UUID())
let childID = ChildID(UUID(uuidString: "0190a000-0000-7000-8000-0000000000c1") ?? UUID())
let referralID = ReferralID(UUID(uuidString: "0190a000-0000-7000-8000-0000000000d1") ?? UUID())

func user(_ name: String) -> Username {
    guard let user = Username(name) else { preconditionFailure("a made-up name is valid") }
    return user
}
func actor(_ name: String, _ roles: Role...) -> Actor { Actor(username: name, roles: Set(roles)) }

let siti = actor("siti", .socialWorker, .onCallWorker)
let budi = actor("budi", .socialWorker, .onCallWorker)
let head = actor("hana", .headPksai)
let coordinator = actor("kadir", .coordinatorPksai)
let supervisor = actor("sari", .coordinatorSw)
let tksk = actor("tono", .tksk)
let secretary = actor("sekar", .secretary)

func registered(
    _ level: RiskLevel?,
    at: Instant = t0,
    emergency: Bool = false,
    id: CaseID = caseA,
    complaintID: ComplaintID = complaint,
    serial: Int64 = 9001,
    sex: Sex = .female,
    outreach: OutreachOrigin? = nil
) -> Case.Event {
    .complaintRegistered(
        ComplaintRegistered(
            complaintID: complaintID,
            caseID: id,
            complaintNo: ComplaintNumber(year: 2026, serial: serial),
            path: .direct,
            receivedAt: at,
            registeredAt: at,
            emergency: emergency,
            test: false,
            codes: LooseCodes(
                categories: [.violenceVictim],
                riskLevel: level,
                subdistrict: "Panakkukang",
                childAge: 9,
                childSex: sex,
                immediateNeeds: [],
                channel: .phone
            ),
            situation: Confidential(
                Situation(description: "made up", assessment: nil),
                .sensitiveHarm,
                origin: complaintID,
                field: "situation"
            ),
            outreach: outreach
        )
    )
}

func leveled(_ level: RiskLevel, at: Instant, provisional: Bool = false) -> Case.Event {
    .riskLevelAssigned(
        RiskLevelAssigned(
            complaintID: complaint,
            caseID: caseA,
            level: level,
            provisional: provisional,
            reason: "made up",
            at: at
        )
    )
}

func flagged(at: Instant) -> Case.Event {
    .emergencyFlagged(EmergencyFlagged(complaintID: complaint, caseID: caseA, at: at))
}

func eligible(at: Instant = t0.adding(hours: 1)) -> Case.Event {
    .caseEligible(
        CaseEligible(
            complaintID: complaint,
            caseID: caseA,
            childID: childID,
            residency: .residentRegistered,
            at: at
        )
    )
}

func notEligible(at: Instant) -> Case.Event {
    .caseNotEligible(CaseNotEligible(complaintID: complaint, caseID: caseA, reason: .nonResident, at: at))
}

func numbered(at: Instant = t0.adding(hours: 1)) -> Case.Event {
    .caseRegistered(
        CaseRegistered(
            complaintID: complaint,
            caseID: caseA,
            childID: childID,
            registrationNo: CaseNumber(year: 2026, serial: 9001),
            at: at
        )
    )
}

func handedOver(at: Instant, kind: ReferralKind = .emergency) -> Case.Event {
    .handoverSigned(
        HandoverSigned(
            referralID: referralID,
            caseID: caseA,
            institution: "r01",
            kind: kind,
            handedOver: [],
            urgent: true,
            at: at
        )
    )
}

/// What a decision came to: the case after it and the code of its refusal.
extension Case {
    mutating func hear(_ event: Event, at now: Instant) { for event in self.take(event, at: now) { self.apply(event) } }

    /// Decides and folds; the refusal's code otherwise.
    @discardableResult
    mutating func run(_ decide: (Case) throws -> [Event]) -> CaseRejection.Code? {
        do {
            for event in try decide(self) { self.apply(event) }
            return nil
        } catch {
            return (error as? CaseRejection)?.reason ?? .invalid
        }
    }

    /// Lets every clock ring that is due.
    mutating func wait(until now: Instant) -> [Event] {
        var rung: [Event] = []
        for _ in 0..<500 {
            let next = self.clocks.all.compactMap { entry in entry.clock.nextRing.map { (entry, $0) } }
                .filter { $0.1 <= now }.min { $0.1 < $1.1 }
            guard let (entry, at) = next else { break }
            let events = self.ring(entry.name, generation: entry.clock.generation, at: at)
            if events.isEmpty { break }
            for event in events { self.apply(event) }
            rung += events
        }
        return rung
    }
}

func missed(_ events: [Case.Event], _ clock: ClockName) -> Bool {
    events.contains { if case .clockRang(let rang) = $0 { rang.clock == clock && rang.ring == .missed } else { false } }
}

func warned(_ events: [Case.Event], _ clock: ClockName) -> Bool {
    events.contains { if case .clockRang(let rang) = $0 { rang.clock == clock && rang.ring == .warned } else { false } }
}

let safety = SafetyAssessment(
    safe: true,
    findings: "made up",
    immediateNeeds: [],
    protectiveDecision: "stays with grandmother"
)

let form2 = ConsentForm(
    signerName: "made up",
    signerBirthDate: LocalDate("1990-01-09"),
    signerAddress: "made up",
    signerPhone: "none",
    place: "Makassar",
    date: LocalDate("2026-03-02") ?? t0.localDate,
    advice: "made up"
)

func consent(
    _ answer: Case.ConsentDecision.Answer,
    informed: Bool = true,
    explained: Bool = true,
    suspect: Bool = false
) -> Case.ConsentDecision {
    Case.ConsentDecision(
        answer: answer,
        capacity: .guardian,
        informed: informed,
        purposeExplained: explained,
        suspectedPerpetrator: suspect,
        form: form2
    )
}

func form3(bad: [String] = [], conclusion: Form3.Conclusion = .goOn, revised: RiskLevel? = nil) -> Form3 {
    var answers: [String: Form3.Answer] = [:]
    for item in Instruments.items { answers[item.code] = Form3.Answer(value: 3) }
    answers["b3_6"] = Form3.Answer(notApplicable: "no trauma")
    for code in bad { answers[code] = Form3.Answer(value: 1) }
    return Form3(
        answers: answers,
        birthCertificate: true,
        childViews: "made up",
        carerViews: "made up",
        revisedRisk: revised,
        immediateAction: revised == .high ? true : nil,
        strengths: "made up",
        concerns: "made up",
        conclusion: conclusion,
        infoSheetGiven: true
    )
}

func action(_ id: String = "a1", items: [String] = []) -> PlanAction {
    PlanAction(
        id: id,
        problemItems: items,
        problem: "made up",
        action: "made up",
        priority: 1,
        horizon: .short,
        start: t0.localDate,
        expectedEnd: t0.localDate.adding(days: 30),
        officer: user("siti")
    )
}

/// A case at this level, assigned to siti by letter, visited, with consent.
func readyForAssessment(_ level: RiskLevel) -> Case {
    var aCase = Case(id: caseA)
    aCase.hear(registered(level), at: t0)
    aCase.hear(eligible(), at: t0.adding(hours: 1))
    aCase.run { try $0.assignWorker(user("siti"), workerRoles: siti.roles, letterNo: "ST-1", by: coordinator, at: t0) }
    aCase.run { try $0.assignManager(user("siti"), workerRoles: siti.roles, reason: nil, by: coordinator, at: t0) }
    aCase.run {
        try $0.recordSafetyAssessment(childSeen: true, childSpokenTo: true, safety, by: siti, at: t0.adding(hours: 2))
    }
    aCase.run { try $0.recordHomeVisit(childMet: true, report: "made up", by: siti, at: t0.adding(hours: 2)) }
    aCase.run { try $0.recordConsent(consent(.willing(sharingWithPartners: true)), by: siti, at: t0.adding(hours: 2)) }
    return aCase
}

/// A case with a plan in force.
func inIntervention(_ level: RiskLevel) -> Case {
    var aCase = readyForAssessment(level)
    let form = form3()
    let actions = [action()]
    aCase.run { try $0.recordAssessment(form, by: siti, at: t0.adding(hours: 3)) }
    aCase.run {
        try $0.draftPlan(actions, reviewDate: t0.localDate.adding(days: 90), by: siti, at: t0.adding(hours: 4))
    }
    aCase.run {
        try $0.approvePlan(form: form, actions: actions, waivers: [], by: supervisor, at: t0.adding(hours: 5))
    }
    return aCase
}

/// A case whose interventions were evaluated.
func evaluated(_ level: RiskLevel, goalsMet: Bool = true, stillAtRisk: Bool = false) -> Case {
    var aCase = inIntervention(level)
    aCase.evaluate(at: t0.adding(hours: 6), goalsMet: goalsMet, stillAtRisk: stillAtRisk)
    return aCase
}

extension Case {
    /// Plans and holds the evaluation meeting.
    mutating func evaluate(at now: Instant, goalsMet: Bool = true, stillAtRisk: Bool = false) {
        self.run { try $0.scheduleEvaluation(on: now.localDate, institutions: [], by: coordinator, at: now) }
        let results = (self.plan?.actionIDs ?? []).map { EvaluatedIntervention(actionID: $0, result: .achieved) }
        self.run {
            try $0.holdEvaluation(
                results,
                goalsMet: goalsMet,
                stillAtRisk: stillAtRisk,
                minutes: "made up",
                by: coordinator,
                at: now
            )
        }
    }

    /// Form 7, its approval, Form 8, the end.
    mutating func end(at now: Instant, _ reason: ClosureReason = .allGoals) {
        let form7 = Form7(note: "made up", knowsContact: true, understandsClosed: true)
        self.run { try $0.proposeClosure([reason], form7, by: siti, at: now) }
        self.run {
            try $0.approveClosure(
                allDiscussed: true,
                note: "made up",
                assessment: form3(),
                waivers: [],
                by: head,
                at: now
            )
        }
        self.run { try $0.terminate(ClosureTests().form8(), by: siti, at: now) }
        self.run { try $0.close(by: siti, at: now) }
    }
}

/// A case closed after all goals were reached.
func closed(at now: Instant = t0.adding(days: 40)) -> Case {
    var aCase = evaluated(.low)
    aCase.end(at: now)
    return aCase
}

func form6(goalsKept: Bool = true, stillVulnerable: Bool = false, atRisk: Bool = false) -> Form6 {
    Form6(
        place: "made up",
        date: t0.localDate,
        participants: ["made up"],
        goalsKept: goalsKept,
        goalsNote: goalsKept ? nil : "made up",
        stillVulnerable: stillVulnerable,
        vulnerableNote: stillVulnerable ? "made up" : nil,
        atRisk: atRisk,
        riskNote: atRisk ? "made up" : nil,
        recommendation: "made up"
    )
}

let form4 = Form4(
    familyPresent: [],
    summary: "made up",
    childViews: "made up",
    conclusion: "made up",
    agreedActions: [],
    nextTime: "10:00",
    nextPlace: "made up"
)

func followUp(next: LocalDate?, last: Bool = false) -> Case.FollowUp {
    Case.FollowUp(
        kind: .scheduled,
        place: .childsHome,
        purpose: .monitoring,
        form: form4,
        nextDate: next,
        isLast: last
    )
}
