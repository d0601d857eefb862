import Foundation
import ReferralDomain
import Testing
import Vocabulary

/// What the service unit tells of a case: protection, level, consent and its withdrawal, closing.
@Suite struct CaseFactTests {
    static let withdrawn = ConsentWithdrawn(caseID: Fixture.caseID, at: Fixture.friday.adding(hours: 6))
    static let protected = ProtectiveActionTold(caseID: Fixture.caseID, at: Fixture.friday.adding(hours: 1))

    static func level(_ level: RiskLevel, at: Instant) -> RiskLevelChanged {
        RiskLevelChanged(caseID: Fixture.caseID, to: level, reason: "x", at: at)
    }

    static func closed(at: Instant) -> CaseClosed {
        CaseClosed(caseID: Fixture.caseID, complaintID: Fixture.complaintID, reason: .someGoals, at: at)
    }

    static let assigned = CaseManagerAssigned(
        caseID: Fixture.caseID,
        worker: Fixture.siti,
        by: Fixture.siti,
        at: Fixture.friday
    )

    func sendHome(_ journey: inout Journey) throws {
        try journey.step { referral throws(Referral.Rejection) in
            try referral.sendOutOfCity(
                homeDistrict: nil,
                receiver: "p7306",
                by: Fixture.secretary,
                at: Fixture.friday.adding(hours: 7),
                limits: Fixture.limits
            )
        }
    }

    @Test func `rule 10: a child in danger is protected before its case is sent home, and the limit goes on`() throws {
        var journey = try Journey.outOfCity(level: .high)
        #expect(journey.referral.waitsForProtection)
        #expect(throws: Referral.Rejection.protectionFirst) { try self.sendHome(&journey) }
        #expect(journey.referral.clocks.isRunning(.referral))
        journey.hear { $0.learn(Self.protected) }
        #expect(!journey.referral.waitsForProtection)
        try self.sendHome(&journey)
        #expect(journey.referral.state == .outOfCitySent)
    }

    @Test
    func `rule 10: protection that was told before the request counts, and a child not in danger waits for nothing`()
        throws
    {
        var file = CaseFile(id: Fixture.caseID)
        file = file.applying(file.learn(.protectiveActionRecorded(Self.protected)))
        #expect(file.learn(.protectiveActionRecorded(Self.protected)).isEmpty)
        let request = OutOfCityReferralRequested(
            complaintID: Fixture.complaintID,
            caseID: Fixture.caseID,
            complaintNo: Fixture.number,
            homeDistrict: "7306",
            codes: Fixture.codes(.male, level: .high),
            test: false,
            at: Fixture.friday.adding(hours: 2)
        )
        let empty = Referral(id: Fixture.id)
        let known = empty.applying(empty.request(request, knowing: file.facts, limits: Fixture.limits))
        #expect(!known.waitsForProtection)
        #expect(!(try Journey.outOfCity(level: .medium)).referral.waitsForProtection)
    }

