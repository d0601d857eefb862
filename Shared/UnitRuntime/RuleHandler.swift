public import Vocabulary

/// A handler whose rule stands where it is listed: one message, one aggregate, one call of a rule.
///
/// ```swift
/// .command(RuleHandler({ $0.requestID }, after: { $1.result(of: $0) }) { request, message, context in
///     try request.classify(as: message.dataClass, by: context.actor, at: context.now)
/// })
/// ```
public struct RuleHandler<Message: Sendable, Subject: Aggregate>: MessageHandler {
    /// What the rule must know besides its aggregate.
    public struct Needs: Sendable {
        /// Users other than the sender whose roles the rule must know.
        public var users: @Sendable (Message) -> [Username]
        /// Kinds of aggregates it reads whole, unlocked.
        public var kinds: [String]
        /// Look-ups.
        public var lookups: @Sendable (Message) -> [LookupKey]

        /// Nothing unless named.
        public init(
            users: @escaping @Sendable (Message) -> [Username] = { _ in [] },
            kinds: [String] = [],
            lookups: @escaping @Sendable (Message) -> [LookupKey] = { _ in [] }
        ) {
            self.users = users
            self.kinds = kinds
            self.lookups = lookups
        }
    }

    private let needs: Needs
    private let key: @Sendable (Message) -> Subject.ID
    private let after: @Sendable (Subject, inout DecisionContext) -> Void
    private let rule: @Sendable (Subject, Message, inout DecisionContext) throws -> [Subject.Event]

    /// A handler.
    ///
    /// - Parameters:
    ///   - key: Where the message names its aggregate.
    ///   - needs: What the rule must know besides.
    ///   - after: Says in the answer where the aggregate then stands.
    ///   - rule: The rule's answer; may add to the answer.
    public init(
        _ key: @escaping @Sendable (Message) -> Subject.ID,
        needs: Needs = Needs(),
        after: @escaping @Sendable (Subject, inout DecisionContext) -> Void,
        _ rule: @escaping @Sendable (Subject, Message, inout DecisionContext) throws -> [Subject.Event]
    ) {
        self.key = key
        self.needs = needs
        self.after = after
        self.rule = rule
    }

    /// Those needed.
    public func users(of message: Message) -> [Username] { self.needs.users(message) }
    /// Those needed.
    public func kinds(of message: Message) -> [String] { self.needs.kinds }
    /// Those needed.
    public func lookups(of message: Message, _ context: RoutingContext) throws -> [LookupKey] {
        self.needs.lookups(message)
    }
    /// The one subject.
    public func subjects(of message: Message, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Subject.self, self.key(message))]
    }

    /// Loads the subject, asks the rule, appends its events, says where it stands.
    public func decide(_ message: Message, _ context: inout DecisionContext) throws {
        let id = self.key(message)
        context.append(
            try self.rule(try context.state(Subject.self, id), message, &context),
            to: Subject.self,
            id
        )
        self.after(try context.state(Subject.self, id), &context)
    }
}
