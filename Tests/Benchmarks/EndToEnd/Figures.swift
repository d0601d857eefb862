internal import Foundation

/// Everything a run found out; printed as one JSON object.
struct Figures: Encodable {
    let harness = "benchmark"
    var seed: UInt64
    var sealed: Bool
    var processors: Int
    /// Instances, by unit.
    var instances: [String: Int] = [:]
    /// Whether the units speak TLS with the broker and their databases.
    var tls = false
    /// Cases that were open, and rows added to each journal, before anything was measured.
    var openCases = 0
    var journalRows = 0
    /// From start to readiness, by unit.
    var secondsToReady: [String: Double] = [:]
    var urgentIdle = Latency()
    var chain = Chain()
    var criticalTimes: [CriticalTime] = []
    var urgentBehindBacklog = Latency()
    var backlog = Chain()
    var references = References.Figures()
    var ceiling = Ceiling.Figures()
    /// What a complaint leaves in the databases.
    var rows: [Rows.Figures] = []
    var ratios = Ratios()
    /// Whether urgent complaints went first (guarantee 4).
    var urgentFirst = Judgement.notMeasured
    /// Largest resident set by process.
    var peakBytes: [String: Int] = [:]

    /// Urgent publish to delivery on the on-call queue, one at a time, in milliseconds.
    struct Latency: Encodable {
        var samples = 0
        var p50 = 0.0
        var p90 = 0.0
        var p99 = 0.0
        var p999 = 0.0
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
            self.p999 = quantile(0.999)
            self.maximum = sorted.last ?? 0
        }
    }

    /// Routine complaints that come evenly, from due to be sent to committed as a case, in milliseconds.
    struct CriticalTime: Encodable {
        /// Of what the chain did when it had all at once.
        var share: Double
        var perSecond: Double
        var latency = Latency()
    }

    /// Complaints through intake, identification and the service unit.
    struct Chain: Encodable {
        var complaints = 0
        var bodyBytes = 0
        var publishSeconds = 0.0
        var receipts = 0
        /// System calls of the units a message they took in; nil where they can't be counted.
        var systemCallsPerMessage: Double?
        /// From the first publish until the last unit's last case was seen committed.
        var seconds = 0.0
        var complaintsPerSecond = 0.0
        var stages: [String: Stages.Progress] = [:]
        var load = Load()
    }

    /// Figures that hold on other machines too.
    struct Ratios: Encodable {
        /// Complaints a second of the chain over messages a second of the bare broker.
        var chainToBroker = 0.0
        /// Complaints a second of the chain over rows a second of the bare database.
        var chainToDatabase = 0.0
        /// Complaints a second of the chain over those of the bare chain in C.
        var chainToCeiling = 0.0
        /// The same over those of the bare chain that also writes as many rows and bytes as the units do.
        var chainToCeilingWithRows = 0.0
        /// CPU of our units over that of the bare chain in C, a complaint.
        var cpuToCeiling = 0.0
        /// Urgent p99, idle, over that of two bare units in C.
        var urgentToCeiling = 0.0
        /// Urgent p99 behind the backlog over that of the idle system.
        var urgentBehindToIdle = 0.0
        /// CPU of all processes but this one, a complaint, in microseconds.
        var cpuMicrosecondsPerComplaint = 0.0
        /// CPU of the units, a message they took in, in microseconds.
        var cpuMicrosecondsPerMessage = 0.0
    }

    /// What a run says about a guarantee.
    enum Judgement: String, Encodable {
        case holds
        case broken
        /// Other programs used the processors meanwhile: a latency then says how busy those were.
        case machineBusy = "machine_busy"
        case notMeasured = "not_measured"
    }

    /// How many times as long as on an idle system an urgent complaint may take behind a backlog, at the 99th percentile.
    static let urgentBehindToIdleLimit = 5.0
    /// Processors' worth of other programs' work up to which a latency is judged.
    static let coresOfOthersLimit = 0.2

    private var judgement: Judgement {
        guard self.urgentBehindBacklog.samples > 0, self.urgentIdle.p99 > 0 else { return .notMeasured }
        if self.ratios.urgentBehindToIdle <= Self.urgentBehindToIdleLimit { return .holds }
        let others = [self.urgentIdle, self.urgentBehindBacklog].map(\.load.coresOfOthers)
        return others.allSatisfy { $0 <= Self.coresOfOthersLimit } ? .broken : .machineBusy
    }

    mutating func relate() {
        defer { self.urgentFirst = self.judgement }
        let rate = self.backlog.complaintsPerSecond > 0 ? self.backlog : self.chain
        if self.references.brokerMessagesPerSecond > 0 {
            self.ratios.chainToBroker = rate.complaintsPerSecond / self.references.brokerMessagesPerSecond
        }
        if self.references.databaseRowsPerSecond > 0 {
            self.ratios.chainToDatabase = rate.complaintsPerSecond / self.references.databaseRowsPerSecond
        }
        let cpu = rate.load.cpuSeconds.filter { $0.key != "benchmark" }.values.reduce(0, +)
        if rate.complaints > 0 { self.ratios.cpuMicrosecondsPerComplaint = cpu * 1_000_000 / Double(rate.complaints) }
        if self.urgentIdle.p99 > 0 {
            self.ratios.urgentBehindToIdle = self.urgentBehindBacklog.p99 / self.urgentIdle.p99
        }
        if self.ceiling.urgentP99 > 0 { self.ratios.urgentToCeiling = self.urgentIdle.p99 / self.ceiling.urgentP99 }
        guard self.ceiling.complaintsPerSecond > 0, self.chain.complaints > 0 else { return }
        // The chain alone: behind the backlog the urgent ones take their part.
        self.ratios.chainToCeiling = self.chain.complaintsPerSecond / self.ceiling.complaintsPerSecond
        if self.ceiling.complaintsPerSecondWithRows > 0 {
            self.ratios.chainToCeilingWithRows =
                self.chain.complaintsPerSecond / self.ceiling.complaintsPerSecondWithRows
        }
        let units = Copy.units.reduce(0) { $0 + (self.chain.load.cpuSeconds[$1] ?? 0) }
        let complaint = units / Double(self.chain.complaints)
        self.ratios.cpuMicrosecondsPerMessage = complaint * 1_000_000 / Double(self.ceiling.handledPerComplaint)
        let bare = (self.ceiling.load.cpuSeconds["chain"] ?? 0) / Double(self.ceiling.complaints)
        if bare > 0 { self.ratios.cpuToCeiling = complaint / bare }
    }
}

