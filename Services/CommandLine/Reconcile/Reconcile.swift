internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct Reconcile: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Shows that nothing is lost: what was confirmed or told, against what each unit knows.",
        discussion: """
            Per sender, the message ids the broker confirmed to `pksai` (or those of --sent, one a line) against the \
            unit they went to; between units, the ids that follow from each journal against the receivers. While messages \
            are on their way, what is in a queue counts as in flight; drained, the remainder is 0. Ends with 1 otherwise. \
            What was sent = effects + no effect + rejected + quarantined + parked + in flight.
            """
    )

    @OptionGroup var common: CommonOptions
    @Option(help: "Only this sender's messages.") var sender: Username?
    @Option(
        help: ArgumentHelp("Message ids a client of your own had confirmed.", valueName: "file"),
        completion: .file()
    )
    var sent: String?
    @Option(help: "The unit that takes the messages of --sent.") var unit = UnitName.intake

    /// Ids asked about at once.
    private static let page = 1_000

    /// One sender, one receiver.
    private struct Pair: Hashable, Sendable {
        var sender: String
        var receiver: UnitName
    }

    private struct Count: Sendable {
        var sent = 0
        var outcomes = ReconcileKnown.Outcomes()
        var missing: [String] = []

        /// How many ended how, in the order of the message's way.
        var ended: [(name: String, number: Int)] {
            [
                ("effects", self.outcomes.effects), ("no_effect", self.outcomes.noEffect),
                ("rejected", self.outcomes.rejected), ("quarantined", self.outcomes.quarantined),
                ("parked", self.outcomes.parked), ("in_flight", self.missing.count),
            ]
        }

        mutating func add(_ answer: ReconcileKnown.Answer) {
            self.missing += answer.unknown
            guard let more = answer.outcomes else { return }
            self.outcomes.effects += more.effects
            self.outcomes.noEffect += more.noEffect
            self.outcomes.rejected += more.rejected
            self.outcomes.quarantined += more.quarantined
            self.outcomes.parked += more.parked
        }
    }

    func validate() throws {
        if self.sent != nil, self.sender == nil { throw ValidationError("--sent needs --sender") }
    }

    func perform(_ session: Session) async throws {
        let lists = try self.senders(session)
        let counts = try await session.asAdministrator { client in
            var counts: [Pair: Count] = [:]
            for (sender, messages) in lists {
                for (unit, group) in Dictionary(grouping: messages, by: \.unit) {
                    let pair = Pair(sender: sender, receiver: unit)
                    try await self.check(group.map(\.messageID), pair, client, session.wait, &counts)
                }
            }
            if self.sender == nil {
                for unit in UnitName.allCases { try await self.betweenUnits(from: unit, client, session.wait, &counts) }
            }
            return counts
        }
        try self.show(counts, session.output)
    }

    private func senders(_ session: Session) throws -> [(String, [SentMessage])] {
        if let sent, let sender {
            let lines = String(decoding: try InputFile.read(sent), as: UTF8.self).split(whereSeparator: \.isWhitespace)
            return [(sender.text, lines.map { SentMessage(unit: self.unit, messageID: String($0)) })]
        }
        let store = try ProfileStore(session.settings)
        return store.senders().filter { self.sender == nil || $0 == self.sender }.map { ($0.text, store.sent(by: $0)) }
    }

    private func check(
        _ ids: [String],
        _ pair: Pair,
        _ client: MessagingClient,
        _ wait: Duration,
        _ counts: inout [Pair: Count]
    ) async throws {
        for begin in stride(from: 0, to: ids.count, by: Self.page) {
            let page = Array(ids[begin..<min(begin + Self.page, ids.count)])
            let query = ReconcileKnown(sender: pair.sender, messageIDs: page)
            guard let answer = try await client.ask(query, of: pair.receiver, within: wait) else {
                throw Failure("\(pair.receiver.rawValue) did not answer", hint: "pksai status")
            }
            counts[pair, default: Count()].sent += page.count
            counts[pair, default: Count()].add(answer)
        }
    }

    private func betweenUnits(
        from unit: UnitName,
        _ client: MessagingClient,
        _ wait: Duration,
        _ counts: inout [Pair: Count]
    ) async throws {
        var after: Int64 = 0
        while true {
            let query = ReconcileSent(after: after, limit: Self.page)
            guard let answer = try await client.ask(query, of: unit, within: wait) else {
                throw Failure("\(unit.rawValue) did not answer", hint: "pksai status")
            }
            for (receiver, group) in Dictionary(grouping: answer.sent, by: \.receiver) {
                let pair = Pair(sender: unit.rawValue, receiver: receiver)
                try await self.check(group.map(\.messageID), pair, client, wait, &counts)
            }
            guard let next = answer.next, next > after else { return }
            after = next
        }
    }

    private func show(_ counts: [Pair: Count], _ output: Output) throws {
        let remainder = counts.values.map(\.missing.count).reduce(0, +)
        let pairs = counts.sorted { ($0.key.sender, $0.key.receiver) < ($1.key.sender, $1.key.receiver) }
        if output.json {
            let rows = pairs.map { pair, count -> JSONValue in
                var row: JSONObject = [
                    "sender": .string(pair.sender), "receiver": .string(pair.receiver.rawValue),
                    "sent": .integer(Int64(count.sent)),
                ]
                for (name, number) in count.ended { row[name] = .integer(Int64(number)) }
                row["missing"] = .array(count.missing.map { .string($0) })
                return .object(row)
            }
            output.show(["remainder": .integer(Int64(remainder)), "pairs": .array(rows)])
        } else {
            let rows = pairs.map { pair, count in
                [pair.sender, pair.receiver.rawValue, "\(count.sent)"] + count.ended.map { "\($0.number)" }
                    + [count.missing.prefix(3).joined(separator: " ")]
            }
            let ends = Count().ended.map { Rendering.label($0.name) }
            let header = ["sender", "receiver", "sent"] + ends + ["first of these"]
            let table = Table(header: header, rows: rows)
            for line in table.lines(output) { output.line(line) }
            output.line(remainder == 0 ? output.green("remainder 0") : output.red("remainder \(remainder)"))
        }
        if remainder > 0 { throw Failure.Status.refused.exit }
    }
}
