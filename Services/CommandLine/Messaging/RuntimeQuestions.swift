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
        guard let answer = try await self.answerIfAny(to: request.messageID, within: wait) else { return nil }
        guard !answer.isRefusal else {
            let why = answer.body["explanation"]?.string ?? answer.type
            throw Failure("\(request.unit.rawValue) refuses \(Query.type): \(why)", status: .refused)
        }
        let decoded = JSONDecoding.decode(Query.Answer.self, from: answer.body["answer"] ?? .null)
        guard let value = decoded.value else {
            let places = decoded.problems.map(\.pointer).joined(separator: ", ")
            throw Failure("\(request.unit.rawValue) answered \(Query.type) in another form than expected (\(places))")
        }
        return value
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
