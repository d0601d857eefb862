internal import Contracts
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

extension ServiceUnitUnit {
    /// What follows from an event outside the case: other units told, somebody called, leadership alerted, a fact for
    /// data-request. A trial reaches no person and no statistic.
    static func effects(of event: Case.Event, _ before: Case, _ after: Case) -> [Effect] {
        var effects = Self.told(of: event).map { Effect.tell($0) }
        guard !after.test else { return effects }
        if case .urgentCaseRaised(let raised) = event, let call = Self.call(raised, after) {
            effects.append(.raise(raised.rung, call))
        }
        for notice in Case.notices(of: event) where !notice.roles.isEmpty {
            effects.append(.alert(notice.roles, Self.alert(notice, after)))
        }
        return effects + Self.facts(of: event, before, after)
    }

    /// What other units hear.
    private static func told(of event: Case.Event) -> [any EventContract] {
        switch event {
        case .caseManagerAssigned(let told): [told]
        case .riskLevelChanged(let told): [told]
        case .consentGiven(let told): [told]
        case .consentRefused(let told): [told]
        case .referralPlanned(let told): [told]
        case .urgentReferralRequested(let told): [told]
        case .caseClosed(let told): [told]
        case .protectiveActionRecorded(let done): [ProtectiveActionTold(caseID: done.caseID, at: done.at)]
        default: []
        }
    }

    /// The call that goes out to a rung: codes, no names.
    private static func call(_ raised: UrgentCaseRaised, _ aCase: Case) -> UrgentCaseCall? {
        guard let number = aCase.complaintNo, let codes = aCase.codes?.value else { return nil }
        return UrgentCaseCall(
            caseID: aCase.id,
            complaintNo: number,
            raiseNo: raised.raiseNo,
            rung: raised.rung,
            riskLevel: aCase.level,
            categories: codes.categories,
            subdistrict: codes.subdistrict,
            childAge: codes.childAge,
            childSex: codes.childSex,
            immediateNeeds: codes.immediateNeeds,
            registeredAt: aCase.registeredAt ?? raised.at,
            actBy: aCase.actBy
        )
    }

    private static func alert(_ notice: Notice, _ aCase: Case) -> Alert {
        Alert(
            kind: notice.kind,
            unit: .serviceUnit,
            stream: "\(Case.streamKind)-\(aCase.id)",
            complaintNo: aCase.complaintNo,
            caseID: aCase.id,
            clock: notice.clock,
            dueAt: notice.dueAt,
            rule: notice.rule,
            message: notice.message,
            at: notice.at
        )
    }

    /// Level, state and closure, when the service unit itself changes them; what other units change they tell.
    private static func facts(of event: Case.Event, _ before: Case, _ after: Case) -> [Effect] {
        guard let at = event.decidedAt, before.level != after.level || before.stage != after.stage
        else { return [] }
        let level = before.level == after.level ? nil : after.level
        let stage = before.stage == after.stage ? nil : after.stage.rawValue
        let closure = after.closure?.phase == .closed ? after.closure?.reason : nil
        return [
            .fact(after.id) { token in
                FactRecorded(caseToken: token, riskLevel: level, state: stage, closure: closure, at: at)
            }
        ]
    }
}
