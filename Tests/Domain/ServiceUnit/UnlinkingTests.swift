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

    private func told(_ aCase: Case) -> [String] {
        aCase.joinedSituations.map { joined in
            guard case .plain(let situation, _) = joined.situation else { return "sealed" }
            return "\(joined.complaintNo?.text ?? "?"): \(situation.description)"
        }
    }

    @Test func `D04 and §10.4: what a second complaint tells is told in the case it joins, and goes with it again`() {
        let joined = self.link(self.pair())
        #expect(self.told(joined.target) == ["ADU-2026-009001: made up"])
        #expect(joined.target.joinedSituations.first?.situation.scope.origin == complaint)
        #expect(self.told(self.unlink(joined).target).isEmpty)
    }

    @Test func `D04: what is added to a joined complaint reaches the case, and its own text stays the first one's`() {
        var (alias, target) = self.link(self.pair())
        let own = target.situation
        let more = ComplaintSupplemented(
            complaintID: complaint,
            caseID: caseA,
            codes: LooseCodes(
                categories: [.violenceVictim],
                riskLevel: .high,
                subdistrict: "Tallo",
                childAge: 9,
                childSex: .female,
                immediateNeeds: [],
                channel: .phone
            ),
            situation: Confidential(
                Situation(description: "seen again", assessment: nil),
                .sensitiveHarm,
                origin: complaint,
                field: "situation"
            ),
            at: t0.adding(hours: 3)
        )
        let events = alias.take(.complaintSupplemented(more), at: t0.adding(hours: 3))
        alias = alias.applying(events)
        for case .caseJoined(let said) in events {
            target = target.applying(target.absorb(said, at: t0.adding(hours: 3)))
        }
        #expect(self.told(target) == ["ADU-2026-009001: seen again"])
        #expect(target.situation == own)
    }

    @Test func `D04: a case that joins a third brings those that had joined it, and takes them along when it leaves`() {
        let pair = self.link(self.pair())
        let further = ComplaintLinkedToCase(
            complaintID: ComplaintID(childID.uuid),
            caseID: caseB,
            linkedTo: CaseID(childID.uuid),
            childID: childID,
            at: t0.adding(hours: 5)
        )
        var third = Case(id: further.linkedTo)
        third.hear(
            registered(.low, id: third.id, complaintID: ComplaintID(referralID.uuid), serial: 9002),
            at: t0
        )
        third = third.applying(
            Case.link(further, alias: pair.target, target: third, at: t0.adding(hours: 5)).target
        )
        let both = ["ADU-2026-009000: made up", "ADU-2026-009001: made up"]
        #expect(self.told(third).sorted() == both)
        func parted(_ id: CaseID) -> Case.Event {
            .complaintUnlinkedFromCase(
                ComplaintUnlinkedFromCase(
                    complaintID: complaint,
                    caseID: id,
                    unlinkedFrom: third.id,
                    childID: childID,
                    at: t0.adding(hours: 6)
                )
            )
        }
        let without = third.take(parted(caseA), at: t0.adding(hours: 6))
        #expect(self.told(third.applying(without)) == ["ADU-2026-009000: made up"])
        #expect(self.told(third.applying(third.take(parted(caseB), at: t0.adding(hours: 6)))).isEmpty)
    }

    @Test func `D04: every word that changes what a joined complaint brings is one its case hears`() {
        let alias = self.link(self.pair()).alias
        let at = t0.adding(hours: 3)
        let words: [Case.Event] = [
            leveled(.low, at: at), leveled(.high, at: at), flagged(at: at), eligible(at: at), notEligible(at: at),
            numbered(at: at), handedOver(at: at),
            .complaintClosedWithAdvice(
                ComplaintClosedWithAdvice(
                    complaintID: complaint,
                    caseID: caseA,
                    advice: Confidential("x", .sensitiveHarm, origin: complaint, field: "advice"),
                    at: at
                )
            ),
            .informationVerified(
                InformationVerified(complaintID: complaint, caseID: caseA, sources: [], childLocated: true, at: at)
            ),
            .serviceLevelRecommended(
                ServiceLevelRecommended(complaintID: complaint, caseID: caseA, level: .tertiary, argument: "x", at: at)
            ),
        ]
        var heard = 0
        for word in words {
            for case .caseJoined in alias.take(word, at: at) {
                #expect(word.concernsJoined, "\(word)")
                heard += 1
            }
        }
        #expect(heard > 0)
    }
}
