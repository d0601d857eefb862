internal import Contracts
internal import JSON
internal import Vocabulary

/// How units and queues are, as lines for a person: what is wrong first.
struct StatusBoard {
    let output: Output

    /// - Parameter before: What was so before, for a unit's events a second.
    func lines(_ status: SystemStatus, since before: SystemStatus? = nil) -> [String] {
        let blocks = [
            self.troubles(status), self.units(status, before), self.queues(status), self.clocks(status),
        ]
        return Array(blocks.filter { !$0.isEmpty }.joined(separator: [""]))
    }

    private func troubles(_ status: SystemStatus) -> [String] {
        var lines = status.alarms.map { "\(self.output.red("broker alarm")) \($0): nobody can publish" }
        lines += status.silent.map { "\(self.output.red("does not answer:")) unit \($0.rawValue)" }
        lines += status.silentQueues.map { "\(self.output.red("does not answer:")) queue \($0)" }
        if let (since, now) = status.oldestCall {
            let minutes = (now.microseconds - since.microseconds) / 60_000_000
            let text = "oldest urgent case waits \(minutes) min, since \(Rendering.word(.string(since.description)))"
            lines.append(self.output.red(text))
        } else if status.answers[.serviceUnit] != nil {
            lines.append(self.output.green("no urgent case waits"))
        }
        return lines
    }

    private func units(_ status: SystemStatus, _ before: SystemStatus?) -> [String] {
        let header = [
            "unit", "instances", "journal", "events/s", "outbox", "parked", "quarantined", "clocks", "due", "missed",
        ]
        let rows = UnitName.allCases.map { unit -> [String] in
            guard let answer = status.answers[unit] else { return [unit.rawValue, "no answer"] }
            return [
                unit.rawValue, answer.instances.map { Self.short($0.name, unit) }.joined(separator: " "),
                "\(answer.journalPosition)",
                Self.rate(status, before, unit), "\(answer.outboxPending)", "\(answer.parked)",
                "\(answer.quarantined)", "\(answer.clocks.map(\.running).reduce(0, +))",
                "\(answer.clocks.map(\.due).reduce(0, +))", "\(answer.clocks.map(\.missed).reduce(0, +))",
            ]
        }
        return Table(header: header, rows: rows).lines(self.output)
    }

    /// `service-unit-2` as `2`.
    private static func short(_ instance: String, _ unit: UnitName) -> String {
        instance.hasPrefix("\(unit.rawValue)-") ? String(instance.dropFirst(unit.rawValue.count + 1)) : instance
    }

    private static func rate(_ status: SystemStatus, _ before: SystemStatus?, _ unit: UnitName) -> String {
        guard let before,
            let (now, then) = status.answers[unit].flatMap({ now in before.answers[unit].map { (now, $0) } })
        else { return "" }
        let parts = (status.at - before.at).components
        let seconds = Double(parts.seconds) + Double(parts.attoseconds) / 1e18
        return seconds > 0 ? ReportSection.short(Double(now.journalPosition - then.journalPosition) / seconds) : ""
    }

    /// Queues in which something lies or moves, or that nobody reads.
    private func queues(_ status: SystemStatus) -> [String] {
        let shown = status.queues.filter { queue in
            let isRead = queue.name.hasPrefix("oncall.") || queue.name.hasPrefix("alerts.")
            // What moves there is the question that this board asks.
            let moves = queue.inRate + queue.outRate > 0 && !queue.name.hasSuffix(".queries")
            return (queue.messages ?? 0) > 0 || moves || (queue.consumers == 0 && !isRead) || queue.state == "down"
        }
        guard !shown.isEmpty else { return [] }
        let rows = shown.sorted { ($1.messages ?? 0, $0.name) < ($0.messages ?? 0, $1.name) }.map { queue in
            [
                queue.name, "\(queue.messages ?? 0)", ReportSection.short(queue.inRate),
                ReportSection.short(queue.outRate), "\(queue.consumers ?? 0)", queue.state ?? "",
            ]
        }
        return Table(header: ["queue", "messages", "in/s", "out/s", "consumers", "state"], rows: rows).lines(
            self.output
        )
    }

    /// Clocks that run, those that were missed first.
    private func clocks(_ status: SystemStatus) -> [String] {
        let counts = UnitName.allCases.flatMap { unit in
            (status.answers[unit]?.clocks ?? []).filter { $0.running + $0.due + $0.missed > 0 }.map { (unit, $0) }
        }
        guard !counts.isEmpty else { return [] }
        let sorted = counts.sorted { left, right in
            (right.1.missed, right.1.due, left.1.clock.rawValue) < (left.1.missed, left.1.due, right.1.clock.rawValue)
        }
        let rows = sorted.map { unit, clock in
            [
                unit.rawValue, Rendering.label(clock.clock.rawValue), "\(clock.running)", "\(clock.due)",
                "\(clock.missed)",
            ]
        }
        return Table(header: ["unit", "clock", "running", "due", "missed"], rows: rows).lines(self.output)
    }
}