// MARK: For people

extension Figures {
    var table: String {
        var lines: [String] = []
        func line(_ name: String, _ values: String...) {
            lines.append(name.padded(38) + values.map { $0.padded(14, left: true) }.joined())
        }
        func latency(_ name: String, _ latency: Latency) {
            line("\(name), ms", "p50", "p99", "p99.9", "max", "samples", "others")
            line(
                "",
                latency.p50.text(1),
                latency.p99.text(1),
                latency.p999.text(1),
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
        latency("urgent to on-call, idle", self.urgentIdle)
        chain("chain of three units", self.chain)
        for time in self.criticalTimes {
            latency("evenly, \(Int((time.share * 100).rounded())) % of that", time.latency)
        }
        if self.backlog.complaints > 0 {
            latency("urgent to on-call, behind a backlog", self.urgentBehindBacklog)
            chain("backlog worked off", self.backlog)
            line("urgent p99, behind to idle", self.ratios.urgentBehindToIdle.text(1), self.urgentFirst.rawValue)
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
        line(
            "bare chain in C, complaints a second",
            self.ceiling.complaintsPerSecond.text(1),
            "\(self.ceiling.messagesPerComplaint) messages",
            "\(self.ceiling.deliveriesPerComplaint) deliveries"
        )
        line(
            "the same, writing all rows",
            self.ceiling.complaintsPerSecondWithRows.text(1),
            "\(self.rows.reduce(0) { $0 + $1.rows }.text(0)) rows",
            "\((self.rows.reduce(0) { $0 + $1.bytes } / 1_024).text(0)) KiB"
        )
        line("chain to that", self.ratios.chainToCeilingWithRows.text(3))
        line("chain, its CPU to the bare chain", self.ratios.chainToCeiling.text(3), self.ratios.cpuToCeiling.text(1))
        line(
            "two bare units, urgent p50, p99 ms",
            self.ceiling.urgentP50.text(1),
            self.ceiling.urgentP99.text(1),
            "urgent p99 to it",
            self.ratios.urgentToCeiling.text(1)
        )
        line(
            "CPU us, system calls a message",
            self.ratios.cpuMicrosecondsPerMessage.text(0),
            self.chain.systemCallsPerMessage?.text(1) ?? ""
        )
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
