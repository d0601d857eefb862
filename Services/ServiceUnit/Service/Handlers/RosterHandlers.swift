internal import Contracts
internal import JSON
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

/// Takes `set_roster_entry`.
struct SetRosterEntryHandler: MessageHandler {
    let city: Subdistricts

    func users(of message: SetRosterEntry) -> [Username] { [message.worker] }

    func subjects(of message: SetRosterEntry, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Roster.self, .only)]
    }

    func decide(_ message: SetRosterEntry, _ context: inout DecisionContext) throws {
        let entry = Roster.Entry(
            id: message.entryID ?? "\(context.newID())".lowercased(),
            worker: message.worker,
            from: message.from,
            until: message.until,
            subdistricts: message.subdistricts ?? [],
            letterNo: message.letterNo,
            signedBy: context.sender
        )
        let events = try context.state(Roster.self, .only).set(
            entry,
            workerRoles: context.roles(of: message.worker),
            city: self.city,
            by: context.actor,
            at: context.now
        )
        context.append(events, to: Roster.self, .only)
        context.result(["entry_id": .string(entry.id), "worker": .string(entry.worker.text)])
    }
}

/// Takes `remove_roster_entry`.
struct RemoveRosterEntryHandler: MessageHandler {
    func subjects(of message: RemoveRosterEntry, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Roster.self, .only)]
    }

    func decide(_ message: RemoveRosterEntry, _ context: inout DecisionContext) throws {
        let roster = try context.state(Roster.self, .only)
        context.append(
            try roster.remove(message.entryID, by: context.actor, at: context.now),
            to: Roster.self,
            .only
        )
        context.result(["entry_id": .string(message.entryID)])
    }
}

/// Answers `list_roster`.
struct ListRosterHandler: QueryHandler {
    typealias Query = ListRoster

    func answer(_ query: ListRoster, _ context: QueryContext) async throws -> ListRoster.Answer {
        let roster = try await context.load(Roster.self, .only) ?? Roster(id: .only)
        let me = Username(context.actor.username)
        let turns = roster.entries.filter { query.all == true || $0.until > context.now }
        let isOn = roster.entries.contains { $0.worker == me && $0.isOn(at: context.now) }
        let needsNone = context.actor.holds(.coordinatorSw, .coordinatorPksai, .headPksai, .agencyHead)
        return ListRoster.Answer(
            isKept: roster.isKept,
            youMayTake: needsNone || (context.actor.holds(.onCallWorker) && (isOn || !roster.isKept)),
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
