public import Contracts
public import JSON
public import Vocabulary

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
        .command(RuleHandler(id, needs: .init(users: users, kinds: kinds), after: { $1.result(result($0)) }, rule))
    }

    /// Another unit's event (exchange `events`) about one aggregate, answered by one rule.
    ///
    /// - Parameters:
    ///   - told: What it hears.
    ///   - id: The aggregate's key.
    ///   - rule: The rule's answer.
    public static func event<Told: EventContract, Subject: Aggregate>(
        _ told: Told.Type,
        about id: @escaping @Sendable (Told) -> Subject.ID,
        rule: @escaping @Sendable (Subject, Told) throws -> [Subject.Event]
    ) -> HandlerBinding {
        .event(
            RuleHandler<Heard<Told>, Subject>({ id($0.event) }, after: { _, _ in }) { subject, heard, _ in
                try rule(subject, heard.event)
            }
        )
    }
}
