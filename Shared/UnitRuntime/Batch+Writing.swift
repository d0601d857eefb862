import Contracts
import Foundation
import JSON
import PostgreSQL
import Sealing
import Vocabulary

/// What a batch writes, gathered column by column: one statement a table.
struct Writes {
    var journal = JournalColumns()
    var outbox: [OutboxRow] = []
    var outcomes: [(key: [UInt8], outcome: String, type: String?, answer: [UInt8]?)] = []
    var quarantine: [QuarantineRow] = []
    /// Answers of this batch as kept, for repeats in the same batch.
    var kept: [[UInt8]: (type: String, body: [UInt8])] = [:]

    struct JournalColumns {
        var streams: [String] = []
        var versions: [Int64] = []
        var types: [String] = []
        var bodies: [[UInt8]] = []
        var actors: [String] = []
        var causes: [String] = []
        var told: [String] = []
        var times: [PostgreSQLTimestamp] = []
    }
}

extension BatchHandling {
    /// Encodes what was decided and commits it, in one round trip.
    ///
    /// - Returns: The outbox rows, to be published.
    func commit(
        _ decisions: [Decision],
        _ loaded: Loaded,
        _ transaction: PostgreSQLTransaction
    ) async throws -> [OutboxRow] {
        var writes = Writes()
        for decision in decisions { try self.encode(decision, loaded, &writes) }
        var statements = self.lookupStatements(loaded) + self.counterStatements(loaded)
        let aggregates = try self.aggregateStatements(loaded)
        statements += self.silentClockStatements(loaded)
        statements += self.keyStatements(loaded)
        statements += self.journalStatements(writes.journal)
        statements += aggregates
        statements += self.parkedStatements(loaded)
        statements += self.quarantineStatements(writes.quarantine, decisions) + self.orderStatements(decisions)
        statements += self.inboxStatements(writes)
        let confirmed = self.outbox.takeConfirmed()
        statements += Outbox.statements(inserting: writes.outbox, instance: self.outbox.instance, deleting: confirmed)
        do {
            try await transaction.commit(with: statements)
        } catch {
            self.outbox.giveBack(confirmed)
            if Failure(error).isOutcomeUnknown { self.outbox.doubt(writes.outbox) }
            throw error
        }
        return writes.outbox
    }

    // MARK: One decision

    private func encode(_ decision: Decision, _ loaded: Loaded, _ writes: inout Writes) throws {
        var told: [Int: [String]] = [:]
        try self.tell(decision, loaded, &writes, &told)
        for (index, happened) in decision.happened.enumerated() {
            let (type, data) = try EventCoding.encode(
                happened.event,
                userInfo: [.confidentialSealer: loaded.sealer]
            )
            for opening in StateCoding.openings(in: data) {
                loaded.working.aggregates[happened.reference]?.origins.insert(opening.origin)
            }
            writes.journal.streams.append(happened.reference.stream)
            writes.journal.versions.append(happened.version)
            writes.journal.types.append(type)
            writes.journal.bodies.append(data.bytes)
            writes.journal.actors.append(decision.journalActor)
            writes.journal.causes.append(decision.cause)
            writes.journal.told.append(told[index, default: []].joined(separator: " "))
            writes.journal.times.append(self.timekeeper.database(loaded.now))
        }
        for (effect, _) in decision.effects {
            switch effect {
            case .tell, .fact, .handleQuarantined: continue
            case .alert(let roles, let alert): try self.alert(roles, alert, &writes)
            case .raise(let rung, let message):
                writes.outbox.append(
                    try self.outbox.row(
                        .urgent,
                        exchange: ExchangeName.oncall.rawValue,
                        routingKey: Routing.raised(on: rung).key,
                        type: Swift.type(of: message).type,
                        body: JSONEncoding.encode(message),
                        messageID: self.outbox.newID()
                    )
                )
            case .send(let recipient, let answer):
                for user in self.users(recipient, loaded) {
                    let answer = AnyAnswer(answer)
                    try self.answer(answer, to: user, correlation: nil, seals: answer.isSealed, loaded, &writes)
                }
            }
        }
        for (roles, alert) in decision.alerts { try self.alert(roles, alert, &writes) }
        try self.answer(decision, loaded, &writes)
    }

