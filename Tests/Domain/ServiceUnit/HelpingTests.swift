import Foundation
import Testing
import Vocabulary

@testable import ServiceUnitDomain

@Suite struct HelpingTests {
    let now = t0.adding(days: 3)
    let tono = user("tono")
    let psm = actor("rahma", .psm)

    func ask(
        _ helper: Username? = nil,
        roles: Set<Role> = [.tksk],
        task: String = "look in on Friday",
        agreedOn: LocalDate? = nil,
        until: LocalDate? = nil,
        by actor: Actor = siti
    ) -> (Case) throws -> [Case.Event] {
        {
            try $0.askHelper(
                helper ?? self.tono,
                helperRoles: roles,
                task: task,
                child: HelpedChild(name: "Anak Contoh", place: "Jalan Contoh"),
                agreedOn: agreedOn ?? self.now.localDate,
                until: until ?? self.now.localDate.adding(days: 14),
                by: actor,
                at: self.now
            )
        }
    }

    func report(
        of helper: Username? = nil,
        by actor: Actor = tksk,
        at moment: Instant? = nil
    ) -> (Case) throws -> [Case.Event] {
        {
            try $0.reportHelp(of: helper, childMet: true, report: "well", by: actor, at: moment ?? self.now)
        }
    }

    @Test func `D05: a TKSK or PSM helps once they agreed, for the social worker who answers for it`() {
        var aCase = inIntervention(.low)
        #expect(aCase.run(self.ask(by: tksk)) == .decidesNothing)
        #expect(aCase.run(self.ask(by: budi)) == .notYours)
        #expect(aCase.run(self.ask(roles: [.socialWorker])) == .invalid)
        #expect(aCase.run(self.ask(task: " ")) == .missing)
        #expect(aCase.run(self.ask(agreedOn: self.now.localDate.adding(days: 1))) == .invalid, "not agreed yet")
        #expect(aCase.run(self.ask(until: self.now.localDate.adding(days: -1))) == .invalid)
        #expect(aCase.run(self.ask()) == nil)
        #expect(aCase.help(of: self.tono, on: self.now.localDate)?.supervisor == user("siti"))
        #expect(aCase.manager == user("siti") && !aCase.isWorkedOn(by: self.tono) && !aCase.opens(to: tksk))
        // Nobody answers for a helper of a case that nobody has.
        var fresh = Case(id: caseA)
        fresh.hear(registered(.low), at: t0)
        #expect(fresh.run(self.ask(by: supervisor)) == .noAssignment)
    }

    @Test func `rule 29 and D05: what a helper saw is told to those who have the case, and decides nothing`() {
        var aCase = inIntervention(.low)
        #expect(aCase.run(self.report()) == .notYours, "nobody asked")
        aCase.run(self.ask())
        #expect(aCase.run(self.report(by: self.psm)) == .notYours)
        #expect(aCase.run(self.report(by: secretary)) == .notAllowed)
        var before = aCase
        let events = (try? self.report()(aCase)) ?? []
        #expect(events.count == 1)
        aCase = aCase.applying(events)
        #expect(events.first.flatMap { aCase.news(of: $0) }?.people == [user("siti")])
        #expect(aCase.helping.first?.reports.map(\.by) == [self.tono])
        before.helping = aCase.helping
        #expect(aCase == before, "no visit, no level, no clock")
        // By phone to the worker, who writes it down.
        #expect(aCase.run(self.report(of: self.tono, by: siti)) == nil)
        #expect(aCase.run(self.report(of: self.tono, by: budi)) == .notYours)
        #expect(aCase.helping.first?.reports.map(\.by) == [self.tono, user("siti")])
    }

    @Test func `§10.4 and D05: help ends on its last day, with a word, with the case and with consent`() {
        var asked = inIntervention(.low)
        asked.run(self.ask())
        let last = self.now.localDate.adding(days: 14)
        #expect(asked.help(of: self.tono, on: last) != nil)
        #expect(asked.help(of: self.tono, on: last.adding(days: 1)) == nil)
        var late = asked
        #expect(late.run(self.report(at: self.now.adding(days: 15))) == .notYours)
        var released = asked
        #expect(released.run { try $0.releaseHelper(self.tono, by: tksk, at: self.now) } == .decidesNothing)
        #expect(released.run { try $0.releaseHelper(self.tono, by: siti, at: self.now) } == nil)
        #expect(released.run { try $0.releaseHelper(self.tono, by: siti, at: self.now) } == .invalid)
        #expect(released.help(of: self.tono, on: self.now.localDate) == nil)
        var withdrawn = asked
        withdrawn.run { try $0.withdrawConsent(reason: nil, by: siti, at: self.now) }
        #expect(withdrawn.help(of: self.tono, on: self.now.localDate) == nil)
        #expect(withdrawn.run(self.ask()) == .noConsent)
        let left = asked.lose(self.tono, leaving: [.secretary], at: self.now, duty: nil)
        #expect(left.first.flatMap { asked.applying(left).news(of: $0) }?.people == [user("siti")])
        #expect(asked.applying(left).help(of: self.tono, on: self.now.localDate) == nil)
        #expect(asked.lose(self.tono, leaving: [.psm], at: self.now, duty: nil).isEmpty, "still a helper")
        // Asked again, the new task stands alone.
        var again = asked
        again.run(self.ask(task: "go along to the clinic"))
        #expect(again.helping.map { $0.endedAt == nil } == [false, true])
    }

