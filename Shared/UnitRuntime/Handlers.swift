public import Contracts
internal import Instruments
internal import JSON
public import Vocabulary

/// Names one aggregate: its kind and key.
public struct AggregateReference: Hashable, Sendable, Comparable {
    /// The kind, `complaint`.
    public let kind: String
    /// The key's written form.
    public let id: String

    /// The reference of an aggregate.
    public init<A: Aggregate>(_ type: A.Type, _ id: A.ID) {
        self.kind = A.streamKind
        self.id = id.text
    }

    init(kind: String, id: String) {
        self.kind = kind
        self.id = id
    }

    /// `complaint-0190…`.
    public var stream: String { "\(self.kind)-\(self.id)" }

    /// The locking order: kind, then key.
    public static func < (left: Self, right: Self) -> Bool { (left.kind, left.id) < (right.kind, right.id) }
}

/// Something a rule must know besides its aggregates, under a lock: `nik` → child, `reference` → complaint. The row is
/// locked for the batch whether or not it has a value yet; later messages of the batch see what earlier ones wrote.
public struct LookupKey: Hashable, Sendable, Comparable {
    /// What kind of key, `nik`.
    public let kind: String
    /// The key; identities only as blind indexes (``RoutingContext/blindIndex(_:_:)``).
    public let key: String

    /// A key.
    public init(_ kind: String, _ key: String) {
        self.kind = kind
        self.key = key
    }

    /// The locking order: kind, then key.
    public static func < (left: Self, right: Self) -> Bool { (left.kind, left.key) < (right.kind, right.key) }
}

/// Takes one message and says which aggregates it is about and which rule answers. It doesn't load, save, lock, log, ack,
/// retry or publish. Several handlers may take the same message (for different aggregates): they run in the order they
/// are listed and commit together; a rejection by one rejects the whole message.
///
/// For another unit's event the `Message` is ``Heard``.
public protocol MessageHandler<Message>: Sendable {
    /// What it takes: a contract from Contracts, or `Heard<Event>`.
    associatedtype Message: Sendable

    /// The gapless register it may draw numbers from (``DecisionContext/nextNumber(_:year:)``). Default: none.
    var register: String? { get }
    /// The same for one that draws from several. Default: ``register`` alone.
    var registers: [String] { get }
    /// The look-ups the rule needs. Default: none.
    func lookups(of message: Message, _ context: RoutingContext) throws -> [LookupKey]
    /// Users other than the sender whose roles the rule must know. Default: none.
    func users(of message: Message) -> [Username]
    /// Kinds of aggregates the rule reads whole (counts), unlocked. Default: none.
    func kinds(of message: Message) -> [String]
    /// Aggregates found by what they hold, loaded and locked too. Default: none.
    func searches(of message: Message) -> [Search]
    /// The aggregates to load and lock, whether or not they exist yet. May use the look-ups' values.
    func subjects(of message: Message, _ context: RoutingContext) throws -> [AggregateReference]
    /// Lets the rules decide: reads states from the context, calls a rule, appends its events. Pure.
    ///
    /// - Throws: A ``DomainRejection``: the message is answered with a rejection and changes nothing. Anything else
    ///   quarantines the message.
    func decide(_ message: Message, _ context: inout DecisionContext) throws
}

extension MessageHandler {
    /// No users.
    public func users(of message: Message) -> [Username] { [] }
    /// No kinds.
    public func kinds(of message: Message) -> [String] { [] }
    /// No search.
    public func searches(of message: Message) -> [Search] { [] }
    /// No register.
    public var register: String? { nil }
    /// The one.
    public var registers: [String] { self.register.map { [$0] } ?? [] }
    /// No look-ups.
    public func lookups(of message: Message, _ context: RoutingContext) throws -> [LookupKey] { [] }
}

/// The usual handler: one message, one aggregate, one rule.
public protocol SubjectHandler<Message, Subject>: MessageHandler {
    /// The aggregate the message is about.
    associatedtype Subject: Aggregate
    /// Its key.
    func subject(of message: Message) -> Subject.ID
    /// The rule's answer.
    func decide(_ subject: Subject, _ message: Message, _ context: inout DecisionContext) throws -> [Subject.Event]
}

extension SubjectHandler {
    /// The one subject.
    public func subjects(of message: Message, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Subject.self, self.subject(of: message))]
    }

    /// Loads the subject, asks the rule, appends its events.
    public func decide(_ message: Message, _ context: inout DecisionContext) throws {
        let id = self.subject(of: message)
        let subject = try context.state(Subject.self, id)
        context.append(try self.decide(subject, message, &context), to: Subject.self, id)
    }
}

/// Another unit's event, as heard.
public struct Heard<Event: EventContract>: Sendable {
    /// The payload.
    public let event: Event
    /// The unit that told it.
    public let unit: UnitName
    /// The aggregate's stream over there.
    public let stream: String
    /// The complaint, if there is one.
    public let complaintID: ComplaintID?
    /// The case, if there is one.
    public let caseID: CaseID?
    /// When it was decided there.
    public let at: Instant
}

/// A handler bound to the type of message it takes. One object: a batch asks it again and again.
public final class HandlerBinding: Sendable {
    enum Kind: Sendable { case complaint, dataRequest, claim, command, event }

