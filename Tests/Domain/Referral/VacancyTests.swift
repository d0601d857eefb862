import ReferralDomain
import RuleTestSupport
import Testing
import Vocabulary

/// A referral never waits for somebody who is gone.
@Suite struct VacancyTests {
    private let now = Fixture.friday.adding(hours: 2)

    private func letterReady() throws -> Journey {
        var journey = try Journey.planned()
        try journey.step { referral throws(Referral.Rejection) in
            try referral.issueAssignmentLetter(
                number: "ST-1",
                worker: Fixture.siti,
                workerRoles: [.socialWorker],
                childName: "Anak",
                by: Fixture.coordinator,
                at: Fixture.friday
            )
        }
        return journey
    }

    private func sent() throws -> Journey {
        var journey = try Journey.urgent()
        try journey.send(to: "r11", at: Fixture.friday)
        return journey
    }

    private func lose(
        _ referral: Referral,
        _ name: Username = Fixture.siti,
        _ roles: Set<Role> = [],
        partners: Set<String> = []
    ) -> Referral {
        referral.applying(
            referral.lose(name, leaving: roles, partners: partners, at: self.now, limits: Fixture.limits)
        )
    }

    @Test func `clock reassignment: a partner's last focal point goes, the officer is told at once, the next stops it`()
        throws
    {
        let referral = try self.sent().referral
        let fokal = try #require(Username("fokal"))
        #expect(referral.holds(of: fokal, beyond: [], partners: ["r10"]) == [.focalPoint])
        #expect(referral.holds(of: fokal, beyond: [], partners: ["r11"]).isEmpty, "a colleague answers")
        let vacant = self.lose(referral, fokal, partners: ["r10"])
        let clock = try #require(vacant.clocks[.reassignment])
        #expect(clock.nextRing == self.now && clock.dueAt == self.now.adding(hours: 24))
        #expect(unexplained(vacant.clocks).isEmpty)
        #expect(self.lose(vacant, fokal, partners: ["r10"]) == vacant, "told again, nothing changes")
        let rang = try #require(vacant.ring(.reassignment, generation: clock.generation, at: self.now).first)
        #expect(vacant.recipients(of: rang) == [.referralOfficer])
        let warned = vacant.applying([rang])
        let missed = warned.ring(.reassignment, generation: clock.generation, at: clock.dueAt)
        #expect(missed.first.map { warned.recipients(of: $0) } == [.headPksai, .referralOfficer])
        let next = self.lose(warned, try #require(Username("baru")), [.focalPoint], partners: ["r10", "r11"])
        #expect(next.vacancy == nil && next.clocks[.reassignment]?.phase == .stopped)
    }

    @Test
    func `clock reassignment: a partner that never had a focal point is asked for one as soon as it is sent a child`()
        throws
    {
        var journey = try Journey.urgent()
        try journey.send(to: "r11", partners: ["r10"], at: self.now)
        let clock = try #require(journey.referral.clocks[.reassignment])
        #expect(journey.referral.vacancy?.focalPoint == true && journey.referral.state == .sent)
        #expect(clock.nextRing == self.now && clock.dueAt == self.now.adding(hours: 24))
        #expect(clock.rule == "24 h, §2.2, because r11 has no focal point")
        #expect(unexplained(journey.referral.clocks).isEmpty)
        let rang = try #require(
            journey.referral.ring(.reassignment, generation: clock.generation, at: self.now).first
        )
        #expect(journey.referral.recipients(of: rang) == [.referralOfficer])
        let first = try #require(Username("baru"))
        let named = self.lose(journey.referral, first, [.focalPoint], partners: ["r10", "r11"])
        #expect(named.vacancy == nil && named.clocks[.reassignment]?.phase == .stopped)
    }

    @Test func `clock reassignment: what a partner has declined waits for its focal point no more`() throws {
        var journey = try self.sent()
        journey.referral = self.lose(journey.referral, try #require(Username("fokal")))
        #expect(journey.referral.vacancy?.focalPoint == true)
        try journey.step { referral throws(Referral.Rejection) in
            try referral.decline(
                reason: .noCapacity,
                note: nil,
                by: Fixture.focalPoint("r11"),
                at: self.now,
                limits: Fixture.limits
            )
        }
        #expect(journey.referral.vacancy == nil)
        #expect(journey.referral.clocks[.reassignment]?.phase == .stopped)
        #expect(self.lose(journey.referral).vacancy == nil, "no partner is asked now")
    }

    @Test func `clock reassignment: whom the assignment letter names is gone: the coordinator gives another letter`()
        throws
    {
        var journey = try self.letterReady()
        #expect(journey.referral.holds(of: Fixture.siti, beyond: [], partners: []) == [.letter])
        #expect(journey.referral.holds(of: Fixture.siti, beyond: [.coordinatorSw], partners: []).isEmpty)
        #expect(
            throws: Referral.Rejection.self,
            "a letter that stands is not replaced",
            performing: {
                try journey.referral.issueAssignmentLetter(
                    number: "ST-2",
                    worker: Fixture.siti,
                    workerRoles: [.socialWorker],
                    childName: "Anak",
                    by: Fixture.coordinator,
                    at: self.now
                )
            }
        )
        journey.referral = self.lose(journey.referral)
        let clock = try #require(journey.referral.clocks[.reassignment])
        let rang = try #require(journey.referral.ring(.reassignment, generation: clock.generation, at: self.now).first)
        #expect(journey.referral.recipients(of: rang) == [.coordinatorPksai])
        #expect(journey.referral.holds(of: Fixture.siti, beyond: [], partners: []).isEmpty, "it waits for another")
        let budi = try #require(Username("budi"))
        try journey.step { referral throws(Referral.Rejection) in
            try referral.issueAssignmentLetter(
                number: "ST-2",
                worker: budi,
                workerRoles: [.socialWorker],
                childName: "Anak",
                by: Fixture.coordinator,
                at: self.now
            )
        }
        #expect(journey.referral.vacancy == nil && journey.referral.assignment?.worker == budi)
        #expect(journey.referral.clocks[.reassignment]?.phase == .stopped)
    }

    @Test func `a worker who comes back goes under the letter again`() throws {
        let referral = try self.letterReady().referral
        #expect(referral.isEscorted(by: "siti") && !referral.isEscorted(by: "rina"))
        let vacant = self.lose(referral)
        #expect(vacant.vacancy?.letter == true && !vacant.isEscorted(by: "siti"))
        let back = self.lose(vacant, Fixture.siti, [.socialWorker])
        #expect(back.vacancy == nil && back.clocks[.reassignment]?.phase == .stopped)
        #expect(back.isEscorted(by: "siti"))
    }
}
