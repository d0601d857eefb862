internal import Contracts
internal import IntakeDomain
internal import UnitRuntime
internal import Vocabulary

/// Hears what became of a complaint elsewhere, and passes it on to whoever sent it.
struct NewsHandler<News: EventContract>: MessageHandler {
    private let event: @Sendable (News) -> Complaint.Event
    private let complaint: @Sendable (Heard<News>) -> ComplaintID?

    /// - Parameter complaint: Which complaint; the one the message is about unless told.
    init(
        _ event: @escaping @Sendable (News) -> Complaint.Event,
        about complaint: @escaping @Sendable (Heard<News>) -> ComplaintID? = { $0.complaintID }
    ) {
        self.event = event
        self.complaint = complaint
    }

    func subjects(of message: Heard<News>, _ context: RoutingContext) throws -> [AggregateReference] {
        self.complaint(message).map { [AggregateReference(Complaint.self, $0)] } ?? []
    }

    func decide(_ message: Heard<News>, _ context: inout DecisionContext) throws {
        guard let id = self.complaint(message) else { return }
        let complaint = try context.state(Complaint.self, id)
        context.take(complaint.learn(self.event(message.event)), of: complaint)
    }
}
