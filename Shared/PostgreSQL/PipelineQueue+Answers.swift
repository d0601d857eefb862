extension PipelineQueue {
    /// Takes the next answer; answers come in the order of the steps sent.
    mutating func receive(_ answer: Answer) -> Reaction {
        guard !self.sent.isEmpty, self.sent[0].position < self.sent[0].steps.count else {
            return .close(code: .connectionLost, sqlState: nil, reason: "an answer to no question")
        }
        let step = self.sent[0].steps[self.sent[0].position]
        switch (step, answer) {
        case (_, .unexpected):
            return .close(code: .other, sqlState: nil, reason: "COPY is not supported")
        case (_, .failure(.lost)):
            return .close(code: .connectionLost, sqlState: nil, reason: "the connection was lost")
        case (_, .failure(let failure)):
            return self.fail(step, failure)
        case (.synchronize, .synchronized):
            return self.finish()
        case (.script, .result(let result)):
            self.sent[0].results.append(result)
            return .none
        case (.script, .endOfStep):
            return self.finish()
        case (.prepare(let statement, _), .result):
            self.sent[0].hasAnswer = true
            self.cache.confirm(self.text(of: statement))
            return .none
        case (.execute, .result(let result)), (.executeUnnamed, .result(let result)):
            self.sent[0].hasAnswer = true
            self.sent[0].results.append(result)
            return .none
        case (.prepare(let statement, _), .aborted):
            self.sent[0].hasAnswer = true
            self.cache.forget(self.text(of: statement))
            return .none
        case (.execute, .aborted), (.executeUnnamed, .aborted):
            self.sent[0].hasAnswer = true
            return .none
        case (.prepare, .endOfStep), (.execute, .endOfStep), (.executeUnnamed, .endOfStep):
            guard self.sent[0].hasAnswer else { return .none }
            self.sent[0].hasAnswer = false
            self.sent[0].position += 1
            return .none
        case (.synchronize, .endOfStep):
            return .none
        case (.synchronize, _), (.script, _), (.prepare, _), (.execute, _), (.executeUnnamed, _):
            return .close(code: .connectionLost, sqlState: nil, reason: "an answer out of order")
        }
    }

    /// Ends everything, because the connection is lost.
    ///
    /// - Parameters:
    ///   - code: What became of the connection.
    ///   - culprit: The work that made it be closed, with its own code: it was late, or cancelled.
    /// - Returns: What each piece of work is to be told, in order.
    mutating func lose(
        _ code: PostgreSQLError.Code,
        sqlState: String? = nil,
        reason: String?,
        cause: (any Error)? = nil,
        culprit: (id: ID, code: PostgreSQLError.Code)? = nil
    ) -> [Finished] {
        defer {
            self.sent.removeAll()
            self.waiting.removeAll()
        }
        func told(_ request: Request, wasSent: Bool) -> Finished {
            if wasSent, let outcome = request.knownOutcome { return Finished(id: request.id, outcome: outcome) }
            let isCulprit = culprit?.id == request.id
            let own = isCulprit ? culprit?.code ?? code : code
            let error = PostgreSQLError(
                wasSent && request.commits ? .commitOutcomeUnknown : own,
                sqlState: sqlState,
                reason: isCulprit || culprit == nil ? reason : "the connection was closed for other work",
                cause: cause,
                location: request.location
            )
            return Finished(id: request.id, outcome: .failure(error))
        }
        return self.sent.map { told($0, wasSent: true) } + self.waiting.map { told($0, wasSent: false) }
    }

    private func text(of statement: Int) -> String {
        guard case .statements(let statements) = self.sent[0].work else { return "" }
        return statements[statement].text
    }

    private mutating func finish() -> Reaction {
        let request = self.sent.removeFirst()
        guard let failure = request.failure else {
            return .finish(Finished(id: request.id, outcome: .success(request.results)))
        }
        return .finish(Finished(id: request.id, outcome: .failure(failure)))
    }

    /// The server ended the connection at a step before COMMIT, hence COMMIT was not run.
    private mutating func noteUncommitted(_ step: Step, _ failure: ServerFailure) {
        let last = self.sent[0].statementCount - 1
        switch step {
        case .execute(statement: last, _), .executeUnnamed(statement: last), .synchronize, .script: return
        case .execute, .executeUnnamed, .prepare: break
        }
        guard self.sent[0].commits, self.sent[0].failure == nil else { return }
        self.sent[0].failure = PostgreSQLError(
            .connectionLost,
            sqlState: failure.sqlState,
            reason: "the server ended the connection",
            location: self.sent[0].location
        )
    }

    private mutating func fail(_ step: Step, _ failure: ServerFailure) -> Reaction {
        var code = PostgreSQLError.Code(sqlState: failure.sqlState)
        let statement: Int?
        switch step {
        case .prepare(let index, _):
            statement = index
            self.cache.forget(self.text(of: index))
        case .execute(let index, let name):
            statement = index
            let isNew = self.sent[0].steps.contains {
                if case .prepare(_, let prepared) = $0 { prepared == name } else { false }
            }
            // 0A000 of a statement prepared earlier: "cached plan must not change result type".
            if failure.sqlState == "26000" || (failure.sqlState == "0A000" && !isNew) {
                code = .staleStatement
                self.cache.forgetPrepared()
                self.isStale = true
            }
        case .executeUnnamed(let index): statement = index
        case .synchronize: statement = nil
        case .script: statement = self.sent[0].results.count
        }
        self.sent[0].hasAnswer = true
        if failure.endsConnection {
            self.noteUncommitted(step, failure)
            return .close(code: .connectionLost, sqlState: failure.sqlState, reason: "the server ended the connection")
        }
        if self.sent[0].failure == nil {
            self.sent[0].failure = PostgreSQLError(
                code,
                sqlState: failure.sqlState,
                constraint: failure.constraint,
                statementIndex: statement,
                location: self.sent[0].location
            )
        }
        return .none
    }
}

extension PipelineQueue.Request {
    /// What is known of work whose connection was lost before its last answer.
    var knownOutcome: PipelineQueue.Outcome? {
        if let failure { return .failure(failure) }
        // COMMIT was answered, only the end of the pipeline was not: it is committed.
        if self.commits, self.results.count == self.statementCount { return .success(self.results) }
        return nil
    }
}
