internal import Contracts
internal import PostgreSQL
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

/// Answers `report_caseload`: open cases per worker, and by stage and age. Trials count nowhere.
struct ReportCaseloadHandler: QueryHandler {
    func answer(_ query: ReportCaseload, _ context: QueryContext) async throws -> ReportCaseload.Answer {
        var loads: [String: ReportCaseload.Load] = [:]
        var ages: [String: ReportCaseload.Age] = [:]
        try await context.each(Case.self, where: "state->>'is_over' = 'false' AND NOT is_trial(state)") { aCase in
            guard aCase.isKnown else { return }
            let worker = aCase.manager ?? aCase.worker?.worker ?? aCase.urgent?.holder
            let key = worker?.text ?? ""
            var load = loads[key] ?? ReportCaseload.Load(worker: worker)
            switch aCase.level {
            case .high: load.high += 1
            case .medium: load.medium += 1
            case .low, .some(.none), nil: load.lower += 1
            }
            if aCase.assessment == nil { load.unassessed += 1 }
            loads[key] = load
            let stage = aCase.stage.rawValue
            var age = ages[stage] ?? ReportCaseload.Age(stage: stage, week: 0, month: 0, quarter: 0, longer: 0)
            let registered = aCase.registeredAt ?? context.now
            switch (context.now.microseconds - registered.microseconds) / 86_400_000_000 {
            case ..<7: age.week += 1
            case ..<30: age.month += 1
            case ..<90: age.quarter += 1
            default: age.longer += 1
            }
            ages[stage] = age
        }
        try await context.each(OutreachVisit.self, where: "state->>'is_ahead' = 'true'") { visit in
            loads[visit.worker?.text ?? "", default: ReportCaseload.Load(worker: visit.worker)].visits += 1
        }
        return ReportCaseload.Answer(
            workers: loads.values.sorted { left, right in
                let (one, other) = (left.high + left.medium + left.lower, right.high + right.medium + right.lower)
                return one == other ? (left.worker?.text ?? "") < (right.worker?.text ?? "") : one > other
            },
            ages: Case.Stage.allCases.compactMap { ages[$0.rawValue] }
        )
    }
}
