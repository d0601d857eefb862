import Instruments
import IntakeDomain
import Testing
import Vocabulary

/// What tables L.3 and L.4 ask of intake, on both paths.
@Suite struct PathTests {
    private let worker = Actor(username: "siti", roles: [.socialWorker])
    private let direct = registered(report(channel: .walkIn, reporter: Reporter(relation: .parent)))
    private let indirect = registered(report(.low, channel: .media))

    @Test
    func
        `S03 initial_assessment_recorded and S03 step 2: an officer's level, whatever it is, ends the wait for Form 1`()
        throws
    {
        #expect(self.direct.path == .direct)
        for level in RiskLevel.allCases {
            let judgement = Judgement(InitialAssessment(vulnerable: false), riskLevel: level)
            let events = try self.direct.assess(judgement, form: try self.direct.form, by: officer, at: now)
            #expect(self.direct.names(events).contains("initialAssessmentRecorded"))
            let assessed = self.direct.applying(events)
            #expect(assessed.assessment == .officer && assessed.riskLevel == level)
            #expect(!assessed.clocks.isRunning(.initialAssessment))
            #expect(assessed.status == (level == .none ? .assessed : .withIdentification))
        }
    }

    @Test
    func
        `S04 initial_assessment_recorded and D02: the visit's worker confirms or raises the provisional Form 1, and signs it`()
        throws
    {
        #expect(self.indirect.path == .indirect && self.indirect.assessment == .provisional)
        let found = Judgement(
            InitialAssessment(vulnerable: true, vulnerabilityTypes: [.economic], recommendation: "made up"),
            riskLevel: .medium
        )
        let events = try self.indirect.assess(found, form: try self.indirect.form, by: self.worker, at: now)
        for case .initialAssessmentRecorded(let told) in events {
            #expect(!told.provisional && told.riskLevel == .medium && told.by == Username("siti"))
        }
        let confirmed = self.indirect.applying(events)
        #expect(confirmed.assessment == .officer && confirmed.riskLevel == .medium)
        let signed = confirmed.applying(
            try confirmed.completeForm1(
                Supplement(child: ChildIdentity(nickname: "Ani", sex: .female)),
                unknown: ["f1_address", "f1_birth_date", "f1_cared_by"],
                place: "made up",
                date: now.localDate,
                signed: true,
                form: try confirmed.form,
                by: self.worker,
                policy: .init(),
                at: now
            )
        )
        #expect(signed.signedBy == Username("siti"))
    }

    @Test
    func
        `S03 complaint_documented: a direct complaint is documented by intake once identification has it and the family signed`()
        throws
    {
        #expect(throws: Complaint.Rejection.notForwardedYet) {
            try self.direct.document("book 4", by: officer, at: now)
        }
        let judgement = Judgement(InitialAssessment(vulnerable: false), riskLevel: .low)
        let forwarded = self.direct.applying(
            try self.direct.assess(judgement, form: try self.direct.form, by: officer, at: now)
        )
        #expect(throws: Complaint.Rejection.self) { try forwarded.document("book 4", by: self.worker, at: now) }
        #expect(throws: Complaint.Rejection.notContractedYet) { try forwarded.document("book 4", by: officer, at: now) }
        let given = Complaint.Event.consentGiven(
            ConsentGiven(caseID: caseID, capacity: .parent, sharingWithPartners: false, at: now)
        )
        let contracted = forwarded.applying(forwarded.learn(given))
        #expect(contracted.learn(given).isEmpty && contracted.status == forwarded.status)
        let events = try contracted.document("book 4", by: officer, at: now)
        #expect(forwarded.names(events) == ["complaintDocumented"])
        #expect(contracted.applying(events).archiveRef == "book 4")
    }

    @Test
    func `S03 complaint_documented: what is refused and closed, not served or joined to a case waits for no contract`()
        throws
    {
        let forwarded = registered(report(.low, channel: .walkIn, reporter: Reporter(relation: .parent)))
        #expect(forwarded.path == .direct)
        let (id, other) = (forwarded.id, CaseID(forwarded.id.uuid))
        let ends: [Complaint.Event] = [
            .caseClosed(CaseClosed(caseID: caseID, complaintID: id, reason: .refused, at: now)),
            .caseNotEligible(CaseNotEligible(complaintID: id, caseID: caseID, reason: .nonResident, at: now)),
            .complaintLinkedToCase(
                ComplaintLinkedToCase(
                    complaintID: id,
                    caseID: caseID,
                    linkedTo: other,
                    childID: ChildID(caseID.uuid),
                    at: now
                )
            ),
        ]
        #expect(throws: Complaint.Rejection.notContractedYet) { try forwarded.document("book 4", by: officer, at: now) }
        for end in ends {
            let ended = forwarded.applying(forwarded.learn(end))
            #expect(try ended.document("book 4", by: officer, at: now).isEmpty == false)
        }
    }

    @Test func `D03: a case that was closed leaves intake no limit, though nobody ever filled Form 1`() {
        #expect(self.direct.clocks.isRunning(.initialAssessment))
        let closed = CaseClosed(caseID: caseID, complaintID: self.direct.id, reason: .refused, at: now.adding(days: 1))
        let after = self.direct.applying(self.direct.learn(.caseClosed(closed)))
        #expect(after.status == .caseClosed && !after.clocks.isRunning(.initialAssessment))
        #expect(self.direct.ring(.initialAssessment, generation: 1, at: now.adding(hours: 48)).isEmpty == false)
        #expect(after.ring(.initialAssessment, generation: 1, at: now.adding(hours: 48)).isEmpty)
    }
}
