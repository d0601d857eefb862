import Foundation
import ReferralDomain
import Testing
import Vocabulary

/// The seven kinds of domain.md §9.1, each with its own guards; both sides' signatures; what is extended and planned.
@Suite struct KindTests {
    @Test(arguments: [ReferralKind.ordinary, .expert, .shelter])
    func `§9.1: a planned kind needs the order, the signed letter and the partner's yes`(kind: ReferralKind) throws {
        let need: Need = kind == .shelter ? .shelter : .psychology
        var journey = try Journey.planned(Fixture.need(need, kind: kind))
        let partner = kind == .shelter ? "r11" : "r39"
        #expect(journey.referral.track == .ordinary)
        #expect(journey.referral.clocks[.referral]?.dueAt == Fixture.friday.adding(days: 10))
        try journey.assign()
        try journey.draft(to: partner)
        #expect(throws: Referral.Rejection.letterNotSigned) { try journey.send(to: partner) }
        try journey.sign()
        try journey.send(to: partner)
        #expect(throws: Referral.Rejection.wrongState(.sent, wanted: [.accepted])) { try journey.handOver() }
        try journey.accept(as: partner)
        try journey.handOver()
        #expect(journey.referral.state == .handedOver)
        #expect(journey.referral.sentTo == [partner])
    }

    @Test(arguments: [ReferralKind.toFamily, .community])
    func `D12: for family and community the receiver's acceptance is recorded instead of letter and handover`(
        kind: ReferralKind
    ) throws {
        var journey = try Journey.informal(kind)
        #expect(journey.referral.track == .informal)
        #expect(journey.referral.clocks.all.isEmpty)
        #expect(throws: Referral.Rejection.wrongKind(kind)) { try journey.draft(to: "r08") }
        #expect(throws: Referral.Rejection.wrongKind(kind)) { try journey.send(to: "r08") }
        let right: ReceiverCapacity = kind == .toFamily ? .relative : .tksk
        let wrong: ReceiverCapacity = kind == .toFamily ? .rw : .parent
        func accept(_ capacity: ReceiverCapacity, _ name: String = "Ibu Contoh", by actor: Actor = Fixture.officer)
            -> (Referral) throws(Referral.Rejection) -> [Referral.Event]
        {
            { referral throws(Referral.Rejection) in
                try referral.acceptInformally(
                    capacity,
                    ReceiverAcceptance.Receiver(name: name, responsibility: "visits every week"),
                    by: actor,
                    at: Fixture.friday.adding(hours: 3)
                )
            }
        }
        #expect(throws: Referral.Rejection.receiverCapacity(kind)) { try journey.step(accept(wrong)) }
        #expect(throws: Referral.Rejection.acceptanceIncomplete(["name"])) { try journey.step(accept(right, " ")) }
        #expect(throws: Referral.Rejection.notPermitted([.referralOfficer])) {
            try journey.step(accept(right, by: Fixture.head))
        }
        // The case's own manager may record it.
        try journey.step(accept(right, by: Actor(username: "siti", roles: [.socialWorker])))
        #expect(journey.referral.state == .accepted)
        guard case .referralAccepted(let told)? = journey.last.last else { return #expect(Bool(false), "not told") }
        #expect(told.institution == right.rawValue)
        #expect(journey.referral.acceptance?.receiver.scope.privacyClass == .childIdentity)
        #expect(throws: Referral.Rejection.wrongKind(kind)) { try journey.handOver() }
        try journey.step { referral throws(Referral.Rejection) in
            try referral.report(.served, result: "well", by: Fixture.officer, at: Fixture.friday.adding(days: 30))
        }
        #expect(journey.referral.state == .reported)
    }

