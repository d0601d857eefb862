internal import Contracts
internal import JSON

extension MessagingClient {
    /// Asks one unit what every unit answers.
    ///
    /// - Returns: Nil if the unit does not answer in time.
    func ask<Query: RuntimeQueryContract>(
        _ query: Query,
        of unit: UnitName,
        within wait: Duration
    ) async throws -> Query.Answer? {
        let request = try self.query(Query.type, to: unit, body: query)
        try await self.publish([request])
        return try await self.runtimeAnswer(Query.self, to: request, within: wait)
    }

    /// Asks all units at once and waits for all of them together.
    func askAll<Query: RuntimeQueryContract>(
        _ query: Query,
        within wait: Duration
    ) async throws -> [UnitName: Query.Answer] {
        let requests = try UnitName.allCases.map { try self.query(Query.type, to: $0, body: query) }
        try await self.publish(requests)
        let deadline = ContinuousClock.now + wait
        var answers: [UnitName: Query.Answer] = [:]
        for request in requests {
            let left = max(.zero, deadline - .now)
            answers[request.unit] = try await self.runtimeAnswer(Query.self, to: request, within: left)
        }
        return answers
    }

    private func runtimeAnswer<Query: RuntimeQueryContract>(
        _ query: Query.Type,
        to request: Request,
        within wait: Duration
    ) async throws -> Query.Answer? {
        guard let answer = try await self.answerIfAny(to: request, within: wait) else { return nil }
        return try answer.unlessRefused(request).decoded(Query.Answer.self, request)
    }

    /// Asks every unit, or one, for its rows.
    ///
    /// - Returns: The rows with their unit, and the units that did not answer in time.
    func gather<Query: RuntimeQueryContract, Row: Encodable>(
        _ query: Query,
        of unit: UnitName?,
        within wait: Duration,
        rows: (Query.Answer) -> [Row]
    ) async throws -> (rows: [JSONValue], silent: [UnitName]) {
        var found: [JSONValue] = []
        var silent: [UnitName] = []
        for unit in unit.map({ [$0] }) ?? UnitName.allCases {
            guard let answer = try await self.ask(query, of: unit, within: wait) else {
                silent.append(unit)
                continue
            }
            for row in rows(answer) {
                var object: JSONObject = ["unit": .string(unit.rawValue)]
                for member in try JSONEncoding.encodeToValue(row).object?.members ?? [] {
                    object[member.key] = member.value
                }
                found.append(.object(object))
            }
        }
        return (found, silent)
    }
}

extension Answer {
    /// What was answered, as the value it must be.
    func decoded<Value: Decodable>(_ type: Value.Type, _ request: Request) throws -> Value {
        let decoded = JSONDecoding.decode(type, from: self.body["answer"] ?? .null)
        guard let value = decoded.value else {
            throw Failure(otherForm: decoded.problems, request)
        }
        return value
    }
}

extension Answer {
    /// The same, if it is an answer that units give, in the form they give it in.
    ///
    /// - Throws: ``Failure``, with the places that are wrong and nothing of what stands there.
    func checked(_ request: Request) throws -> Answer {
        guard let type = MessageCatalog.answers.first(where: { $0.type == self.type }) else {
            throw Failure("\(request.unit.rawValue) answered \(request.type) with what is no answer")
        }
        func problems<Contract: AnswerContract>(_ type: Contract.Type) -> [Problem] {
            JSONDecoding.decode(type, from: self.body, mode: .lenient).problems
        }
        let problems = problems(type)
        guard problems.isEmpty else { throw Failure(otherForm: problems, request) }
        return self
    }
}

extension Failure {
    /// An answer that is not what was asked for; of its places only as many as a person reads.
    fileprivate init(otherForm problems: [Problem], _ request: Request) {
        let places = problems.prefix(5).map { $0.pointer.isEmpty ? "body" : String($0.pointer.prefix(80)) }
        self.init(
            "\(request.unit.rawValue) answered \(request.type) in another form than expected "
                + "(\(places.joined(separator: ", ")))"
        )
    }
}

extension Session {
    /// Shows what units told; those that did not answer are a failure.
    func show(_ rows: [JSONValue], _ silent: [UnitName], none: String) throws {
        if rows.isEmpty { self.output.say(none) }
        if self.output.json || !rows.isEmpty { self.output.show(.array(rows)) }
        if !silent.isEmpty {
            throw Failure("\(silent.map(\.rawValue).joined(separator: ", ")) did not answer", hint: "pksai status")
        }
    }
}

extension Session {
    /// Connects as the local administrator.
    func asAdministrator<Result: Sendable>(
        within wait: Duration? = nil,
        _ body: (MessagingClient) async throws -> Result
    ) async throws -> Result {
        try await Administrator(self.settings).connect(within: wait ?? self.wait, body)
    }
}
