import Foundation
import ReferralDomain
import RuleTestSupport
import Testing
import Vocabulary

/// Random orders of everything that can happen to a referral.
@Suite struct ReferralPropertyTests {
    typealias Step = @Sendable (Referral, Instant) throws -> [Referral.Event]

    static let limits = Fixture.limits
    static let partners = ["r10", "r11", "r01"]
    static let other = ReferralID(UUID())

    /// What people try. Refusals change nothing.
    static let steps: [Step] = [
        {
            try $0.issueAssignmentLetter(
                number: "ST-1",
                worker: Fixture.siti,
                workerRoles: [.socialWorker],
                childName: "Anak",
                by: Fixture.coordinator,
                at: $1
            )
        },
        { referral, _ in
            try referral.draftLetter(Fixture.draft, to: Fixture.directory["r11"], by: Fixture.officer)
        },
        { try $0.signLetter(place: "Makassar", by: Fixture.head, at: $1) },
        {
            try $0.send(
                to: Fixture.directory["r11"],
                partners: ["r11"],
                by: Fixture.officer,
                at: $1,
                limits: limits
            )
        },
        {
            try $0.send(
                to: Fixture.directory["r10"],
                partners: ["r11"],
                by: Fixture.officer,
                at: $1,
                limits: limits
            )
        },
        { try $0.accept(by: Fixture.focalPoint($0.institution), at: $1) },
        {
            try $0.decline(
                reason: .noCapacity,
                note: nil,
                by: Fixture.focalPoint($0.institution),
                at: $1,
                limits: limits
            )
        },
        {
            try $0.requestShelter(
                Fixture.directory["r11"],
                hours: nil,
                by: Fixture.officer,
                at: $1,
                limits: Fixture.limits
            )
        },
        { try $0.prepareHandover(Fixture.minutes(signed: []), by: Fixture.officer, at: $1) },
        { referral, _ in
            try referral.countersign(
                "BA-9001",
                with: referral.institution.flatMap { Fixture.directory[$0] },
                by: Fixture.focalPoint(referral.institution),
                limits: limits,
                holidays: Fixture.holidays
            )
        },
        {
            try $0.handOver(
                Fixture.minutes(),
                with: $0.institution.flatMap { Fixture.directory[$0] },
                by: Fixture.officer,
                at: $1,
                limits: limits,
                holidays: Fixture.holidays
            )
        },
        { try $0.report(.served, result: "x", by: Fixture.officer, at: $1) },
        {
            try $0.extendStay(
                hours: 5,
                reason: "x",
                in: Fixture.directory["r11"],
                by: Fixture.coordinator,
                at: $1,
                limits: limits
            )
        },
        { try $0.recordStayPlace(.foster, by: Fixture.officer, at: $1) },
        {
            try $0.acceptInformally(
                .rt,
                ReceiverAcceptance.Receiver(name: "x", responsibility: "x"),
                by: Fixture.officer,
                at: $1
            )
        },
        { try $0.sendOutOfCity(homeDistrict: "7306", receiver: nil, by: Fixture.secretary, at: $1, limits: limits) },
        { try $0.acknowledgeOutOfCity(by: Fixture.officer, at: $1) },
        { try $0.acknowledgeWithdrawal(of: $0.sentTo.first, by: Fixture.officer, at: $1) },
        { try $0.acknowledgeWithdrawal(of: $0.sentTo.last, by: Fixture.officer, at: $1) },
        { $0.endStay(by: other, at: $1) },
        { $0.learn(ProtectiveActionTold(caseID: Fixture.caseID, at: $1)) },
        {
            $0.learn(RiskLevelChanged(caseID: Fixture.caseID, to: .high, reason: "x", at: $1), limits: limits)
        },
        { $0.learn(ChildReunified(caseID: Fixture.caseID, at: $1)) },
    ]

    /// What ends a referral comes seldom, or nothing else would ever be tried.
    static let endings: [Step] = [
        { $0.learn(ConsentWithdrawn(caseID: Fixture.caseID, at: $1), limits: limits) },
        {
            $0.learn(
                CaseClosed(caseID: Fixture.caseID, complaintID: Fixture.complaintID, reason: .someGoals, at: $1)
            )
        },
    ]

    static func begin(_ kind: Int) throws -> Journey {
        switch kind {
        case 0: try Journey.planned(Fixture.need(.shelter, kind: .shelter))
        case 1: try Journey.urgent()
        case 2: try Journey.outOfCity(level: .high)
        case 3: try Journey.outOfCity(level: .low)
        default: try Journey.informal(.community)
        }
    }

    /// Table L.9 and §9.1's kinds.
    static func machine(isInformal: Bool) -> StateMachine<Referral, Referral.State> {
        var ways: [Referral.State: Set<Referral.State>] = [
            .unknown: [.planned, .urgent, .outOfCityRequested], .planned: [.assigned],
            .assigned: [.letterReady], .letterReady: [.sent], .urgent: [.sent], .sent: [.accepted, .replanning],
            .accepted: [.handedOver], .replanning: [.letterReady, .sent], .handedOver: [.reported],
            .outOfCityRequested: [.outOfCitySent], .outOfCitySent: [.redirected],
        ]
        // An urgent child is handed over first.
        ways[.urgent]?.insert(.handedOver)
        ways[.sent]?.insert(.handedOver)
        // D12: whom family or community names accepts, and tells how it went; there is no letter and no handover.
        if isInformal {
            ways[.planned]?.insert(.accepted)
            ways[.assigned]?.insert(.accepted)
            ways[.accepted] = [.reported]
        }
        for state in Referral.State.allCases where state != .unknown && state != .withdrawn {
            ways[state, default: []].insert(.withdrawn)
        }
        return StateMachine(
            \.state,
            ways: ways,
            stops: [
                .referral: ["handoverSigned", "outOfCityReferralAcknowledged", "caseClosed", "receiverAccepted"],
                .urgentLetter: ["caseClosed", "consentWithdrawn"],
                .referralResult: ["referralResultReported", "caseClosed", "consentWithdrawn"],
                .shelterStay: ["childReunified", "shelterStayEnded", "caseClosed"],
            ],
            starts: [.referralResult: ["handoverSigned"], .urgentLetter: ["handoverSigned"]]
        )
    }

