internal import Contracts
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

/// Takes `urgent_case.claimed`: the first claim wins, and opens to the worker what a worker may see.
struct ClaimUrgentCaseHandler: MessageHandler {
    func kinds(of message: ClaimUrgentCase) -> [String] { Duty.kinds }

    func subjects(of message: ClaimUrgentCase, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Case.self, message.caseID)]
    }

    func decide(_ message: ClaimUrgentCase, _ context: inout DecisionContext) throws {
        let aCase = try context.state(Case.self, message.caseID)
        do {
            let events = try aCase.claim(by: context.actor, at: context.now, duty: Duty(context))
            context.append(events, to: Case.self, message.caseID)
        } catch {
            context.refuse(error, aCase)
            return
        }
        let taken = try context.state(Case.self, message.caseID)
        context.answer(
            ClaimAccepted(
                messageID: context.messageID,
                caseID: message.caseID,
                complaintNo: taken.complaintNo,
                actBy: taken.clocks.isRunning(.oncallAct) ? taken.clocks[.oncallAct]?.dueAt : nil,
                codes: taken.codes?.value,
                child: taken.child?.value,
                family: taken.family?.value,
                situation: taken.situation?.value,
                basis: taken.basis(of: context.sender, context.actor.roles, Duty(context), at: context.now)
            )
        )
    }
}

/// Takes `urgent_case.passed`: called out again at once.
struct PassUrgentCaseHandler: MessageHandler {
    func kinds(of message: PassUrgentCase) -> [String] { Duty.kinds }

    func subjects(of message: PassUrgentCase, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Case.self, message.caseID)]
    }

    func decide(_ message: PassUrgentCase, _ context: inout DecisionContext) throws {
        let aCase = try context.state(Case.self, message.caseID)
        do {
            let events = try aCase.pass(by: context.actor, at: context.now, duty: Duty(context))
            context.append(events, to: Case.self, message.caseID)
            context.answer(ClaimDone(messageID: context.messageID, caseID: message.caseID, action: "pass"))
        } catch {
            context.refuse(error, aCase)
        }
    }
}

/// Takes `urgent_case.released`: the claim lapses.
struct ReleaseUrgentCaseHandler: MessageHandler {
    func kinds(of message: ReleaseUrgentCase) -> [String] { Duty.kinds }

    func subjects(of message: ReleaseUrgentCase, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Case.self, message.caseID)]
    }

    func decide(_ message: ReleaseUrgentCase, _ context: inout DecisionContext) throws {
        let aCase = try context.state(Case.self, message.caseID)
        do {
            let events = try aCase.release(by: context.actor, at: context.now, duty: Duty(context))
            context.append(events, to: Case.self, message.caseID)
            context.answer(ClaimDone(messageID: context.messageID, caseID: message.caseID, action: "release"))
        } catch {
            context.refuse(error, aCase)
        }
    }
}

extension DecisionContext {
    /// Answers `claim.refused` with who has the case.
    fileprivate mutating func refuse(_ rejection: CaseRejection, _ aCase: Case) {
        self.refuse(
            rejection,
            with: ClaimRefused(
                messageID: self.messageID,
                caseID: aCase.id,
                code: rejection.code,
                explanation: rejection.explanation,
                holder: aCase.urgent?.phase == .held ? aCase.urgent?.holder : nil
            )
        )
    }
}
