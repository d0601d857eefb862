internal import Contracts
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

extension ProposeClosure: AboutCase {}

/// Takes `propose_closure`: Form 7.
struct ProposeClosureHandler: CaseHandler {
    typealias Message = ProposeClosure

    func decide(_ aCase: Case, _ message: ProposeClosure, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.proposeClosure(message.reasons, message.form, by: context.actor, at: context.now)
    }
}

extension ApproveClosure: AboutCase {}

/// Takes `approve_closure`: for no_need the rule looks into Form 3 and the waivers.
struct ApproveClosureHandler: CaseHandler {
    typealias Message = ApproveClosure

    func decide(_ aCase: Case, _ message: ApproveClosure, _ context: inout DecisionContext) throws -> [Case.Event] {
        let opened = try aCase.openForSupervisor(context)
        return try aCase.approveClosure(
            allDiscussed: message.allDiscussed,
            note: message.note,
            assessment: aCase.assessment == nil ? nil : opened.form,
            waivers: opened.waivers,
            by: context.actor,
            at: context.now
        )
    }
}

extension RejectClosure: AboutCase {}

/// Takes `reject_closure`.
struct RejectClosureHandler: CaseHandler {
    typealias Message = RejectClosure

    func decide(_ aCase: Case, _ message: RejectClosure, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.rejectClosure(reason: message.reason, by: context.actor, at: context.now)
    }
}

extension TerminateCase: AboutCase {}

/// Takes `terminate_case`: Form 8.
struct TerminateCaseHandler: CaseHandler {
    typealias Message = TerminateCase

    func decide(_ aCase: Case, _ message: TerminateCase, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.terminate(message.form, by: context.actor, at: context.now)
    }
}

extension CloseCase: AboutCase {}

/// Takes `close_case`.
struct CloseCaseHandler: CaseHandler {
    typealias Message = CloseCase

    func decide(_ aCase: Case, _ message: CloseCase, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.close(by: context.actor, at: context.now)
    }
}
