import Contracts
import JSON
import Sealing
import Vocabulary

/// Reads deliveries: who sent it, may it be here, what is it. Nothing in it touches the database.
struct Reader: Sendable {
    let definition: UnitDefinition
    let keyring: Keyring
    let administrator: String
    let limits = JSONLimits()

    /// Who sent it, and nothing of what it says.
    func unread(_ raw: RawMessage) -> Incoming {
        Incoming(
            raw: raw,
            sender: raw.sender.flatMap { Username($0) } ?? Self.nobody,
            type: raw.type ?? "",
            messageKey: self.keyring.inbox.message(sender: raw.sender ?? "", messageID: raw.messageID ?? ""),
            bodyKey: self.keyring.inboxKey(raw.body),
            content: .malformed([])
        )
    }

    func read(_ raw: RawMessage) -> Incoming {
        let messageID = raw.messageID ?? ""
        let sender = raw.sender ?? ""
        var incoming = self.unread(raw)
        if let reason = self.refusal(raw) {
            return incoming.with(
                .unusable(reason: reason.0, detail: reason.1),
                messageKey: self.contentKey(raw)
            )
        }
        let problems = self.problems(raw)
        guard problems.isEmpty else {
            return incoming.with(.malformed(problems), messageKey: self.contentKey(raw))
        }
        var body = raw.body
        if raw.contentType == Self.sealedContentType {
            do {
                body = try self.keyring.openSealedMessage(body, userID: sender, messageID: messageID)
            } catch {
                return incoming.with(
                    .malformed([Problem(pointer: "", expected: "body sealed to this unit's key", found: "unreadable")])
                )
            }
            incoming = incoming.with(bodyKey: self.keyring.inboxKey(body))
        }
        do throws(JSONSyntaxError) {
            let value = try JSONParser.parse(body, limits: self.limits)
            guard case .object = value else {
                return incoming.with(.malformed([Problem(pointer: "", expected: "object", found: value.outline)]))
            }
            return self.understand(value, incoming)
        } catch {
            return incoming.with(.malformed([error.problem]))
        }
    }

    /// What every unit does with a message, then what this one does.
    private func handlers(of type: String) -> [HandlerBinding] {
        (RuntimeMessages.handlers[type] ?? []) + (self.definition.handlers[type] ?? [])
    }

    private func understand(_ value: JSONValue, _ incoming: Incoming) -> Incoming {
        if incoming.raw.exchange == ExchangeName.events.rawValue { return self.understandEvents(value, incoming) }
        let bindings = self.handlers(of: incoming.type)
        guard let first = bindings.first, first.kind != .event else {
            let problem = Problem(
                pointer: "/type",
                expected: "a message type of \(self.definition.name.rawValue)",
                found: "unknown type"
            )
            return incoming.with(.malformed([problem]))
        }
        let decoded = first.decode(value, nil)
        guard decoded.message != nil else { return incoming.with(.malformed(decoded.problems)) }
        return incoming.with(.message(decoded.keeping(unknownMembersOf: value), bindings, first.kind))
    }

    private func understandEvents(_ value: JSONValue, _ incoming: Incoming) -> Incoming {
        let decoded = JSONDecoding.decode(EventMessage.self, from: value, mode: .strict)
        guard let message = decoded.value, let unit = UnitName(rawValue: incoming.raw.sender ?? "") else {
            return incoming.with(
                .unusable(reason: "malformed_events", detail: decoded.problems.map(\.pointer).joined(separator: " "))
            )
        }
        var events: [Incoming.DecodedEvent] = []
        for told in message.events {
            let envelope = HeardEnvelope(
                unit: unit,
                stream: message.stream,
                complaintID: message.complaintID.flatMap { ComplaintID($0) },
                caseID: message.caseID.flatMap { CaseID($0) },
                at: told.at
            )
            let known = self.handlers(of: told.type)
            let bindings = known.filter { $0.kind == .event }
            guard let first = bindings.first else {
                guard Self.knownEvents.contains(told.type) else {
                    return incoming.with(.unusable(reason: "unknown_event", detail: told.type))
                }
                continue
            }
            guard let data = try? told.data.value() else {
                return incoming.with(.unusable(reason: "malformed_events", detail: told.type))
            }
            let decoded = first.decode(data, envelope)
            guard decoded.message != nil else {
                let detail = decoded.problems.map { "\($0.pointer): \($0.expected)" }.joined(separator: "; ")
                return incoming.with(.unusable(reason: "malformed_events", detail: "\(told.type) \(detail)"))
            }
            events.append(Incoming.DecodedEvent(decoded: decoded, bindings: bindings))
        }
        return incoming.with(.events(message, events, unit))
    }

