import RuleTestSupport
import Testing
import Vocabulary

@testable import ServiceUnitDomain

@Suite struct RhythmTests {
    let twiceAWeek = Rhythm.Plan(every: .week, times: 2, who: [.secretary])

    /// Lets every ring up to a moment happen, in a city that asks this.
    func wait(_ rhythm: inout Rhythm, _ plan: Rhythm.Plan?, until now: Instant) -> [Rhythm.Event] {
        var rung: [Rhythm.Event] = []
        for _ in 0..<100 {
            let next = rhythm.clocks.all.compactMap { entry in entry.clock.nextRing.map { (entry, $0) } }
                .filter { $0.1 <= now }.min { $0.1 < $1.1 }
            guard let (entry, at) = next else { break }
            // Whoever comes late rings at once.
            let moment = rhythm.spanBegan == nil ? t0 : at
            let events = rhythm.ring(entry.name, generation: entry.clock.generation, plan: plan, at: moment)
            for event in events { rhythm.apply(event) }
            rung += events
            if events.isEmpty { break }
        }
        #expect(unexplained(rhythm.clocks) == [])
        return rung
    }

    func missed(_ events: [Rhythm.Event]) -> Int { self.rung(events, .missed) }

    func rung(_ events: [Rhythm.Event], _ ring: Clock.Ring) -> Int {
        events.filter { if case .clockRang(let rang) = $0 { rang.ring == ring } else { false } }.count
    }

    @Test
    func `rule 21, D09 and clock case_meetings: a week with fewer than two meetings is told to secretary and head`() {
        var rhythm = Rhythm(id: RhythmID(.caseManagementMeeting))
        // t0 is a Monday: the week is a whole one.
        _ = self.wait(&rhythm, self.twiceAWeek, until: t0)
        #expect(rhythm.spanBegan == t0.localDate)
        let sunday = t0.localDate.adding(days: 7).start(in: .wita)
        #expect(rhythm.clocks[.caseMeetings]?.dueAt == sunday)
        var kept = rhythm
        for day in [1, 3] {
            let now = t0.adding(days: day)
            kept.attempt { $0.done(on: now.localDate, documentNo: "NT-1", by: user("sekar"), at: now) }
        }
        #expect(self.missed(self.wait(&kept, self.twiceAWeek, until: sunday)) == 0)
        #expect(kept.spansKept == 1 && kept.count == 0)
        rhythm.attempt { $0.done(on: t0.localDate, documentNo: "NT-1", by: user("sekar"), at: t0) }
        #expect(self.missed(self.wait(&rhythm, self.twiceAWeek, until: sunday)) == 1)
        #expect(rhythm.recipients == [.secretary, .headPksai])
        #expect(rhythm.spans == 1 && rhythm.spansKept == 0)
        // And again, week after week, whether or not anything happens.
        #expect(self.missed(self.wait(&rhythm, self.twiceAWeek, until: sunday.adding(days: 14))) == 2)
    }

    @Test func `a system that began on a Thursday warns of no meetings that week, and of those of the next`() {
        var rhythm = Rhythm(id: RhythmID(.caseManagementMeeting))
        let thursday = t0.adding(days: 3)
        for event in rhythm.ring(.caseMeetings, generation: 0, plan: self.twiceAWeek, at: thursday) {
            rhythm.apply(event)
        }
        #expect(rhythm.clocks[.caseMeetings]?.rule.contains("counting began later") == true)
        let monday = t0.localDate.adding(days: 7).start(in: .wita)
        #expect(self.rung(self.wait(&rhythm, self.twiceAWeek, until: monday), .warned) == 0)
        #expect(rhythm.clocks[.caseMeetings]?.rule.hasPrefix("2 a week") == true)
        let next = self.wait(&rhythm, self.twiceAWeek, until: monday.adding(days: 7))
        #expect(self.rung(next, .warned) == 1 && self.missed(next) == 1)
    }

