import Foundation
import ReferralDomain
import Testing
import Vocabulary

@Suite struct ReferralTests {
    @Test func `the ordinary way leads from the plan over the letter to the result`() throws {
        var journey = try Journey.planned()
        var states = [journey.referral.state]
        try journey.assign()
        states.append(journey.referral.state)
        try journey.draft()
        try journey.sign()
        states.append(journey.referral.state)
        try journey.send()
        states.append(journey.referral.state)
        try journey.accept()
        states.append(journey.referral.state)
        try journey.handOver()
        states.append(journey.referral.state)
        try journey.step { referral throws(Referral.Rejection) in
            try referral.report(.served, result: "helped", by: Fixture.officer, at: Fixture.friday.adding(days: 3))
        }
        states.append(journey.referral.state)
        #expect(states == [.planned, .assigned, .letterReady, .sent, .accepted, .handedOver, .reported])
        #expect(journey.referral.clocks.all.allSatisfy { !$0.clock.isRunning })
        #expect(journey.referral.result?.outcome == .served)
    }

    @Test func `rule 30: the same plan or request a second time changes nothing`() throws {
        let planned = try Journey.planned()
        #expect(planned.referral.plan(ReferralPlanned(need: Fixture.need()), limits: Fixture.limits).isEmpty)
        let request = UrgentReferralRequested(need: Fixture.need())
        #expect(planned.referral.request(request, limits: Fixture.limits).isEmpty)
        #expect(planned.referral.clocks[.referral]?.generation == 1)
    }

    @Test func `rule 23: an ordinary referral without a signed letter cannot be sent`() throws {
        var journey = try Journey.planned()
        #expect(throws: Referral.Rejection.letterNotSigned) { try journey.send() }
        try journey.assign()
        #expect(throws: Referral.Rejection.letterNotSigned) { try journey.send() }
        try journey.draft()
        #expect(throws: Referral.Rejection.letterNotSigned) { try journey.send() }
        try journey.sign()
        try journey.send()
        #expect(journey.referral.state == .sent)
    }

    @Test
    func
        `rule 23 and clock urgent_letter: an urgent handover without a letter is valid, and the letter is due the next working day`()
        throws
    {
        var journey = try Journey.urgent()
        try journey.send(to: "r11")
        try journey.handOver()
        #expect(journey.referral.state == .handedOver)
        // Handed over on a Friday: the next working day is Monday, and the limit passes at its end.
        let clock = try #require(journey.referral.clocks[.urgentLetter])
        #expect(clock.isRunning)
        #expect(clock.dueAt.description == "2026-11-24T00:00:00+08:00")
        try journey.draft(to: "r11")
        try journey.sign(at: Fixture.friday.adding(days: 2))
        #expect(journey.referral.state == .handedOver)
        #expect(journey.referral.clocks.isRunning(.urgentLetter) == false)
    }

    @Test func `rule 23: a letter signed before an urgent handover leaves no letter task`() throws {
        var journey = try Journey.urgent()
        try journey.draft(to: "r11")
        try journey.sign()
        try journey.send(to: "r11")
        try journey.handOver()
        #expect(journey.referral.clocks[.urgentLetter] == nil)
    }

    @Test func `an urgent referral runs 24 hours to the handover and warns at 12`() throws {
        var journey = try Journey.urgent()
        #expect(journey.referral.isUrgent)
        try journey.send(to: "r11")
        try journey.accept(as: "r11")
        let clock = try #require(journey.referral.clocks[.referral])
        #expect(clock.isRunning)
        #expect(clock.warnAt == Fixture.friday.adding(hours: 12))
        #expect(clock.dueAt == Fixture.friday.adding(hours: 24))
        try journey.handOver()
        #expect(journey.referral.clocks.isRunning(.referral) == false)
        #expect(!journey.referral.isUrgent)
    }

