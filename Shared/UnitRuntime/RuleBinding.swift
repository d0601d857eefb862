public import Contracts
public import JSON
public import Vocabulary

/// The usual handler as values, for a table: one command, one aggregate, one rule.
struct RuleHandler<Message: CommandContract, Subject: Aggregate>: SubjectHandler {
    let id: @Sendable (Message) -> Subject.ID
    let namedUsers: @Sendable (Message) -> [Username]
    let namedKinds: [String]
    let result: @Sendable (Subject) -> [String: JSONValue]
    let rule: @Sendable (Subject, Message, inout DecisionContext) throws -> [Subject.Event]

    func subject(of message: Message) -> Subject.ID { self.id(message) }
    func users(of message: Message) -> [Username] { self.namedUsers(message) }
    func kinds(of message: Message) -> [String] { self.namedKinds }

    func decide(_ subject: Subject, _ message: Message, _ context: inout DecisionContext) throws -> [Subject.Event] {
        let events = try self.rule(subject, message, &context)
        var after = subject
        for event in events { after.apply(event) }
        context.result(self.result(after))
        return events
    }
}

extension HandlerBinding {
    /// A command of the centre's people (exchange `commands`) about one aggregate, answered by one rule.
    ///
    /// - Parameters:
    ///   - message: What it takes.
    ///   - id: The aggregate's key.
    ///   - users: Users other than the sender whose roles the rule must know.
    ///   - kinds: Kinds of aggregates the rule reads whole, unlocked.
    ///   - result: What `command.accepted` says of the aggregate as the rule left it.
    ///   - rule: The rule's answer.
    public static func command<Message: CommandContract, Subject: Aggregate>(
        _ message: Message.Type,
        about id: @escaping @Sendable (Message) -> Subject.ID,
        users: @escaping @Sendable (Message) -> [Username] = { _ in [] },
        kinds: [String] = [],
        result: @escaping @Sendable (Subject) -> [String: JSONValue] = { _ in [:] },
        rule: @escaping @Sendable (Subject, Message, inout DecisionContext) throws -> [Subject.Event]
    ) -> HandlerBinding {
        .command(RuleHandler(id: id, namedUsers: users, namedKinds: kinds, result: result, rule: rule))
    }
}