    @Test func `the span counting began in is not judged unless it is whole`() {
        var rhythm = Rhythm(id: RhythmID(.fileAudit))
        let monthly = Rhythm.Plan(every: .month, times: 1, who: [.secretary])
        let events = self.wait(&rhythm, monthly, until: t0.adding(days: 35))
        // t0 is the second of the month: March is not judged, nor is April over.
        #expect(self.missed(events) == 0)
        #expect(self.rung(events, .warned) == 0, "nor is anybody warned of it")
        #expect(rhythm.spanBegan == LocalDate("2026-04-01"))
    }

    @Test func `the monitoring meeting is monthly in the first year only`() {
        var rhythm = Rhythm(id: RhythmID(.monitoringMeeting))
        let plan = Rhythm.Plan(every: .month, times: 1, who: [.coordinatorPksai], firstYear: true)
        let events = self.wait(&rhythm, plan, until: t0.adding(months: 30))
        #expect(self.missed(events) == 12)
        #expect(rhythm.clocks.all.allSatisfy { !$0.clock.isRunning })
    }

    @Test func `a city that asks for one meeting a week is content with one; its pack counts from the next span on`() {
        var rhythm = Rhythm(id: RhythmID(.caseManagementMeeting))
        _ = self.wait(&rhythm, self.twiceAWeek, until: t0)
        let once = Rhythm.Plan(every: .week, times: 1, who: [.coordinatorPksai])
        rhythm.attempt { $0.done(on: t0.localDate, documentNo: "NT-1", by: user("sekar"), at: t0) }
        let sunday = t0.localDate.adding(days: 7).start(in: .wita)
        // The week that runs is still judged by the pack it began with.
        #expect(self.missed(self.wait(&rhythm, once, until: sunday)) == 1)
        #expect(rhythm.plan == once)
        #expect(rhythm.clocks[.caseMeetings]?.rule.hasPrefix("1 a week, §2.3, because the span began") == true)
        let next = sunday.adding(days: 1)
        rhythm.attempt { $0.done(on: next.localDate, documentNo: "NT-2", by: user("sekar"), at: next) }
        #expect(self.missed(self.wait(&rhythm, once, until: sunday.adding(days: 7))) == 0)
        #expect(rhythm.recipients == [.coordinatorPksai, .headPksai])
    }