    @Test func `an ordinary letter is due in 10 days with a warning at 7, and then the answer is`() throws {
        var journey = try Journey.planned()
        let first = try #require(journey.referral.clocks[.referral])
        #expect(first.warnAt == Fixture.friday.adding(days: 7))
        #expect(first.dueAt == Fixture.friday.adding(days: 10))
        try journey.assign()
        try journey.draft()
        try journey.sign()
        try journey.send(at: Fixture.friday.adding(days: 9))
        let second = try #require(journey.referral.clocks[.referral])
        #expect(second.generation == 2)
        #expect(second.dueAt == Fixture.friday.adding(days: 19))
        // No answer in time.
        let rang = journey.referral.ring(.referral, generation: 2, at: Fixture.friday.adding(days: 19))
        let event = try #require(rang.first)
        guard case .clockRang(let ring) = event else { return #expect(Bool(false), "a ring was expected") }
        #expect(ring.ring == .missed)
        #expect(journey.referral.recipients(of: event) == [.headPksai, .referralOfficer])
        #expect(journey.referral.applying(rang).clocks[.referral]?.phase == .missed)
        #expect(journey.referral.ring(.referral, generation: 1, at: Fixture.friday.adding(days: 99)).isEmpty)
    }

    @Test func `a refusal goes back to planning, and the next partner needs a letter of its own`() throws {
        var journey = try Journey.planned()
        try journey.assign()
        try journey.draft()
        try journey.sign()
        try journey.send()
        try journey.decline()
        #expect(journey.referral.state == .replanning)
        #expect(journey.referral.declinedBy == ["r39"])
        #expect(journey.referral.letter == nil)
        #expect(journey.referral.recipients(of: journey.last[0]) == [.referralOfficer, .coordinatorSw])
        let clock = try #require(journey.referral.clocks[.referral])
        #expect(clock.isRunning)
        #expect(clock.dueAt == Fixture.friday.adding(days: 10))
        #expect(throws: Referral.Rejection.letterNotSigned) { try journey.send(to: "r40") }
        try journey.draft(to: "r40")
        try journey.sign()
        #expect(throws: Referral.Rejection.letterForAnother("r40")) { try journey.send(to: "r39") }
        try journey.send(to: "r40")
        #expect(journey.referral.institution == "r40")
    }

    @Test func `a refusal after the ten days rings at once`() throws {
        var journey = try Journey.planned()
        try journey.assign()
        try journey.draft()
        try journey.sign()
        try journey.send()
        let late = Fixture.friday.adding(days: 11)
        try journey.decline(at: late)
        let clock = try #require(journey.referral.clocks[.referral])
        #expect(clock.dueAt == late)
        #expect(clock.ringing(at: late) == .missed)
    }

    @Test func `only the focal point of the partner it was sent to may answer`() throws {
        var journey = try Journey.planned()
        #expect(throws: Referral.Rejection.notYourInstitution) { try journey.accept() }
        try journey.assign()
        try journey.draft()
        try journey.sign()
        try journey.send()
        #expect(throws: Referral.Rejection.notYourInstitution) { try journey.accept(as: "r40") }
        #expect(throws: Referral.Rejection.notYourInstitution) { try journey.decline(as: "r40") }
        #expect(throws: Referral.Rejection.notPermitted([.focalPoint])) {
            try journey.step { referral throws(Referral.Rejection) in
                try referral.accept(by: Fixture.officer, at: Fixture.friday)
            }
        }
        #expect(throws: Referral.Rejection.notYourInstitution) {
            try journey.step { referral throws(Referral.Rejection) in
                try referral.accept(by: Fixture.focalPoint(nil), at: Fixture.friday)
            }
        }
        try journey.accept()
        #expect(throws: Referral.Rejection.notYourInstitution) {
            try journey.handOver(by: Fixture.focalPoint("r40"))
        }
        try journey.handOver(by: Fixture.focalPoint("r39"))
        #expect(journey.referral.state == .handedOver)
    }

    @Test(arguments: [[], [.referralOfficer], [.focalPoint]] as [Set<HandoverMinutes.Side>])
    func `an unsigned handover is refused and names the side`(signed: Set<HandoverMinutes.Side>) throws {
        let missing = [HandoverMinutes.Side.referralOfficer, .focalPoint].filter { !signed.contains($0) }
        var journey = try Journey.urgent()
        try journey.send(to: "r11")
        #expect(throws: Referral.Rejection.unsigned(by: missing)) {
            try journey.handOver(Fixture.minutes(signed: signed))
        }
        #expect(journey.referral.state == .sent)
        #expect(Referral.Rejection.unsigned(by: missing).explanation.contains(missing[0].rawValue))
    }

    @Test func `an ordinary handover waits for the partner's yes`() throws {
        var journey = try Journey.planned()
        try journey.assign()
        try journey.draft()
        try journey.sign()
        try journey.send()
        #expect(throws: Referral.Rejection.wrongState(.sent, wanted: [.accepted])) { try journey.handOver() }
        try journey.accept()
        #expect(throws: Referral.Rejection.nothingHandedOver) {
            try journey.handOver(Fixture.minutes(handedOver: []))
        }
        #expect(throws: Referral.Rejection.reportingDatePassed) {
            try journey.handOver(Fixture.minutes(reportingDate: LocalDate("2026-11-19")))
        }
    }

    @Test
    func `clock referral_result: the result is due at the agreed date, else after 14 days, and the report ends it`()
        throws
    {
        let journey = try Journey.handedOver()
        #expect(journey.referral.clocks[.referralResult]?.dueAt == Fixture.friday.adding(hours: 5).adding(days: 14))
        var agreed = try Journey.urgent()
        try agreed.send(to: "r11")
        try agreed.handOver(Fixture.minutes(reportingDate: LocalDate("2026-11-25")))
        #expect(agreed.referral.clocks[.referralResult]?.dueAt.description == "2026-11-26T00:00:00+08:00")
        try agreed.step { referral throws(Referral.Rejection) in
            try referral.report(.served, result: "helped", by: Fixture.officer, at: Fixture.friday.adding(days: 3))
        }
        #expect(!agreed.referral.clocks.isRunning(.referralResult))
    }

    @Test func `a letter whose worker can go no more needs another; one that was gone, or another's, does not`() throws
    {
        var journey = try Journey.planned()
        #expect(!journey.referral.needsAnother(than: Fixture.siti, left: []))
        try journey.assign()
        #expect(journey.referral.needsAnother(than: Fixture.siti, left: []))
        #expect(journey.referral.needsAnother(than: Fixture.siti, left: [.tksk]))
        #expect(!journey.referral.needsAnother(than: Fixture.siti, left: [.referralOfficer]))
        #expect(!journey.referral.needsAnother(than: try #require(Username("budi")), left: []))
    }

    @Test func `steps belong to their roles`() throws {
        var journey = try Journey.planned()
        let nobody = Actor(username: "tksk", roles: [.tksk, .psm])
        #expect(throws: Referral.Rejection.notPermitted([.coordinatorPksai])) {
            try journey.step { referral throws(Referral.Rejection) in
                try referral.issueAssignmentLetter(
                    number: "1",
                    worker: Fixture.siti,
                    workerRoles: [.socialWorker],
                    childName: "Anak",
                    by: nobody,
                    at: Fixture.friday
                )
            }
        }
        for roles: Set<Role> in [[], [.tksk, .psm], [.intakeOfficer]] {
            #expect(throws: Referral.Rejection.notAWorker(Fixture.siti)) {
                try journey.step { referral throws(Referral.Rejection) in
                    try referral.issueAssignmentLetter(
                        number: "1",
                        worker: Fixture.siti,
                        workerRoles: roles,
                        childName: "Anak",
                        by: Fixture.coordinator,
                        at: Fixture.friday
                    )
                }
            }
        }
        #expect(throws: Referral.Rejection.notPermitted([.agencyHead])) {
            try journey.step { referral throws(Referral.Rejection) in
                try referral.signLetter(place: "Makassar", by: Fixture.officer, at: Fixture.friday)
            }
        }
        #expect(throws: Referral.Rejection.notPermitted([.referralOfficer, .focalPoint])) {
            try journey.step { referral throws(Referral.Rejection) in
                try referral.report(.served, result: "", by: Fixture.head, at: Fixture.friday)
            }
        }
        #expect(throws: Referral.Rejection.notFound) {
            try Referral(id: Fixture.id).report(.served, result: "", by: Fixture.officer, at: Fixture.friday)
        }
    }

    @Test func `rule 7: the secretary sends a child's case home, and the receipt is awaited`() throws {
        var journey = try Journey.outOfCity(level: .low)
        #expect(journey.referral.recipients(of: journey.last[0]) == [.secretary])
        #expect(journey.referral.clocks[.referral]?.dueAt == Fixture.friday.adding(days: 10))
        let send = { (actor: Actor, district: String?) in
            { (referral: Referral) throws(Referral.Rejection) -> [Referral.Event] in
                try referral.sendOutOfCity(
                    homeDistrict: district,
                    receiver: "P2TP2A",
                    by: actor,
                    at: Fixture.friday.adding(hours: 6),
                    limits: Fixture.limits
                )
            }
        }
        #expect(throws: Referral.Rejection.notPermitted([.secretary])) { try journey.step(send(Fixture.officer, nil)) }
        try journey.step(send(Fixture.secretary, nil))
        #expect(journey.referral.state == .outOfCitySent)
        #expect(journey.referral.homeDistrict == "7306")
        #expect(journey.referral.clocks.isRunning(.referral))
        try journey.step { referral throws(Referral.Rejection) in
            try referral.acknowledgeOutOfCity(by: Fixture.officer, at: Fixture.friday.adding(days: 1))
        }
        #expect(journey.referral.state == .redirected)
        #expect(!journey.referral.clocks.isRunning(.referral))

        var unknown = try Journey.outOfCity(level: .high, homeDistrict: nil)
        #expect(unknown.referral.isUrgent)
        #expect(unknown.referral.clocks[.referral]?.dueAt == Fixture.friday.adding(hours: 24))
        let protected = ProtectiveActionTold(caseID: Fixture.caseID, at: Fixture.friday.adding(hours: 1))
        unknown.hear { $0.learn(protected) }
        #expect(throws: Referral.Rejection.homeDistrictMissing) { try unknown.step(send(Fixture.secretary, nil)) }
    }

    @Test func `one case has one out-of-city referral, and it is no other case's`() {
        let other = CaseID(UUID())
        #expect(ReferralID(outOfCity: Fixture.caseID) == ReferralID(outOfCity: Fixture.caseID))
        #expect(ReferralID(outOfCity: Fixture.caseID) != ReferralID(outOfCity: other))
        #expect(ReferralID(outOfCity: Fixture.caseID).text != Fixture.caseID.text)
    }

    @Test func `D03: closing the case stops every limit`() throws {
        let journey = try Journey.handedOver()
        let closed = CaseClosed(
            caseID: Fixture.caseID,
            complaintID: Fixture.complaintID,
            reason: .someGoals,
            at: Fixture.friday.adding(days: 2)
        )
        let after = journey.referral.applying(journey.referral.learn(closed))
        #expect(after.clocks.all.allSatisfy { $0.clock.phase == .stopped })
        #expect(after.learn(closed).isEmpty)
    }

    @Test func `a test reaches nobody`() throws {
        let journey = try Journey.planned(Fixture.need(test: true))
        #expect(journey.referral.recipients(of: journey.last[0]).isEmpty)
    }
}
