internal import Contracts
internal import ServiceUnitDomain
internal import Vocabulary

extension CaseProgress {
    init(_ aCase: Case) {
        self.init(
            information: aCase.information?.value.rawValue,
            visitPlanned: aCase.visitPlanned,
            assessmentPaused: aCase.assessmentPaused,
            analysisCoordinated: aCase.analysisCoordinated,
            replanning: aCase.replanning,
            withdrawal: aCase.withdrawal.map {
                WithdrawalState(at: $0.at, waiting: $0.waiting, acknowledged: $0.acknowledged, decided: $0.decided)
            },
            takenOver: aCase.takenOver.map {
                TakenOverAction(
                    conferenceID: $0.conferenceID,
                    actionID: $0.actionID,
                    institution: $0.institution,
                    due: $0.due,
                    done: $0.done
                )
            },
            evaluation: aCase.evaluation.map {
                EvaluationState(date: $0.date, held: $0.held, goalsMet: $0.goalsMet, stillAtRisk: $0.stillAtRisk)
            },
            reintegration: aCase.reintegration.map {
                ReintegrationState(
                    phase: $0.phase.rawValue,
                    origin: $0.origin,
                    substituteFamily: $0.substituteFamily,
                    visits: $0.visits
                )
            },
            monitoring: aCase.monitoring.map {
                MonitoringState(months: $0.months, draft: $0.draft, decisionNeeded: $0.decisionNeeded)
            },
            aid: aCase.aid.grants.map {
                AidGrant(
                    grantNo: $0.grantNo,
                    year: $0.year,
                    instalments: $0.instalments,
                    receipts: $0.paid.map(\.receiptNo),
                    ended: $0.ended
                )
            },
            savings: aCase.aid.savings.map { SavedMonth(month: $0.month, rupiah: $0.rupiah) },
            indicators: aCase.aid.observations.map {
                IndicatorsSeen(cluster: $0.cluster, period: $0.period, holding: $0.holding)
            }
        )
    }
}
