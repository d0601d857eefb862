internal import Contracts
internal import Foundation
internal import JSON
internal import RabbitMQ

/// The bare chain in C over the same broker and databases, in the same run: `benchmark-ceiling`.
struct Ceiling {
    struct Figures: Encodable {
        var complaints = 0
        /// Published, delivered and handled for one complaint, as the product does.
        var messagesPerComplaint = 0
        var deliveriesPerComplaint = 0
        var handledPerComplaint = 0
        var kinds: [Shape.Kind] = []
        /// Messages a transaction, on average.
        var batch = 0.0
        var seconds = 0.0
        var complaintsPerSecond = 0.0
        /// User and system: broker, database, and `chain` for the program.
        var load = Load()
        /// When it also writes as many rows as the units do, their bytes in all the same: keys in order and no second
        /// index, so the least that the rows can cost.
        var complaintsPerSecondWithRows = 0.0
        var loadWithRows = Load()
        /// An urgent complaint alone through two bare units, milliseconds.
        var urgentP50 = 0.0
        var urgentP99 = 0.0
    }

    /// What the program prints.
    private struct Report: Decodable {
        let batch: Double
        let seconds: Double
        let complaintsPerSecond: Double
        let cpuSeconds: Double
        let p50Milliseconds: Double
        let p99Milliseconds: Double
    }

    let copy: Copy
    let machine: Machine
    let shape: Shape
    let rows: [Rows.Figures]
    /// Messages a transaction at most, as the units have it.
    static let batch = 64

    /// - Parameter urgent: How many urgent complaints are sent through two units, each alone.
    func measure(_ complaints: Int, bodyBytes: Int, urgent: Int) async throws -> Figures {
        let host = try SpareHost(management: self.copy["PKSAI_MANAGEMENT_URL"])
        try await host.make()
        let plan = try self.plan(complaints, bodyBytes)
        let (report, load) = try self.chain(plan, complaints)
        try await host.remove()
        try await host.make()
        let (withRows, loadWithRows) = try self.chain(plan + self.rowLines, complaints)
        try await host.remove()
        try await host.make()
        let alone = try self.run(self.urgentPlan(urgent, bodyBytes), limit: .seconds(120 + urgent))
        try await host.remove()
        return Figures(
            complaints: complaints,
            messagesPerComplaint: self.shape.messages,
            deliveriesPerComplaint: self.shape.deliveries,
            handledPerComplaint: self.shape.handled,
            kinds: self.shape.kinds,
            batch: report.batch,
            seconds: report.seconds,
            complaintsPerSecond: report.complaintsPerSecond,
            load: load,
            complaintsPerSecondWithRows: withRows.complaintsPerSecond,
            loadWithRows: loadWithRows,
            urgentP50: alone.p50Milliseconds,
            urgentP99: alone.p99Milliseconds
        )
    }

    private func chain(_ plan: String, _ complaints: Int) throws -> (Report, Load) {
        let begin = self.machine.read()
        let report = try self.run(plan, limit: .seconds(120 + complaints / 20))
        var load = Load(from: begin, to: self.machine.read())
        load.cpuSeconds = load.cpuSeconds.filter { $0.key == "broker" || $0.key == "postgresql" }
        load.cpuSeconds["chain"] = report.cpuSeconds
        load.coresOfOthers = max(0, load.coresOfOthers - report.cpuSeconds / max(load.seconds, 0.001))
        return (report, load)
    }

    /// What the units write beside what the bare chain writes for each message it takes in (inbox and item) and publishes
    /// (outbox, in and out).
    private var rowLines: String {
        var lines = ""
        for unit in self.rows {
            let entrance = unit.unit == UnitName.intake.rawValue ? 1 : 0
            let taken = self.shape.kinds.reduce(entrance) {
                $0 + $1.messages * $1.queues.count { Shape.unit(reading: $0) == unit.unit }
            }
            let sent = self.shape.kinds.filter { $0.unit == unit.unit }.reduce(0) { $0 + $1.messages }
            let more = unit.rows - Double(2 * taken + 2 * sent)
            guard taken > 0, more >= 1 else { continue }
            lines += "rows \(unit.unit) \(Int(more.rounded())) \(Int(unit.bytes / more))\n"
        }
        return lines
    }

    /// The program's standard input, see `Tests/Benchmarks/Ceiling/plan.h`.
    private func plan(_ complaints: Int, _ bodyBytes: Int) throws -> String {
        let entrance = "intake.routine"
        let queues = Set([entrance] + self.shape.kinds.flatMap(\.queues)).sorted()
        let units = Set(queues.compactMap(Shape.unit(reading:))).union(self.shape.kinds.map(\.unit)).sorted()
        var lines = [try self.broker(), "run \(complaints) \(Self.batch)"]
        for unit in units { lines.append("unit \(unit) \(try self.copy.ownerDatabase(of: unit))") }
        for queue in queues {
            let type = queue == Shape.receipts ? "classic" : "quorum"
            lines.append("queue \(queue) \(type) \(Shape.unit(reading: queue) ?? "-")")
        }
        lines.append("kind - \(bodyBytes) \(entrance)")
        for kind in self.shape.kinds {
            for _ in 0..<kind.messages {
                lines.append("kind \(kind.unit) \(kind.bytes) \(kind.queues.joined(separator: ","))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The two units an urgent complaint passes on its way to the on-call queue, with the bytes of a routine one.
    private func urgentPlan(_ complaints: Int, _ bodyBytes: Int) throws -> String {
        let told = self.shape.kinds.filter { $0.unit == "intake" }.map(\.bytes).max() ?? bodyBytes
        return try [
            self.broker(), "run \(complaints) \(Self.batch) alone",
            "unit intake \(self.copy.ownerDatabase(of: "intake"))",
            "unit service-unit \(self.copy.ownerDatabase(of: "service-unit"))",
            "queue intake.urgent quorum intake", "queue service-unit.urgent quorum service-unit",
            "queue oncall.urgent quorum -", "kind - \(bodyBytes) intake.urgent",
            "kind intake \(told) service-unit.urgent", "kind service-unit \(bodyBytes) oncall.urgent", "",
        ].joined(separator: "\n")
    }

    private func broker() throws -> String {
        let broker = try RabbitMQConfiguration(url: self.copy["PKSAI_AMQP_URL"], connectionName: "ceiling")
        guard case .plain(let user, let password) = broker.credentials else {
            throw BenchmarkFailure("PKSAI_AMQP_URL has no password")
        }
        return "broker \(broker.host) \(broker.port) \(user) \(password) \(SpareHost.name)"
    }

    private func run(_ plan: String, limit: Duration) throws -> Report {
        let here = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        let process = Process()
        process.executableURL = here.deletingLastPathComponent().appending(path: "benchmark-ceiling")
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let watchdog = Task {
            try await Task.sleep(for: limit)
            process.terminate()
        }
        defer { watchdog.cancel() }
        try input.fileHandleForWriting.write(contentsOf: Data(plan.utf8))
        try input.fileHandleForWriting.close()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw BenchmarkFailure("the ceiling failed or took too long") }
        guard let report = JSONDecoding.decode(Report.self, from: Array(bytes), mode: .lenient).value else {
            throw BenchmarkFailure("the ceiling printed no figures")
        }
        return report
    }
}
