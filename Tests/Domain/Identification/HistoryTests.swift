import IdentificationDomain
import Testing
import Vocabulary

@Suite struct HistoryTests {
    private func prior(_ known: KnownChild?) throws -> PriorServiceChecked {
        for case .priorServiceChecked(let checked) in queued().identify(evidence(known: known), policy: policy, at: now)
        { return checked }
        throw NoKeys.Missing()
    }

    @Test func `S02 prior_service_checked: service starts, goes on or is completed, and the earlier cases are named`()
        throws
    {
        let (open, ended) = (CaseID(uuid(55)), CaseID(uuid(54)))
        let new = try self.prior(nil)
        #expect(new.priorService == .start && new.earlierCases.isEmpty)
        let inCare = try self.prior(KnownChild(id: ChildID(uuid(7)), openCase: open, closedCase: ended))
        #expect(inCare.priorService == .continue && inCare.earlierCases == [open, ended])
        let served = try self.prior(KnownChild(id: ChildID(uuid(7)), closedCase: ended))
        #expect(served.priorService == .complete && served.earlierCases == [ended])
    }

    @Test func `S02 at_risk_databases_matched: every list is told with its date, and none sets the level`() throws {
        var found = evidence()
        found.lists = [row("pkh", [.neglected]).entry, row("bdt", [.violenceReported]).entry]
        let events = queued(level: .low).identify(found, policy: policy, at: now)
        for case .atRiskDatabasesMatched(let matched) in events {
            #expect(matched.lists == ["bdt/social_agency@2026-10-01", "pkh/social_agency@2026-10-01"])
        }
        #expect(names(events).contains("atRiskDatabasesMatched"))
        let analysed = queued(level: .low).applying(events)
        #expect(analysed.lists.count == 2)
        #expect(analysed.codes?.riskLevel == .low)
        let none = queued(level: .low).identify(evidence(), policy: policy, at: now)
        #expect(names(none).contains("atRiskDatabasesMatched"))
    }

    @Test
    func `S04 child_data_registered and S04 step 5: an indirect complaint's child is entered with its number, once`() {
        let indirect = identified(queued(), evidence())
        let events = indirect.register(number, at: now)
        #expect(names(events) == ["caseRegistered", "childDataRegistered"])
        let entered = indirect.applying(events)
        #expect(entered.isChildDataRegistered && entered.registrationNo == number)
        #expect(entered.register(number, at: now).isEmpty)
        var told = noted()
        told.path = .direct
        let direct = Identification(id: ComplaintID(uuid(1)))
            .applying([.complaintNoted(told), .forwardingNoted(forwarding())])
        #expect(names(identified(direct, evidence()).register(number, at: now)) == ["caseRegistered"])
    }

    @Test func `S08 step 7: once identified, a candidate stays on file as it was found`() throws {
        let visited = try OutreachCandidate(id: candidateID).taking(row()).ranking().assigning().visiting()
        let found = visited.applying(try visited.identifyCase(finding(), by: coordinator, at: now))
        #expect(throws: Rejection.self) { try found.identifyCase(finding(.high), by: coordinator, at: now) }
        #expect(throws: Rejection.self) { try found.recordNoNeed("x", by: analyst, at: now) }
        #expect(throws: Rejection.self) { try found.complete(report(), by: siti, at: now) }
        let later = found.taking(row(date: now.localDate, [.neglected, .orphan]), at: now.adding(days: 9))
        #expect(later.status == .caseIdentified)
        #expect(later.letter == visited.letter && later.visitedAt == visited.visitedAt)
    }
}
