public import Vocabulary

/// A complaint about the centre's own service: a stream of its own, never a child's case (domain.md §12.4, rule 29).
public struct ServiceComplaint: Aggregate {
    /// `service-complaint`.
    public static let streamKind = "service-complaint"

    /// The typed key.
    public let id: ServiceComplaintID
    /// Where it stands.
    public internal(set) var status: Status
    /// Its number in the register.
    public internal(set) var number: ServiceComplaintNumber?
    /// Over what it came.
    public internal(set) var channel: ServiceComplaintChannel?
    /// What it is about.
    public internal(set) var trigger: ServiceComplaintTrigger?
    /// What was said. Class SH.
    public internal(set) var content: Confidential<String>?
    /// Who complains, if they said so. Class RI.
    public internal(set) var complainant: Confidential<Reporter>?
    /// The broker's user name of who sent it. Class RI.
    public internal(set) var sender: Confidential<String>?
    /// The complaint about a child in danger that came with it.
    public internal(set) var complaintNo: ComplaintNumber?
    /// When it came.
    public internal(set) var receivedAt: Instant?
    /// What the centre answered. Class SH.
    public internal(set) var answer: Confidential<String>?
    /// When.
    public internal(set) var answeredAt: Instant?

    /// Nothing came in yet.
    public init(id: ServiceComplaintID) {
        self.id = id
        self.status = .unknown
    }

    /// Received, then answered.
    public enum Status: String, Codable, Sendable, CaseIterable {
        /// Nobody knows of it.
        case unknown
        case received
        case answered
    }

    /// What can happen.
    public enum Event: Codable, Sendable, Equatable {
        case serviceComplaintReceived(ServiceComplaintReceived)
        case serviceComplaintAnswered(ServiceComplaintAnswered)
    }

    /// Folds one event into the state.
    public mutating func apply(_ event: Event) {
        switch event {
        case .serviceComplaintReceived(let received):
            self.status = .received
            self.number = received.number
            self.channel = received.channel
            self.trigger = received.trigger
            self.content = received.content
            self.complainant = received.complainant
            self.sender = received.sender
            self.complaintNo = received.complaintNo
            self.receivedAt = received.at
        case .serviceComplaintAnswered(let answered):
            self.status = .answered
            self.answer = answered.answer
            self.answeredAt = answered.at
        }
    }

    /// Takes a complaint about the centre. Nothing is refused but a blank one.
    ///
    /// - Parameters:
    ///   - content: What was said.
    ///   - channel: Over what it came.
    ///   - trigger: What it is about.
    ///   - complainant: Who complains; anonymous ones are taken.
    ///   - sender: The broker's user name.
    ///   - number: The next of the register.
    ///   - complaintNo: The complaint about a child in danger that came with it.
    ///   - now: When.
    /// - Source: domain.md §12.4.
    public func receive(
        _ content: String,
        channel: ServiceComplaintChannel,
        trigger: ServiceComplaintTrigger,
        complainant: Reporter?,
        from sender: String,
        number: ServiceComplaintNumber,
        complaintNo: ComplaintNumber?,
        at now: Instant
    ) throws(Complaint.Rejection) -> [Event] {
        guard self.status == .unknown else { return [] }
        guard !content.isBlank else { throw .contentNeeded }
        return [
            .serviceComplaintReceived(
                ServiceComplaintReceived(
                    number: number,
                    channel: channel,
                    trigger: trigger,
                    content: self.sealed(content, .sensitiveHarm, "content"),
                    complainant: complainant.map { self.sealed($0, .reporterIdentity, "complainant") },
                    sender: self.sealed(sender, .reporterIdentity, "sender"),
                    complaintNo: complaintNo,
                    at: now
                )
            )
        ]
    }

    /// Answers it, once.
    ///
    /// - Source: domain.md §12.4.
    public func answer(_ text: String, by actor: Actor, at now: Instant) throws(Complaint.Rejection) -> [Event] {
        guard self.status != .unknown else { throw .unknownServiceComplaint }
        try Complaint.authorize(actor, [.secretary, .responsibleOfficer, .headPksai, .coordinatorPksai])
        guard self.status == .received else { throw .alreadyAnswered }
        guard !text.isBlank else { throw .contentNeeded }
        return [
            .serviceComplaintAnswered(
                ServiceComplaintAnswered(
                    answer: self.sealed(text, .sensitiveHarm, "answer"),
                    by: Username(actor.username),
                    at: now
                )
            )
        ]
    }

    private func sealed<Value: Codable & Sendable & Equatable>(
        _ value: Value,
        _ privacyClass: PrivacyClass,
        _ field: String
    ) -> Confidential<Value> {
        Confidential(value, privacyClass, origin: self.id.origin, field: field)
    }
}

/// A complaint about the centre came in.
public struct ServiceComplaintReceived: Codable, Sendable, Equatable {
    /// Its number.
    public var number: ServiceComplaintNumber
    /// Over what it came.
    public var channel: ServiceComplaintChannel
    /// What it is about.
    public var trigger: ServiceComplaintTrigger
    /// What was said. Class SH.
    public var content: Confidential<String>
    /// Who complains. Class RI.
    public var complainant: Confidential<Reporter>?
    /// Who sent it. Class RI.
    public var sender: Confidential<String>
    /// The complaint about a child in danger that came with it.
    public var complaintNo: ComplaintNumber?
    /// When.
    public var at: Instant
}

/// The centre answered a complaint about itself.
public struct ServiceComplaintAnswered: Codable, Sendable, Equatable {
    /// What it said. Class SH.
    public var answer: Confidential<String>
    /// Who answered.
    public var by: Username?
    /// When.
    public var at: Instant
}

extension String {
    /// Nothing but white space.
    var isBlank: Bool { self.allSatisfy(\.isWhitespace) }
}
