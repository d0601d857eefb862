internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct TopologyApply: Verb {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Makes a running broker hold what this version declares, and nothing else of ours.",
        discussion: """
            Declares what is missing, removes bindings that nothing declares any more and sets the rights of the units and \
            of everybody with a profile here. Queues and exchanges that nobody declares are only named: they may hold \
            messages. A queue whose arguments changed must be emptied and deleted first: the broker says so.
            """
    )

    @OptionGroup var common: CommonOptions
    @Option(help: "The most messages intake.routine holds.")
    var intakeBacklog = Topology.intakeBacklog
    @Flag(help: "Only say what would change.")
    var dryRun = false

    func validate() throws {
        guard self.intakeBacklog > 0 else { throw ValidationError("--intake-backlog takes a number above 0") }
    }

    func perform(_ session: Session) async throws {
        let topology = Topology(intakeBacklog: self.intakeBacklog)
        let management = try Management(session.settings.managementURL)
        let state = try await management.state()
        let users = try Self.users(session).filter { access in
            state.permissions.contains { $0.user == access.username.text }
        }
        let difference = TopologyDifference(from: state, to: topology, users: users)
        if !self.dryRun {
            // Also finds queues whose arguments changed.
            try await management.load(TopologyDefinitions(topology: topology, users: []))
            try await management.remove(difference.strays)
            // Keys are narrowed before rights are widened.
            for permission in difference.topicPermissions { try await management.set(permission) }
            for permission in difference.permissions { try await management.set(permission) }
        }
        session.output.show(difference.report(applied: !self.dryRun))
    }

    /// The units, the administrator, and everybody with a profile here.
    private static func users(_ session: Session) throws -> [BrokerAccess] {
        let store = try ProfileStore(session.settings)
        let administrator = Username(session.settings.administrator)
        let people = try store.usernames().filter { $0 != administrator }.map {
            BrokerAccess.user($0, roles: Set(try store.load($0).roles))
        }
        return UnitName.allCases.compactMap(BrokerAccess.unit) + people
            + [administrator.map(BrokerAccess.administrator)].compactMap(\.self)
    }
}

extension TopologyDifference {
    /// What was or would be done.
    fileprivate func report(applied: Bool) -> JSONValue {
        func texts(_ values: [String]) -> JSONValue { .array(values.map(JSONValue.string)) }
        return [
            "applied": .bool(applied),
            "changes": .bool(!self.isEmpty),
            "declared": [
                "exchanges": texts(self.exchanges), "queues": texts(self.queues),
                "bindings": texts(self.bindings.map { "\($0.exchange) --\($0.key)--> \($0.queue)" }),
            ],
            "removed": [
                "bindings": texts(self.strays.map { "\($0.source) --\($0.routingKey)--> \($0.destination)" })
            ],
            "rights": texts(
                Set(self.permissions.map(\.user) + self.topicPermissions.map { "\($0.user) at \($0.exchange)" })
                    .sorted()
            ),
            "not_declared": ["queues": texts(self.unknownQueues), "exchanges": texts(self.unknownExchanges)],
        ]
    }
}
