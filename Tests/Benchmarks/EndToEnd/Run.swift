internal import Contracts
internal import Foundation
internal import Logging
internal import PostgreSQL
internal import RabbitMQ
internal import Vocabulary

/// One run against a running copy.
struct Run {
    let copy: Copy
    let options: BenchmarkEndToEnd
    let machine: Machine
    let stages: Stages
    let calls = Calls()
    let publisher: RabbitMQPublisher
    let agency: Copy.Profile
    private let oncall: Copy.Profile
    private let logger: Logger
    private let seed: UInt64
    /// How many complaints tell what one makes the units publish.
    private static let shapes = 50

    init(_ options: BenchmarkEndToEnd) throws {
        self.options = options
        self.logger = Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
        self.copy = try Copy(folder: options.data)
        self.machine = try Machine(self.copy)
        self.stages = try Stages(self.copy, logger: self.logger)
        self.seed = options.seed ?? UInt64(Date().timeIntervalSince1970)
        self.agency = try self.copy.profile("bench-agency", madeBy: ["agency", "add", "bench-agency"])
        self.oncall = try self.copy.profile(
            "bench-oncall",
            madeBy: ["user", "add", "bench-oncall", "--role", "on_call_worker"]
        )
        self.publisher = RabbitMQPublisher(
            configuration: try self.agency.configuration("publish"),
            logger: self.logger
        )
    }