    /// What a newer program tells in the middle of an upgrade is none of these: it is kept, and replayed by the new one.
    private static let knownEvents = Set(EventRegistry.all.map { $0.name })

    /// Why a message can't even be answered, if so.
    private func refusal(_ raw: RawMessage) -> (String, String)? {
        guard let sender = raw.sender, Username(sender) != nil else {
            return ("no_user_id", "the property user_id is missing: set it to your broker user name")
        }
        if raw.hasCopyHeader { return ("copied", "messages with CC or BCC headers are not taken") }
        guard raw.isReplay || self.belongs(raw, sender) else {
            return ("wrong_routing_key", "the routing key matches no binding of this queue for this sender")
        }
        // People are answered; a unit that speaks another version is a matter for ops.
        if raw.exchange == ExchangeName.events.rawValue, let version = raw.schemaVersion, version != 1 {
            return ("schema_version", "only schema_version 1 is known")
        }
        return nil
    }

    /// Whether the queue's bindings bring such a key here, and the key names its sender.
    private func belongs(_ raw: RawMessage, _ sender: String) -> Bool {
        guard Topology.standard.routes(raw.routingKey, from: raw.exchange, to: raw.queue) else { return false }
        let words = raw.routingKey.split(separator: ".", omittingEmptySubsequences: false)
        switch raw.exchange {
        case ExchangeName.complaints.rawValue, ExchangeName.dataRequests.rawValue:
            return words.count > 1 && words[1] == sender
        case ExchangeName.events.rawValue: return words.first.map(String.init) == sender
        default: return words.last.map(String.init) == sender
        }
    }

    /// What is wrong with the message before its body is looked at.
    func problems(_ raw: RawMessage) -> [Problem] {
        var problems: [Problem] = []
        if let version = raw.schemaVersion, version != 1 {
            problems.append(Problem(pointer: "/headers/schema_version", expected: "1", found: "another version"))
        }
        if !(raw.messageID.map(Self.isMessageID) ?? false) {
            problems.append(
                Problem(
                    pointer: "/message_id",
                    expected: "property message_id matching [A-Za-z0-9._-]{1,64}",
                    found: raw.messageID.map { "string of \($0.count) characters" } ?? "missing"
                )
            )
        }
        if raw.body.count > self.limits.maximumBytes {
            problems.append(
                Problem(
                    pointer: "",
                    expected: "at most \(self.limits.maximumBytes) bytes",
                    found: "\(raw.body.count) bytes"
                )
            )
        }
        return problems
    }

    /// Without a trustworthy sender and id, the bytes and their place are a message's identity.
    func contentKey(_ raw: RawMessage) -> [UInt8] {
        let place = "\(raw.queue)\n\(raw.routingKey)\n\(raw.sender ?? "")\n\(raw.messageID ?? "")\n"
        return self.keyring.inboxKey(Array(place.utf8) + raw.body)
    }

    static let sealedContentType = "application/pksai-sealed"
    private static let nobody = Username("nobody").unsafelyKnown
    /// Stands for the unit itself where a sender is asked for.
    static let system = Username("system").unsafelyKnown

    static func isMessageID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2E
                    || $0 == 0x5F || $0 == 0x2D
            }
    }
}

extension Optional where Wrapped == Username {
    fileprivate var unsafelyKnown: Username {
        guard let username = self else { preconditionFailure("a constant username is valid") }
        return username
    }
}

extension DecodedMessage {
    /// With the members no contract knows, as they were sent.
    fileprivate func keeping(unknownMembersOf value: JSONValue) -> DecodedMessage {
        guard !self.unknownMembers.isEmpty else { return self }
        var copy = self
        copy.unknown = .object(
            JSONObject(
                members: self.unknownMembers.compactMap { pointer in value[pointer: pointer].map { (pointer, $0) } }
            )
        )
        return copy
    }
}

extension JSONValue {
    /// The value an RFC 6901 pointer leads to.
    subscript(pointer pointer: String) -> JSONValue? {
        var value: JSONValue? = self
        for part in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            let name = String(part).replacing("~1", with: "/").replacing("~0", with: "~")
            switch value {
            case .object(let object)?: value = object[name]
            case .array(let elements)?:
                guard let index = Int(name), elements.indices.contains(index) else { return nil }
                value = elements[index]
            default: return nil
            }
        }
        return value
    }
}
