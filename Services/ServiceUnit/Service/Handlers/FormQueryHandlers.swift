internal import Contracts
internal import JSON
internal import PostgreSQL
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

/// Answers `show_forms`: to those who work on the case and to leadership (domain.md §10.4).
struct ShowFormsHandler: QueryHandler {
    typealias Query = ShowForms

    /// What holds a form, or a signature on one.
    static let events = [
        "case_worker_assigned", "assignment_letter_voided", "consent_form_recorded", "consent_given", "consent_refused",
        "assessment_completed",
        "plan_drafted", "plan_approved", "follow_up_recorded", "closure_proposed", "closure_approved",
        "case_terminated", "post_monitoring_drafted", "post_monitoring_recorded",
    ]

    func answer(_ query: ShowForms, _ context: QueryContext) async throws -> ShowForms.Answer {
        let aCase = try await context.find(query.caseID, query.complaintNo)
        guard aCase.opens(to: context.actor) else { throw CaseRejection.notYourFile }
        if let ground = aCase.ground(of: context.actor) { context.opens(on: ground) }
        let recorded = try await context.journal(of: Case.self, aCase.id, types: Self.events)
        return ShowForms.Answer(
            overview: CaseRow(aCase),
            child: aCase.child?.value,
            versions: aCase.forms ?? [:],
            context: aCase.formContext(at: context.now).mapValues { fact in
                switch fact {
                case .word(let word): .string(word)
                case .bool(let bool): .bool(bool)
                case .number(let number): .integer(Int64(number))
                }
            },
            recordings: recorded.map {
                ShowForms.Recording(event: $0.type, at: $0.at, by: $0.actor ?? "system", data: $0.body)
            }
        )
    }
}
