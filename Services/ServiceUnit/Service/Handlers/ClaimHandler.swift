internal import Contracts
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

/// What a worker on call says of one case.
protocol AboutCall: ClaimContract {
    /// The case.
    var caseID: CaseID { get }
}

extension ClaimUrgentCase: AboutCall {}
extension PassUrgentCase: AboutCall {}
extension ReleaseUrgentCase: AboutCall {}

/// Takes what a worker on call says; a refusal tells who has the case.
struct ClaimHandler<Message: AboutCall>: MessageHandler {
    let rule: @Sendable (Case, DecisionContext) throws(CaseRejection) -> [Case.Event]
    let answer: @Sendable (Case, DecisionContext) -> any AnswerContract

    func kinds(of message: Message) -> [String] { Duty.kinds }

    func subjects(of message: Message, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Case.self, message.caseID)]
    }

    func decide(_ message: Message, _ context: inout DecisionContext) throws {
        let aCase = try context.state(Case.self, message.caseID)
        do throws(CaseRejection) {
            context.append(try self.rule(aCase, context), to: Case.self, message.caseID)
        } catch {
            context.refuse(
                error,
                with: ClaimRefused(
                    messageID: context.messageID,
                    caseID: aCase.id,
                    code: error.code,
                    explanation: error.explanation,
                    holder: aCase.urgent?.phase == .held ? aCase.urgent?.holder : nil
                )
            )
            return
        }
        context.answer(self.answer(try context.state(Case.self, message.caseID), context))
    }
}

extension ServiceUnitUnit {
    /// What people on call say.
    static let claims: [HandlerBinding] = [
        // The first claim wins, and opens to the worker what a worker may see.
        .claim(
            ClaimHandler<ClaimUrgentCase> { (aCase, context) throws(CaseRejection) in
                try aCase.claim(by: context.actor, at: context.now, duty: Duty(context))
            } answer: { taken, context in
                ClaimAccepted(
                    messageID: context.messageID,
                    caseID: taken.id,
                    complaintNo: taken.complaintNo,
                    actBy: taken.clocks.isRunning(.oncallAct) ? taken.clocks[.oncallAct]?.dueAt : nil,
                    codes: taken.codes?.value,
                    child: taken.child?.value,
                    family: taken.family?.value,
                    situation: taken.situation?.value,
                    joined: taken.joinedSituations.isEmpty ? nil : taken.joinedSituations,
                    basis: taken.basis(of: context.sender, context.actor.roles, Duty(context), at: context.now)
                )
            }
        ),
        .claim(
            ClaimHandler<PassUrgentCase> { (aCase, context) throws(CaseRejection) in
                try aCase.pass(by: context.actor, at: context.now, duty: Duty(context))
            } answer: {
                ClaimDone(messageID: $1.messageID, caseID: $0.id, action: "pass")
            }
        ),
        .claim(
            ClaimHandler<ReleaseUrgentCase> { (aCase, context) throws(CaseRejection) in
                try aCase.release(by: context.actor, at: context.now, duty: Duty(context))
            } answer: {
                ClaimDone(messageID: $1.messageID, caseID: $0.id, action: "release")
            }
        ),
    ]
}
