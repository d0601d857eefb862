internal import Contracts
internal import ProcedurePack
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

extension ServiceUnitUnit {
    /// What happens by the calendar (§2.3).
    static func rhythms(_ pack: ProcedurePack) -> [HandlerBinding] {
        [
            .command(RecordSupervision.self, about: { RhythmID($0.kind) }, users: { [$0.worker] }) {
                (rhythm: Rhythm, message, context) in
                try rhythm.supervise(
                    message.worker,
                    workerRoles: context.roles(of: message.worker),
                    on: message.date,
                    documentNo: message.documentNo,
                    findings: message.findings,
                    plan: Rhythm.Plan(message.kind, pack),
                    by: context.actor,
                    at: context.now
                )
            },
            .command(RecordRhythm.self, about: { RhythmID($0.kind) }) { (rhythm: Rhythm, message, context) in
                try rhythm.record(
                    on: message.date,
                    documentNo: message.documentNo,
                    plan: Rhythm.Plan(message.kind, pack),
                    by: context.actor,
                    at: context.now
                )
            },
            .command(AuditFileHandler()),
        ]
    }
}

extension Rhythm.Plan {
    /// What a pack asks; nil if it does not ask for it.
    init?(_ kind: RhythmKind, _ pack: ProcedurePack) {
        guard let asked = pack.rhythm(kind) else { return nil }
        self.init(every: asked.every, times: asked.times, who: asked.who, firstYear: asked.firstYear ?? false)
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
        let events = try context.state(Case.self, message.caseID)
            .auditFile(
                complete: message.complete,
                findings: message.findings,
                by: context.actor,
                at: context.now
            )
        try context.decided(events, Case.self, message.caseID)
        try context.count(.fileAudit, documentNo: message.caseID.text)
    }
}

extension DecisionContext {
    /// Counts for a rhythm what another decision did: a meeting held, a file audited. It must be among the subjects.
    mutating func count(_ kind: RhythmKind, documentNo: String) throws {
        let rhythm = try self.state(Rhythm.self, RhythmID(kind))
        let done = rhythm.done(on: self.now.localDate, documentNo: documentNo, by: self.sender, at: self.now)
        self.append(done, to: Rhythm.self, rhythm.id)
    }
}