    private func alert(_ roles: [Role], _ alert: Alert, _ writes: inout Writes) throws {
        for role in roles {
            writes.outbox.append(
                try self.outbox.row(
                    .routine,
                    exchange: ExchangeName.alerts.rawValue,
                    routingKey: Routing.alert(to: role).key,
                    type: Alert.type,
                    body: JSONEncoding.encode(alert),
                    messageID: self.outbox.newID()
                )
            )
        }
    }

    /// Groups the events of a decision by stream and exact set of receivers: one message a group, facts on their own.
    private func tell(
        _ decision: Decision,
        _ loaded: Loaded,
        _ writes: inout Writes,
        _ told: inout [Int: [String]]
    ) throws {
        var groups: [Group] = []
        for (effect, of) in decision.effects {
            guard let of else { continue }
            let happened = decision.happened[of]
            switch effect {
            case .tell(let event):
                let receivers = Swift.type(of: event).receivers.subtracting([self.definition.name])
                guard !receivers.isEmpty else { continue }
                let data = try JSONEncoding.encodeToValue(event, userInfo: [.confidentialSealer: loaded.sealer])
                let key = Group.Key(reference: happened.reference, receivers: receivers)
                let index = groups.firstIndex { $0.key == key } ?? groups.endIndex
                if index == groups.endIndex { groups.append(Group(key: key)) }
                groups[index].isUrgent = groups[index].isUrgent || happened.after.isUrgent
                groups[index].last = happened.after
                groups[index].members.append((Swift.type(of: event).name, happened.version, data, of))
            case .fact(let caseID, let make):
                guard let token = self.keyring.caseToken(caseID.text) else { continue }
                let count = told[of, default: []].count
                let id = "fact-" + self.keyring.factID("\(happened.reference.stream).\(happened.version).\(count)")
                let fact = ToldEvent(
                    type: FactRecorded.name,
                    version: happened.version,
                    follows: [:],
                    at: loaded.now,
                    data: try JSONEncoding.encodeToValue(make(token))
                )
                let message = EventMessage(
                    stream: "fact-\(token)",
                    complaintID: nil,
                    caseID: nil,
                    actor: nil,
                    cause: id,
                    keys: [],
                    events: [fact]
                )
                writes.outbox.append(
                    try self.outbox.row(
                        .routine,
                        exchange: ExchangeName.events.rawValue,
                        routingKey: "\(self.definition.name.rawValue).\(Lane.routine.rawValue).\(FactRecorded.name)",
                        type: EventMessage.type,
                        body: JSONEncoding.encode(message),
                        messageID: id
                    )
                )
                told[of, default: []].append("\(id):data-request")
            case .alert, .raise, .send, .handleQuarantined: continue
            }
        }
        var used: Set<String> = []
        for group in groups { try self.tell(group, decision, loaded, &writes, &told, &used) }
    }

    private struct Group {
        struct Key: Hashable {
            let reference: AggregateReference
            let receivers: Set<UnitName>
        }
        let key: Key
        var isUrgent = false
        var last: (any Aggregate)?
        var members: [(name: String, version: Int64, data: JSONValue, of: Int)] = []
    }

