internal import Contracts
internal import IntakeDomain
internal import UnitRuntime
internal import Vocabulary

/// Hears that a visit found a child in need: registers an entry with channel `outreach`; every clock runs from the
/// moment identification said so (D01).
struct CaseIdentifiedHandler: MessageHandler {
    let policy: IntakePolicy
    var register: String? { ComplaintNumber.prefix }

    func subjects(of message: Heard<CaseIdentified>, _ context: RoutingContext) throws -> [AggregateReference] { [] }

    func decide(_ message: Heard<CaseIdentified>, _ context: inout DecisionContext) throws {
        let found = message.event
        let id = ComplaintID(context.newID())
        let complaint = Complaint(id: id)
        context.create(Complaint.self, id)
        let year = context.now.localDate.year
        let number = ComplaintNumber(year: year, serial: context.nextNumber(ComplaintNumber.prefix, year: year))
        let events = complaint.register(
            try Report(found, context),
            // The worker hears how it goes on, as an agency does.
            from: found.origin.worker.text,
            number: number,
            caseID: CaseID(context.newID()),
            outreach: found.origin,
            policy: self.policy,
            at: min(found.at, context.now)
        )
        context.take(events, of: complaint)
        context.setLookup(.complaint(number), to: id.text)
    }
}

extension Report {
    /// What was found, sealed anew under the complaint's own key.
    fileprivate init(_ found: CaseIdentified, _ context: DecisionContext) throws {
        self.init(
            channel: .outreach,
            receivedAt: found.at,
            emergency: found.emergency,
            child: try found.child.map { try context.open($0) },
            family: try found.family.map { try context.open($0) },
            situation: try context.open(found.situation),
            categories: found.categories.withoutRepeats,
            assessment: InitialAssessment(riskLevel: found.riskLevel, immediateNeeds: found.immediateNeeds)
        )
    }
}
