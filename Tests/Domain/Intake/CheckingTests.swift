import IntakeDomain
import Testing
import Vocabulary

let dataOfficer = Actor(username: "dewi", roles: [.dataOfficer])

@Suite struct CheckingTests {
    private let indirect = registered(report(channel: .media))

    @Test func `S04 information_verified: one source beyond the reporter, or the child located`() throws {
        #expect(self.indirect.path == .indirect)
        #expect(throws: Complaint.Rejection.noSourceBeyondReporter) {
            try self.indirect.verifyInformation([], childLocated: false, note: nil, by: officer, at: now)
        }
        for (sources, located) in [(Set<TraceSource>([.localGovernment]), false), ([], true)] {
            let events = try self.indirect.verifyInformation(
                sources,
                childLocated: located,
                note: nil,
                by: officer,
                at: now
            )
            #expect(self.indirect.names(events) == ["informationVerified"])
            let verified = self.indirect.applying(events)
            #expect(verified.information?.verified == true)
            #expect(
                try verified.verifyInformation(sources, childLocated: located, note: nil, by: officer, at: now).isEmpty
            )
        }
    }

    @Test func `S04 information_unverifiable: only when all traces were tried, and it stays open`() throws {
        #expect(throws: Complaint.Rejection.tracesLeft([.mediaOffice])) {
            try self.indirect.noteUnverifiable([.dataBank], note: nil, by: dataOfficer, at: now)
        }
        let events = try self.indirect.noteUnverifiable(
            [.dataBank, .mediaOffice],
            note: "asked twice",
            by: dataOfficer,
            at: now
        )
        let kept = self.indirect.applying(events)
        #expect(kept.status == self.indirect.status)
        #expect(kept.clocks.isRunning(.initialAssessment))
        #expect(kept.information?.verified == false)
        let later = kept.applying(
            try kept.verifyInformation([.neighbours], childLocated: false, note: nil, by: officer, at: now)
        )
        #expect(later.information?.verified == true)
        #expect(throws: Complaint.Rejection.alreadyVerified) {
            try later.noteUnverifiable([.dataBank, .mediaOffice], note: nil, by: dataOfficer, at: now)
        }
    }

    @Test func `§10.4: a complaint is read by intake, by leadership, and by identification while it verifies it`()
        throws
    {
        let worker = Actor(username: "siti", roles: [.socialWorker, .onCallWorker])
        let coordinator = Actor(username: "sari", roles: [.coordinatorSw])
        let direct = registered(report(channel: .walkIn, reporter: Reporter(relation: .parent)))
        for complaint in [self.indirect, direct] {
            for reader in [officer, head, Actor(username: "kadir", roles: [.coordinatorPksai])] {
                try complaint.requireReader(reader)
            }
            for other in [worker, coordinator, volunteer, Actor(username: "rini", roles: [.referralOfficer])] {
                #expect(throws: Complaint.Rejection.self) { try complaint.requireReader(other) }
            }
        }
        try self.indirect.requireReader(dataOfficer)
        #expect(throws: Complaint.Rejection.readElsewhere) { try direct.requireReader(dataOfficer) }
        let verified = self.indirect.applying(
            try self.indirect.verifyInformation([.neighbours], childLocated: false, note: nil, by: officer, at: now)
        )
        #expect(throws: Complaint.Rejection.readElsewhere) { try verified.requireReader(dataOfficer) }
    }

    @Test func `S04 step 2: a direct complaint is not traced, and intake alone calls nothing unverifiable`() {
        let talks = Reporter(relation: .parent)
        let direct = registered(report(channel: .walkIn, reporter: talks))
        #expect(throws: Complaint.Rejection.notIndirect) {
            try direct.verifyInformation([.tksk], childLocated: false, note: nil, by: officer, at: now)
        }
        #expect(throws: Complaint.Rejection.notAllowed(needed: [.dataOfficer, .analyst])) {
            try self.indirect.noteUnverifiable([.dataBank, .mediaOffice], note: nil, by: officer, at: now)
        }
        #expect(throws: Complaint.Rejection.decidesNothing(ask: [.intakeOfficer, .dataOfficer, .analyst])) {
            try self.indirect.verifyInformation([.tksk], childLocated: false, note: nil, by: volunteer, at: now)
        }
    }

    @Test
    func
        `S01 complaint_documented and S03 complaint_documented and S01 step 4 and S03 step 5 and S04 step 8: once identification has it, with a place in the book`()
        throws
    {
        #expect(throws: Complaint.Rejection.notForwardedYet) {
            try self.indirect.document("book 4", by: officer, at: now)
        }
        let forwarded = registered(report(.low))
        #expect(throws: Complaint.Rejection.archiveRefNeeded) { try forwarded.document(" ", by: officer, at: now) }
        let events = try forwarded.document("book 4, page 1", by: officer, at: now)
        #expect(forwarded.names(events) == ["complaintDocumented"])
        let documented = forwarded.applying(events)
        #expect(documented.archiveRef == "book 4, page 1")
        #expect(try documented.document("book 4, page 1", by: officer, at: now).isEmpty)
    }
}