    private func tell(
        _ group: Group,
        _ decision: Decision,
        _ loaded: Loaded,
        _ writes: inout Writes,
        _ told: inout [Int: [String]],
        _ used: inout Set<String>
    ) throws {
        guard var entry = loaded.working.aggregates[group.key.reference] else { return }
        var isFirstContact = false
        var openings: Set<StateCoding.Opening> = []
        var events: [ToldEvent] = []
        for member in group.members {
            var follows: [String: Int64?] = [:]
            for receiver in group.key.receivers {
                let previous = entry.told[receiver.rawValue]
                if previous == nil { isFirstContact = true }
                follows[receiver.rawValue] = .some(previous)
                entry.told[receiver.rawValue] = member.version
            }
            openings.formUnion(StateCoding.openings(in: member.data))
            events.append(
                ToldEvent(
                    type: member.name,
                    version: member.version,
                    follows: follows,
                    at: loaded.now,
                    data: member.data
                )
            )
        }
        loaded.working.aggregates[group.key.reference] = entry
        let about = group.last.flatMap { state in self.aggregateType(group.key.reference.kind)?.references(state) }
        if isFirstContact, let complaint = about?.complaintID {
            for shared in [PrivacyClass.childIdentity, .sensitiveHarm] {
                openings.insert(StateCoding.Opening(origin: complaint.text, privacyClass: shared))
            }
        }
        let keys = openings.filter { $0.privacyClass != .reporterIdentity }.compactMap { loaded.sealer.wrapped($0) }
        // A receiver of a routing key over 200 bytes would never get it: such a group travels in halves.
        let lane: Lane = group.isUrgent ? .urgent : .routine
        for part in Routing.events(events.map(\.type), from: self.definition.name, lane: lane) {
            let slice = Array(events[part.events])
            guard let first = slice.first else { continue }
            // One event may be told in two forms to overlapping receivers: the second message needs an id of its own.
            var id = "\(group.key.reference.stream).\(first.version)"
            var number = 2
            while !used.insert(id).inserted {
                id = "\(group.key.reference.stream).\(first.version)-\(number)"
                number += 1
            }
            let message = EventMessage(
                stream: group.key.reference.stream,
                complaintID: about?.complaintID?.text,
                caseID: about?.caseID?.text,
                actor: decision.journalActor == "agency" ? "agency" : self.role(decision),
                cause: decision.incoming == nil ? decision.cause : "message",
                keys: keys.sorted {
                    ($0.origin.text, $0.privacyClass.rawValue) < ($1.origin.text, $1.privacyClass.rawValue)
                },
                events: slice
            )
            writes.outbox.append(
                try self.outbox.row(
                    group.isUrgent ? .urgent : .routine,
                    exchange: ExchangeName.events.rawValue,
                    routingKey: part.route.key,
                    type: EventMessage.type,
                    body: JSONEncoding.encode(message),
                    messageID: id,
                    trace: decision.incoming?.onwardTrace
                )
            )
            let receivers = group.key.receivers.map(\.rawValue).sorted().joined(separator: ",")
            for member in group.members[part.events] { told[member.of, default: []].append("\(id):\(receivers)") }
        }
    }

    private func role(_ decision: Decision) -> String? {
        decision.actor.roles.map(\.rawValue).sorted().first ?? decision.journalActor
    }

    // MARK: Answers

    private func answer(_ decision: Decision, _ loaded: Loaded, _ writes: inout Writes) throws {
        guard let incoming = decision.incoming else { return }
        var kept: (type: String, body: [UInt8])?
        if let answer = decision.answer {
            kept = try self.answer(
                answer,
                to: incoming.sender.text,
                correlation: incoming.messageID,
                seals: answer.isSealed || self.seals(answer.type, to: incoming, loaded),
                loaded,
                &writes
            )
        } else if let again = decision.repeatedAnswer ?? (decision.isRepeat ? writes.kept[incoming.messageKey] : nil) {
            let isMarked = again.type.hasPrefix(Self.sealedMark)
            let type = isMarked ? String(again.type.dropFirst(Self.sealedMark.count)) : again.type
            let seals = isMarked || self.seals(type, to: incoming, loaded)
            var body = try JSONParser.parse(again.body).replacing("message_id", by: .string(incoming.messageID))
            // Who reads plainly gets nothing that is kept sealed.
            if !seals { body = body.withoutSealed }
            try self.send(
                type,
                body,
                to: incoming.sender.text,
                correlation: incoming.messageID,
                isSealed: seals,
                loaded,
                &writes
            )
        }
        if let (reason, detail) = decision.quarantine, incoming.replayOf == nil {
            // A second body under a known id is another message: it has a key of its own.
            let key = decision.isRepeat ? self.reader.contentKey(incoming.raw) : incoming.messageKey
            writes.quarantine.append(try QuarantineRow(raw: incoming.raw, key: key, reason, detail, self.keyring))
        }
        guard !decision.isRepeat else { return }
        writes.kept[incoming.messageKey] = kept
        if decision.outcome != .effects || kept != nil || incoming.replayOf != nil || decision.wasParked {
            writes.outcomes.append((incoming.messageKey, decision.outcome.rawValue, kept?.type, kept?.body))
        }
    }

    /// Whether a receipt goes out sealed: who has a key and sealed the message gets it with the own number; who writes
    /// plainly reads plainly, without it.
    private func seals(_ type: String, to incoming: Incoming, _ loaded: Loaded) -> Bool {
        type == ComplaintAccepted.type && incoming.raw.contentType == Reader.sealedContentType
            && loaded.working.users[incoming.sender.text]?.sealKey != nil
    }

