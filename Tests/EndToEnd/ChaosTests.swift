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
            let flood = Flood(name: "chaos-\(Harness.seed)", groups: max(2, complaints / 50))
            var generator = SeededGenerator(seed: Harness.seed)
            let begun = ContinuousClock.now
            let site = try await ProxiedCopy.start("chaos")
            let copy = site.copy
            _ = try await copy.addAgency("chaos-post")
            let before = try await Ledger(copy)
            let batches = flood.batches(max(2, number / 2))
            let ended = Mutex(false)
            let done = Mutex(0)
            async let sent: Void = {
                defer { ended.withLock { $0 = true } }
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
                    // What else an agency is told it reads too, or it lies before every later receipt. Faults interrupt.
                    _ = try await copy.pksai("receipts", by: "chaos-post")
                }
            }()
            var struck: [Fault] = []
            var deck: [Fault] = []
            var broken: [String] = []
            do {
                while struck.count < number || !ended.withLock({ $0 }) {
                    guard struck.count < number else {
                        try await Task.sleep(for: .milliseconds(200))
                        continue
                    }
                    // Every kind has its turn before one comes again.
                    if deck.isEmpty { deck = Fault.deck(using: &generator) }
                    let fault = deck.removeLast()
                    struck.append(fault)
                    try await fault.strike(site)
                    done.withLock { $0 += 1 }
                    try await Task.sleep(for: .milliseconds(Int.random(in: 100...4_000, using: &generator)))
                }
                try await sent
                try await copy.settle(within: .seconds(900))
                broken = try await Ledger.broken(flood, since: before, copy)
            } catch {
                broken.append("\(error)")
            }
            for fault in struck { print("note: \(fault)") }
            let kinds = Dictionary(grouping: struck, by: \.kind).mapValues { JSONValue.integer(Int64($0.count)) }
            let lost = flood.valid - (try await Ledger(copy).registered - before.registered)
            Harness.report(
                "chaos",
                [
                    ("complaints", .integer(Int64(flood.valid))), ("faults", .integer(Int64(struck.count))),
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
    }
}
