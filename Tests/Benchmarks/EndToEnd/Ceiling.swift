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
    }

    /// What the program prints.
    private struct Report: Decodable {
        let batch: Double
        let seconds: Double
        let complaintsPerSecond: Double
        let cpuSeconds: Double
    }

    let copy: Copy
    let machine: Machine
    let shape: Shape
    /// Messages a transaction at most, as the units have it.
    static let batch = 64

    func measure(_ complaints: Int, bodyBytes: Int) async throws -> Figures {
        let host = try SpareHost(management: self.copy["PKSAI_MANAGEMENT_URL"])
        try await host.make()
        let plan = try self.plan(complaints, bodyBytes)
        let begin = self.machine.read()
        let output = try Self.run(plan, limit: .seconds(120 + complaints / 20))
        var load = Load(from: begin, to: self.machine.read())
        try await host.remove()
        guard let report = JSONDecoding.decode(Report.self, from: output, mode: .lenient).value else {
            throw BenchmarkFailure("the ceiling printed no figures")
        }
        load.cpuSeconds = load.cpuSeconds.filter { $0.key == "broker" || $0.key == "postgresql" }
        load.cpuSeconds["chain"] = report.cpuSeconds
        load.coresOfOthers = max(0, load.coresOfOthers - report.cpuSeconds / max(load.seconds, 0.001))
        return Figures(
            complaints: complaints,
            messagesPerComplaint: self.shape.messages,
            deliveriesPerComplaint: self.shape.deliveries,
            handledPerComplaint: self.shape.handled,
            kinds: self.shape.kinds,
            batch: report.batch,
            seconds: report.seconds,
            complaintsPerSecond: report.complaintsPerSecond,
            load: load
        )
    }

    /// The program's standard input, see `Tests/Benchmarks/Ceiling/plan.h`.
    private func plan(_ complaints: Int, _ bodyBytes: Int) throws -> String {
        let entrance = "intake.routine"
        let broker = try RabbitMQConfiguration(url: self.copy["PKSAI_AMQP_URL"], connectionName: "ceiling")
        guard case .plain(let user, let password) = broker.credentials else {
            throw BenchmarkFailure("PKSAI_AMQP_URL has no password")
        }
        let queues = Set([entrance] + self.shape.kinds.flatMap(\.queues)).sorted()
        let units = Set(queues.compactMap(Shape.unit(reading:))).union(self.shape.kinds.map(\.unit)).sorted()
        var lines = [
            "broker \(broker.host) \(broker.port) \(user) \(password) \(SpareHost.name)",
            "run \(complaints) \(Self.batch)",
        ]
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

    private static func run(_ plan: String, limit: Duration) throws -> [UInt8] {
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
        return Array(bytes)
    }
}