    /// - Returns: The answer as kept for repeats: its confidential values sealed.
    @discardableResult
    private func answer(
        _ answer: AnyAnswer,
        to user: String,
        correlation: String?,
        seals: Bool,
        _ loaded: Loaded,
        _ writes: inout Writes
    ) throws -> (type: String, body: [UInt8]) {
        let value = seals ? answer.value : answer.redacted
        let body = try JSONEncoding.encodeToValue(value, userInfo: [.confidentialSealer: loaded.sealer])
        try self.send(
            answer.type,
            body,
            to: user,
            correlation: correlation,
            isSealed: seals,
            loaded,
            &writes
        )
        var kept = try JSONEncoding.encodeToValue(answer.redacted, userInfo: [.confidentialSealer: loaded.sealer])
        for (name, value) in answer.reserved {
            let sealed = try JSONEncoding.encodeToValue(value, userInfo: [.confidentialSealer: loaded.sealer])
            kept = kept.replacing(name, by: sealed)
        }
        return ((answer.isSealed ? Self.sealedMark : "") + answer.type, kept.replacing("message_id", by: nil).bytes)
    }

    /// Marks the kept type of an answer that only goes out sealed.
    private static let sealedMark = "sealed:"

    private func send(
        _ type: String,
        _ body: JSONValue,
        to user: String,
        correlation: String?,
        isSealed: Bool,
        _ loaded: Loaded,
        _ writes: inout Writes
    ) throws {
        let id = self.outbox.newID()
        var bytes = StateCoding.reveal(body, with: loaded.sealer).value.bytes
        var contentType = "application/json"
        if isSealed {
            guard let key = loaded.working.users[user]?.sealKey else { return }
            bytes = try HPKESealing.seal(bytes, to: key, userID: self.definition.name.rawValue, messageID: id)
            contentType = Reader.sealedContentType
        }
        writes.outbox.append(
            try self.outbox.row(
                .answer,
                exchange: ExchangeName.receipts.rawValue,
                routingKey: "receipt.\(user)",
                type: type,
                body: bytes,
                messageID: id,
                correlationID: correlation,
                contentType: contentType
            )
        )
    }

    private func users(_ recipient: Recipient, _ loaded: Loaded) -> [String] {
        switch recipient {
        case .user(let username): return [username.text]
        case .everyone(let role, let institution):
            return loaded.working.users.filter { _, record in
                record.roles.contains(role) && (institution == nil || record.institution == institution)
            }.map(\.key).sorted()
        }
    }

    /// Loads the users that effects address, if any do.
    func loadRecipients(of decisions: [Decision], _ loaded: Loaded, _ transaction: PostgreSQLTransaction) async throws {
        var names: Set<String> = []
        var roles: Set<String> = []
        for case (.send(let recipient, _), _) in decisions.flatMap(\.effects) {
            switch recipient {
            case .user(let username): names.insert(username.text)
            case .everyone(let role, _): roles.insert(role.rawValue)
            }
        }
        names.subtract(loaded.working.users.keys)
        guard !names.isEmpty || !roles.isEmpty else { return }
        let result = try await transaction.query(
            """
            SELECT id, state FROM aggregates WHERE kind = \(RegisteredUser.streamKind)
            AND (id = ANY(\(names.sorted())::text[]) OR state->'roles' ?| \(roles.sorted())::text[])
            """
        )
        try self.takeUsers(result, into: loaded.working)
    }
}

extension JSONValue {
    /// An object without the members that hold a sealed value.
    fileprivate var withoutSealed: JSONValue {
        guard case .object(let object) = self else { return self }
        let members = object.members.filter { StateCoding.openings(in: $0.value).isEmpty }
        return .object(JSONObject(members: members.map { ($0.key, $0.value) }))
    }

    /// An object with that member set to another value, at its place or in front, or without it; the id of a sender's
    /// message is never kept, only put into the answer again.
    fileprivate func replacing(_ name: String, by value: JSONValue?) -> JSONValue {
        guard case .object(let object) = self else { return self }
        var members = object.members.map { ($0.key, $0.value) }
        switch (members.firstIndex { $0.0 == name }, value) {
        case (let index?, let value?): members[index].1 = value
        case (let index?, nil): members.remove(at: index)
        case (nil, let value?): members.insert((name, value), at: 0)
        case (nil, nil): break
        }
        return .object(JSONObject(members: members))
    }
}