    let type: String
    let kind: Kind
    let registers: [String]
    let roles: Set<Role>
    let decode: @Sendable (JSONValue, HeardEnvelope?) -> DecodedMessage
    let users: @Sendable (any Sendable) throws -> [Username]
    let kinds: @Sendable (any Sendable) throws -> [String]
    let searches: @Sendable (any Sendable) throws -> [Search]
    let lookups: @Sendable (any Sendable, RoutingContext) throws -> [LookupKey]
    let subjects: @Sendable (any Sendable, RoutingContext) throws -> [AggregateReference]
    let decide: @Sendable (any Sendable, inout DecisionContext) throws -> Void

    private init<H: MessageHandler>(
        _ type: String,
        _ kind: Kind,
        _ handler: H,
        roles: Set<Role>,
        decode: @escaping @Sendable (JSONValue, HeardEnvelope?) -> DecodedMessage
    ) {
        @Sendable func typed(_ message: any Sendable) throws -> H.Message {
            guard let message = message as? H.Message else { throw HandlerTypeMismatch() }
            return message
        }
        self.type = type
        self.kind = kind
        self.registers = handler.registers
        self.roles = roles
        self.decode = decode
        self.users = { handler.users(of: try typed($0)) }
        self.kinds = { handler.kinds(of: try typed($0)) }
        self.searches = { handler.searches(of: try typed($0)) }
        self.lookups = { try handler.lookups(of: typed($0), $1) }
        self.subjects = { try handler.subjects(of: typed($0), $1) }
        self.decide = { try handler.decide(typed($0), &$1) }
    }

    private init(_ binding: HandlerBinding, for roles: Set<Role>) {
        self.type = binding.type
        self.kind = binding.kind
        self.registers = binding.registers
        self.roles = roles
        self.decode = binding.decode
        self.users = binding.users
        self.kinds = binding.kinds
        self.searches = binding.searches
        self.lookups = binding.lookups
        self.subjects = binding.subjects
        self.decide = binding.decide
    }

    /// The same for fewer roles.
    func narrowed(to roles: Set<Role>) -> HandlerBinding {
        HandlerBinding(self, for: self.roles.intersection(roles))
    }

    /// A message of an agency (exchange `complaints`): wrong optional members become warnings.
    public static func complaint<H: MessageHandler>(_ handler: H) -> HandlerBinding where H.Message: ComplaintContract {
        HandlerBinding(H.Message.type, .complaint, handler, H.Message.self)
    }
    /// A message of an applicant (exchange `data-requests`).
    public static func dataRequest<H: MessageHandler>(_ handler: H) -> HandlerBinding
    where H.Message: DataRequestContract {
        HandlerBinding(H.Message.type, .dataRequest, handler, H.Message.self)
    }
    /// A message of an on-call worker (exchange `claims`).
    public static func claim<H: MessageHandler>(_ handler: H) -> HandlerBinding where H.Message: ClaimContract {
        HandlerBinding(H.Message.type, .claim, handler, H.Message.self)
    }
    /// A command of the centre's people (exchange `commands`). Senders without one of its roles are refused.
    public static func command<H: MessageHandler>(_ handler: H) -> HandlerBinding where H.Message: CommandContract {
        HandlerBinding(H.Message.type, .command, handler, H.Message.self, roles: H.Message.roles)
    }
    /// Another unit's event (exchange `events`).
    public static func event<E: EventContract, H: MessageHandler>(_ handler: H) -> HandlerBinding
    where H.Message == Heard<E> {
        HandlerBinding(event: handler, E.self)
    }
}

extension HandlerBinding {
    convenience init<M: MessageContract, H: MessageHandler>(
        _ type: String,
        _ kind: Kind,
        _ handler: H,
        _ message: M.Type,
        roles: Set<Role> = []
    ) where H.Message == M {
        self.init(type, kind, handler, roles: roles) { body, _ in
            let decoded = JSONDecoding.decode(M.self, from: body, mode: kind == .complaint ? .lenient : .strict)
            let problems =
                kind == .command
                ? Instruments.standard.problems(in: body, of: type, beside: decoded.problems) : decoded.problems
            return DecodedMessage(
                message: decoded.value,
                problems: problems,
                warnings: decoded.warnings,
                unknownMembers: decoded.unknownMembers
            )
        }
    }

    private convenience init<E: EventContract, H: MessageHandler>(event handler: H, _ event: E.Type)
    where H.Message == Heard<E> {
        self.init(E.name, .event, handler, roles: []) { data, envelope in
            let decoded = JSONDecoding.decode(E.self, from: data, mode: .strict)
            let message = envelope.flatMap { envelope in
                decoded.value.map {
                    Heard(
                        event: $0,
                        unit: envelope.unit,
                        stream: envelope.stream,
                        complaintID: envelope.complaintID,
                        caseID: envelope.caseID,
                        at: envelope.at
                    )
                }
            }
            return DecodedMessage(message: message, problems: decoded.problems, warnings: [], unknownMembers: [])
        }
    }
}

/// The outcome of reading one message against its type.
struct DecodedMessage: Sendable {
    var message: (any Sendable)?
    var problems: [Problem]
    var warnings: [Problem]
    var unknownMembers: [String]
    var unknown: JSONValue?
}

struct HeardEnvelope: Sendable {
    let unit: UnitName
    let stream: String
    let complaintID: ComplaintID?
    let caseID: CaseID?
    let at: Instant
}

struct HandlerTypeMismatch: Error {}