    @Test func `rule 10: an emergency is protected first whatever the level`() throws {
        let request = OutOfCityReferralRequested(
            complaintID: Fixture.complaintID,
            caseID: Fixture.caseID,
            complaintNo: Fixture.number,
            homeDistrict: "7306",
            codes: Fixture.codes(.male, level: .low),
            test: false,
            protectFirst: true,
            at: Fixture.friday.adding(hours: 2)
        )
        let empty = Referral(id: Fixture.id)
        let asked = empty.applying(empty.request(request, limits: Fixture.limits))
        #expect(asked.waitsForProtection && asked.isUrgent)
        #expect(asked.clocks[.referral]?.dueAt == request.at.adding(hours: 24))
        #expect(throws: Referral.Rejection.protectionFirst) {
            try asked.sendOutOfCity(
                homeDistrict: nil,
                receiver: "p7306",
                by: Fixture.secretary,
                at: Fixture.friday.adding(hours: 7),
                limits: Fixture.limits
            )
        }
        #expect(!asked.applying(asked.learn(Self.protected)).waitsForProtection)
        // What was known of the case before the request does not undo it.
        var file = CaseFile(id: Fixture.caseID)
        file = file.applying(file.learn(.caseManagerAssigned(Self.assigned)))
        let known = empty.applying(empty.request(request, knowing: file.facts, limits: Fixture.limits))
        #expect(known.waitsForProtection)
    }

    @Test func `event case_manager_changed: the result goes to whoever has the case now`() throws {
        let changed = ManagerChanged(
            caseID: Fixture.caseID,
            from: Fixture.siti,
            to: try #require(Username("budi")),
            at: Fixture.friday.adding(days: 2)
        )
        let before = CaseManagerAssigned(
            caseID: Fixture.caseID,
            worker: Fixture.siti,
            by: Fixture.siti,
            at: Fixture.friday.adding(days: 1)
        )
        var journey = try Journey.planned()
        journey.hear { $0.learn(changed) }
        #expect(journey.referral.subject?.caseManager?.text == "budi")
        // The assignment before it, told late, changes nothing; the same again neither.
        #expect(journey.referral.learn(before).isEmpty && journey.referral.learn(changed).isEmpty)
        var file = CaseFile(id: Fixture.caseID)
        for event in [CaseFile.Event.caseManagerChanged(changed), .caseManagerAssigned(before)] {
            file = file.applying(file.learn(event))
        }
        #expect(file.facts.caseManager?.text == "budi")
    }

    @Test func `event case_reopened: what a closing stopped may be asked for again, in whichever order both are told`()
        throws
    {
        let closed = Self.closed(at: Fixture.friday.adding(days: 1))
        let reopened = CaseReopened(
            caseID: Fixture.caseID,
            reason: .newComplaint,
            at: Fixture.friday.adding(days: 2)
        )
        var journey = try Journey.planned()
        journey.hear { $0.learn(closed) }
        #expect(throws: Referral.Rejection.caseClosed) {
            try journey.step { referral throws(Referral.Rejection) in
                try referral.recordStayPlace(.foster, by: Fixture.officer, at: Fixture.friday.adding(days: 3))
            }
        }
        journey.hear { $0.learn(reopened) }
        #expect(journey.referral.facts.closedAt == nil)
        try journey.step { referral throws(Referral.Rejection) in
            try referral.recordStayPlace(.foster, by: Fixture.officer, at: Fixture.friday.adding(days: 3))
        }
        for order in [
            [CaseFile.Event.caseClosed(closed), .caseReopened(reopened)],
            [.caseReopened(reopened), .caseClosed(closed)],
        ] {
            var file = CaseFile(id: Fixture.caseID)
            for event in order { file = file.applying(file.learn(event)) }
            #expect(file.facts.closedAt == nil)
        }
    }

    @Test func `clock referral: a raise to high brings an out-of-city limit nearer, never later`() throws {
        var journey = try Journey.outOfCity(level: .low)
        let raised = Fixture.friday.adding(days: 2)
        journey.hear { $0.learn(Self.level(.high, at: raised), limits: Fixture.limits) }
        #expect(journey.referral.clocks[.referral]?.dueAt == raised.adding(hours: 24))
        #expect(journey.referral.isUrgent)
        journey.hear { $0.learn(Self.level(.low, at: raised.adding(hours: 1)), limits: Fixture.limits) }
        #expect(journey.referral.clocks[.referral]?.dueAt == raised.adding(hours: 24))
        // One told late changes nothing.
        #expect(journey.referral.learn(Self.level(.high, at: raised), limits: Fixture.limits).isEmpty)
        var late = try Journey.outOfCity(level: .low)
        late.hear { $0.learn(Self.level(.high, at: Fixture.friday.adding(days: 9, hours: 12)), limits: Fixture.limits) }
        #expect(late.referral.clocks[.referral]?.dueAt == Fixture.friday.adding(days: 10))
    }

    @Test func `D08: consent withdrawn stops an open referral, and its partners have 72 hours to say so`() throws {
        var journey = try Journey.planned()
        try journey.assign()
        try journey.draft()
        try journey.sign()
        try journey.send()
        try journey.decline()
        try journey.draft(to: "r40")
        try journey.sign(at: Fixture.friday.adding(hours: 5))
        try journey.send(to: "r40", at: Fixture.friday.adding(hours: 5))
        journey.hear { $0.learn(Self.withdrawn, limits: Fixture.limits) }
        #expect(journey.referral.state == .withdrawn)
        // Also the one that said no holds what it was sent.
        #expect(journey.referral.withdrawal?.outstanding == ["r39", "r40"])
        let running = journey.referral.clocks.all.filter { $0.clock.isRunning }.map(\.name)
        #expect(running == [.withdrawalAcknowledgement])
        #expect(
            journey.referral.clocks[.withdrawalAcknowledgement]?.dueAt == Self.withdrawn.at.adding(hours: 72)
        )
        #expect(throws: Referral.Rejection.consentWithdrawn) { try journey.accept(as: "r40") }
        #expect(throws: Referral.Rejection.consentWithdrawn) { try journey.send(to: "r39") }
        #expect(journey.referral.learn(Self.withdrawn, limits: Fixture.limits).isEmpty)

        func acknowledge(_ holder: String?, _ actor: Actor) throws {
            try journey.step { referral throws(Referral.Rejection) in
                try referral.acknowledgeWithdrawal(of: holder, by: actor, at: Fixture.friday.adding(days: 1))
            }
        }
        #expect(throws: Referral.Rejection.notYourInstitution) { try acknowledge("r39", Fixture.focalPoint("r40")) }
        #expect(throws: Referral.Rejection.notYourInstitution) { try acknowledge(nil, Fixture.focalPoint("r11")) }
        try acknowledge(nil, Fixture.focalPoint("r40"))
        #expect(journey.referral.clocks.isRunning(.withdrawalAcknowledgement))
        #expect(throws: Referral.Rejection.nothingToAcknowledge) { try acknowledge(nil, Fixture.focalPoint("r40")) }
        // A partner without a user says it to the officer.
        try acknowledge("r39", Fixture.officer)
        #expect(!journey.referral.clocks.isRunning(.withdrawalAcknowledgement))
        #expect(journey.referral.recipients(of: journey.last[0]) == [.headPksai, .referralOfficer])
    }

    @Test func `D08 consent_withdrawn: withdrawn again, who still owes its word is asked anew and nobody else`() throws
    {
        var journey = try Journey.urgent()
        for partner in ["r11", "r10"] {
            try journey.send(to: partner)
            try journey.decline(as: partner)
        }
        journey.hear { $0.learn(Self.withdrawn, limits: Fixture.limits) }
        try journey.step { referral throws(Referral.Rejection) in
            try referral.acknowledgeWithdrawal(of: "r10", by: Fixture.officer, at: Self.withdrawn.at.adding(hours: 1))
        }
        let again = ConsentWithdrawn(caseID: Fixture.caseID, at: Self.withdrawn.at.adding(days: 30))
        journey.hear { $0.learn(again, limits: Fixture.limits) }
        #expect(journey.referral.withdrawal?.outstanding == ["r11"])
        #expect(journey.referral.clocks[.withdrawalAcknowledgement]?.dueAt == again.at.adding(hours: 72))
        try journey.step { referral throws(Referral.Rejection) in
            try referral.acknowledgeWithdrawal(of: "r11", by: Fixture.officer, at: again.at.adding(hours: 1))
        }
        let third = ConsentWithdrawn(caseID: Fixture.caseID, at: again.at.adding(days: 30))
        #expect(journey.referral.learn(third, limits: Fixture.limits).isEmpty)
    }

    @Test func `D08: where the child sleeps is not ended by a withdrawal, all else is`() throws {
        var journey = try Journey.urgent()
        try journey.send(to: "r11")
        try journey.handOver()
        journey.hear { $0.learn(Self.withdrawn, limits: Fixture.limits) }
        #expect(journey.referral.state == .handedOver)
        let running = Set(journey.referral.clocks.all.filter { $0.clock.isRunning }.map(\.name))
        #expect(running == [.shelterStay, .withdrawalAcknowledgement])
        #expect(throws: Referral.Rejection.consentWithdrawn) { try journey.draft(to: "r11") }
        // A missed word goes to the head.
        let rang = journey.referral.ring(
            .withdrawalAcknowledgement,
            generation: 1,
            at: Self.withdrawn.at.adding(hours: 72)
        )
        let ring = try #require(rang.first)
        #expect(journey.referral.recipients(of: ring) == [.headPksai, .referralOfficer])
    }

    @Test func `D08: a referral to the family shares with no partner, and one asked for later is not concerned`() throws
    {
        let family = try Journey.informal(.toFamily)
        #expect(family.referral.learn(Self.withdrawn, limits: Fixture.limits).isEmpty)
        var community = try Journey.informal(.community)
        try community.step { referral throws(Referral.Rejection) in
            try referral.acceptInformally(
                .tksk,
                ReceiverAcceptance.Receiver(name: "Ibu Contoh", responsibility: "visits"),
                by: Fixture.officer,
                at: Fixture.friday.adding(hours: 2)
            )
        }
        community.hear { $0.learn(Self.withdrawn, limits: Fixture.limits) }
        #expect(community.referral.withdrawal?.outstanding == ["tksk"])
        var later = Fixture.need()
        later.at = Self.withdrawn.at.adding(days: 1)
        let journey = try Journey.planned(later)
        #expect(journey.referral.learn(Self.withdrawn, limits: Fixture.limits).isEmpty)
    }

    @Test func `D08: the unit acknowledges a withdrawal once, with or without referrals`() {
        var file = CaseFile(id: Fixture.caseID)
        let events = file.withdraw(Self.withdrawn, at: Self.withdrawn.at.adding(minutes: 1))
        guard case .withdrawalAcknowledged(let told)? = events.last else { return #expect(Bool(false), "not told") }
        #expect(told.holder == "referral")
        #expect(told.withdrawnAt == Self.withdrawn.at)
        file = file.applying(events)
        #expect(file.withdraw(Self.withdrawn, at: Self.withdrawn.at.adding(hours: 1)).isEmpty)
        let again = ConsentWithdrawn(caseID: Fixture.caseID, at: Self.withdrawn.at.adding(days: 30))
        #expect(!file.withdraw(again, at: again.at).isEmpty)
    }

    @Test
    func
        `events red_flag_raised, plan_approved, conference_held and closure_proposed: a case's way is noted, told twice or late alike`()
    {
        let noon = Fixture.friday
        var file = CaseFile(id: Fixture.caseID)
        func note(_ what: String, _ at: Instant) -> Int {
            let events = file.learn(.courseNoted(CaseFile.CourseNoted(what: what, at: at)))
            file = file.applying(events)
            return events.count
        }
        #expect(note("plan_approved", noon) == 1 && note("plan_approved", noon) == 0)
        #expect(note("plan_approved", noon.adding(hours: -1)) == 0)
        #expect(note("plan_approved", noon.adding(hours: 1)) == 1 && note("closure_proposed", noon) == 1)
        #expect(file.course == ["plan_approved": noon.adding(hours: 1), "closure_proposed": noon])
    }

    @Test func `X14: nothing is sent where consent does not cover partners, but an emergency may precede it`() throws {
        let without = ConsentGiven(
            caseID: Fixture.caseID,
            capacity: .parent,
            sharingWithPartners: false,
            at: Fixture.friday.adding(hours: 2)
        )
        var journey = try Journey.planned()
        try journey.assign()
        try journey.draft()
        try journey.sign()
        journey.hear { $0.learn(without) }
        #expect(throws: Referral.Rejection.consentDoesNotCover) { try journey.send() }
        var urgent = try Journey.urgent()
        urgent.hear { $0.learn(without) }
        try urgent.send(to: "r11")
        #expect(urgent.referral.state == .sent)
    }

    @Test func `D03: a closed case starts nothing new and no limit runs in it`() throws {
        var journey = try Journey.planned()
        journey.hear { $0.learn(Self.closed(at: Fixture.friday.adding(hours: 1))) }
        #expect(journey.referral.clocks.all.allSatisfy { $0.clock.phase == .stopped })
        #expect(throws: Referral.Rejection.caseClosed) { try journey.assign() }
        // The word of the closing overtook the request: it counts all the same (rule 30).
        var file = CaseFile(id: Fixture.caseID)
        file = file.applying(file.learn(.caseClosed(Self.closed(at: Fixture.friday.adding(hours: 1)))))
        let empty = Referral(id: Fixture.id)
        let planned = ReferralPlanned(need: Fixture.need())
        let late = empty.applying(empty.plan(planned, knowing: file.facts, limits: Fixture.limits))
        #expect(late.clocks.all.allSatisfy { !$0.clock.isRunning })
        #expect(late.facts.closedAt == Fixture.friday.adding(hours: 1))
        // A reopened case's new referral is open.
        var reopened = Fixture.need()
        reopened.at = Fixture.friday.adding(days: 40)
        let next = empty.applying(
            empty.plan(ReferralPlanned(need: reopened), knowing: file.facts, limits: Fixture.limits)
        )
        #expect(next.clocks.isRunning(.referral))
        #expect(next.facts.closedAt == nil)
    }

    @Test func `D08: the receiver's own focal point acknowledges an out-of-city referral`() throws {
        var journey = try Journey.outOfCity(level: .low)
        try self.sendHome(&journey)
        let acknowledge = { (actor: Actor) in
            { (referral: Referral) throws(Referral.Rejection) -> [Referral.Event] in
                try referral.acknowledgeOutOfCity(by: actor, at: Fixture.friday.adding(days: 1))
            }
        }
        #expect(throws: Referral.Rejection.notYourInstitution) {
            try journey.step(acknowledge(Fixture.focalPoint("r39")))
        }
        #expect(throws: Referral.Rejection.notPermitted([.referralOfficer, .secretary, .focalPoint])) {
            try journey.step(acknowledge(Fixture.head))
        }
        try journey.step(acknowledge(Fixture.focalPoint("p7306")))
        #expect(journey.referral.state == .redirected)
        #expect(journey.referral.clocks.all.allSatisfy { !$0.clock.isRunning })
    }
}

extension Instant {
    fileprivate func adding(days: Int, hours: Int) -> Instant { self.adding(days: days).adding(hours: hours) }
}