    @Test func `what a city's pack does not ask for is neither missed nor recorded, until a later pack asks for it`() {
        var rhythm = Rhythm(id: RhythmID(.satisfactionSurvey))
        #expect(self.missed(self.wait(&rhythm, nil, until: t0.adding(months: 5))) == 0)
        #expect(rhythm.spans == 0)
        #expect(
            rhythm.attempt { try $0.record(on: t0.localDate, documentNo: "S-1", plan: nil, by: head, at: t0) }
                == .invalid
        )
        let yearly = Rhythm.Plan(every: .year, times: 1, who: [.responsibleOfficer])
        _ = self.wait(&rhythm, yearly, until: t0.adding(months: 7))
        #expect(rhythm.plan == yearly && rhythm.clocks[.rhythm]?.isRunning == true)
    }

    @Test func `event supervision_recorded: weekly by coordinator_sw, monthly by head_pksai, of a social worker`() {
        var weekly = Rhythm(id: RhythmID(.supervisionOfSocialWorkers))
        let asked = Rhythm.Plan(every: .week, times: 1, who: [.coordinatorSw])
        _ = self.wait(&weekly, asked, until: t0)
        let supervise = { (plan: Rhythm.Plan, actor: Actor, roles: Set<Role>, number: String, findings: String) in
            { (rhythm: Rhythm) throws -> [Rhythm.Event] in
                try rhythm.supervise(
                    user("siti"),
                    workerRoles: roles,
                    on: t0.localDate,
                    documentNo: number,
                    findings: findings,
                    plan: plan,
                    by: actor,
                    at: t0
                )
            }
        }
        #expect(weekly.attempt(supervise(asked, head, siti.roles, "SV-1", "on time")) == .notAllowed)
        #expect(weekly.attempt(supervise(asked, supervisor, [.tksk], "SV-1", "on time")) == .invalid)
        #expect(weekly.attempt(supervise(asked, supervisor, siti.roles, "", "on time")) == .missing)
        #expect(weekly.attempt(supervise(asked, supervisor, siti.roles, "SV-1", " ")) == .missing)
        #expect(weekly.attempt(supervise(asked, supervisor, siti.roles, "SV-1", "on time")) == nil)
        #expect(weekly.isFulfilled)
        var monthly = Rhythm(id: RhythmID(.supervisionOfCaseWorkers))
        let byHead = Rhythm.Plan(every: .month, times: 1, who: [.headPksai])
        #expect(monthly.attempt(supervise(byHead, supervisor, siti.roles, "SV-1", "on time")) == .notAllowed)
        #expect(monthly.attempt(supervise(byHead, head, siti.roles, "SV-1", "on time")) == nil)
    }

    @Test
    func `what a supervision found is sealed, and read by who wrote it, whom it is about, and leadership`() throws {
        var weekly = Rhythm(id: RhythmID(.supervisionOfSocialWorkers))
        let asked = Rhythm.Plan(every: .week, times: 1, who: [.coordinatorSw])
        _ = self.wait(&weekly, asked, until: t0)
        let events = try weekly.supervise(
            user("siti"),
            workerRoles: siti.roles,
            on: t0.localDate,
            documentNo: "SV-1",
            findings: "the girl's review was forgotten",
            plan: asked,
            by: supervisor,
            at: t0
        )
        guard case .supervisionNoted(let noted)? = events.last else { throw CaseRejection(.missing, "findings") }
        #expect(noted.findings.scope.privacyClass == .sensitiveHarm)
        // Under a key of the rhythm's own, which no complaint's can be.
        let origins = RhythmKind.allCases.compactMap { RhythmID($0).origin }
        #expect(Set(origins).count == RhythmKind.allCases.count && origins.allSatisfy(RhythmID.owns))
        #expect(noted.findings.scope.origin == weekly.id.origin && !RhythmID.owns(complaint))
        // It counts once, however much was found.
        let after = weekly.applying(events)
        #expect(after.count == 1)
        for reader in [supervisor, siti, head, coordinator] { #expect(noted.opens(to: reader)) }
        let others = [
            Actor(username: "budi", roles: [.socialWorker]), Actor(username: "sara", roles: [.coordinatorSw]),
            secretary,
        ]
        for reader in others { #expect(!noted.opens(to: reader)) }
        for reader in [supervisor, head, coordinator] { #expect(SupervisionNoted.listsAll(to: reader)) }
        for reader in [siti, secretary, tksk] { #expect(!SupervisionNoted.listsAll(to: reader)) }
    }

    @Test func `other rhythms are recorded by who sees to them, with a document, not ahead of time`() {
        var rhythm = Rhythm(id: RhythmID(.serviceEvaluation))
        let plan = Rhythm.Plan(every: .quarter, times: 1, who: [.coordinatorPksai])
        let record = { (actor: Actor, date: LocalDate) in
            { (rhythm: Rhythm) throws -> [Rhythm.Event] in
                try rhythm.record(on: date, documentNo: "EV-1", plan: plan, by: actor, at: t0)
            }
        }
        #expect(rhythm.attempt(record(siti, t0.localDate)) == .notAllowed)
        #expect(rhythm.attempt(record(coordinator, t0.localDate.adding(days: 1))) == .invalid)
        #expect(rhythm.attempt(record(coordinator, t0.localDate)) == nil)
        #expect(rhythm.last == t0.localDate)
    }

    @Test func `rule 21: meetings, supervision and audits are not kept by naming a document`() {
        let plan = Rhythm.Plan(every: .week, times: 2, who: [.secretary])
        for kind in [RhythmKind.caseManagementMeeting, .fileAudit, .supervisionOfSocialWorkers] {
            var rhythm = Rhythm(id: RhythmID(kind))
            let refused = rhythm.attempt {
                try $0.record(on: t0.localDate, documentNo: "S/6", plan: plan, by: head, at: t0)
            }
            #expect(refused == .invalid)
            #expect(rhythm.last == nil)
        }
    }
}
