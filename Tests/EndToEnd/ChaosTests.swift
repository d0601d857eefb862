internal import Foundation
internal import JSON
internal import RuleTestSupport
internal import Synchronization
internal import Testing

extension EndToEndTests {
    /// Guarantees 1, 2 and 3 under a long series of faults.
    @Suite(.serialized) struct Chaos {
        @Test(.timeLimit(.minutes(480)))
        func `whatever goes wrong while they flow, each complaint has its effects once`() async throws {
            let number = Harness.number(of: "faults", bounded: 20, long: 200)
            let complaints = Harness.number(of: "complaints", bounded: 1_000, long: 20_000)
            let flood = Flood(name: "chaos-\(Harness.seed)", groups: max(2, complaints / 50), urgentShare: 25)
            var generator = SeededGenerator(seed: Harness.seed)
            let begun = ContinuousClock.now
            let site = try await ProxiedCopy.start("chaos", arguments: ["--pack", try await Self.pack()])
            let copy = site.copy
            _ = try await copy.addAgency("chaos-post")
            let before = try await Ledger(copy)
            let batches = flood.batches(max(2, number / 2))
            let ended = Mutex(false)
            let done = Mutex(0)
            async let sent: Accounts = {
                defer { ended.withLock { $0 = true } }
                var accounts = Accounts(of: flood)
                for (index, batch) in batches.enumerated() {
                    // Spread over the faults, so that something flows through each.
                    while done.withLock({ $0 }) * batches.count < index * number {
                        try await Task.sleep(for: .milliseconds(100))
                    }
                    let name = "\(flood.name)-\(index)"
                    let answers = try await Ledger.submit(
                        batch,
                        name,
                        by: "chaos-post",
                        copy,
                        within: .seconds(900)
                    )
                    Ledger.expectAnswers(answers, to: batch)
                    accounts.add(answers)
                    // What else an agency is told it reads too, or it lies before every later receipt. Faults interrupt.
                    _ = try await copy.pksai("receipts", by: "chaos-post")
                }
                return accounts
            }()
            var struck: [Fault] = []
            var missed: [Fault] = []
            var broken: [String] = []
            var calls = 0
            do {
                var deck: [Fault] = []
                while struck.count < number || !ended.withLock({ $0 }) {
                    guard struck.count < number else {
                        try await Task.sleep(for: .milliseconds(200))
                        continue
                    }
                    // Every kind has its turn before one comes again; one that hit nothing has it once more.
                    if deck.isEmpty { deck = Fault.deck(using: &generator) }
                    let fault = deck.removeLast()
                    if try await fault.strike(site) {
                        struck.append(fault)
                        done.withLock { $0 += 1 }
                    } else {
                        missed.append(fault)
                        deck.insert(fault, at: 0)
                        guard missed.count <= number else { throw Failure("too little to strike at: \(missed)") }
                    }
                    try await Task.sleep(for: .milliseconds(Int.random(in: 100...4_000, using: &generator)))
                }
                let accounts = try await sent
                try await copy.settle(within: .seconds(900))
                broken = try await Ledger.broken(flood, since: before, copy)
                let found = try await accounts.broken("chaos-post", copy)
                broken += found.broken
                calls = found.calls
                if calls <= flood.identifiers.urgent.count { broken.append("no clock rang") }
            } catch {
                broken.append("\(error)")
            }
            for fault in struck { print("note: \(fault)") }
            for fault in missed { print("note: hit nothing: \(fault)") }
            let kinds = Dictionary(grouping: struck, by: \.kind).mapValues { JSONValue.integer(Int64($0.count)) }
            let lost = flood.valid - (try await Ledger(copy).registered - before.registered)
            Harness.report(
                "chaos",
                [
                    ("complaints", .integer(Int64(flood.valid))),
                    ("urgent", .integer(Int64(flood.identifiers.urgent.count))), ("calls", .integer(Int64(calls))),
                    ("instances", .integer(Int64(ProxiedCopy.instances * SystemCopy.units.count))),
                    ("faults", .integer(Int64(struck.count))), ("hit_nothing", .integer(Int64(missed.count))),
                    (
                        "kinds",
                        .object(JSONObject(members: kinds.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
                    ),
                    ("lost", .integer(Int64(lost))), ("broken", .array(broken.map { .string($0) })),
                    ("seconds", .integer((ContinuousClock.now - begun).components.seconds)),
                ]
            )
            #expect(broken == [])
            try await copy.end()
            site.stop()
        }

        /// Makassar's pack, with urgent cases called again after a minute: many of their clocks ring while faults strike.
        private static func pack() async throws -> String {
            let folder = try Programs.required("PKSAI_TEST_FOLDER")
            let source = "\(Programs.repository)/Shared/ProcedurePack/Packs/makassar.yaml"
            let (text, limit) = (try String(contentsOfFile: source, encoding: .utf8), "oncall.reraise_minutes: ")
            guard text.contains("\(limit)5") else { throw Failure("\(source) has no \(limit)5") }
            let path = "\(folder)/chaos-pack.yaml"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try text.replacing("\(limit)5", with: "\(limit)\(Harness.isLong ? 5 : 1)")
                .write(toFile: path, atomically: true, encoding: .utf8)
            return path
        }
    }
}