    @Test(arguments: 0..<5, 0..<30)
    func `S09: whatever happens, no limit outlives its stop and no state is reached against the rules`(
        kind: Int,
        seed: Int
    ) throws {
        let first = try Self.begin(kind)
        let empty = Referral(id: Fixture.id)
        #expect(empty.applying(first.last) == first.referral)
        let machine = Self.machine(isInformal: first.referral.track == .informal)
        var life = RandomLife(empty, in: machine, from: Fixture.friday, seed: seed, salt: kind)
        life.take(first.last)
        for _ in 0..<100 {
            life.pass(1...600)
            let before = life.subject
            let ends = Int.random(in: 0..<60, using: &life.random) == 0
            let steps = (ends ? Self.endings : Self.steps).map { step in { try step($0, $1) } }
            let events = ends ? life.hear(steps) : life.attempt(steps)
            self.check(life.subject, after: events, before: before)
        }
        life.end()
    }

    private func check(_ referral: Referral, after events: [Referral.Event], before: Referral) {
        let running = Set(referral.clocks.all.filter { $0.clock.isRunning }.map(\.name))
        switch referral.state {
        case .reported: #expect(!running.contains(.referralResult) && !running.contains(.referral))
        case .handedOver: #expect(!running.contains(.referral))
        case .redirected, .withdrawn: #expect(running.isSubset(of: [.withdrawalAcknowledgement]))
        case .unknown, .planned, .assigned, .letterReady, .urgent, .sent, .accepted, .replanning, .outOfCityRequested,
            .outOfCitySent:
            #expect(running.isSubset(of: [.referral, .withdrawalAcknowledgement, .reassignment]))
        }
        if running.contains(.reassignment) { #expect(referral.vacancy != nil) }
        if referral.facts.closedAt != nil { #expect(running.isSubset(of: [.withdrawalAcknowledgement])) }
        if referral.withdrawal != nil { #expect(running.isSubset(of: [.shelterStay, .withdrawalAcknowledgement])) }
        if let withdrawal = referral.withdrawal {
            #expect(!withdrawal.outstanding.isEmpty || !running.contains(.withdrawalAcknowledgement))
        }
        if referral.state == .sent, referral.track == .ordinary { #expect(referral.letter?.isSigned == true) }
        if referral.state == .handedOver {
            #expect(referral.minutes?.missingSignatures.isEmpty == true)
            #expect(referral.track == .urgent || referral.letter?.isSigned == true)
            #expect(referral.institution != nil)
        }
        if referral.track == .informal { #expect(referral.letter == nil && referral.minutes == nil) }
        if referral.track == .outOfCity { #expect(referral.minutes == nil) }
        if before.waitsForProtection { #expect(referral.state != .outOfCitySent) }
        // Nothing is shared once consent is withdrawn or the case closed.
        for event in events {
            if case .referralSent = event {
                #expect(before.withdrawal == nil && before.facts.closedAt == nil)
            }
        }
    }

    @Test(arguments: 0..<60)
    func `rule 30: what the service unit tells may come in any order between streams and twice`(
        seed: Int
    ) throws {
        var random = SeededGenerator(seed: seed, salt: 11)
        let at = { (hours: Int) in Fixture.friday.adding(hours: hours) }
        let told: [CaseFile.Event] = [
            .protectiveActionRecorded(ProtectiveActionTold(caseID: Fixture.caseID, at: at(1))),
            .protectiveActionRecorded(ProtectiveActionTold(caseID: Fixture.caseID, at: at(3))),
            .riskLevelChanged(RiskLevelChanged(caseID: Fixture.caseID, to: .high, reason: "x", at: at(2))),
            .riskLevelChanged(RiskLevelChanged(caseID: Fixture.caseID, to: .medium, reason: "x", at: at(4))),
            .consentWithdrawn(ConsentWithdrawn(caseID: Fixture.caseID, at: at(5))),
            .childReunified(ChildReunified(caseID: Fixture.caseID, at: at(6))),
            .referredCaseChanged(
                ReferredCaseChanged(caseID: Fixture.caseID, riskLevel: .low, emergency: true, at: at(7))
            ),
            .referredCaseChanged(
                ReferredCaseChanged(
                    caseID: Fixture.caseID,
                    riskLevel: .high,
                    emergency: true,
                    residency: .residentRegistered,
                    at: at(8)
                )
            ),
        ]
        let expected = told.reduce(into: CaseFile(id: Fixture.caseID)) { $0 = $0.applying($0.learn($1)) }
        var shuffled = told + told
        shuffled.shuffle(using: &random)
        let other = shuffled.reduce(into: CaseFile(id: Fixture.caseID)) { $0 = $0.applying($0.learn($1)) }
        #expect(other == expected)
    }
}
