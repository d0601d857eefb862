import IdentificationDomain
import RuleTestSupport
import Testing
import Vocabulary

/// A visit is never left to somebody who can't make it.
@Suite struct OutreachVacancyTests {
    private func assigned() throws -> OutreachCandidate {
        try OutreachCandidate(id: candidateID).taking(row()).ranking().assigning()
    }

    private func lose(_ candidate: OutreachCandidate, _ roles: Set<Role>, after hours: Int = 0) -> OutreachCandidate {
        let at = now.adding(hours: hours)
        let events = candidate.lose(name("siti"), leaving: roles, at: at, limits: ProcedureLimits())
        return candidate.applying(events)
    }

    @Test func `clock reassignment: whom the letter names can go no more: another letter stops it, within its limit`()
        throws
    {
        let candidate = try self.assigned()
        #expect(self.lose(candidate, [.socialWorker]) == candidate)
        let vacant = self.lose(candidate, [.tksk])
        let clock = try #require(vacant.clocks[.reassignment])
        #expect(clock.warnAt == now && clock.dueAt == now.adding(hours: 24))
        #expect(unexplained(vacant.clocks).isEmpty)
        #expect(self.lose(vacant, [], after: 1) == vacant, "told again, nothing changes")
        let rang = vacant.ring(.reassignment, generation: clock.generation, at: now)
        #expect(names(rang) == ["clockRang"])
        let other = OutreachLetter(
            number: "ST-10/2026",
            worker: name("budi"),
            purpose: "see how the child lives",
            validUntil: now.localDate
        )
        let again = vacant.applying(rang)
        let filled = again.applying(try again.assign(other, workerRoles: siti.roles, by: coordinator, at: now))
        #expect(filled.vacantSince == nil && filled.clocks[.reassignment]?.phase == .stopped)
    }

    @Test func `a worker who has the role again can go, and the visit stops the wait`() throws {
        let vacant = self.lose(try self.assigned(), [])
        let back = self.lose(vacant, [.socialWorker], after: 2)
        #expect(back.vacantSince == nil && back.clocks[.reassignment]?.phase == .stopped)
        #expect(try back.visiting().status == .visited)
        #expect(self.lose(try back.visiting(), []).vacantSince == nil, "the visit is made")
    }
}
