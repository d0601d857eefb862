internal import Contracts
internal import IntakeDomain
internal import PostgreSQL
internal import UnitRuntime
internal import Vocabulary

/// Answers `list_service_complaints`: what was said, and what was answered, to who says why.
struct ListServiceComplaintsHandler: QueryHandler {
    func answer(_ query: ListServiceComplaints, _ context: QueryContext) async throws -> ListServiceComplaints.Answer {
        let limit = min(max(query.limit ?? 100, 1), 1_000)
        let found =
            if let status = query.status {
                try await context.list(ServiceComplaint.self, where: "state->>'status' = \(status)", limit: limit)
            } else {
                try await context.list(ServiceComplaint.self, limit: limit)
            }
        return ListServiceComplaints.Answer(
            serviceComplaints: found.compactMap { complaint in
                guard let number = complaint.number, let channel = complaint.channel, let trigger = complaint.trigger,
                    let receivedAt = complaint.receivedAt
                else { return nil }
                return ListServiceComplaints.Row(
                    serviceComplaintNo: number,
                    status: complaint.status.rawValue,
                    channel: channel,
                    trigger: trigger,
                    content: context.reason == nil ? nil : complaint.content,
                    answer: context.reason == nil ? nil : complaint.answer,
                    receivedAt: receivedAt,
                    answeredAt: complaint.answeredAt,
                    complaintNo: complaint.complaintNo
                )
            }
        )
    }
}

/// Answers `show_survey`; what rests on too few answers is withheld (D16).
struct ShowSurveyHandler: QueryHandler {
    let limits: ProcedureLimits

    func answer(_ query: ShowSurvey, _ context: QueryContext) async throws -> ShowSurvey.Answer {
        let year = SurveyYear(query.year, at: context.now)
        let survey = try await context.load(Survey.self, year) ?? Survey(id: year)
        let fewest = self.limits.suppressionThreshold
        return ShowSurvey.Answer(
            year: year.year,
            open: survey.isOpen,
            openedAt: survey.openedAt,
            answered: survey.answered >= fewest ? survey.answered : nil,
            questions: SurveyQuestion.allCases.map { question in
                let counts = survey.counts[question.rawValue] ?? [0, 0, 0, 0]
                let answers = counts.reduce(0, +)
                let sum = zip(counts, 1...4).reduce(0) { $0 + $1.0 * $1.1 }
                let isShown = answers >= fewest
                return ShowSurvey.Row(
                    question: question,
                    asked: question.indonesian,
                    answers: isShown ? answers : nil,
                    meanHundredths: isShown ? sum * 100 / answers : nil
                )
            }
        )
    }
}
