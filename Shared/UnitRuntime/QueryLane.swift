import CoreMetrics
import Contracts
import JSON
import Logging
import PostgreSQL
import RabbitMQ
import Sealing
import Vocabulary

/// Answers questions: sealed to the reader, who saw what is journaled, nothing is kept.
struct QueryLane: Sendable {
    let consumer: RabbitMQConsumer
    let publisher: RabbitMQPublisher
    let handling: BatchHandling
    let logger: Logger
    /// Bytes; the broker takes messages of up to 2 MiB.
    static let largestAnswer = 2_000_000
    /// Questions answered at once: connections must be left for the lanes.
    static let atOnce = 3
    private static let failed = "the unit failed at this question and would again: its log tells ops why"

    func run() async throws {
        while let deliveries = try await self.consumer.nextBatch(maximumMessages: Self.atOnce, maximumBytes: 1 << 20) {
            await withTaskGroup(of: Void.self) { group in
                for delivery in deliveries {
                    group.addTask { await self.answer(RawMessage(delivery)) }
                }
            }
            _ = await self.consumer.acknowledge(each: deliveries.map(\.token))
        }
    }

    private func answer(_ raw: RawMessage) async {
        guard let question = self.handling.reader.readQuery(raw) else {
            self.handling.metrics.queriesDropped.increment()
            return
        }
        do {
            let message = try await self.handling.pool.withTransaction(isolation: .readCommitted) { transaction in
                try await self.answer(question, transaction)
            }
            guard let message else { return }
            _ = await self.publisher.publish([message], timeout: .seconds(5))
        } catch {
            // A question is not kept: whoever asked asks again, unless it would fail again.
            let failure = Failure(error)
            self.logger.warning(
                "query failed",
                metadata: ["message.type": "\(question.type)", "error": "\(failure.text)"]
            )
            guard !failure.mayPass, let told = try? self.refusal(question, "failed", Self.failed, [], nil) else {
                return
            }
            _ = await self.publisher.publish([told], timeout: .seconds(5))
        }
    }

    private func answer(_ question: Question, _ transaction: PostgreSQLTransaction) async throws -> OutgoingMessage? {
        let working = WorkingSet(keys: DataKeySet())
        let first = try await transaction.pipeline([
            Configuration.planningByStatistics,
            "SELECT now()",
            """
            SELECT id, state FROM aggregates WHERE kind = \(RegisteredUser.streamKind) AND id = \(question.sender.text)
            """,
        ])
        guard let databaseNow = try first[1].rows(as: PostgreSQLTimestamp.self).first else { return nil }
        let now = self.handling.timekeeper.now(databaseNow)
        try self.handling.takeUsers(first[2], into: working)
        let user = working.users[question.sender.text]
        var roles = user?.roles ?? []
        if question.sender.text == self.handling.administrator { roles.insert(.admin) }
        let actor = Actor(username: question.sender.text, roles: roles)
        do {
            let body = try question.body.get()
            guard let binding = self.handling.query(question.type) else {
                throw RuntimeRejection.unknownType(question.type)
            }
            guard !roles.isEmpty else { throw RuntimeRejection.unknownUser }
            guard binding.roles.isEmpty || !binding.roles.isDisjoint(with: roles) else {
                throw RuntimeRejection.roleMissing(
                    command: question.type,
                    roles: binding.roles.map(\.rawValue).sorted()
                )
            }
            let context = QueryContext(
                actor: actor,
                institution: user?.institution,
                reason: question.reason,
                now: now,
                transaction: transaction
            )
            let answer = try await binding.answer(body, context)
            let ground = context.ground.flatMap { binding.grounds.contains($0) ? $0 : nil }
            let revealed = try await self.reveal(answer, question, ground, actor, now, transaction)
            let leftOut = self.note(context.unreadable, question)
            return try self.message(
                QueryAnswered.type,
                try JSONEncoding.encode(QueryAnswered(query: question.type, answer: revealed, leftOut: leftOut)),
                question,
                key: user?.sealKey
            )
        } catch let rejection as any DomainRejection {
            var journal = Writes.JournalColumns()
            journal.append(
                stream: "refusal-\(self.handling.outbox.newID())",
                type: "view_refused",
                Refusal(rejection, question).body(by: actor),
                actor: actor.roles == [.agency] ? "agency" : actor.username,
                cause: "query",
                at: self.handling.timekeeper.database(now)
            )
            try await transaction.commit(with: self.handling.journalStatements(journal))
            return try self.refusal(question, rejection.code, rejection.explanation, [], user?.sealKey)
        } catch let bad as BadQuery {
            return try self.refusal(
                question,
                "malformed",
                "the question doesn't fit its contract",
                bad.problems,
                user?.sealKey
            )
        }
    }

    /// Tells ops which rows can't be read; how many, for whoever asked.
    private func note(_ unreadable: [String], _ question: Question) -> Int? {
        guard !unreadable.isEmpty else { return nil }
        self.logger.error(
            "rows can't be read and are left out of an answer",
            metadata: [
                "message.type": "\(question.type)", "rows": "\(unreadable.prefix(20).joined(separator: ", "))",
                "count": "\(unreadable.count)",
            ]
        )
        return unreadable.count
    }

