import Contracts
import JSON
import Vocabulary

/// A complaint whose keys this unit destroyed: what was sealed under them is unreadable here for good, in the journal
/// and its backups too. Counts and codes stay.
struct DestroyedIdentity: Aggregate {
    enum Event: Codable, Sendable, Equatable {
        case dataKeyDestroyed(DataKeyDestroyed)
    }

    static let streamKind = "identity"

    let id: ComplaintID
    var destroyed: DataKeyDestroyed?

    init(id: ComplaintID) { self.id = id }

    mutating func apply(_ event: Event) {
        switch event {
        case .dataKeyDestroyed(let destroyed): self.destroyed = destroyed
        }
    }
}

/// What a restore reads from the journals, to destroy again what a backup brings back (``Program/destroyedKeys()``).
struct DataKeyDestroyed: Codable, Sendable, Equatable {
    var origin: ComplaintID
    var ground: DestructionGround
    var document: String
    var by: String
    var at: Instant
}

/// What a unit still works on for a child: each with its stage and the limits that run, in codes.
struct OpenWork: Sendable, Equatable {
    let unit: UnitName
    var items: [String] = []
}

/// Takes `destroy_identity`. Asked again, it answers alike and changes nothing. A file that is still worked on has not
/// been kept as long as it must be; a court's order goes before it, and whoever answers for the work is told.
struct DestroyIdentityHandler: MessageHandler {
    func subjects(of message: DestroyIdentity, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(DestroyedIdentity.self, message.complaintID)]
    }

    func decide(_ message: DestroyIdentity, _ context: inout DecisionContext) throws {
        let known = try context.state(DestroyedIdentity.self, message.complaintID).destroyed
        let destroyed =
            known
            ?? DataKeyDestroyed(
                origin: message.complaintID,
                ground: message.ground,
                document: message.document,
                by: context.sender.text,
                at: context.now
            )
        context.result(["destroyed_at": .string(destroyed.at.description)])
        guard known == nil else { return }
        let open = context.working.open[message.complaintID.text]
        if let open, !open.items.isEmpty {
            guard message.ground == .courtOrder else { throw RuntimeRejection.stillOpen(open) }
            context.result(["open": .array(open.items.map { .string($0) })])
            context.perform(.alert([.headPksai, .coordinatorPksai, .coordinatorSw], self.alert(destroyed, open)))
        }
        context.append([.dataKeyDestroyed(destroyed)], to: DestroyedIdentity.self, message.complaintID)
    }

    private func alert(_ destroyed: DataKeyDestroyed, _ open: OpenWork) -> Alert {
        Alert(
            kind: "identity_destroyed_while_open",
            unit: open.unit,
            stream: "\(DestroyedIdentity.streamKind)-\(destroyed.origin.text)",
            message: "a court's order (\(destroyed.document)) made a child unreadable whose file is open: "
                + "\(open.items.joined(separator: "; ")). Its limits go on, but no word can be added: what the child "
                + "still needs is reported anew",
            at: destroyed.at
        )
    }
}
