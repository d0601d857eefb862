internal import Contracts
internal import IntakeDomain
internal import PostgreSQL
internal import UnitRuntime
internal import Vocabulary

/// Answers `list_complaints`: codes only.
struct ListComplaintsHandler: QueryHandler {
    func answer(_ query: ListComplaints, _ context: QueryContext) async throws -> ListComplaints.Answer {
        let limit = min(max(query.limit ?? 100, 1), 1_000)
        let status: String? = query.waiting == true ? Complaint.Status.registered.rawValue : query.status
        let complaints =
            if let number = query.complaintNo?.text {
                try await context.list(Complaint.self, where: "state->>'number' = \(number)", limit: 1)
            } else if let status {
                try await context.list(Complaint.self, where: "state->>'status' = \(status)", limit: limit)
            } else {
                try await context.list(Complaint.self, limit: limit)
            }
        return ListComplaints.Answer(complaints: complaints.compactMap { ListComplaints.Row($0) })
    }
}

/// Answers `show_complaint`, to whom ``Complaint/requireReader(_:)`` lets pass.
struct ShowComplaintHandler: QueryHandler {
    func answer(_ query: ShowComplaint, _ context: QueryContext) async throws -> ShowComplaint.Answer {
        let number = query.complaintNo.text
        let found = try await context.list(Complaint.self, where: "state->>'number' = \(number)", limit: 1)
        guard let complaint = found.first, let row = ListComplaints.Row(complaint) else {
            throw Complaint.Rejection.unknownComplaint
        }
        try complaint.requireReader(context.actor)
        let mayKnowReporter = Complaint.showsReporter(to: context.actor, saying: context.reason)
        if complaint.isWorkOf(context.actor) { context.opens(on: .ownComplaint) }
        return ShowComplaint.Answer(
            complaint: row,
            reporter: mayKnowReporter ? complaint.reporter : nil,
            reference: mayKnowReporter ? complaint.reference : nil,
            child: complaint.child,
            family: complaint.family,
            situation: complaint.situation,
            unknownFields: complaint.unknownFields.sorted(),
            formVersion: complaint.form1Version,
            signedBy: complaint.signedBy,
            doubts: complaint.doubts
        )
    }
}

extension ListComplaints.Row {
    /// Nil for a complaint that is not registered: news of it came first.
    init?(_ complaint: Complaint) {
        guard let number = complaint.number, let caseID = complaint.caseID, let path = complaint.path,
            let codes = complaint.codes, let registeredAt = complaint.registeredAt
        else { return nil }
        self.init(
            complaintNo: number,
            complaintID: complaint.id,
            caseID: caseID,
            status: complaint.status.rawValue,
            path: path,
            codes: codes,
            emergency: complaint.emergency.rawValue,
            assessment: complaint.assessment.rawValue,
            registeredAt: registeredAt,
            assessBy: complaint.clocks.earliestDue(among: [.initialAssessment]),
            possibleRepeatOf: complaint.possibleRepeatOf,
            documentTasks: complaint.documentTasks.sorted(),
            registrationNo: complaint.registrationNo,
            linkedTo: complaint.linkedTo,
            notEligible: complaint.notEligible,
            test: complaint.test
        )
    }
}
