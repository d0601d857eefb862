internal import Contracts
internal import IntakeDomain
internal import JSON
internal import UnitRuntime
internal import Vocabulary

extension DecisionContext {
    /// Records events of a complaint and tells whoever sent it that it moved on. Registration itself is no progress: the
    /// receipt says it. Nor is the start of the checks: their outcome follows at once.
    mutating func take(_ events: [Complaint.Event], of complaint: Complaint) {
        guard !events.isEmpty else { return }
        self.append(events, to: Complaint.self, complaint.id)
        let after = complaint.applying(events)
        guard complaint.status != .unknown, after.status != complaint.status,
            after.status != .identifying, let number = after.number,
            // A destroyed key makes the sender unreadable, for good: then nobody is told.
            let sender = after.sender.flatMap({ try? self.open($0) }).flatMap({ Username($0) })
        else { return }
        self.perform(
            .send(.user(sender), ComplaintProgress(complaintNo: number, status: after.status.rawValue, at: self.now))
        )
    }

    /// Form 1 as it stands, opened for the rule.
    func form(of complaint: Complaint) throws -> Form1 {
        Form1(
            child: try complaint.child.map { try self.open($0) },
            family: try complaint.family.map { try self.open($0) },
            situation: try complaint.situation.map { try self.open($0) } ?? Situation(description: "", assessment: nil)
        )
    }

    /// The complaint a look-up by number leads to.
    ///
    /// - Throws: `unknown_complaint` if there is none.
    func complaint(numbered number: ComplaintNumber) throws -> Complaint {
        guard let id = self.lookup(.complaint(number)).flatMap({ ComplaintID($0) }) else {
            throw Complaint.Rejection.unknownComplaint
        }
        return try self.state(Complaint.self, id)
    }
}

extension LookupKey {
    /// A complaint's number leads to its key.
    static func complaint(_ number: ComplaintNumber) -> LookupKey { LookupKey("complaint_no", number.text) }

    /// An agency's own number leads to the complaint it came with first.
    static func reference(_ text: String, _ context: RoutingContext) -> LookupKey {
        LookupKey("reference", context.blindIndex("reference", "\(context.sender.text)\n\(text)"))
    }

    static func reference(_ text: String, _ context: DecisionContext) -> LookupKey {
        LookupKey("reference", context.blindIndex("reference", "\(context.sender.text)\n\(text)"))
    }
}

/// A handler of messages that name a complaint by its number.
protocol NumberedHandler<Message>: MessageHandler {
    /// The complaint's number.
    func number(in message: Message) -> ComplaintNumber
    /// The rule's answer.
    func decide(_ complaint: Complaint, _ message: Message, _ context: DecisionContext) throws -> [Complaint.Event]
}

extension NumberedHandler {
    func lookups(of message: Message, _ context: RoutingContext) throws -> [LookupKey] {
        [.complaint(self.number(in: message))]
    }

    func subjects(of message: Message, _ context: RoutingContext) throws -> [AggregateReference] {
        context.lookup(.complaint(self.number(in: message))).flatMap { ComplaintID($0) }
            .map { [AggregateReference(Complaint.self, $0)] } ?? []
    }

    func decide(_ message: Message, _ context: inout DecisionContext) throws {
        let complaint = try context.complaint(numbered: self.number(in: message))
        context.take(try self.decide(complaint, message, context), of: complaint)
        let after = try context.state(Complaint.self, complaint.id)
        context.result([
            "complaint_no": .string(self.number(in: message).text),
            "complaint_id": .string(complaint.id.text),
            "status": .string(after.status.rawValue),
        ])
    }
}