    /// Opens what the answer holds sealed, and journals who was shown which class of whom.
    private func reveal(
        _ answer: JSONValue,
        _ question: Question,
        _ ground: OpeningGround?,
        _ actor: Actor,
        _ now: Instant,
        _ transaction: PostgreSQLTransaction
    ) async throws -> JSONValue {
        let places = StateCoding.openings(in: answer)
        guard !places.isEmpty else { return answer }
        let origins = Set(places.map(\.origin)).sorted()
        let result = try await transaction.query(
            """
            SELECT origin, class, key_id, box FROM data_keys
            WHERE box IS NOT NULL AND origin = ANY(\(origins)::text[])
            """
        )
        let sealer = BatchSealer()
        sealer.add(try BatchHandling.wrappedKeys(result).keys, self.handling.keyring, fresh: false)
        let (revealed, opened) = StateCoding.reveal(answer, with: sealer)
        guard !opened.isEmpty else { return revealed }
        let reason = try Shown.reason(to: opened, roles: actor.roles, given: question.reason, ground)
        var journal = Writes.JournalColumns()
        journal.append(
            stream: "access-\(self.handling.outbox.newID())",
            type: "data_shown",
            Shown.body(question.type, to: actor.username, actor.roles, reason: reason, opened),
            actor: actor.username,
            cause: question.messageID,
            at: self.handling.timekeeper.database(now)
        )
        // Shown only once that is on record.
        try await transaction.commit(with: self.handling.journalStatements(journal))
        return revealed
    }

    private func refusal(
        _ question: Question,
        _ code: String,
        _ explanation: String,
        _ problems: [Problem],
        _ key: PublicSealKey?
    ) throws -> OutgoingMessage {
        let refused = QueryRefused(query: question.type, code: code, explanation: explanation, problems: problems)
        return try self.message(
            QueryRefused.type,
            try JSONEncoding.encode(refused),
            question,
            key: key,
            mustSeal: false
        )
    }

    private func message(
        _ type: String,
        _ body: [UInt8],
        _ question: Question,
        key: PublicSealKey?,
        mustSeal: Bool = true
    ) throws -> OutgoingMessage {
        let id = self.handling.outbox.newID()
        guard let key else {
            guard mustSeal else { return try self.plain(type, body, question, id) }
            let refused = QueryRefused(
                query: question.type,
                code: "no_key",
                explanation: "answers are sealed to your public key and you have none; `pksai user rotate` makes one",
                problems: []
            )
            return try self.plain(QueryRefused.type, try JSONEncoding.encode(refused), question, id)
        }
        guard body.count <= Self.largestAnswer else {
            return try self.refusal(
                question,
                "too_large",
                "the answer has \(body.count) bytes, at most \(Self.largestAnswer) can be sent: ask for less (limit, page)",
                [],
                key
            )
        }
        let unit = self.handling.definition.name.rawValue
        let sealed = try HPKESealing.seal(body, to: key, userID: unit, messageID: id)
        return try self.handling.outbox.row(
            .answer,
            exchange: ExchangeName.receipts.rawValue,
            routingKey: "receipt.\(question.sender.text)",
            type: type,
            body: sealed,
            messageID: id,
            correlationID: question.correlationID,
            contentType: Reader.sealedContentType
        ).message
    }

    private func plain(
        _ type: String,
        _ body: [UInt8],
        _ question: Question,
        _ id: String
    ) throws -> OutgoingMessage {
        try self.handling.outbox.row(
            .answer,
            exchange: ExchangeName.receipts.rawValue,
            routingKey: "receipt.\(question.sender.text)",
            type: type,
            body: body,
            messageID: id,
            correlationID: question.correlationID
        ).message
    }
}

/// A query as read.
struct Question: Sendable {
    let sender: Username
    /// As sent; a question without one that may be one is refused.
    let messageID: String
    let type: String
    let body: Result<JSONValue, BadQuery>
    /// The body's member `reason`, if it says anything: why the reader must see it.
    let reason: String?

    /// What its answer refers to.
    var correlationID: String? { self.messageID.isEmpty ? nil : self.messageID }
}

extension Reader {
    /// Reads a query; nil if nobody can be answered.
    func readQuery(_ raw: RawMessage) -> Question? {
        guard let sender = raw.sender.flatMap({ Username($0) }), !raw.hasCopyHeader,
            raw.routingKey.hasSuffix(".\(sender.text)")
        else { return nil }
        let id = raw.messageID ?? ""
        func question(_ body: Result<JSONValue, BadQuery>) -> Question {
            let said = (try? body.get())?["reason"]?.string
            let reason = said.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
            return Question(sender: sender, messageID: id, type: raw.type ?? "", body: body, reason: reason)
        }
        let problems = self.problems(raw)
        guard problems.isEmpty else { return question(.failure(BadQuery(problems: problems))) }
        do {
            var body = raw.body
            if raw.contentType == Self.sealedContentType {
                body = try self.keyring.openSealedMessage(body, userID: sender.text, messageID: id)
            }
            return question(.success(try JSONParser.parse(body, limits: self.limits)))
        } catch let error as JSONSyntaxError {
            return question(.failure(BadQuery(problems: [error.problem])))
        } catch {
            return question(
                .failure(
                    BadQuery(problems: [
                        Problem(pointer: "", expected: "body sealed to this unit's key", found: "unreadable")
                    ])
                )
            )
        }
    }
}