    @Test func `D05 and D04: help that ended with the case stays ended when it is reopened, and when a link is undone`()
    {
        var asked = evaluated(.low)
        asked.run(self.ask())
        #expect(asked.help(of: self.tono, on: self.now.localDate) != nil)
        let (closing, later) = (self.now.adding(days: 1), self.now.adding(days: 2))
        var closed = asked
        closed.end(at: closing)
        #expect(closed.stage == .closedMonitoring && closed.help(of: self.tono, on: closing.localDate) == nil)
        #expect(closed.helping.map(\.endedAt) == [closing])
        let ended = Case.Event.caseClosed(
            CaseClosed(caseID: caseA, complaintID: complaint, reason: .allGoals, at: closing)
        )
        let news = closed.helpEnded(by: ended, since: asked, at: closing)
        #expect(news?.people == [self.tono] && news?.notice.message == "your help with a child is over: thank you")
        #expect(
            closed.run {
                try $0.decideReopening(reopen: true, reason: "made up", referredTo: nil, by: head, at: later)
            } == nil
        )
        #expect(!closed.isOver && closed.help(of: self.tono, on: later.localDate) == nil)
        #expect(closed.run(self.report(at: later)) == .notYours)
        // Joined to another child's case by mistake.
        var joined = asked
        let link = ComplaintLinkedToCase(
            complaintID: complaint,
            caseID: caseA,
            linkedTo: caseB,
            childID: childID,
            at: closing
        )
        joined.hear(.complaintLinkedToCase(link), at: closing)
        #expect(joined.helping.map(\.endedAt) == [closing])
        let parted = ComplaintUnlinkedFromCase(
            complaintID: complaint,
            caseID: caseA,
            unlinkedFrom: caseB,
            childID: ChildID(caseA.uuid),
            at: later
        )
        joined.hear(.complaintUnlinkedFromCase(parted), at: later)
        #expect(!joined.isOver && joined.linkedTo == nil && joined.help(of: self.tono, on: later.localDate) == nil)
        // Whoever has it asks anew.
        #expect(joined.run(self.ask()) == nil)
        #expect(joined.help(of: self.tono, on: later.localDate) != nil)
    }

    @Test func `D05: a helper is told when a case that was joined or consent refused or taken back ends the help`()
        throws
    {
        var asked = inIntervention(.low)
        asked.run(self.ask())
        let today = self.now
        func told(_ change: (inout Case) -> Void, by event: Case.Event) -> CaseNews? {
            var after = asked
            change(&after)
            return after.helpEnded(by: event, since: asked, at: today)
        }
        let link = ComplaintLinkedToCase(
            complaintID: try #require(asked.complaintID),
            caseID: asked.id,
            linkedTo: caseB,
            childID: ChildID(UUID()),
            at: today
        )
        let joined = Case.Event.complaintLinkedToCase(link)
        let news = told({ $0.apply(joined) }, by: joined)
        #expect(news?.people == [self.tono] && news?.notice.kind == "helper_released")
        #expect(news?.notice.message.contains("may ask you anew") == true && news?.notice.roles == [])
        let withdrawn = try asked.withdrawConsent(reason: nil, by: siti, at: today)
        for event in withdrawn {
            guard case .consentWithdrawn = event else { continue }
            let news = told({ $0.apply(event) }, by: event)
            #expect(news?.people == [self.tono])
            #expect(news?.notice.message.contains("keep and tell nothing") == true)
        }
        #expect(withdrawn.contains { if case .consentWithdrawn = $0 { true } else { false } })
        // Nobody is told of a child whose family said no: who was asked before that is told to forget it.
        for level in [RiskLevel.low, .high] {
            var early = readyForAssessment(level)
            early.consent = Case.Consent()
            #expect(early.run(self.ask()) == nil, "to go along, before anybody was asked for consent")
            let events = try early.recordConsent(consent(.notWilling), by: siti, at: today)
            let refused = try #require(events.first { if case .consentRefused = $0 { true } else { false } })
            let after = early.applying(events)
            #expect(after.help(of: self.tono, on: today.localDate) == nil)
            #expect(after.helping.first?.endedAt == today)
            let word = early.applying([refused]).helpEnded(by: refused, since: early, at: today)
            #expect(word?.people == [self.tono] && word?.notice.message.contains("keep and tell nothing") == true)
        }
        // Nothing ended; a last day that had passed ended it before.
        let report = try #require(try self.report()(asked).first)
        #expect(told({ $0.apply(report) }, by: report) == nil)
        var late = asked
        late.apply(joined)
        #expect(late.helpEnded(by: joined, since: asked, at: today.adding(days: 15)) == nil)
        // Its own end has a word of its own.
        let released = try #require(try asked.releaseHelper(self.tono, by: siti, at: today).first)
        #expect(told({ $0.apply(released) }, by: released) == nil)
    }
}
