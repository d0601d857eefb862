internal import Contracts
internal import JSON
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

extension StartReintegration: AboutCase {}

/// Takes `start_reintegration`.
struct StartReintegrationHandler: CaseHandler {
    typealias Message = StartReintegration

    func decide(_ aCase: Case, _ message: StartReintegration, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.startReintegration(
            from: message.origin,
            documents: message.documents,
            by: context.actor,
            at: context.now
        )
    }
}

extension ChooseSubstituteFamily: AboutCase {}

/// Takes `choose_substitute_family`.
struct ChooseSubstituteFamilyHandler: CaseHandler {
    typealias Message = ChooseSubstituteFamily

    func decide(
        _ aCase: Case,
        _ message: ChooseSubstituteFamily,
        _ context: inout DecisionContext
    ) throws -> [Case.Event] {
        try aCase.chooseSubstituteFamily(
            reason: message.reason,
            by: context.actor,
            at: context.now
        )
    }
}

extension RecordFamilyReady: AboutCase {}

/// Takes `record_family_ready`.
struct RecordFamilyReadyHandler: CaseHandler {
    typealias Message = RecordFamilyReady

    func decide(_ aCase: Case, _ message: RecordFamilyReady, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.recordFamilyReady(
            visited: message.visited,
            childHeard: message.childHeard,
            openRisk: message.openRisk,
            findings: message.findings,
            by: context.actor,
            at: context.now
        )
    }
}

extension ReunifyChild: AboutCase {}

/// Takes `reunify_child`.
struct ReunifyChildHandler: CaseHandler {
    typealias Message = ReunifyChild

    func decide(_ aCase: Case, _ message: ReunifyChild, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.reunify(
            note: message.note,
            by: context.actor,
            at: context.now
        )
    }
}

extension ResocialiseCommunity: AboutCase {}

/// Takes `resocialise_community`.
struct ResocialiseCommunityHandler: CaseHandler {
    typealias Message = ResocialiseCommunity

    func decide(
        _ aCase: Case,
        _ message: ResocialiseCommunity,
        _ context: inout DecisionContext
    ) throws -> [Case.Event] {
        try aCase.resocialise(
            factsDisclosed: message.factsDisclosed,
            note: message.note,
            by: context.actor,
            at: context.now
        )
    }
}

extension MonitorReintegration: AboutCase {}

/// Takes `monitor_reintegration`.
struct MonitorReintegrationHandler: CaseHandler {
    typealias Message = MonitorReintegration

    func decide(
        _ aCase: Case,
        _ message: MonitorReintegration,
        _ context: inout DecisionContext
    ) throws -> [Case.Event] {
        try aCase.monitorReintegration(
            findings: message.findings,
            by: context.actor,
            at: context.now
        )
    }
}

extension EvaluateReintegration: AboutCase {}

/// Takes `evaluate_reintegration`.
struct EvaluateReintegrationHandler: CaseHandler {
    typealias Message = EvaluateReintegration

    func decide(
        _ aCase: Case,
        _ message: EvaluateReintegration,
        _ context: inout DecisionContext
    ) throws -> [Case.Event] {
        try aCase.evaluateReintegration(
            success: message.success,
            findings: message.findings,
            by: context.actor,
            at: context.now
        )
    }
}

extension RecordOutcomeIndicators: AboutCase {}

/// Takes `record_outcome_indicators`.
struct RecordOutcomeIndicatorsHandler: CaseHandler {
    typealias Message = RecordOutcomeIndicators

    func decide(
        _ aCase: Case,
        _ message: RecordOutcomeIndicators,
        _ context: inout DecisionContext
    ) throws -> [Case.Event] {
        try aCase.recordOutcomeIndicators(
            message.holding,
            of: message.cluster,
            period: message.period,
            by: context.actor,
            at: context.now
        )
    }
}

extension GrantAid: AboutCase {}

/// Takes `grant_aid`.
struct GrantAidHandler: CaseHandler {
    typealias Message = GrantAid

    func decide(_ aCase: Case, _ message: GrantAid, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.grantAid(
            year: message.year,
            message.instalments,
            by: context.actor,
            at: context.now
        )
    }
}

extension PayAidInstalment: AboutCase {}

/// Takes `pay_aid_instalment`.
struct PayAidInstalmentHandler: CaseHandler {
    typealias Message = PayAidInstalment

    func decide(_ aCase: Case, _ message: PayAidInstalment, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.payAidInstalment(
            grantNo: message.grantNo,
            instalment: message.instalment,
            receiptNo: message.receiptNo,
            purpose: message.purpose,
            by: context.actor,
            at: context.now
        )
    }
}

extension NoteSavings: AboutCase {}

/// Takes `note_savings`.
struct NoteSavingsHandler: CaseHandler {
    typealias Message = NoteSavings

    func decide(_ aCase: Case, _ message: NoteSavings, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.noteSavings(
            month: message.month,
            rupiah: message.rupiah,
            by: context.actor,
            at: context.now
        )
    }
}
