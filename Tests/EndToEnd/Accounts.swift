internal import Foundation
internal import JSON

/// What a sender knows of its complaints, id by id, held against what the units and the broker have of each: the ledger of
/// guarantees 1, 2 and 3 by names, where ``Ledger`` has numbers.
struct Accounts: Sendable {
    private let flood: Flood
    /// The complaint each message became, as its receipts say; more than one is a fault.
    private var registered: [String: Set<String>] = [:]
    private var rejected: Set<String> = []

    /// What a case that nobody has touched has running.
    private static let clocks = ["contact_safety", "definitive_manager"]
    private static let urgentClocks = ["contact_safety", "definitive_manager", "oncall_reraise", "protection"]
    /// How late a clock may be that nothing holds up.
    private static let patience = "30 seconds"

    init(of flood: Flood) { self.flood = flood }

    /// Notes the receipts of what was sent.
    mutating func add(_ answers: [JSONValue]) {
        for answer in answers {
            guard let message = answer["message_id"]?.string else { continue }
            if let complaint = answer["body"]?["complaint_id"]?.string {
                self.registered[message, default: []].insert(complaint)
            } else {
                self.rejected.insert(message)
            }
        }
    }

    /// What does not agree, and how many urgent cases were called how often in all.
    func broken(_ agency: String, _ copy: SystemCopy) async throws -> (broken: [String], calls: Int) {
        let ids = self.flood.identifiers
        let (children, urgent, adults) = (
            self.complaints(of: ids.children), self.complaints(of: ids.urgent), self.complaints(of: ids.adults)
        )
        let all = ids.children.union(ids.urgent).union(ids.adults)
        var broken: [String] = []
        broken += Self.compare("messages with a receipt", Array(self.registered.keys), all)
        broken += self.registered.filter { $0.value.count > 1 }.map { "\($0.key) became \($0.value)" }
        broken += try await self.reconcile(agency, copy)
        for (what, unit, query, expected) in [
            ("registered", "intake", Self.streams("complaint", "complaint_registered"), children + urgent + adults),
            (
                "checked", "identification", Self.streams("identification", "identification_started"),
                children + urgent + adults
            ),
            ("eligible", "identification", Self.streams("identification", "case_eligible"), children + urgent),
            ("not eligible", "identification", Self.streams("identification", "case_not_eligible"), adults),
            ("cases", "service-unit", Self.bodies("case_eligible"), children + urgent),
        ] {
            let found = try await copy.sql(unit, query).compactMap(\.first)
            broken += Self.compare(what, found, Set(expected))
        }
        let cases = try await self.cases(copy)
        broken += try await Self.clocks(of: cases, children, urgent, copy)
        let calls = try await Calls(copy)
        broken += try await calls.broken(of: urgent.compactMap { cases[$0] }, copy)
        return (broken, calls.number)
    }

    private func complaints(of messages: Set<String>) -> [String] { messages.flatMap { self.registered[$0] ?? [] } }

    /// Everything once, nothing else.
    static func compare(_ what: String, _ found: [String], _ expected: Set<String>) -> [String] {
        let twice = Dictionary(grouping: found, by: \.self).filter { $0.value.count > 1 }.keys
        return [
            ("missing", expected.subtracting(found)), ("unknown", Set(found).subtracting(expected)),
            ("more than once", Set(twice)),
        ].filter { !$0.1.isEmpty }.map { "\(what), \($0.0): \($0.1.count), such as \($0.1.min() ?? "")" }
    }

    /// The agency's own list against intake's inbox.
    private func reconcile(_ agency: String, _ copy: SystemCopy) async throws -> [String] {
        let sent = self.rejected.union(self.registered.keys).sorted()
        let list = try copy.paper("sent-by-\(agency).txt", sent.joined(separator: "\n") + "\n")
        let ended = try await copy.pksai("reconcile", "--sender", agency, "--sent", list)
        guard let pair = ended.lines.first?["pairs"]?.array?.first else { return ["no reconciliation: \(ended)"] }
        let effects = pair["effects"]?.integer.map { Int($0) }
        let refused = [pair["rejected"], pair["quarantined"]].compactMap { $0?.integer }.reduce(0, +)
        let isSo =
            ended.status == 0 && sent.count == self.flood.valid + self.flood.malformed && effects == self.flood.valid
            && refused == Int64(self.flood.malformed)
        return isSo ? [] : ["\(sent.count) ids that \(agency) sent: \(pair.text)"]
    }

    private static func streams(_ kind: String, _ type: String) -> String {
        "SELECT substr(stream, \(kind.count + 2)) FROM journal WHERE type = '\(type)'"
    }

    private static func bodies(_ type: String) -> String {
        "SELECT convert_from(body, 'UTF8')::jsonb->>'complaint_id' FROM journal WHERE type = '\(type)'"
    }

    /// The case of each complaint that has one.
    private func cases(_ copy: SystemCopy) async throws -> [String: String] {
        let rows = try await copy.sql(
            "service-unit",
            """
            SELECT convert_from(body, 'UTF8')::jsonb->>'complaint_id', substr(stream, 6) FROM journal
            WHERE type = 'case_eligible'
            """
        )
        return Dictionary(rows.map { ($0[0], $0[1]) }) { first, _ in first }
    }