    /// - Throws: ``BenchmarkFailure`` if anything was lost.
    func figures() async throws -> Figures {
        let oncallConsumer = RabbitMQConsumer(
            configuration: try self.oncall.configuration("oncall"),
            subscriptions: [Subscription(queue: OncallRung.worker.queue)],
            prefetch: 64,
            logger: self.logger
        )
        let receiptConsumer = RabbitMQConsumer(
            configuration: try self.agency.configuration("receipts"),
            subscriptions: [Subscription(queue: "receipts.\(self.agency.username)")],
            prefetch: 1_024,
            logger: self.logger
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await self.publisher.run() }
            group.addTask { try await oncallConsumer.run() }
            group.addTask { try await receiptConsumer.run() }
            for stage in self.stages.stages { group.addTask { try await stage.pool.run() } }
            group.addTask { try await self.calls.read(oncallConsumer) }
            group.addTask { try await self.calls.count(receiptConsumer) }
            return try await self.phases()
        }
    }

    private func phases() async throws -> Figures {
        var figures = Figures(
            seed: self.seed,
            sealed: self.options.sealed,
            processors: ProcessInfo.processInfo.activeProcessorCount
        )
        for unit in Copy.units { figures.secondsToReady[unit] = self.copy.secondsToReady(unit) }
        for unit in Copy.units { figures.instances[unit] = try self.copy.instances(of: unit) }
        figures.tls = try self.copy["PKSAI_DATABASE_URL_INTAKE"].contains("sslmode=")
        var complaints = Complaints(agency: self.agency, isSealed: self.options.sealed, seed: self.seed)
        try await self.fill(&figures, &complaints)
        self.say("what a complaint makes the units publish")
        let shape = try await self.shape(&complaints)
        let (rows, sent) = (try await Rows(self.copy), complaints.count)
        self.machine.resetPeaks()
        self.say("urgent, idle")
        figures.urgentIdle = try await self.urgentIdle(&complaints)
        self.say("chain of \(self.options.complaints)")
        let calls = SystemCalls(of: self.machine.processes.filter { Copy.units.contains($0.name) }.map(\.pid))
        let chain = try await self.chain(self.options.complaints, &complaints, urgent: nil)
        figures.chain = chain.chain
        figures.chain.systemCallsPerMessage = calls.end().map {
            Double($0) / Double(self.options.complaints * shape.handled)
        }
        for share in [0.1, 0.5, 0.9] where self.options.evenly > 0 {
            self.say("evenly, \(Int(share * 100)) % of that")
            figures.criticalTimes.append(
                try await self.criticalTime(
                    share: share,
                    of: chain.chain.complaintsPerSecond,
                    seconds: Double(self.options.evenly),
                    &complaints
                )
            )
        }
        if self.options.backlog > 0 {
            self.say("backlog of \(self.options.backlog)")
            let backlog = try await self.chain(self.options.backlog, &complaints, urgent: self.options.samples)
            (figures.backlog, figures.urgentBehindBacklog) = (backlog.chain, backlog.latency)
        }
        figures.peakBytes = self.machine.peaks()
        self.say("references")
        figures.references = try await References(copy: self.copy, logger: self.logger)
            .measure(max(self.options.complaints, 5_000), bodyBytes: figures.chain.bodyBytes)
        self.say("bare chain of \(self.options.complaints)")
        figures.rows = try await rows.figures(complaints: Int(complaints.count - sent))
        figures.ceiling = try await Ceiling(copy: self.copy, machine: self.machine, shape: shape, rows: figures.rows)
            .measure(self.options.complaints, bodyBytes: figures.chain.bodyBytes, urgent: self.options.samples)
        figures.relate()
        return figures
    }

    // MARK: Phases

    /// What the system holds before anything is measured.
    private func fill(_ figures: inout Figures, _ complaints: inout Complaints) async throws {
        if self.options.journal > 0 {
            self.say("\(self.options.journal) rows into each journal")
            try await Filling(copy: self.copy).fillJournals(self.options.journal)
            figures.journalRows = self.options.journal
        }
        if self.options.cases > 0 {
            self.say("\(self.options.cases) open cases")
            _ = try await self.chain(self.options.cases, &complaints, urgent: nil)
            figures.openCases = self.options.cases
        }
    }

    private func shape(_ complaints: inout Complaints) async throws -> Shape {
        try await Shape.watch(self.copy)
        do {
            _ = try await self.chain(Self.shapes, &complaints, urgent: nil)
        } catch {
            try await Shape.forget(self.copy)
            throw error
        }
        // The last ones' facts and receipts are on their way.
        try await Task.sleep(for: .seconds(1))
        return try await Shape.seen(self.copy, complaints: Self.shapes)
    }

    private func urgentIdle(_ complaints: inout Complaints) async throws -> Figures.Latency {
        // The first ones prepare statements and fill caches.
        for _ in 0..<20 { _ = try await self.callOut(&complaints) }
        let begin = self.machine.read()
        var samples: [Double] = []
        for _ in 0..<self.options.samples {
            samples.append(try await self.callOut(&complaints))
            // Idle means that what follows of one complaint, in five units, is done before the next.
            try await Task.sleep(for: .milliseconds(100))
        }
        var latency = Figures.Latency()
        latency.take(samples)
        latency.load = Load(from: begin, to: self.machine.read())
        return latency
    }

    /// Publishes an urgent complaint and waits until it is called out; in milliseconds.
    private func callOut(_ complaints: inout Complaints) async throws -> Double {
        let message = try complaints.next(.urgent)
        await self.calls.forget()
        let begun = ContinuousClock.now
        try await self.publish([message])
        guard let arrived = await self.calls.next(within: .seconds(60)) else {
            throw BenchmarkFailure("lost: an urgent complaint was not called out within a minute")
        }
        return begun.duration(to: arrived) / .milliseconds(1)
    }

    /// Publishes all at once and waits until the last unit has the last case; meanwhile, if asked to, urgent ones.
    private func chain(
        _ number: Int,
        _ complaints: inout Complaints,
        urgent: Int?
    ) async throws -> (chain: Figures.Chain, latency: Figures.Latency) {
        let messages = try complaints.next(number, lane: .routine)
        var chain = Figures.Chain()
        var latency = Figures.Latency()
        chain.complaints = number
        chain.bodyBytes = messages.reduce(0) { $0 + $1.body.count } / max(1, number)
        var marks = try await self.stages.marks()
        let begin = self.machine.read()
        let begun = Date()
        var left = messages[...]
        while !left.isEmpty {
            try await self.publish(Array(left.prefix(512)))
            left = left.dropFirst(512)
        }
        chain.publishSeconds = Date().timeIntervalSince(begun)
        var samples: [Double] = []
        if let urgent {
            let first = self.machine.read()
            latency.backlogAtFirst = number - (try await self.registered(since: &marks, urgent: 0))
            while samples.count < urgent {
                samples.append(try await self.callOut(&complaints))
                guard samples.count % 10 == 0 else { continue }
                let open = number - (try await self.registered(since: &marks, urgent: samples.count))
                latency.backlogAtLast = open
                if open <= 0 { break }
            }
            latency.take(samples)
            latency.load = Load(from: first, to: self.machine.read())
        }
        let all = number + samples.count
        let ended = try await self.stages.wait(for: all, since: marks)
        chain.load = Load(from: begin, to: self.machine.read())
        chain.stages = try await self.stages.progress(since: marks, begun: begun)
        chain.seconds = ended.timeIntervalSince(begun)
        chain.complaintsPerSecond = Double(number) / max(chain.seconds, 0.001)
        chain.receipts = try await self.receipts(for: messages)
        for (unit, stage) in chain.stages where stage.count != all {
            throw BenchmarkFailure("\(unit) has \(stage.count) of \(all)")
        }
        return (chain, latency)
    }

    private func registered(since marks: inout [Stages.Mark], urgent: Int) async throws -> Int {
        max(0, (try await self.stages.through(since: &marks)) - urgent)
    }

    /// Waits until every complaint has been answered with its number.
    private func receipts(for messages: [OutgoingMessage]) async throws -> Int {
        let ids = Set(messages.compactMap(\.properties.messageID))
        let limit = ContinuousClock.now + .seconds(30)
        while true {
            let accepted = await self.calls.accepted.intersection(ids).count
            if accepted == ids.count { return accepted }
            guard ContinuousClock.now < limit else {
                throw BenchmarkFailure(
                    "lost: \(accepted) of \(ids.count) complaints were answered, \(await self.calls.refused) otherwise"
                )
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    func publish(_ messages: [OutgoingMessage]) async throws {
        for outcome in await self.publisher.publish(messages) where outcome != .confirmed {
            throw BenchmarkFailure("lost: the broker answered \(outcome) to a complaint")
        }
    }

    private func say(_ text: String) {
        FileHandle.standardError.write(Data("\(text)\n".utf8))
    }
}
