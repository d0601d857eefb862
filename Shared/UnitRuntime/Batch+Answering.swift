import Contracts
import JSON
import PostgreSQL
import Sealing
import Vocabulary

// What becomes of a message is answered to its sender, and kept for repeats.
extension BatchHandling {
    func answer(_ decision: Decision, _ loaded: Loaded, _ writes: inout Writes) throws {
        guard let incoming = decision.incoming else { return }
        var kept: (type: String, body: [UInt8])?
        if let answer = decision.answer {
            kept = try self.answer(
                answer,
                to: incoming.sender.text,
                correlation: incoming.messageID,
                seals: answer.isSealed || self.seals(answer.type, to: incoming, loaded),
                about: decision.happened.map(\.reference),
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
        let outcome = Writes.Outcome(
            key: incoming.messageKey,
            bodyKey: incoming.bodyKey,
            outcome: decision.outcome,
            type: kept?.type,
            answer: kept?.body
        )
        let isKnown = decision.wasParked || loaded.remembered[incoming.messageKey]?.isStored == true
        if isKnown { writes.changedOutcomes.append(outcome) } else { writes.outcomes.append(outcome) }
    }

    /// Whether a receipt goes out sealed: who has a key and sealed the message gets it with the own number; who writes
    /// plainly reads plainly, without it.
    private func seals(_ type: String, to incoming: Incoming, _ loaded: Loaded) -> Bool {
        type == ComplaintAccepted.type && incoming.raw.contentType == Reader.sealedContentType
            && loaded.working.users[incoming.sender.text]?.sealKey != nil
    }

    /// - Parameter about: Whom it tells of.
    /// - Returns: The answer as kept for repeats: its confidential values sealed.
    @discardableResult
    func answer(
        _ answer: AnyAnswer,
        to user: String,
        correlation: String?,
        seals: Bool,
        about: [AggregateReference],
        _ loaded: Loaded,
        _ writes: inout Writes
    ) throws -> (type: String, body: [UInt8]) {
        let value = seals ? answer.value : answer.redacted
        let body = try JSONEncoding.encodeToValue(value, userInfo: [.confidentialSealer: loaded.sealer])
        if seals, loaded.working.users[user]?.sealKey != nil {
            let origins = Set(about.flatMap { loaded.working.aggregates[$0]?.origins ?? [] })
            let told = (answer.shows?.classes ?? []).flatMap { privacyClass in
                origins.map { StateCoding.Opening(origin: $0, privacyClass: privacyClass) }
            }
            let opened = StateCoding.openings(in: body).union(told).filter { loaded.sealer.wrapped($0) != nil }
            if !opened.isEmpty {
                let roles = loaded.working.users[user]?.roles ?? []
                writes.journal.append(
                    stream: "access-\(self.outbox.newID())",
                    type: "data_shown",
                    Shown.body(
                        answer.type,
                        to: user,
                        roles,
                        reason: (answer.shows?.ground ?? .ownMessage).words,
                        opened
                    ),
                    actor: user,
                    cause: correlation.map { _ in "message" } ?? answer.type,
                    at: self.timekeeper.database(loaded.now)
                )
            }
        }
        try self.send(
            answer.type,
            body,
            to: user,
            correlation: correlation,
            isSealed: seals,
            loaded,
            &writes
        )
        var kept =
            seals
            ? try JSONEncoding.encodeToValue(answer.redacted, userInfo: [.confidentialSealer: loaded.sealer]) : body
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

    func users(_ recipient: Recipient, _ loaded: Loaded) -> [String] {
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
