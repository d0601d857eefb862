internal import Contracts
internal import IntakeDomain
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

extension RoutingContext {
    /// What to load for a message that names a complaint by its number.
    func complaint(numbered number: ComplaintNumber) -> [AggregateReference] {
        self.lookup(.complaint(number)).flatMap { ComplaintID($0) }
            .map { [AggregateReference(Complaint.self, $0)] } ?? []
    }
}
