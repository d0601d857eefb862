import Contracts
import Vocabulary

/// What every unit takes besides its own messages.
enum RuntimeMessages {
    static let users = AggregateType(RegisteredUser.self) { _, _, _, _ in [] }
    static let quarantined = AggregateType(QuarantinedMessage.self) { event, _, after, _ in
        switch event {
        case .replayOrdered: [.handleQuarantined(entry: after.id.entry, discard: false)]
        case .discarded: [.handleQuarantined(entry: after.id.entry, discard: true)]
        }
    }

    static let aggregates: [String: AggregateType] = [
        Alarm.streamKind: Alarm.type, RegisteredUser.streamKind: users, QuarantinedMessage.streamKind: quarantined,
        ForeignJournal.streamKind: AggregateType(ForeignJournal.self) { _, _, _, _ in [] },
        FormDraft.streamKind: AggregateType(FormDraft.self) { _, _, _, _ in [] },
        DestroyedIdentity.streamKind: AggregateType(DestroyedIdentity.self) { _, _, after, _ in
            [.destroyKeys(of: after.id)]
        },
        DocumentSeries.streamKind: AggregateType(DocumentSeries.self) { _, _, _, _ in [] },
        DocumentRecord.streamKind: AggregateType(DocumentRecord.self) { _, _, _, _ in [] },
    ]

    static let handlers: [String: [HandlerBinding]] = [
        JournalRootSealed.name: [.event(JournalRootHandler())],
        AcknowledgeAlert.type: [
            HandlerBinding(AcknowledgeAlert.type, .command, AcknowledgeAlertHandler(), AcknowledgeAlert.self)
        ],
        RegisterUser.type: [HandlerBinding(RegisterUser.type, .command, RegisterUserHandler(), RegisterUser.self)],
        ReplayQuarantined.type: [
            HandlerBinding(ReplayQuarantined.type, .command, ReplayHandler(), ReplayQuarantined.self)
        ],
        DiscardQuarantined.type: [
            HandlerBinding(DiscardQuarantined.type, .command, DiscardHandler(), DiscardQuarantined.self)
        ],
        DestroyIdentity.type: [.paper(DestroyIdentityHandler())],
        KeepDraft.type: [.paper(KeepDraftHandler())],
        DropDraft.type: [.paper(DropDraftHandler())],
        NumberDocument.type: [.paper(NumberDocumentHandler())],
        RecordDocument.type: [.paper(RecordDocumentHandler())],
    ]
}

extension HandlerBinding {
    /// A command that every unit takes from staff, for what it owns.
    fileprivate static func paper<H: MessageHandler>(_ handler: H) -> HandlerBinding
    where H.Message: RuntimeCommandContract {
        HandlerBinding(H.Message.type, .command, handler, H.Message.self, roles: H.Message.roles)
    }
}

/// What people did with a quarantined message; the message itself lies in the table `quarantine`.
struct QuarantinedMessage: Aggregate {
    struct ID: Identifier {
        let entry: Int64
        init(_ entry: Int64) { self.entry = entry }
        init?(_ text: String) {
            guard let entry = Int64(text) else { return nil }
            self.entry = entry
        }
        var text: String { String(self.entry) }
    }

    enum Event: Codable, Sendable, Equatable {
        case replayOrdered(by: String)
        case discarded(by: String, reason: String)
    }

    static let streamKind = "quarantine"

    let id: ID
    var replays = 0
    var isDiscarded = false

    init(id: ID) { self.id = id }

    mutating func apply(_ event: Event) {
        switch event {
        case .replayOrdered: self.replays += 1
        case .discarded: self.isDiscarded = true
        }
    }
}

struct ReplayHandler: MessageHandler {
    func subjects(of message: ReplayQuarantined, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(QuarantinedMessage.self, QuarantinedMessage.ID(message.entry))]
    }

    func decide(_ message: ReplayQuarantined, _ context: inout DecisionContext) throws {
        guard context.actor.holds(.admin, .ops) else { throw RuntimeRejection.notAdministrator }
        let id = QuarantinedMessage.ID(message.entry)
        guard !(try context.state(QuarantinedMessage.self, id).isDiscarded) else {
            throw RuntimeRejection.noSuchEntry(message.entry)
        }
        context.append([.replayOrdered(by: context.sender.text)], to: QuarantinedMessage.self, id)
    }
}

struct DiscardHandler: MessageHandler {
    func subjects(of message: DiscardQuarantined, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(QuarantinedMessage.self, QuarantinedMessage.ID(message.entry))]
    }

    func decide(_ message: DiscardQuarantined, _ context: inout DecisionContext) throws {
        guard context.actor.holds(.admin, .ops) else { throw RuntimeRejection.notAdministrator }
        let id = QuarantinedMessage.ID(message.entry)
        guard !(try context.state(QuarantinedMessage.self, id).isDiscarded) else {
            throw RuntimeRejection.noSuchEntry(message.entry)
        }
        context.append([.discarded(by: context.sender.text, reason: message.reason)], to: QuarantinedMessage.self, id)
    }
}