    /// Each case has the clocks it must have, each once and running; none anywhere is late.
    private static func clocks(
        of cases: [String: String],
        _ children: [String],
        _ urgent: [String],
        _ copy: SystemCopy
    ) async throws -> [String] {
        var broken: [String] = []
        let expected =
            children.compactMap { cases[$0] }.flatMap { id in Self.clocks.map { "\(id) \($0)" } }
            + urgent.compactMap { cases[$0] }.flatMap { id in Self.urgentClocks.map { "\(id) \($0)" } }
        let running = "kind = 'case' AND phase IN ('running', 'warned')"
        let found = try await copy.sql("service-unit", "SELECT id || ' ' || clock FROM deadlines WHERE \(running)")
        broken += Self.compare("clocks of cases", found.compactMap(\.first), Set(expected))
        for unit in SystemCopy.units {
            let late = "SELECT kind, id, clock FROM deadlines WHERE ring_at < now() - interval '\(Self.patience)'"
            let rows = try await copy.sql(unit, late)
            if !rows.isEmpty { broken.append("\(rows.count) clocks of \(unit) are late, such as \(rows[0])") }
        }
        return broken
    }
}

/// Who was called to which case, as the service unit has it and as it lies at the broker.
struct Calls: Sendable {
    /// A ring of a case's clock: the so-manieth call, when it was, and when the next is due.
    private struct Call {
        let number: Int, at: Double, next: Double
    }

    private let journaled: [String: [Call]]

    /// How many were called, again included.
    var number: Int { self.journaled.values.map(\.count).reduce(0, +) }

    init(_ copy: SystemCopy) async throws {
        let rows = try await copy.sql(
            "service-unit",
            """
            SELECT substr(stream, 6), b->>'raise_no', extract(epoch FROM (b->>'at')::timestamptz),
                extract(epoch FROM (b->>'reraise_at')::timestamptz)
            FROM (SELECT stream, version, convert_from(body, 'UTF8')::jsonb AS b FROM journal
                WHERE type = 'urgent_case_raised') AS raised ORDER BY stream, version
            """
        )
        var journaled: [String: [Call]] = [:]
        for row in rows {
            guard let number = Int(row[1]), let at = Double(row[2]), let next = Double(row[3]) else {
                throw Failure("no call: \(row)")
            }
            journaled[row[0], default: []].append(Call(number: number, at: at, next: next))
        }
        self.journaled = journaled
    }

    /// Exactly these cases were called; each call once, in order, none before its clock rang; at the broker each call lies
    /// under one message id, by which who reads it knows a repeat.
    func broken(of cases: [String], _ copy: SystemCopy) async throws -> [String] {
        var broken = Accounts.compare("called cases", Array(self.journaled.keys), Set(cases))
        for (id, calls) in self.journaled {
            if calls.map(\.number) != Array(1...calls.count) { broken.append("calls of \(id): \(calls.map(\.number))") }
            for (one, next) in zip(calls, calls.dropFirst()) where next.at < one.next {
                broken.append("call \(next.number) of \(id) came before its clock rang")
            }
        }
        let expected = Set(self.journaled.flatMap { id, calls in calls.map { "\(id) \($0.number)" } })
        var last: [String] = []
        do {
            // The last ones may be on their way.
            try await Programs.until("the calls lie at the broker", within: .seconds(60)) { () -> Bool? in
                let lying = try await Self.lying(copy)
                let messages = Dictionary(grouping: lying, by: \.call).mapValues { Set($0.map(\.message)) }
                last = Accounts.compare("calls at the broker", Array(messages.keys), expected)
                    .filter { $0.contains("missing") }
                last += messages.filter { $0.value.count > 1 }.map { "call \($0.key) under \($0.value)" }
                return last.isEmpty ? true : nil
            }
        } catch { broken += last + (last.isEmpty ? ["\(error)"] : []) }
        return broken
    }

    /// What lies in the queues of those on call; it stays there.
    private static func lying(_ copy: SystemCopy) async throws -> [(call: String, message: String)] {
        let user = (name: "reader-of-calls", password: "synthetic")
        _ = try? await copy.broker("add_user", user.name, user.password)
        try await copy.broker("set_user_tags", user.name, "management")
        try await copy.broker("set_permissions", "-p", "pksai", user.name, "^$", "^$", "^oncall[.]")
        var found: [(call: String, message: String)] = []
        for (queue, number) in try await copy.queued() where queue.hasPrefix("oncall.") {
            let order = #"{"count": \#(number), "ackmode": "ack_requeue_true", "encoding": "auto"}"#
            let answer = try await copy.management("POST", "api/queues/pksai/\(queue)/get", order, as: user)
            guard let messages = try JSONParser.parse(Array(answer.utf8), limits: .init(maximumBytes: 64 << 20)).array
            else { continue }
            for message in messages {
                guard let id = message["properties"]?["message_id"]?.string,
                    let payload = message["payload"]?.string, let body = try? JSONParser.parse(Array(payload.utf8)),
                    let aCase = body["case_id"]?.string, let number = body["raise_no"]?.integer
                else { throw Failure("no call: \(message.text.prefix(400))") }
                found.append(("\(aCase) \(number)", id))
            }
        }
        return found
    }
}
