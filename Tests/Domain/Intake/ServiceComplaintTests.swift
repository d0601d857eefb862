import Foundation
import IntakeDomain
import Testing
import Vocabulary

let secretary = Actor(username: "yusuf", roles: [.secretary])

@Suite struct ServiceComplaintTests {
    private let new = ServiceComplaint(id: ServiceComplaintID(caseID.uuid))
    private let number = ServiceComplaintNumber(year: 2026, serial: 1)

    private func received(_ content: String = "nobody called back") throws -> ServiceComplaint {
        self.new.applying(
            try self.new.receive(
                content,
                channel: .suggestionBox,
                trigger: .serviceNotByStandard,
                complainant: nil,
                from: "nur",
                number: self.number,
                complaintNo: nil,
                at: now
            )
        )
    }

    @Test func `event service_complaint_received: anonymous is taken, blank is not`() throws {
        let taken = try self.received()
        #expect(taken.status == .received)
        #expect(taken.complainant == nil)
        #expect(throws: Complaint.Rejection.contentNeeded) { try self.received("  ") }
    }

    @Test func `a complaint about the centre is answered once, by leadership or the secretary`() throws {
        let taken = try self.received()
        #expect(
            throws: Complaint.Rejection.notAllowed(
                needed: [.secretary, .responsibleOfficer, .headPksai, .coordinatorPksai]
            )
        ) { try taken.answer("sorry", by: officer, at: now) }
        let answered = taken.applying(try taken.answer("sorry", by: secretary, at: now))
        #expect(answered.status == .answered)
        #expect(throws: Complaint.Rejection.alreadyAnswered) { try answered.answer("again", by: secretary, at: now) }
        #expect(throws: Complaint.Rejection.unknownServiceComplaint) {
            try self.new.answer("sorry", by: secretary, at: now)
        }
    }

    @Test func `rule 29: a TKSK answers no complaint about the centre`() throws {
        let taken = try self.received()
        #expect(
            throws: Complaint.Rejection.decidesNothing(
                ask: [.secretary, .responsibleOfficer, .headPksai, .coordinatorPksai]
            )
        ) { try taken.answer("sorry", by: volunteer, at: now) }
    }
}

@Suite struct SurveyTests {
    private let closed = Survey(id: SurveyYear(now))

    @Test func `the survey counts answers and keeps nothing of who gave them`() throws {
        #expect(throws: Complaint.Rejection.surveyNotOpen) {
            try self.closed.answer([.easyToReach: 3], by: .child, at: now)
        }
        var survey = self.closed.applying(try self.closed.open(by: secretary, at: now))
        #expect(try survey.open(by: secretary, at: now).isEmpty)
        survey = survey.applying(try survey.answer([.easyToReach: 3, .helpedInTime: 1], by: .family, at: now))
        survey = survey.applying(try survey.answer([.easyToReach: 3], by: .child, at: now))
        #expect(survey.counts == ["easy_to_reach": [0, 0, 2, 0], "helped_in_time": [1, 0, 0, 0]])
        #expect(survey.answered == 2)
        #expect(throws: Complaint.Rejection.scoresNeeded) { try survey.answer([.easyToReach: 5], by: .child, at: now) }
        let over = survey.applying(try survey.close(by: secretary, at: now))
        #expect(!over.isOpen)
        #expect(over.answered == 2)
    }

    @Test func `rule 29: a TKSK opens no survey`() {
        #expect(throws: Complaint.Rejection.decidesNothing(ask: [.secretary, .responsibleOfficer, .headPksai])) {
            try self.closed.open(by: volunteer, at: now)
        }
    }
}
