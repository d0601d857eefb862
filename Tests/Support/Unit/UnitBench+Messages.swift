public import Contracts
internal import Foundation
internal import JSON
internal import NIOConcurrencyHelpers
public import RabbitMQ
internal import Sealing
internal import TestSupport
internal import UnitRuntime
public import Vocabulary

// What a test sends.
extension UnitBench {
    /// Publishes and waits for the confirms.
    ///
    /// - Throws: If the broker does not confirm.
    public func publish(_ messages: [OutgoingMessage]) async throws {
        let outcomes = await self.publisher.publish(messages)
        guard outcomes.allSatisfy({ $0 == .confirmed }) else { throw TestBroker.Failure("\(outcomes.prefix(3))") }
    }

    /// A message as a client sends it.
    public func message(
        _ exchange: String,
        _ key: String,
        from sender: String?,
        id: String?,
        type: String?,
        body: [UInt8],
        contentType: String = "application/json",
        headers: [String: HeaderValue] = ["schema_version": .integer(1)]
    ) -> OutgoingMessage {
        OutgoingMessage(
            exchange: exchange,
            routingKey: key,
            properties: MessageProperties(
                messageID: id,
                type: type,
                contentType: contentType,
                userID: sender,
                timestamp: UInt64(Date().timeIntervalSince1970),
                deliveryMode: 2,
                headers: headers
            ),
            body: body
        )
    }

    /// Publishes one message and waits for the confirm.
    public func send(
        _ exchange: String,
        _ key: String,
        from sender: String?,
        id: String?,
        type: String?,
        body: [UInt8],
        contentType: String = "application/json",
        headers: [String: HeaderValue] = ["schema_version": .integer(1)]
    ) async throws {
        try await self.publish([
            self.message(
                exchange,
                key,
                from: sender,
                id: id,
                type: type,
                body: body,
                contentType: contentType,
                headers: headers
            )
        ])
    }

    /// Sends a command or an order to a unit.
    public func send(
        _ type: String,
        to unit: UnitName? = nil,
        from sender: String,
        id: String,
        _ command: some Encodable
    ) async throws {
        let unit = (unit ?? self.unit).rawValue
        let body = try JSONEncoding.encode(command)
        try await self.send("commands", "\(unit).\(type).\(sender)", from: sender, id: id, type: type, body: body)
    }

    /// Sends what a unit takes and waits for its answer.
    public func answer(
        to type: String,
        of unit: UnitName,
        from sender: String,
        id: String? = nil,
        _ command: some Encodable
    ) async throws -> Delivery {
        let id = id ?? "command-\(UUID().uuidString.lowercased())"
        try await self.send(type, to: unit, from: sender, id: id, command)
        return try await self.answer(to: id, of: sender)
    }

    /// Sends a command and returns the answer's type and its body, opened if it was sealed.
    public func command<C: CommandContract>(
        _ command: C,
        by sender: String,
        id: String? = nil
    ) async throws -> (type: String, body: String) {
        let answer = try await self.answer(to: C.type, of: C.unit, from: sender, id: id, command)
        let body = String(decoding: try self.open(answer, for: sender), as: UTF8.self)
        return (answer.properties.type ?? "", body)
    }

    /// Sends a command and returns the state it led to, or the code of the refusal.
    public func outcome<C: CommandContract>(
        of command: C,
        by sender: String,
        id: String? = nil
    ) async throws -> String {
        let answer = try await self.answer(to: C.type, of: C.unit, from: sender, id: id, command)
        let body = try JSONParser.parse(try self.open(answer, for: sender), limits: JSONLimits.message)
        guard answer.properties.type == CommandAccepted.type else { return body["code"]?.string ?? "?" }
        return body["result"]?["state"]?.string ?? "accepted"
    }

    /// Asks a unit and opens the answer with the asker's key.
    ///
    /// - Throws: If the unit refuses; the refusal is the failure's text.
    public func query<Q: QueryContract>(_ query: Q, by sender: String, of unit: UnitName? = nil) async throws -> String
    {
        try await self.ask(query, by: sender, of: unit ?? Q.unit)
    }

    /// The same of what every unit answers; no unit named: the first.
    public func query<Q: RuntimeQueryContract>(
        _ query: Q,
        by sender: String,
        of unit: UnitName? = nil
    ) async throws -> String { try await self.ask(query, by: sender, of: unit ?? self.unit) }

    private func ask(_ query: some MessageContract, by sender: String, of unit: UnitName) async throws -> String {
        let (id, type) = ("query-\(UUID().uuidString.lowercased())", Swift.type(of: query).type)
        try await self.send(
            "queries",
            "\(unit.rawValue).\(type).\(sender)",
            from: sender,
            id: id,
            type: type,
            body: try JSONEncoding.encode(query)
        )
        let answer = try await self.answer(to: id, of: sender)
        let text = String(decoding: try self.open(answer, for: sender), as: UTF8.self)
        guard answer.properties.type == QueryAnswered.type else { throw TestBroker.Failure(text) }
        return text
    }

    /// A message's body, opened with the reader's key if it is sealed.
    public func open(_ message: Delivery, for reader: String) throws -> [UInt8] {
        guard message.properties.contentType == "application/pksai-sealed" else { return message.body }
        guard let key = self.people.first(where: { $0.name == reader })?.key else {
            throw TestBroker.Failure("\(reader) has no key")
        }
        return try HPKESealing.open(
            message.body,
            keys: [key],
            userID: message.properties.userID ?? "",
            messageID: message.properties.messageID ?? ""
        )
    }

    /// Tells the units what happened elsewhere: the next events of a stream, confidential values sealed.
    public func tell(
        _ events: [any EventContract],
        from unit: UnitName,
        stream: String,
        complaint: ComplaintID?,
        lane: Lane = .routine
    ) async throws {
        let data = try events.map { event in
            (type(of: event).name, try self.encoded(event))
        }
        let (first, follows) = self.versions.withLockedValue { versions in
            let last = versions[stream] ?? 0
            versions[stream] = last + Int64(events.count)
            return (last + 1, last == 0 ? nil : last)
        }
        let now = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
        let told = data.enumerated().map { index, event in
            let version = first + Int64(index)
            let before: Int64? = index == 0 ? follows : version - 1
            let receivers = self.definitions.map { ($0.name.rawValue, before) }
            return ToldEvent(
                type: event.0,
                version: version,
                follows: Dictionary(uniqueKeysWithValues: receivers),
                at: now,
                data: event.1
            )
        }
        let message = EventMessage(
            stream: stream,
            complaintID: complaint?.text,
            caseID: nil,
            actor: "system",
            cause: "test",
            keys: self.sealer.keys(of: complaint),
            events: told
        )
        let names = data.map(\.0).joined(separator: ".")
        try await self.send(
            "events",
            "\(unit.rawValue).\(lane.rawValue).\(names)",
            from: unit.rawValue,
            id: "\(stream).\(first)",
            type: EventMessage.type,
            body: try JSONEncoding.encode(message)
        )
    }

    private func encoded(_ event: some EventContract) throws -> EncodedJSON {
        .bytes(try JSONEncoding.encode(event, userInfo: [.confidentialSealer: self.sealer]))
    }
}