@Suite struct ActByTests {
    private let limits = ProcedureLimits()

    private func raised(_ complaint: Complaint, to level: RiskLevel, at moment: Instant) throws -> Complaint {
        complaint.applying(
            try complaint.supplement(
                Supplement(assessment: InitialAssessment(riskLevel: level)),
                form: try complaint.form,
                isOwner: true,
                policy: IntakePolicy(),
                at: moment
            )
        )
    }

    @Test func `rule 3 and X02: a raise on day 3 gives the earlier of the old due time and the raise plus 24 h`() throws
    {
        let low = registered(report(.low))
        #expect(low.actBy(self.limits) == now.adding(hours: 120))
        let early = try self.raised(low, to: .high, at: now.adding(hours: 72))
        #expect(early.actBy(self.limits) == now.adding(hours: 96))
        let late = try self.raised(low, to: .high, at: now.adding(hours: 110))
        #expect(late.actBy(self.limits) == now.adding(hours: 120))
        let medium = try self.raised(low, to: .medium, at: now.adding(hours: 10))
        #expect(medium.actBy(self.limits) == now.adding(hours: 82))
    }

    @Test func `X02: a first level counts from registration, whenever it comes`() throws {
        let without = registered(report())
        #expect(without.actBy(self.limits) == now.adding(hours: 48))
        let medium = try self.raised(without, to: .medium, at: now.adding(hours: 5))
        #expect(medium.actBy(self.limits) == now.adding(hours: 72))
    }

    @Test func `X03: high at once is due in 24 h`() {
        #expect(registered(report(.high)).actBy(self.limits) == now.adding(hours: 24))
        #expect(registered(report(emergency: true)).actBy(self.limits) == now.adding(hours: 24))
    }
}

@Suite struct OutreachEntryTests {
    @Test func `D01: an entry found by outreach has channel and path outreach, and every clock from the finding`() {
        let new = complaint()
        let worker = Username("siti")
        let origin = worker.map {
            OutreachOrigin(candidateID: CandidateID(fresh: caseID.uuid), worker: $0, letterNo: "ST-1", lists: ["pkh"])
        }
        let events = new.register(
            report(.medium, channel: .outreach),
            from: "siti",
            number: number,
            caseID: caseID,
            outreach: origin,
            policy: IntakePolicy(),
            at: now
        )
        let entry = new.applying(events)
        #expect(entry.path == .outreach)
        #expect(entry.registeredAt == now)
        #expect(entry.status == .withIdentification)
        guard case .complaintRegistered(let told)? = events.dropFirst().first else {
            Issue.record("not registered")
            return
        }
        #expect(told.outreach == origin)
        #expect(told.codes.channel == .outreach)
    }
}
