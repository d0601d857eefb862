internal import Foundation
internal import Glibc
internal import Synchronization
internal import Testing

/// The same numbers for the same seed (SplitMix64), so that a run that failed can be run again.
struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { self.state = seed }

    mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Something that goes wrong in a centre's cellar.
enum Fault: Sendable, CustomStringConvertible {
    /// As by a power cut.
    case kill(String)
    /// The process stands still, its connections stay open.
    case freeze(String, seconds: Double)
    /// Every connection of a unit to its database ends, whatever it is in the middle of: replies to COMMIT are lost.
    case cutDatabase(String)
    /// Every connection to the broker ends.
    case cutBroker
    /// The broker blocks publishers for want of disk.
    case diskAlarm(seconds: Double)

    static let units = ["intake", "identification", "service-unit", "referral", "data-request"]

    static func random(using generator: inout SeededGenerator) -> Fault {
        let unit = Self.units.randomElement(using: &generator) ?? "intake"
        switch Int.random(in: 0..<12, using: &generator) {
        case 0...3: return .kill("\(unit)-1")
        case 4: return .kill("broker")
        case 5: return .kill("postgresql")
        case 6, 7: return .freeze("\(unit)-1", seconds: Double.random(in: 1...25, using: &generator))
        case 8: return .freeze("broker", seconds: Double.random(in: 1...8, using: &generator))
        case 9: return .cutDatabase(unit)
        case 10: return .cutBroker
        default: return .diskAlarm(seconds: Double.random(in: 1...6, using: &generator))
        }
    }

    var description: String {
        switch self {
        case .kill(let name): "kill -9 \(name)"
        case .freeze(let name, let seconds): "freeze \(name) for \(Int(seconds)) s"
        case .cutDatabase(let unit): "cut \(unit) from its database"
        case .cutBroker: "cut everybody from the broker"
        case .diskAlarm(let seconds): "disk alarm for \(Int(seconds)) s"
        }
    }

    /// Makes it happen, and ends what lasts. A victim that is dead already, or just being started anew, is let be.
    func strike(_ copy: SystemCopy) async throws {
        switch self {
        case .kill(let name): try? copy.kill(name)
        case .freeze(let name, let seconds):
            guard let process = copy.process(name), Glibc.kill(process, SIGSTOP) == 0 else { return }
            defer { _ = Glibc.kill(process, SIGCONT) }
            try await Task.sleep(for: .seconds(seconds))
        case .cutDatabase(let unit):
            _ = try? await copy.sql(
                unit,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND "
                    + "usename LIKE '%_runtime'"
            )
        case .cutBroker: _ = try? await copy.broker("close_all_connections", "--vhost", "pksai", "chaos")
        case .diskAlarm(let seconds):
            _ = try? await copy.broker("set_disk_free_limit", "100TB")
            try await Task.sleep(for: .seconds(seconds))
            try await Programs.until("the disk alarm is over") { () -> Bool? in
                (try? await copy.broker("set_disk_free_limit", "1GB")) == nil ? nil : true
            }
        }
    }
}

extension EndToEndTests {
    /// Guarantees 1, 2 and 3 under a long series of faults. `deploy/chaos` runs it at length.
    @Suite(.serialized) struct Chaos {
        private static func setting(_ name: String, _ standard: Int) -> Int {
            ProcessInfo.processInfo.environment["PKSAI_TEST_CHAOS_\(name)"].flatMap(Int.init) ?? standard
        }

        @Test(.timeLimit(.minutes(240)))
        func `whatever goes wrong while they flow, each complaint has its effects once`() async throws {
            let seed = Self.setting("SEED", 20_261_122)
            let faults = Self.setting("FAULTS", 20)
            let flood = Flood(name: "chaos-\(seed)", groups: max(2, Self.setting("COMPLAINTS", 1_000) / 50))
            var generator = SeededGenerator(seed: UInt64(bitPattern: Int64(seed)))
            let copy = try await SharedCopy.copy()
            _ = try await copy.addAgency("chaos-post")
            let before = try await Ledger(copy)
            let batches = flood.batches(max(2, faults / 2))
            let ended = Mutex(false)
            async let sent: Void = {
                defer { ended.withLock { $0 = true } }
                for (index, batch) in batches.enumerated() {
                    let name = "\(flood.name)-\(index)"
                    let answers = try await Ledger.submit(
                        batch,
                        name,
                        by: "chaos-post",
                        copy,
                        within: .seconds(600)
                    )
                    Ledger.expectAnswers(answers, to: batch)
                }
            }()
            var struck: [String] = []
            while struck.count < faults || !ended.withLock({ $0 }) {
                guard struck.count < faults else {
                    try await Task.sleep(for: .milliseconds(200))
                    continue
                }
                let fault = Fault.random(using: &generator)
                struck.append(fault.description)
                try await fault.strike(copy)
                try await Task.sleep(for: .milliseconds(Int.random(in: 100...4_000, using: &generator)))
            }
            try await sent
            try await copy.settle(within: .seconds(600))
            try await Ledger.expectOnceEach(of: flood, since: before, copy)
            let after = try await Ledger(copy)
            print(
                """
                {"harness": "chaos", "seed": \(seed), "complaints": \(flood.valid), "faults": \(struck.count), \
                "lost": \(flood.valid - (after.registered - before.registered)), "registered": \(after.registered)}
                """
            )
            for line in struck { print("note: \(line)") }
        }
    }
}
