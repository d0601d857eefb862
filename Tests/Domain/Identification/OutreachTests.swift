import IdentificationDomain
import Testing
import Vocabulary

let coordinator = Actor(username: "rahmat", roles: [.coordinatorPksai])
let siti = Actor(username: "siti", roles: [.socialWorker])
let tksk = Actor(username: "tuti", roles: [.tksk])
let candidateID = CandidateID(fresh: uuid(77))

func name(_ text: String) -> Username {
    guard let name = Username(text) else { preconditionFailure("a username") }
    return name
}
func source(_ text: String) -> DataSource {
    guard let source = DataSource(text) else { preconditionFailure("a source") }
    return source
}

func row(
    _ list: String = "pkh",
    date: LocalDate? = LocalDate(year: 2026, month: 10, day: 1),
    status: SecondaryDataStatus? = .fixed,
    _ indicators: [AtRiskIndicator] = [.neglected]
) -> AtRiskRow {
    AtRiskRow(
        child: ChildIdentity(name: "Baso", sex: .male, birthDate: LocalDate(year: 2023, month: 5, day: 4)),
        entry: AtRiskEntry(
            list: list,
            date: date,
            source: source("social_agency"),
            status: status,
            indicators: indicators
        )
    )
}

extension OutreachCandidate {
    func taking(_ row: AtRiskRow, at moment: Instant = now) -> OutreachCandidate {
        let known = try? self.child?.open(with: NoKeys())
        let events = self.take(row, known: known.map { ($0, nil) }, subdistricts: .makassar, at: moment)
        return self.applying(events)
    }
    func ranking() throws -> OutreachCandidate {
        self.applying(try self.ranked(1, level: nil, by: analyst, at: now))
    }
    func assigning() throws -> OutreachCandidate {
        self.applying(try self.assign(assignment(), workerRoles: siti.roles, by: coordinator, at: now))
    }
    func visiting() throws -> OutreachCandidate {
        self.applying(try self.complete(report(), by: siti, at: now))
    }
}

/// Opens only what was never written.
struct NoKeys: ConfidentialOpener {
    struct Missing: Error {}
    func open<Value: Decodable & Sendable>(_ sealed: SealedValue, as type: Value.Type) throws -> Value {
        throw Missing()
    }
}

func assignment(_ number: String = "ST-9/2026", until: LocalDate? = nil) -> OutreachLetter {
    OutreachLetter(
        number: number,
        worker: name("siti"),
        purpose: "see how the child lives",
        validUntil: until ?? now.localDate.adding(days: 7)
    )
}

func report(minutes: String = "met at home", on day: LocalDate? = nil) -> OutreachReport {
    OutreachReport(
        visitedOn: day ?? now.localDate,
        minutes: minutes,
        socialReport: "five children, no work",
        visitReport: "one room",
        assessmentReport: "thin, alone all day"
    )
}

func finding(_ level: RiskLevel = .medium, emergency: Bool = false) -> OutreachFinding {
    OutreachFinding(
        categories: [.neglectVictim],
        riskLevel: level,
        emergency: emergency,
        immediateNeeds: [.toddler],
        situation: "alone from morning to night"
    )
}

@Suite struct OutreachTests {
    private let imported = OutreachCandidate(id: candidateID).taking(row())

    @Test func `§10.4: who goes by a letter reads the child until it runs out, identification always, nobody else`()
        throws
    {
        let assigned = try OutreachCandidate(id: candidateID).taking(row()).ranking().assigning()
        #expect(try assigned.requireReader(siti, at: now))
        #expect(try !assigned.requireReader(analyst, at: now))
        for stranger in [tksk, Actor(username: "budi", roles: [.socialWorker])] {
            #expect(throws: Rejection.notAssigned) { try assigned.requireReader(stranger, at: now) }
        }
        #expect(throws: Rejection.notAssigned) { try assigned.requireReader(siti, at: now.adding(days: 400)) }
    }

    @Test func `a visit whose worker can make it no more needs another, a role that decides nothing does not help`()
        throws
    {
        let assigned = try OutreachCandidate(id: candidateID).taking(row()).ranking().assigning()
        #expect(assigned.needsAnother(than: name("siti"), left: []))
        #expect(assigned.needsAnother(than: name("siti"), left: [.tksk]))
        #expect(!assigned.needsAnother(than: name("siti"), left: [.socialWorker]))
        #expect(!assigned.needsAnother(than: name("budi"), left: []))
        #expect(try !assigned.visiting().needsAnother(than: name("siti"), left: []))
    }

