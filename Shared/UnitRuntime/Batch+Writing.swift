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
    /// What the batch's messages came to.
    var outcomes: [Outcome] = []
    /// What messages came to that the inbox has from before.
    var changedOutcomes: [Outcome] = []
    var quarantine: [QuarantineRow] = []
    /// Answers of this batch as kept, for repeats in the same batch.
    var kept: [[UInt8]: (type: String, body: [UInt8])] = [:]

    struct Outcome {
        let key: [UInt8]
        let bodyKey: [UInt8]
        let outcome: Decision.Outcome
        let type: String?
        let answer: [UInt8]?
    }

    struct JournalColumns {
        var streams: [String] = []
        var versions: [Int64] = []
        var types: [String] = []
        var bodies: [[UInt8]] = []
        var actors: [String] = []
        var causes: [String] = []
        var told: [String] = []
        var times: [PostgreSQLTimestamp] = []

        /// A row that belongs to no aggregate: a stream of its own, told to nobody.
        mutating func append(
            stream: String,
            type: String,
            _ body: JSONValue,
            actor: String,
            cause: String,
            at time: PostgreSQLTimestamp
        ) {
            self.streams.append(stream)
            self.versions.append(1)
            self.types.append(type)
            self.bodies.append(body.bytes)
            self.actors.append(actor)
            self.causes.append(cause)
            self.told.append("")
            self.times.append(time)
        }
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
        for decision in decisions {
            try self.giveWay()
            try self.encode(decision, loaded, &writes)
        }
        var statements = self.inboxStatements(writes)
        statements += self.lookupStatements(loaded) + self.counterStatements(loaded)
        let aggregates = try self.aggregateStatements(loaded)
        statements += self.silentClockStatements(loaded)
        statements += self.keyStatements(loaded)
        statements += try await self.destructionStatements(decisions, transaction)
        statements += self.journalStatements(writes.journal)
        statements += aggregates
        statements += self.parkedStatements(loaded)
        statements += self.quarantineStatements(writes.quarantine, decisions) + self.orderStatements(decisions)
        try self.giveWay()
        // What routine work left behind is not an urgent message's to clear away.
        let isUrgent = loaded.batch.contains(where: \.isUrgent)
        let confirmed = isUrgent ? [] : self.outbox.takeConfirmed()
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
        let known = try self.tell(decision, loaded, &writes, &told)
        for (index, happened) in decision.happened.enumerated() {
            let (type, data, openings) = try StateCoding.encodeEvent(
                happened.event,
                sealer: loaded.sealer,
                known: known.encodings
            )
            for opening in openings.union(known.openings[index, default: []]) {
                loaded.working.aggregates[happened.reference]?.origins.insert(opening.origin)
            }
            writes.journal.streams.append(happened.reference.stream)
            writes.journal.versions.append(happened.version)
            writes.journal.types.append(type)
            writes.journal.bodies.append(data)
            writes.journal.actors.append(decision.journalActor)
            writes.journal.causes.append(decision.cause)
            writes.journal.told.append(told[index, default: []].joined(separator: " "))
            writes.journal.times.append(self.timekeeper.database(loaded.now))
        }
        if let refusal = decision.refusal, !decision.isRepeat {
            writes.journal.append(
                stream: "refusal-\(self.outbox.newID())",
                type: "decision_refused",
                refusal.body(by: decision.actor),
                actor: decision.journalActor,
                cause: decision.cause,
                at: self.timekeeper.database(loaded.now)
            )
        }
        for (effect, of) in decision.effects {
            switch effect {
            case .tell, .fact, .handleQuarantined, .destroyKeys: continue
            case .release(let origin):
                for happened in of.map({ [decision.happened[$0]] }) ?? decision.happened {
                    loaded.working.aggregates[happened.reference]?.release(origin.text)
                }
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
                let about = (of.map { [decision.happened[$0]] } ?? decision.happened).map(\.reference)
                for user in self.users(recipient, loaded) {
                    let answer = AnyAnswer(answer)
                    try self.answer(
                        answer,
                        to: user,
                        correlation: nil,
                        seals: answer.isSealed,
                        about: about,
                        loaded,
                        &writes
                    )
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
}
