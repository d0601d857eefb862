internal import Foundation

/// Everything a run found out; printed as one JSON object.
struct Figures: Encodable {
    var seed: UInt64
    var sealed: Bool
    var processors: Int
    /// From start to readiness, by unit.
    var secondsToReady: [String: Double] = [:]
    var urgentIdle = Latency()
    var chain = Chain()
    var urgentBehindBacklog = Latency()
    var backlog = Chain()
    var references = References.Figures()
    var ratios = Ratios()
    /// Largest resident set by process.
    var peakBytes: [String: Int] = [:]

    /// Urgent publish to delivery on the on-call queue, one at a time, in milliseconds.
    struct Latency: Encodable {
        var samples = 0
        var p50 = 0.0
        var p90 = 0.0
        var p99 = 0.0
        var maximum = 0.0
        /// Complaints the service unit had still to register at the first and the last sample.
        var backlogAtFirst: Int?
        var backlogAtLast: Int?
        var load = Load()

        mutating func take(_ milliseconds: [Double]) {
            let sorted = milliseconds.sorted()
            func quantile(_ share: Double) -> Double {
                guard !sorted.isEmpty else { return 0 }
                // Nearest rank: the smallest value that so many are not above.
                return sorted[min(sorted.count - 1, max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1))]
            }
            self.samples = sorted.count
            (self.p50, self.p90, self.p99) = (quantile(0.5), quantile(0.9), quantile(0.99))
            self.maximum = sorted.last ?? 0
        }
    }

    /// Complaints through intake, identification and the service unit.
    struct Chain: Encodable {
        var complaints = 0
        var bodyBytes = 0
        var publishSeconds = 0.0
        var receipts = 0
        /// From the first publish until the last unit's last case was seen committed.
        var seconds = 0.0
        var complaintsPerSecond = 0.0
        var stages: [String: Stages.Progress] = [:]
        var load = Load()
    }

    /// What a phase cost.
    struct Load: Encodable {
        var seconds = 0.0
        /// User and system, by process.
        var cpuSeconds: [String: Double] = [:]
        /// Cores that processes not of this copy kept busy on average.
        var coresOfOthers = 0.0

        init() {}
        init(from begin: Machine.Reading, to end: Machine.Reading) {
            self.seconds = begin.at.duration(to: end.at) / .seconds(1)
            for (name, seconds) in end.seconds { self.cpuSeconds[name] = max(0, seconds - (begin.seconds[name] ?? 0)) }
            let ours = self.cpuSeconds.values.reduce(0, +)
            self.coresOfOthers = max(0, end.busy - begin.busy - ours) / max(self.seconds, 0.001)
        }
    }

    /// Figures that hold on other machines too.
    struct Ratios: Encodable {
        /// Complaints a second of the chain over messages a second of the bare broker.
        var chainToBroker = 0.0
        /// Complaints a second of the chain over rows a second of the bare database.
        var chainToDatabase = 0.0
        /// CPU of all processes but this one, a complaint, in microseconds.
        var cpuMicrosecondsPerComplaint = 0.0
    }

    mutating func relate() {
        let rate = self.backlog.complaintsPerSecond > 0 ? self.backlog : self.chain
        if self.references.brokerMessagesPerSecond > 0 {
            self.ratios.chainToBroker = rate.complaintsPerSecond / self.references.brokerMessagesPerSecond
        }
        if self.references.databaseRowsPerSecond > 0 {
            self.ratios.chainToDatabase = rate.complaintsPerSecond / self.references.databaseRowsPerSecond
        }
        let cpu = rate.load.cpuSeconds.filter { $0.key != "benchmark" }.values.reduce(0, +)
        if rate.complaints > 0 { self.ratios.cpuMicrosecondsPerComplaint = cpu * 1_000_000 / Double(rate.complaints) }
    }
}

// MARK: For people

extension Figures {
    var table: String {
        var lines: [String] = []
        func line(_ name: String, _ values: String...) {
            lines.append(name.padded(34) + values.map { $0.padded(14, left: true) }.joined())
        }
        func latency(_ name: String, _ latency: Latency) {
            line("urgent to on-call, \(name), ms", "p50", "p90", "p99", "max", "samples", "others")
            line(
                "",
                latency.p50.text(1),
                latency.p90.text(1),
                latency.p99.text(1),
                latency.maximum.text(1),
                String(latency.samples),
                latency.load.coresOfOthers.text(2)
            )
        }
        func chain(_ name: String, _ chain: Chain) {
            line(name, "complaints", "seconds", "a second", "receipts", "", "others")
            line(
                "",
                String(chain.complaints),
                chain.seconds.text(2),
                chain.complaintsPerSecond.text(1),
                String(chain.receipts),
                "",
                chain.load.coresOfOthers.text(2)
            )
            for (unit, stage) in chain.stages.sorted(by: { $0.value.seconds < $1.value.seconds }) {
                line("  \(unit)", String(stage.count), stage.seconds.text(2), stage.perSecond.text(1))
            }
        }
        latency("idle", self.urgentIdle)
        chain("chain of three units", self.chain)
        if self.backlog.complaints > 0 {
            latency("behind a backlog", self.urgentBehindBacklog)
            chain("backlog worked off", self.backlog)
        }
        line("process", "CPU s chain", "CPU s backlog", "peak MiB", "ready s")
        for name in self.chain.load.cpuSeconds.keys.sorted() {
            line(
                "  \(name)",
                (self.chain.load.cpuSeconds[name] ?? 0).text(2),
                (self.backlog.load.cpuSeconds[name] ?? 0).text(2),
                self.peakBytes[name].map { (Double($0) / 1_048_576).text(1) } ?? "",
                self.secondsToReady[name]?.text(2) ?? ""
            )
        }
        line("bare broker, messages a second", self.references.brokerMessagesPerSecond.text(0))
        line("bare database, rows a second", self.references.databaseRowsPerSecond.text(0))
        line("chain to broker, to database", self.ratios.chainToBroker.text(3), self.ratios.chainToDatabase.text(3))
        line("CPU a complaint, us", self.ratios.cpuMicrosecondsPerComplaint.text(0))
        return lines.joined(separator: "\n")
    }
}

extension Double {
    fileprivate func text(_ digits: Int) -> String {
        self.formatted(
            .number.precision(.fractionLength(digits)).grouping(.never).locale(Locale(identifier: "en_US_POSIX"))
        )
    }
}

extension String {
    fileprivate func padded(_ width: Int, left: Bool = false) -> String {
        let space = String(repeating: " ", count: max(0, width - self.count))
        return left ? space + self : self + space
    }
}