    @Test func `S08 secondary_data_imported: a row makes a candidate with list, source and date`() {
        #expect(self.imported.status == .imported)
        #expect(self.imported.entries.map(\.text) == ["pkh/social_agency@2026-10-01"])
    }

    @Test func `S08 step 1: the same row again changes nothing, older data replaces nothing, newer does`() {
        let known = (row().child, nil as Family?)
        #expect(self.imported.take(row(), known: known, subdistricts: .makassar, at: now).isEmpty)
        let older = row(date: LocalDate(year: 2025, month: 1, day: 1))
        #expect(self.imported.take(older, known: known, subdistricts: .makassar, at: now).isEmpty)
        let newer = self.imported.taking(row(date: LocalDate(year: 2026, month: 11, day: 1), [.neglected, .orphan]))
        #expect(newer.entries.count == 1)
        #expect(newer.entries[0].indicators == [.neglected, .orphan])
        #expect(newer.taking(row("migrant", [])).entries.count == 2)
    }

    @Test func `S08 outreach_candidates_ranked: the ranking says why, with points`() throws {
        let candidate = self.imported.taking(row("bdt", [.poorHousehold]))
        #expect(candidate.priority.score == 30 + 5 + 10 + 10 + 10)
        #expect(
            candidate.priority.reasons
                == ["neglected +30", "poor_household +5", "on_2_lists +10", "under_six +10", "data_fixed +10"]
        )
        let events = try candidate.ranked(3, level: nil, by: analyst, at: now)
        #expect(names(events) == ["outreachCandidatesRanked"])
        #expect(candidate.applying(events).level == .medium)
        #expect(candidate.applying(events).rank == 3)
        #expect(try candidate.applying(events).ranked(3, level: nil, by: analyst, at: now).isEmpty)
    }

    @Test func `S08 step 2: old data counts for less`() {
        let old = OutreachCandidate(id: candidateID).taking(row(date: LocalDate(year: 2024, month: 1, day: 1)))
        #expect(old.priority.reasons.contains("data_over_a_year_old -10"))
    }

    @Test func `S08 outreach_candidates_ranked: a reported child needs no visit from a list`() {
        let reported = self.imported.applying(self.imported.hear(ComplaintID(uuid(1)), fromVisit: false, at: now))
        #expect(throws: Rejection.alreadyReported) { try reported.ranked(1, level: nil, by: analyst, at: now) }
    }

    @Test func `rule 29: a TKSK ranks, assigns and identifies nothing`() throws {
        let ranked = try self.imported.ranking()
        #expect(throws: Rejection.decidesNothing([.dataOfficer, .analyst])) {
            try self.imported.ranked(1, level: nil, by: tksk, at: now)
        }
        #expect(throws: Rejection.decidesNothing([.coordinatorPksai])) {
            try ranked.assign(assignment(), workerRoles: siti.roles, by: tksk, at: now)
        }
        #expect(throws: Rejection.decidesNothing([.dataOfficer, .analyst, .coordinatorPksai])) {
            try ranked.assigning().visiting().identifyCase(finding(), by: tksk, at: now)
        }
    }

    @Test func `S08 outreach_assigned: coordinator_pksai signs a letter with number, purpose, worker, last day`() throws
    {
        let ranked = try self.imported.ranking()
        #expect(throws: Rejection.notAllowed([.coordinatorPksai])) {
            try ranked.assign(assignment(), workerRoles: siti.roles, by: analyst, at: now)
        }
        #expect(throws: Rejection.letterIncomplete) {
            try ranked.assign(assignment(" "), workerRoles: siti.roles, by: coordinator, at: now)
        }
        #expect(throws: Rejection.notASocialWorker) {
            try ranked.assign(assignment(), workerRoles: [.tksk], by: coordinator, at: now)
        }
        #expect(throws: Rejection.letterRunOut) {
            let past = assignment(until: now.localDate.adding(days: -1))
            return try ranked.assign(past, workerRoles: siti.roles, by: coordinator, at: now)
        }
        #expect(throws: Rejection.wrongState("imported", "assigned")) { try self.imported.assigning() }
        #expect(try ranked.assigning().status == .assigned)
    }

    @Test
    func
        `S08 outreach_completed and S08 step 5: only the worker of the letter, within its days, with minutes and three reports`()
        throws
    {
        let assigned = try self.imported.ranking().assigning()
        #expect(throws: Rejection.notAssigned) {
            try assigned.complete(report(), by: Actor(username: "budi", roles: [.socialWorker]), at: now)
        }
        #expect(throws: Rejection.reportsIncomplete) { try assigned.complete(report(minutes: ""), by: siti, at: now) }
        #expect(throws: Rejection.letterRunOut) {
            let late = report(on: now.localDate.adding(days: 8))
            return try assigned.complete(late, by: siti, at: now.adding(days: 9))
        }
        #expect(try assigned.visiting().status == .visited)
        #expect(throws: Rejection.wrongState("ranked", "visited")) { try self.imported.ranking().visiting() }
    }

    @Test func `D01 and S08 case_identified: a need found carries level, categories, visit and lists to intake`() throws
    {
        let visited = try self.imported.ranking().assigning().visiting()
        let events = try visited.identifyCase(finding(), by: coordinator, at: now)
        guard case .caseIdentified(let told)? = events.first else { throw NoKeys.Missing() }
        #expect(told.origin.worker == name("siti"))
        #expect(told.origin.lists == ["pkh/social_agency@2026-10-01"])
        // Who signed the letter, when and until when goes on with the child: the case's papers show it.
        #expect(told.origin.signedBy?.text == coordinator.username && told.origin.signedOn == now.localDate)
        #expect(told.origin.validUntil == assignment().validUntil)
        #expect(told.riskLevel == .medium)
        #expect(told.at == now)
        #expect(visited.applying(events).status == .caseIdentified)
        #expect(throws: Rejection.levelNeeded) { try visited.identifyCase(finding(.none), by: coordinator, at: now) }
        #expect(throws: Rejection.wrongState("assigned", "identified as a case")) {
            try self.imported.ranking().assigning().identifyCase(finding(), by: coordinator, at: now)
        }
    }

    @Test func `D01: a child found in danger is a case with the report, and waits for nobody`() throws {
        let assigned = try self.imported.ranking().assigning()
        let events = try assigned.complete(report(), danger: finding(.high), by: siti, at: now)
        #expect(names(events) == ["outreachCompleted", "caseIdentified"])
        #expect(throws: Rejection.notADanger) {
            try assigned.complete(report(), danger: finding(.low), by: siti, at: now)
        }
    }

    @Test func `S08 no_need_recorded: closes the candidate, a newer list takes it up again`() throws {
        let visited = try self.imported.ranking().assigning().visiting()
        #expect(throws: Rejection.reasonNeeded) { try visited.recordNoNeed(" ", by: analyst, at: now) }
        let closed = visited.applying(try visited.recordNoNeed("grandmother cares", by: analyst, at: now))
        #expect(closed.status == .closedCandidate)
        #expect(closed.taking(row()).status == .closedCandidate)
        let newer = row(date: now.localDate, [.neglected, .orphan])
        #expect(closed.taking(newer, at: now.adding(days: 30)).status == .imported)
    }

    @Test func `S08 source_data_corrected: the field corrects the list, with evidence, and stays visited`() throws {
        let visited = try self.imported.ranking().assigning().visiting()
        let known = (child: row().child, family: nil as Family?)
        #expect(throws: Rejection.evidenceNeeded) {
            try visited.correct(.name, to: "Basri", evidence: "", known: known, by: siti, at: now)
        }
        #expect(throws: Rejection.notAValue(.indicator)) {
            try visited.correct(.indicator, to: "orphan", evidence: "seen", known: known, by: siti, at: now)
        }
        let renamed = visited.applying(
            try visited.correct(.name, to: "Basri", evidence: "birth paper", known: known, by: siti, at: now)
        )
        #expect(renamed.status == .visited)
        #expect(try renamed.child?.open(with: NoKeys()).name == "Basri")
        let without = visited.applying(
            try visited.correct(.indicator, to: "neglected", evidence: "well fed", known: known, by: siti, at: now)
        )
        #expect(without.entries[0].indicators.isEmpty)
        #expect(without.priority.score == 20)
        // The list as it stands doesn't bring back what was seen to be wrong.
        #expect(without.taking(row()).entries[0].indicators.isEmpty)
    }

    @Test func `S08 secondary_data_imported: a source remembers each file once`() throws {
        let source = SecondaryData(id: IdentificationDomainTests.source("social_agency"))
        let day = now.localDate
        let events = try source.imported(date: day, digest: "ab", rows: 5, refused: 1, by: analyst, at: now)
        #expect(names(events) == ["secondaryDataImported"])
        let after = source.applying(events)
        #expect(try after.imported(date: day, digest: "ab", rows: 5, refused: 1, by: analyst, at: now).isEmpty)
        #expect(throws: Rejection.dateAhead) {
            try source.imported(date: day.adding(days: 1), digest: "c", rows: 1, refused: 0, by: analyst, at: now)
        }
    }
}
