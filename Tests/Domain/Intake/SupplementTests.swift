import IntakeDomain
import Testing
import Vocabulary

@Suite struct SupplementTests {
    private func supplemented(_ complaint: Complaint, _ supplement: Supplement) throws -> Complaint {
        complaint.applying(
            try complaint.supplement(supplement, form: try complaint.form, isOwner: true, policy: .init(), at: now)
        )
    }

    @Test func `what is new is added, what is blank stays`() throws {
        let first = registered(report(child: ChildIdentity(name: "Ani", sex: .female)))
        let more = try self.supplemented(
            first,
            Supplement(child: ChildIdentity(name: " ", nik: "7371015503129002"), situation: "she has a bruise")
        )
        let form = try more.form
        #expect(form.child == ChildIdentity(name: "Ani", sex: .female, nik: "7371015503129002"))
        #expect(form.situation.description == "seen alone at the market\n\nshe has a bruise")
        #expect(!more.temporaryIdentity)
    }

    @Test func `D14: a supplement can raise at once`() throws {
        let high = Supplement(assessment: InitialAssessment(riskLevel: .high))
        let raised = try self.supplemented(registered(report(.low)), high)
        #expect(raised.riskLevel == .high)
        #expect(raised.isUrgent)
        let first = try self.supplemented(registered(report()), high)
        #expect(first.status == .withIdentification)
    }

    @Test func `D14: a supplement never lowers`() throws {
        let kept = try self.supplemented(
            registered(report(.high)),
            Supplement(assessment: InitialAssessment(riskLevel: .low))
        )
        #expect(kept.riskLevel == .high)
        #expect(try kept.form.situation.assessment?.riskLevel == .high)
        #expect(kept.doubts.contains { $0.pointer == "/initial_assessment/risk_level" && $0.found == "lower level" })
    }

    @Test func `nobody supplements another's complaint`() throws {
        let taken = registered(report())
        #expect(throws: Complaint.Rejection.unknownComplaint) {
            try taken.supplement(Supplement(), form: try taken.form, isOwner: false, policy: .init(), at: now)
        }
        #expect(throws: Complaint.Rejection.unknownComplaint) {
            try complaint().supplement(Supplement(), form: try taken.form, isOwner: true, policy: .init(), at: now)
        }
    }

    @Test func `a complaint that ended with advice is taken up again by a higher level`() throws {
        let waiting = registered(report())
        let none = Judgement(InitialAssessment(vulnerable: false), riskLevel: .none)
        let assessed = waiting.applying(try waiting.assess(none, form: try waiting.form, by: officer, at: now))
        let closed = assessed.applying(
            try assessed.closeWithAdvice("rest", form: try assessed.form, by: officer, at: now)
        )
        let again = try self.supplemented(closed, Supplement(assessment: InitialAssessment(riskLevel: .medium)))
        #expect(again.status == .withIdentification)
        #expect(again.riskLevel == .medium)
    }

    @Test func `rule 30: news told twice or late changes nothing`() {
        let taken = registered(report(.low))
        let issued = Complaint.Event.caseRegistered(
            CaseRegistered(
                complaintID: taken.id,
                caseID: caseID,
                childID: ChildID(caseID.uuid),
                registrationNo: CaseNumber(year: 2026, serial: 1),
                at: now
            )
        )
        let started = Complaint.Event.identificationStarted(
            IdentificationStarted(complaintID: taken.id, caseID: caseID, at: now)
        )
        let inOrder = taken.applying([started, issued])
        #expect(inOrder.status == .caseRegistered)
        #expect(inOrder.learn(issued).isEmpty)
        #expect(taken.applying([issued, started]) == inOrder)
        let closed = Complaint.Event.caseClosed(
            CaseClosed(caseID: caseID, complaintID: taken.id, reason: .allGoals, at: now)
        )
        #expect(taken.applying([closed, issued]).status == .caseClosed)
    }

    @Test func `event case_reopened: a closed case goes on where it was, in whichever order both are told`() {
        let taken = registered(report(.low)).applying([
            .caseRegistered(
                CaseRegistered(
                    complaintID: complaint().id,
                    caseID: caseID,
                    childID: ChildID(caseID.uuid),
                    registrationNo: CaseNumber(year: 2026, serial: 1),
                    at: now
                )
            )
        ])
        let closed = Complaint.Event.caseClosed(
            CaseClosed(caseID: caseID, complaintID: taken.id, reason: .allGoals, at: now.adding(days: 1))
        )
        let reopened = Complaint.Event.caseReopened(
            CaseReopened(caseID: caseID, reason: .newComplaint, at: now.adding(days: 2))
        )
        #expect(taken.applying([closed]).status == .caseClosed)
        #expect(taken.applying([closed, reopened]).status == .caseRegistered)
        #expect(taken.applying([reopened, closed]).status == .caseRegistered)
        #expect(taken.applying([closed, reopened]).learn(reopened).isEmpty)
        let again = Complaint.Event.caseClosed(
            CaseClosed(caseID: caseID, complaintID: taken.id, reason: .allGoals, at: now.adding(days: 3))
        )
        #expect(taken.applying([closed, reopened, again]).status == .caseClosed)
    }

    @Test func `event risk_level_changed: the level after intake stands, and one told late changes nothing`() {
        let taken = registered(report(.low))
        func changed(_ level: RiskLevel, day: Int) -> Complaint.Event {
            .riskLevelChanged(RiskLevelChanged(caseID: caseID, to: level, reason: "review", at: now.adding(days: day)))
        }
        let raised = taken.applying(taken.learn(changed(.high, day: 2)))
        #expect(raised.riskLevel == .high)
        #expect(raised.applying(raised.learn(changed(.medium, day: 1))).riskLevel == .high)
        #expect(raised.applying(raised.learn(changed(.medium, day: 3))).riskLevel == .medium)
        #expect(raised.learn(changed(.high, day: 2)).isEmpty)
    }
}
