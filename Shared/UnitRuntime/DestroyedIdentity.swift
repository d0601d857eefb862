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

/// Takes `destroy_identity`. Asked again, it answers alike and changes nothing.
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
        context.append([.dataKeyDestroyed(destroyed)], to: DestroyedIdentity.self, message.complaintID)
    }
}
