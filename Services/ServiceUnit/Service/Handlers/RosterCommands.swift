internal import Contracts
internal import JSON
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

extension ServiceUnitUnit {
    /// Who is on call when, and where (D15).
    static func roster(_ city: Subdistricts) -> [HandlerBinding] {
        [
            .command(SetRosterEntry.self, about: { _ in Roster.ID.only }, users: { [$0.worker] }) {
                (roster: Roster, message, context) in
                let entry = Roster.Entry(
                    id: message.entryID ?? "\(context.newID())".lowercased(),
                    worker: message.worker,
                    from: message.from,
                    until: message.until,
                    subdistricts: message.subdistricts ?? [],
                    letterNo: message.letterNo,
                    signedBy: context.sender
                )
                context.result(["entry_id": .string(entry.id), "worker": .string(entry.worker.text)])
                return try roster.set(
                    entry,
                    workerRoles: context.roles(of: message.worker),
                    city: city,
                    by: context.actor,
                    at: context.now
                )
            },
            .command(RungsHandler<SetRosterEntry>()),
            .command(RemoveRosterEntry.self, about: { _ in Roster.ID.only }) { (roster: Roster, message, context) in
                context.result(["entry_id": .string(message.entryID)])
                return try roster.remove(message.entryID, by: context.actor, at: context.now)
            },
            .command(RungsHandler<RemoveRosterEntry>()),
        ]
    }
}
/// Looks, when the roster changed, at the cases that are called out: on a rung left empty none waits for its limit.
private struct RungsHandler<Message: CommandContract>: MessageHandler {
    func subjects(of message: Message, _ context: RoutingContext) throws -> [AggregateReference] { [] }

    func kinds(of message: Message) -> [String] { Duty.kinds }

    func searches(of message: Message) -> [Search] { [.of(Case.self, where: ServiceUnitUnit.calledOut)] }

    func decide(_ message: Message, _ context: inout DecisionContext) throws {
        let duty = Duty(context)
        for aCase in context.found(Case.self) {
            context.append(aCase.goOn(at: context.now, duty: duty), to: Case.self, aCase.id)
        }
    }
}

/// Answers `list_roster`.
struct ListRosterHandler: QueryHandler {
    typealias Query = ListRoster

    func answer(_ query: ListRoster, _ context: QueryContext) async throws -> ListRoster.Answer {
        let roster = try await context.load(Roster.self, .only) ?? Roster(id: .only)
        let turns = roster.entries.filter { query.all == true || $0.until > context.now }
        return ListRoster.Answer(
            isKept: roster.isKept,
            youMayTake: roster.lets(context.actor, takeAt: context.now),
            turns: turns.map { entry in
                ListRoster.Turn(
                    entryID: entry.id,
                    worker: entry.worker,
                    from: entry.from,
                    until: entry.until,
                    subdistricts: entry.subdistricts,
                    letterNo: entry.letterNo,
                    signedBy: entry.signedBy,
                    onDuty: entry.isOn(at: context.now)
                )
            }
        )
    }
}
