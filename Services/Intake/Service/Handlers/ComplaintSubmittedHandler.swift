internal import Contracts
internal import IntakeDomain
internal import JSON
internal import UnitRuntime
internal import Vocabulary

/// Takes an agency's `complaint.submitted`: registers it, whatever is odd in it, and answers with the number.
struct ComplaintSubmittedHandler: MessageHandler {
    let policy: IntakePolicy
    var register: String? { ComplaintNumber.prefix }

    func lookups(of message: ComplaintSubmitted, _ context: RoutingContext) throws -> [LookupKey] {
        message.givenReference.map { [.reference($0, context)] } ?? []
    }

    func subjects(of message: ComplaintSubmitted, _ context: RoutingContext) throws -> [AggregateReference] { [] }

    func decide(_ message: ComplaintSubmitted, _ context: inout DecisionContext) throws {
        let id = ComplaintID(context.newID())
        let complaint = Complaint(id: id)
        context.create(Complaint.self, id)
        let year = context.now.localDate.year
        let number = ComplaintNumber(year: year, serial: context.nextNumber(ComplaintNumber.prefix, year: year))
        let reference = message.givenReference.map { LookupKey.reference($0, context) }
        let events = complaint.register(
            Report(message, unknownMembers: context.unknownMembers),
            from: context.sender.text,
            number: number,
            caseID: CaseID(context.newID()),
            possibleRepeatOf: reference.flatMap { context.lookup($0) }.flatMap { ComplaintNumber($0) },
            found: message.doubts(context.warnings, unknownMembers: context.unknownMembers),
            policy: self.policy,
            at: context.now
        )
        context.take(events, of: complaint)
        context.setLookup(.complaint(number), to: id.text)
        if let reference, context.lookup(reference) == nil { context.setLookup(reference, to: number.text) }
        context.accept(complaint.applying(events), reference: message.reference, policy: self.policy)
    }
}

/// Takes an agency's `complaint.supplemented`: adds to one of its own complaints.
struct ComplaintSupplementedHandler: MessageHandler {
    let policy: IntakePolicy

    func lookups(of message: ComplaintSupplementSubmitted, _ context: RoutingContext) throws -> [LookupKey] {
        [.complaint(message.complaintNo)]
    }

    func subjects(
        of message: ComplaintSupplementSubmitted,
        _ context: RoutingContext
    ) throws -> [AggregateReference] {
        context.complaint(numbered: message.complaintNo)
    }

    func decide(_ message: ComplaintSupplementSubmitted, _ context: inout DecisionContext) throws {
        let complaint = try context.complaint(numbered: message.complaintNo)
        // Opened before the question whose it is, so both answers take alike.
        let owner = try complaint.sender.map { try context.open($0) }
        let events = try complaint.supplement(
            Supplement(message),
            form: try context.form(of: complaint),
            isOwner: owner == context.sender.text,
            found: Doubt.found(context.warnings, unknownMembers: context.unknownMembers),
            policy: self.policy,
            at: context.now
        )
        context.take(events, of: complaint)
        let reference = try complaint.reference.map { try context.open($0) }
        context.accept(complaint.applying(events), reference: reference, policy: self.policy)
    }
}

extension DecisionContext {
    /// Answers an agency with the complaint's number, the first limit and everything that is odd.
    fileprivate mutating func accept(_ complaint: Complaint, reference: String?, policy: IntakePolicy) {
        guard let number = complaint.number else { return }
        self.answer(
            ComplaintAccepted(
                messageID: self.messageID,
                reference: reference,
                complaintNo: number,
                complaintID: complaint.id,
                riskLevel: complaint.riskLevel,
                actBy: complaint.actBy(policy.limits),
                warnings: complaint.doubts.map {
                    Problem(pointer: $0.pointer, expected: $0.expected, found: $0.found)
                }
            )
        )
    }
}

extension ComplaintSubmitted {
    /// The agency's number, if it gave one.
    var givenReference: String? {
        self.reference.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    }

    fileprivate func doubts(_ warnings: [Problem], unknownMembers: JSONValue?) -> [Doubt] {
        var doubts = Doubt.found(warnings, unknownMembers: unknownMembers)
        if self.channel.channel == nil {
            let words = Channel.allCases.map(\.rawValue).joined(separator: ", ")
            doubts.append(Doubt(pointer: "/channel", expected: "one of \(words)", found: "another word"))
        }
        return doubts
    }
}

extension Doubt {
    /// What reading a message found odd. A pointer may end in a member that the sender named: that name is cut off,
    /// because it could tell who somebody is.
    static func found(_ warnings: [Problem], unknownMembers: JSONValue?) -> [Doubt] {
        var doubts = warnings.map { warning in
            Doubt(
                pointer: warning.pointer.hasPrefix(Self.matrix) ? Self.matrix : warning.pointer,
                expected: warning.expected,
                found: warning.found
            )
        }
        if let count = unknownMembers?.object?.count, count > 0 {
            doubts.append(
                Doubt(pointer: "", expected: "only members of the schema", found: "\(count) other members, kept sealed")
            )
        }
        return doubts
    }

    private static let matrix = "/family/children_by_age_sex"
}

extension Report {
    /// A word that is no channel is taken as `community`: indirect, the cautious reading.
    fileprivate init(_ message: ComplaintSubmitted, unknownMembers: JSONValue?) {
        self.init(
            reference: message.givenReference,
            channel: message.channel.channel ?? .community,
            receivedAt: message.receivedAt,
            emergency: message.emergency ?? false,
            test: message.test ?? false,
            reporter: message.reporter,
            childPresent: message.childPresent ?? false,
            child: message.child,
            family: message.family,
            situation: message.situation,
            categories: (message.categories ?? []).withoutRepeats,
            assessment: message.initialAssessment,
            documents: Set(message.documents ?? []),
            unknownMembers: unknownMembers.map { String(decoding: $0.bytes, as: UTF8.self) }
        )
    }
}

extension Supplement {
    fileprivate init(_ message: ComplaintSupplementSubmitted) {
        self.init(
            child: message.child,
            family: message.family,
            situation: message.situation,
            categories: message.categories?.withoutRepeats,
            assessment: message.initialAssessment,
            emergency: message.emergency ?? false,
            documents: Set(message.documents ?? [])
        )
    }
}

extension Array where Element: Hashable {
    /// Each once, in the order of the first.
    var withoutRepeats: [Element] {
        var seen: Set<Element> = []
        return self.filter { seen.insert($0).inserted }
    }
}
