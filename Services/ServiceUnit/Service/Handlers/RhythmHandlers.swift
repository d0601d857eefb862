internal import Contracts
internal import JSON
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

/// Takes `record_supervision`.
struct RecordSupervisionHandler: MessageHandler {
    func users(of message: RecordSupervision) -> [Username] { [message.worker] }

    func subjects(of message: RecordSupervision, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Rhythm.self, RhythmID(message.kind))]
    }

    func decide(_ message: RecordSupervision, _ context: inout DecisionContext) throws {
        let id = RhythmID(message.kind)
        let events = try context.state(Rhythm.self, id)
            .supervise(
                message.worker,
                workerRoles: context.roles(of: message.worker),
                on: message.date,
                documentNo: message.documentNo,
                by: context.actor,
                at: context.now
            )
        context.append(events, to: Rhythm.self, id)
    }
}

/// Takes `record_rhythm`.
struct RecordRhythmHandler: MessageHandler {
    func subjects(of message: RecordRhythm, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Rhythm.self, RhythmID(message.kind))]
    }

    func decide(_ message: RecordRhythm, _ context: inout DecisionContext) throws {
        let id = RhythmID(message.kind)
        let events = try context.state(Rhythm.self, id)
            .record(on: message.date, documentNo: message.documentNo, by: context.actor, at: context.now)
        context.append(events, to: Rhythm.self, id)
    }
}

/// Takes `audit_file`, which counts for the month.
struct AuditFileHandler: MessageHandler {
    func subjects(of message: AuditFile, _ context: RoutingContext) throws -> [AggregateReference] {
        [
            AggregateReference(Case.self, message.caseID),
            AggregateReference(Rhythm.self, RhythmID(.fileAudit)),
        ]
    }

    func decide(_ message: AuditFile, _ context: inout DecisionContext) throws {
        let aCase = try context.state(Case.self, message.caseID)
        let events = try aCase.auditFile(
            complete: message.complete,
            findings: message.findings,
            by: context.actor,
            at: context.now
        )
        context.append(events, to: Case.self, message.caseID)
        let rhythm = try context.state(Rhythm.self, RhythmID(.fileAudit))
        let done = rhythm.done(
            on: context.now.localDate,
            documentNo: message.caseID.text,
            by: context.sender,
            at: context.now
        )
        context.append(done, to: Rhythm.self, rhythm.id)
        context.result(of: try context.state(Case.self, message.caseID))
    }
}
