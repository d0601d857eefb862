internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct Status: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Units, instances, queues, clocks; ends with 2 if a unit does not answer within 3 s."
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
        if session.output.json {
            session.output.show([
                "units": try JSONEncoding.encodeToValue(UnitName.allCases.compactMap { answers[$0] }),
                "silent": .array(silent.map { .string($0.rawValue) }),
                "queues": .array(shownQueues.map(Self.row)),
                "alarms": .array(alarms.map { .string($0) }),
            ])
        } else {
            self.show(answers, queues: shownQueues, alarms: alarms, session.output)
        }
        if !silent.isEmpty {
            let names = silent.map(\.rawValue).joined(separator: ", ")
            throw Failure("\(names): no answer within 3 s", hint: "its messages wait in its queues; see the unit's log")
        }
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
