internal import Contracts
internal import JSON
internal import Vocabulary

/// How units and queues are at one moment.
struct SystemStatus: Sendable {
    var answers: [UnitName: UnitStatus.Answer]
    /// Without the queues of people's answers.
    var queues: [Management.Queue]
    /// The broker's, in words.
    var alarms: [String]
    /// When it was looked at.
    var at: ContinuousClock.Instant

    init(
        answers: [UnitName: UnitStatus.Answer],
        queues: [Management.Queue],
        alarms: [String] = [],
        at: ContinuousClock.Instant = .now
    ) {
        self.answers = answers
        self.queues = queues
        self.alarms = alarms
        self.at = at
    }

    /// Asks the broker and every unit; a unit that does not answer in time is left out.
    init(_ client: MessagingClient, _ management: Management) async throws {
        let alarms = try await management.alarms()
        let queues = try await management.queues()
        let answers = try await client.askAll(UnitStatus(), within: Status.wait)
        self.init(answers: answers, queues: queues.filter { !$0.name.hasPrefix("receipts.") }, alarms: alarms)
    }

    /// Units that did not answer.
    var silent: [UnitName] { UnitName.allCases.filter { self.answers[$0] == nil } }

    /// The queues that do not answer. A unit's consumer that gets no answer shows as none; so does for some seconds one that
    /// has just come, but what a unit has answered was read from its queue of questions.
    var silentQueues: [String] {
        let units = Set(Topology.standard.queues.map(\.name)).filter {
            !$0.hasPrefix("oncall.") && !$0.hasPrefix("alerts.")
        }
        let known = Set(self.queues.map(\.name))
        let answering = Set(self.answers.keys.map { "\($0.rawValue).queries" })
        let found = self.queues.filter { queue in
            ["down", "stopped", "crashed", "minority"].contains(queue.state ?? "")
                || (units.subtracting(answering).contains(queue.name) && queue.consumers == 0)
        }.map(\.name)
        return (found + units.subtracting(known)).sorted()
    }

    /// Since when the urgent case that waits longest is called out, and the unit's time; nil if none waits.
    var oldestCall: (since: Instant, now: Instant)? {
        guard let unit = self.answers[.serviceUnit], let since = unit.oldestCallAt else { return nil }
        return (since, unit.now)
    }

    var json: JSONValue {
        [
            "units": (try? JSONEncoding.encodeToValue(UnitName.allCases.compactMap { self.answers[$0] })) ?? [],
            "silent": .array(self.silent.map { .string($0.rawValue) }),
            "silent_queues": .array(self.silentQueues.map { .string($0) }),
            "queues": .array(
                self.queues.map { queue in
                    [
                        "name": .string(queue.name), "messages": queue.messages.map(JSONValue.integer) ?? .null,
                        "consumers": queue.consumers.map(JSONValue.integer) ?? .null,
                        "state": queue.state.map(JSONValue.string) ?? .null,
                        "in_per_second": .number(queue.inRate), "out_per_second": .number(queue.outRate),
                    ]
                }
            ),
            "alarms": .array(self.alarms.map { .string($0) }),
        ]
    }
}
