internal import Contracts
internal import IdentificationDomain
internal import UnitRuntime
internal import Vocabulary

/// What follows from an identification's events outside the unit. A trial is told but counts nowhere.
enum IdentificationEffects {
    static func of(
        _ event: Identification.Event,
        _ before: Identification,
        _ after: Identification,
        _ context: EffectContext
    ) -> [Effect] {
        switch event {
        case .identificationStarted(let told): [.tell(told)]
        case .residencyVerified(let told):
            // During the first run the outcome's fact says it.
            [.tell(told)] + (before.status == .queued ? [] : self.fact(nil, after, context))
        case .residencyUnknownRecorded(let told):
            [.tell(told)] + (before.status == .queued ? [] : self.fact(nil, after, context))
        case .priorServiceChecked(let told): [.tell(told)]
        case .atRiskDatabasesMatched(let told): [.tell(told)]
        case .caseEligible(let told): [.tell(told)]
        case .serviceLevelRecommended(let told): [.tell(told)]
        case .caseRegistered(let told): [.tell(told)] + self.fact("case_registered", after, context)
        case .caseNotEligible(let told): [.tell(told)] + self.fact("not_eligible", after, context)
        case .outOfCityReferralRequested(let told): [.tell(told)]
        case .redirectRequested(let told): [.tell(told)]
        case .complaintLinkedToCase(let told): [.tell(told)] + self.fact("linked", after, context)
        case .consentWithdrawn(let withdrawn):
            [
                .tell(
                    WithdrawalAcknowledged(
                        caseID: withdrawn.caseID,
                        holder: UnitName.identification.rawValue,
                        withdrawnAt: withdrawn.at,
                        at: context.now
                    )
                )
            ]
        case .complaintUnlinkedFromCase(let told): [.tell(told)]
        case .populationUnanswered(let told): [.tell(told)]
        case .childDataRegistered(let told): [.tell(told)]
        case .informationVerified, .informationUnverifiable, .complaintDocumented, .populationAsked,
            .populationAnswered, .complaintNoted, .levelNoted, .forwardingNoted, .supplementNoted, .adviceNoted,
            .childMatched,
            .categoriesRecorded, .questionLeftOpen, .caseClosed, .caseReopened, .emergencyNoted:
            []
        }
    }

    private static func fact(_ state: String?, _ identification: Identification, _ context: EffectContext) -> [Effect] {
        guard let complaint = identification.complaint, !complaint.test else { return [] }
        let (categories, residency) = (identification.codes?.categories, identification.residency)
        return [
            .fact(complaint.caseID) { token in
                FactRecorded(
                    caseToken: token,
                    categories: state == nil ? nil : categories,
                    residency: residency,
                    state: state,
                    at: context.now
                )
            }
        ]
    }
}
