import Testing
import Vocabulary

@testable import ServiceUnitDomain

@Suite struct UnlinkingTests {
    private let linked = ComplaintLinkedToCase(
        complaintID: complaint,
        caseID: caseA,
        linkedTo: caseB,
        childID: childID,
        at: t0.adding(hours: 2)
    )
    private let parted = ComplaintUnlinkedFromCase(
        complaintID: complaint,
        caseID: caseA,
        unlinkedFrom: caseB,
        childID: ChildID(caseA.uuid),
        at: t0.adding(hours: 4)
    )

    private func pair() -> (alias: Case, target: Case) {
        var target = Case(id: caseB)
        target.hear(registered(.medium, id: caseB, complaintID: ComplaintID(childID.uuid), serial: 9000), at: t0)
        var alias = Case(id: caseA)
        alias.hear(registered(.high, at: t0.adding(hours: 1)), at: t0.adding(hours: 1))
        return (alias, target)
    }

    private func unlink(_ pair: (alias: Case, target: Case)) -> (alias: Case, target: Case) {
        let (own, given) = Case.unlink(self.parted, alias: pair.alias, target: pair.target, at: t0.adding(hours: 4))
        return (pair.alias.applying(own), pair.target.applying(given))
    }

    private func link(_ pair: (alias: Case, target: Case)) -> (alias: Case, target: Case) {
        let (own, joined) = Case.link(self.linked, alias: pair.alias, target: pair.target, at: t0.adding(hours: 2))
        return (pair.alias.applying(own), pair.target.applying(joined))
    }

    @Test func `D04: an undone link gives both cases their own clocks back`() {
        let before = self.pair()
        let joined = self.link(before)
        #expect(joined.target.level == .high)
        let after = self.unlink(joined)
        #expect(after.alias.stage != .linked)
        #expect(after.alias.clocks[.contactSafety]?.dueAt == t0.adding(hours: 25))
        #expect(after.alias.clocks[.protection]?.dueAt == t0.adding(hours: 25))
        #expect(after.alias.clocks.isRunning(.protection))
        // Nobody has it here: it is called out again.
        #expect(after.alias.urgent?.phase == .raised)
        #expect(after.target.level == .medium)
        #expect(after.target.clocks[.contactSafety]?.dueAt == t0.adding(hours: 72))
        #expect(after.target.clocks[.protection] == nil)
        #expect(after.target.joinedComplaints.isEmpty)
    }

    @Test func `D14: an undone link calls whoever is on duty, and skips a rung nobody stands on`() {
        let joined = self.link(self.pair())
        let (own, _) = Case.unlink(
            self.parted,
            alias: joined.alias,
            target: joined.target,
            at: t0.adding(hours: 4),
            duty: duty(nil, workers: [])
        )
        let raised = own.compactMap { event -> UrgentCaseRaised? in
            if case .urgentCaseRaised(let raised) = event { raised } else { nil }
        }
        #expect(raised.map(\.rung) == [.coordinatorSw])
        #expect(raised.first?.called.map(\.text) == ["sari"])
    }

    @Test func `rule 30: undone twice, or told before its link, an undoing leaves the same`() {
        let after = self.unlink(self.link(self.pair()))
        let again = Case.unlink(self.parted, alias: after.alias, target: after.target, at: t0.adding(hours: 5))
        #expect(again.alias.isEmpty)
        #expect(again.target.isEmpty)
        let early = self.link(self.unlink(self.pair()))
        #expect(early.alias.linkedTo == nil)
        #expect(early.alias.clocks.isRunning(.protection))
        #expect(early.target.level == .medium)
    }
}
