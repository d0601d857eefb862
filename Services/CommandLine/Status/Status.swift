internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct Status: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Units, instances, queues, clocks; ends with 2 if a unit does not answer within 3 s.",
        discussion: """
            A queue that does not answer is one the broker calls down or in a minority, or a unit's own that no instance \
            reads: the broker may call it running and yet answer nobody, as after a crash a moment after it was declared.
            """
    )

    @OptionGroup var common: CommonOptions

    private static let wait = Duration.seconds(3)

    func perform(_ session: Session) async throws {
        let management = try Management(session.settings.managementURL)
        let alarms = try await management.alarms()
        let queues = try await management.queues()
        let answers = try await session.asAdministrator(within: Self.wait) { client in
            try await client.askAll(UnitStatus(), within: Self.wait)
        }
        let silent = UnitName.allCases.filter { answers[$0] == nil }
        let shownQueues = queues.filter { !$0.name.hasPrefix("receipts.") }
        let silentQueues = Self.silent(shownQueues)
        if session.output.json {
            session.output.show([
                "units": try JSONEncoding.encodeToValue(UnitName.allCases.compactMap { answers[$0] }),
                "silent": .array(silent.map { .string($0.rawValue) }),
                "silent_queues": .array(silentQueues.map { .string($0) }),
                "queues": .array(shownQueues.map(Self.row)),
                "alarms": .array(alarms.map { .string($0) }),
            ])
        } else {
            for queue in silentQueues {
                session.output.line("\(session.output.red("does not answer:")) queue \(queue)")
            }
            self.show(answers, queues: shownQueues, alarms: alarms, session.output)
        }
        if !silent.isEmpty {
            let names = silent.map(\.rawValue).joined(separator: ", ")
            throw Failure("\(names): no answer within 3 s", hint: "its messages wait in its queues; see the unit's log")
        }
    }

    /// The queues that do not answer. A unit's consumer that gets no answer shows as none.
    static func silent(_ queues: [Management.Queue]) -> [String] {
        let units = Set(Topology.standard.queues.map(\.name)).filter {
            !$0.hasPrefix("oncall.") && !$0.hasPrefix("alerts.")
        }
        let known = Set(queues.map(\.name))
        let found = queues.filter { queue in
            ["down", "stopped", "crashed", "minority"].contains(queue.state ?? "")
                || (units.contains(queue.name) && queue.consumers == 0)
        }.map(\.name)
        return (found + units.subtracting(known)).sorted()
    }

    private static func row(_ queue: Management.Queue) -> JSONValue {
        [
            "name": .string(queue.name), "messages": queue.messages.map(JSONValue.integer) ?? .null,
            "consumers": queue.consumers.map(JSONValue.integer) ?? .null,
            "state": queue.state.map(JSONValue.string) ?? .null,
        ]
    }

    private func show(
        _ answers: [UnitName: UnitStatus.Answer],
        queues: [Management.Queue],
        alarms: [String],
        _ output: Output
    ) {
        for alarm in alarms { output.line("\(output.red("broker alarm")) \(alarm): nobody can publish") }
        let header = ["unit", "instances", "journal", "outbox", "parked", "quarantined", "clocks", "due", "missed"]
        let rows = UnitName.allCases.map { unit -> [String] in
            guard let answer = answers[unit] else { return [unit.rawValue, "no answer"] }
            return [
                unit.rawValue, answer.instances.map(\.name).joined(separator: " "), "\(answer.journalPosition)",
                "\(answer.outboxPending)", "\(answer.parked)", "\(answer.quarantined)",
                "\(answer.clocks.map(\.running).reduce(0, +))", "\(answer.clocks.map(\.due).reduce(0, +))",
                "\(answer.clocks.map(\.missed).reduce(0, +))",
            ]
        }
        for line in Table(header: header, rows: rows).lines(output) { output.line(line) }
        let clocks = UnitName.allCases.flatMap { unit in
            (answers[unit]?.clocks ?? []).filter { $0.running + $0.due + $0.missed > 0 }.map { clock in
                [
                    unit.rawValue, Rendering.label(clock.clock.rawValue), "\(clock.running)", "\(clock.due)",
                    "\(clock.missed)",
                ]
            }
        }
        if !clocks.isEmpty {
            output.line("")
            let table = Table(header: ["unit", "clock", "running", "due", "missed"], rows: clocks)
            for line in table.lines(output) { output.line(line) }
        }
        let busy = queues.filter { queue in
            let isRead = queue.name.hasPrefix("oncall.") || queue.name.hasPrefix("alerts.")
            return (queue.messages ?? 0) > 0 || (queue.consumers == 0 && !isRead) || queue.state == "down"
        }
        if !busy.isEmpty {
            output.line("")
            let rows = busy.map { queue in
                [queue.name, "\(queue.messages ?? 0)", "\(queue.consumers ?? 0)", queue.state ?? ""]
            }
            let table = Table(header: ["queue", "messages", "consumers", "state"], rows: rows)
            for line in table.lines(output) { output.line(line) }
        }
    }
}
