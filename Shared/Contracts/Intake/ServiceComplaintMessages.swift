public import Vocabulary

// Complaints about the centre itself and the yearly survey (domain.md §12.4, T22).

/// Somebody complains about the centre itself. Creates no child's case, unless it reports a child in danger (rule 29).
public struct ServiceComplaintSubmitted: ComplaintContract, Equatable {
    /// The message's `type`.
    public static let type = "service_complaint.submitted"
    /// What it is for, in a sentence.
    public static let summary = "A complaint about the centre's own service."
    /// Over what it came.
    public var channel: ServiceComplaintChannel
    /// What it is about; `other` unless told.
    public var trigger: ServiceComplaintTrigger?
    /// What was said.
    public var content: String
    /// Who complains; may be left out.
    public var complainant: Reporter?
    /// Whether it reports a child in danger: then a complaint about that child is registered too.
    public var childInDanger: Bool?
    /// That child, as far as known.
    public var child: ChildIdentity?

    /// All members; optional ones may be left out.
    public init(
        channel: ServiceComplaintChannel,
        trigger: ServiceComplaintTrigger? = nil,
        content: String,
        complainant: Reporter? = nil,
        childInDanger: Bool? = nil,
        child: ChildIdentity? = nil
    ) {
        self.channel = channel
        self.trigger = trigger
        self.content = content
        self.complainant = complainant
        self.childInDanger = childInDanger
        self.child = child
    }

    /// A made-up message.
    public static let example = ServiceComplaintSubmitted(
        channel: .suggestionBox,
        trigger: .serviceNotByStandard,
        content: "nobody called back for a week"
    )
}

/// Records a complaint about the centre that came by box, phone, letter or in person.
public struct RecordServiceComplaint: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "record_service_complaint"
    /// What it is for, in a sentence.
    public static let summary =
        "Records a complaint about the centre that came by box, phone, letter or in person."
    /// The unit that owns the thing.
    public static let unit = UnitName.intake
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [
        .intakeOfficer, .secretary, .responsibleOfficer, .socialWorker, .onCallWorker, .dataOfficer, .referralOfficer,
        .coordinatorSw, .coordinatorPksai, .headPksai, .tksk, .psm,
    ]
    /// What was said, as an agency would send it: the body is that alone.
    public var complaint: ServiceComplaintSubmitted

    /// The same by a member of staff.
    public init(_ complaint: ServiceComplaintSubmitted) { self.complaint = complaint }

    /// Reads the complaint.
    public init(from decoder: any Decoder) throws { self.complaint = try ServiceComplaintSubmitted(from: decoder) }

    /// Writes the complaint.
    public func encode(to encoder: any Encoder) throws { try self.complaint.encode(to: encoder) }

    /// A made-up message.
    public static let example = RecordServiceComplaint(.example)
}

/// Answers a complaint about the centre; who sent it gets the answer.
public struct AnswerServiceComplaint: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "answer_service_complaint"
    /// What it is for, in a sentence.
    public static let summary =
        "Answers a complaint about the centre; who sent it gets the answer."
    /// The unit that owns the thing.
    public static let unit = UnitName.intake
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.secretary, .responsibleOfficer, .headPksai, .coordinatorPksai, .tksk, .psm]
    /// Its number.
    public var serviceComplaintNo: ServiceComplaintNumber
    /// What the centre says.
    public var answer: String

    /// All members; optional ones may be left out.
    public init(serviceComplaintNo: ServiceComplaintNumber, answer: String) {
        self.serviceComplaintNo = serviceComplaintNo
        self.answer = answer
    }

    /// A made-up message.
    public static let example = AnswerServiceComplaint(
        serviceComplaintNo: ServiceComplaintNumber(year: 2026, serial: 1),
        answer: "we called back today and changed the roster"
    )
}

/// The receipt of a complaint about the centre.
public struct ServiceComplaintReceipt: AnswerContract, Equatable {
    /// The message's `type`.
    public static let type = "service_complaint.received"
    /// What it is for, in a sentence.
    public static let summary = "The complaint about the centre has a number."
    /// The message's id.
    public var messageID: String
    /// Its number.
    public var serviceComplaintNo: ServiceComplaintNumber
    /// The number of the complaint about a child in danger that was registered with it.
    public var complaintNo: ComplaintNumber?

    /// All members; optional ones may be left out.
    public init(
        messageID: String,
        serviceComplaintNo: ServiceComplaintNumber,
        complaintNo: ComplaintNumber? = nil
    ) {
        self.messageID = messageID
        self.serviceComplaintNo = serviceComplaintNo
        self.complaintNo = complaintNo
    }

    /// A made-up message.
    public static let example = ServiceComplaintReceipt(
        messageID: "m-1",
        serviceComplaintNo: ServiceComplaintNumber(year: 2026, serial: 1)
    )
}

/// The centre's answer to a complaint about itself, to whoever sent it.
public struct ServiceComplaintReply: AnswerContract, Equatable {
    /// The message's `type`.
    public static let type = "service_complaint.answered"
    /// What it is for, in a sentence.
    public static let summary = "The centre answers a complaint about itself."
    /// Sealed: it may tell what was complained of.
    public static let isSealed = true
    /// What it shows, and why.
    public static let shows: Showing? = Showing([.sensitiveHarm], on: .ownMessage)
    /// Without the text.
    public var redacted: ServiceComplaintReply {
        ServiceComplaintReply(serviceComplaintNo: self.serviceComplaintNo, answer: nil, at: self.at)
    }
    /// Its number.
    public var serviceComplaintNo: ServiceComplaintNumber
    /// What the centre says.
    public var answer: String?
    /// When.
    public var at: Instant

    /// All members.
    public init(serviceComplaintNo: ServiceComplaintNumber, answer: String?, at: Instant) {
        self.serviceComplaintNo = serviceComplaintNo
        self.answer = answer
        self.at = at
    }

    /// A made-up message.
    public static let example = ServiceComplaintReply(
        serviceComplaintNo: ServiceComplaintNumber(year: 2026, serial: 1),
        answer: "we called back today and changed the roster",
        at: Examples.now
    )
}