    @Test func `S09 handover_signed: each side signs as its own user, the second signature hands over`() throws {
        var journey = try Journey.urgent()
        try journey.send(to: "r11")
        #expect(throws: Referral.Rejection.nothingToSign) { try journey.countersign(by: Fixture.focalPoint("r11")) }
        try journey.prepare(by: Fixture.officer)
        #expect(journey.referral.state == .sent)
        #expect(journey.referral.minutes?.missingSignatures == [.focalPoint])
        #expect(throws: Referral.Rejection.signedAlready(.referralOfficer)) {
            try journey.countersign(by: Fixture.officer)
        }
        #expect(throws: Referral.Rejection.otherMinutes("BA-9001")) {
            try journey.countersign("BA-1", by: Fixture.focalPoint("r11"))
        }
        #expect(throws: Referral.Rejection.notYourInstitution) {
            try journey.countersign(by: Fixture.focalPoint("r10"))
        }
        try journey.countersign(by: Fixture.focalPoint("r11"))
        #expect(journey.referral.state == .handedOver)
        let minutes = try #require(journey.referral.minutes)
        #expect(minutes.signers.map(\.user) == ["rina", "fokal"])
        #expect(minutes.institution == "r11")
        #expect(minutes.referralNo == Fixture.id.text)
        #expect(journey.referral.clocks.isRunning(.shelterStay))
    }

    @Test func `S09 referral_declined: minutes prepared for one partner are not the next one's`() throws {
        var journey = try Journey.urgent()
        try journey.send(to: "r11")
        try journey.prepare(by: Fixture.officer)
        try journey.decline(as: "r11")
        #expect(journey.referral.minutes == nil)
        try journey.send(to: "r10")
        #expect(throws: Referral.Rejection.nothingToSign) { try journey.countersign(by: Fixture.focalPoint("r10")) }
        #expect(journey.referral.sentTo == ["r11", "r10"])
    }

    @Test func `S09 referral_result_reported: the partner's own focal point may tell, another's may not`() throws {
        var journey = try Journey.handedOver()
        let report = { (actor: Actor) in
            { (referral: Referral) throws(Referral.Rejection) -> [Referral.Event] in
                try referral.report(.partlyServed, result: "two of four", by: actor, at: Fixture.friday.adding(days: 2))
            }
        }
        #expect(throws: Referral.Rejection.notYourInstitution) {
            try journey.step(report(Fixture.focalPoint("r40")))
        }
        try journey.step(report(Fixture.focalPoint("r39")))
        #expect(journey.referral.state == .reported)
        #expect(!journey.referral.clocks.isRunning(.referralResult))
    }

    @Test func `rule 24: a bed is asked for where sex, need and length of stay fit`() throws {
        var journey = try Journey.urgent(Fixture.need(.shelter, kind: .emergency, sex: .male, level: .high))
        #expect(throws: Referral.Rejection.receiverDoesNotFit([.sex(through: "r01")])) {
            try journey.requestBed("r11")
        }
        #expect(throws: Referral.Rejection.stayTooLong(24)) { try journey.requestBed("r10", hours: 25) }
        try journey.requestBed("r10", hours: 12)
        #expect(journey.referral.bed?.expectedStayHours == 12)
        var other = try Journey.urgent(Fixture.need(.psychology, kind: .emergency, level: .high))
        #expect(throws: Referral.Rejection.notAShelter) { try other.requestBed("r39") }
    }

    @Test func `rule 24: a stay is extended once more by decision, with a reason, never past twice its limit`() throws {
        var journey = try Journey.urgent()
        try journey.send(to: "r11")
        try journey.handOver()
        let began = Fixture.friday.adding(hours: 5)
        let extend = { (hours: Int, reason: String, actor: Actor) in
            { (referral: Referral) throws(Referral.Rejection) -> [Referral.Event] in
                try referral.extendStay(
                    hours: hours,
                    reason: reason,
                    in: Fixture.directory["r11"],
                    by: actor,
                    at: began.adding(days: 13),
                    limits: Fixture.limits
                )
            }
        }
        #expect(throws: Referral.Rejection.notPermitted([.coordinatorPksai, .headPksai])) {
            try journey.step(extend(48, "x", Fixture.officer))
        }
        #expect(throws: Referral.Rejection.reasonMissing) { try journey.step(extend(48, " ", Fixture.coordinator)) }
        #expect(throws: Referral.Rejection.stayTooLong(336)) {
            try journey.step(extend(337, "x", Fixture.coordinator))
        }
        try journey.step(extend(96, "the aunt comes on Monday", Fixture.coordinator))
        let clock = try #require(journey.referral.clocks[.shelterStay])
        #expect(clock.dueAt == began.adding(days: 18))
        #expect(clock.warnAt == began.adding(days: 16))
        #expect(clock.isRunning)
        #expect(throws: Referral.Rejection.stayTooLong(240)) {
            try journey.step(extend(241, "x", Fixture.coordinator))
        }
        var none = try Journey.handedOver()
        #expect(throws: Referral.Rejection.noStay) { try none.step(extend(24, "x", Fixture.coordinator)) }
    }

    @Test func `rule 24: the next place is planned while the stay runs, and nowhere to sleep goes to the head at once`()
        throws
    {
        var journey = try Journey.urgent()
        let next = NextPlace(place: .institution, institution: "r01", from: nil, by: "rina", at: Fixture.friday)
        #expect(throws: Referral.Rejection.self) {
            try journey.step { referral throws(Referral.Rejection) in
                try referral.planNextPlace(next, in: Fixture.directory, by: Fixture.officer)
            }
        }
        try journey.step { referral throws(Referral.Rejection) in
            try referral.recordStayPlace(.none, by: Fixture.officer, at: Fixture.friday)
        }
        #expect(journey.referral.recipients(of: journey.last[0]) == [.headPksai])
        try journey.send(to: "r11")
        try journey.handOver()
        try journey.step { referral throws(Referral.Rejection) in
            try referral.planNextPlace(next, in: Fixture.directory, by: Actor(username: "siti", roles: [.socialWorker]))
        }
        #expect(journey.referral.nextPlace?.institution == "r01")
        var unknown = next
        unknown.institution = "r99"
        #expect(throws: Referral.Rejection.institutionUnknown) {
            try journey.step { referral throws(Referral.Rejection) in
                try referral.planNextPlace(unknown, in: Fixture.directory, by: Fixture.officer)
            }
        }
        try journey.step { referral throws(Referral.Rejection) in
            try referral.recordStayPlace(.foster, by: Fixture.officer, at: Fixture.friday.adding(days: 1))
        }
        #expect(journey.referral.recipients(of: journey.last[0]).isEmpty)
    }

    @Test func `S10 child_reunified: the child is home and the stay is over`() throws {
        var journey = try Journey.urgent()
        try journey.send(to: "r11")
        try journey.handOver()
        let early = ChildReunified(caseID: Fixture.caseID, at: Fixture.friday)
        #expect(journey.referral.learn(early).isEmpty)
        journey.hear { $0.learn(ChildReunified(caseID: Fixture.caseID, at: Fixture.friday.adding(days: 3))) }
        #expect(!journey.referral.clocks.isRunning(.shelterStay))
        #expect(journey.referral.clocks.isRunning(.referralResult))
        #expect(
            journey.referral.learn(ChildReunified(caseID: Fixture.caseID, at: Fixture.friday.adding(days: 4))).isEmpty
        )
    }
}
