internal import Contracts
internal import IntakeDomain
internal import UnitRuntime
internal import Vocabulary

/// Hears what became of a complaint elsewhere, and passes it on to whoever sent it.
struct NewsHandler<News: EventContract & ComplaintNews>: MessageHandler {
    private let event: @Sendable (News) -> Complaint.Event

    init(_ event: @escaping @Sendable (News) -> Complaint.Event) { self.event = event }

    func subjects(of message: Heard<News>, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Complaint.self, message.event.complaintID)]
    }

    func decide(_ message: Heard<News>, _ context: inout DecisionContext) throws {
        let complaint = try context.state(Complaint.self, message.event.complaintID)
        context.take(complaint.learn(self.event(message.event)), of: complaint)
    }
}

/// An event that says which complaint it is about.
protocol ComplaintNews {
    /// The complaint.
    var complaintID: ComplaintID { get }
}

extension IdentificationStarted: ComplaintNews {}
extension CaseRegistered: ComplaintNews {}
extension CaseNotEligible: ComplaintNews {}
extension RedirectRequested: ComplaintNews {}
extension ComplaintLinkedToCase: ComplaintNews {}
extension ComplaintUnlinkedFromCase: ComplaintNews {}
extension CaseClosed: ComplaintNews {}

/// Hears that consent was withdrawn, and acknowledges (§14 D08).
struct ConsentWithdrawnHandler: MessageHandler {
    func subjects(of message: Heard<ConsentWithdrawn>, _ context: RoutingContext) throws -> [AggregateReference] {
        (message.event.complaintID ?? message.complaintID).map { [AggregateReference(Complaint.self, $0)] } ?? []
    }

    func decide(_ message: Heard<ConsentWithdrawn>, _ context: inout DecisionContext) throws {
        guard let id = message.event.complaintID ?? message.complaintID else { return }
        let complaint = try context.state(Complaint.self, id)
        context.append(complaint.learn(.consentWithdrawn(message.event)), to: Complaint.self, id)
    }
}
