@testable import PostgreSQL
import Testing

/// The rules of a pipeline, step by step, without a server.
struct PipelineQueueTests {
    private static let later = ContinuousClock.now.advanced(by: .seconds(60))

    private func add(
        _ texts: [String],
        to queue: inout PipelineQueue,
        commits: Bool = false
    ) -> PipelineQueue.ID {
        let id = queue.makeID()
        let statements = texts.map { SQL(stringLiteral: $0) }
        queue.add(.statements(statements), id: id, deadline: Self.later, commits: commits, location: "here")
        return id
    }

    /// Answers as a server does when all goes well.
    private func answerAll(_ steps: [PipelineQueue.Step], of queue: inout PipelineQueue) -> PipelineQueue.Finished? {
        for step in steps {
            if step == .synchronize {
                if case .finish(let work) = queue.receive(.synchronized) { return work }
            } else {
                _ = queue.receive(.result(PostgreSQLResult()))
                _ = queue.receive(.endOfStep)
            }
        }
        return nil
    }

    private func error(_ finished: PipelineQueue.Finished?) -> PostgreSQLError? {
        if case .failure(let error) = finished?.outcome { error } else { nil }
    }

    @Test func `a text is prepared the first time and only named afterwards`() throws {
        var queue = PipelineQueue()
        _ = self.add(["A", "B", "A"], to: &queue)
        let firstRequest = queue.next()
        let first = try #require(firstRequest)
        #expect(
            first.steps == [
                .prepare(statement: 0, name: "s1"), .execute(statement: 0, name: "s1"),
                .prepare(statement: 1, name: "s2"), .execute(statement: 1, name: "s2"),
                .execute(statement: 2, name: "s1"), .synchronize,
            ]
        )
        let finished = self.answerAll(first.steps, of: &queue)
        #expect(try finished?.outcome.get().count == 3)
        _ = self.add(["B"], to: &queue)
        do {
            let request = queue.next()
            #expect(request?.steps == [.execute(statement: 0, name: "s2"), .synchronize])
        }
    }

    @Test func `work that needs a text being prepared waits for it, other work does not`() throws {
        var queue = PipelineQueue()
        _ = self.add(["A"], to: &queue)
        _ = self.add(["B"], to: &queue)
        _ = self.add(["A"], to: &queue)
        let firstRequest = queue.next()
        let first = try #require(firstRequest)
        do {
            let request = queue.next()
            #expect(request != nil)
        }
        do {
            let request = queue.next()
            #expect(request == nil)
        }
        _ = self.answerAll(first.steps, of: &queue)
        do {
            let request = queue.next()
            #expect(request?.steps == [.execute(statement: 0, name: "s1"), .synchronize])
        }
    }

    @Test func `a failed PREPARE is not remembered, and what follows it neither`() throws {
        var queue = PipelineQueue()
        let id = self.add(["bad", "good"], to: &queue)
        _ = queue.next()
        _ = queue.receive(.failure(ServerFailure(sqlState: "42601")))
        _ = queue.receive(.endOfStep)
        for _ in 0..<3 {
            _ = queue.receive(.aborted)
            _ = queue.receive(.endOfStep)
        }
        guard case .finish(let work) = queue.receive(.synchronized) else {
            Issue.record("not finished")
            return
        }
        #expect(work.id == id)
        #expect(self.error(work)?.statementIndex == 0)
        #expect(queue.cache.count == 0)
    }

    @Test func `a full cache sends texts unnamed`() {
        var queue = PipelineQueue(cache: StatementCache(capacity: 1))
        _ = self.add(["A", "B"], to: &queue)
        do {
            let request = queue.next()
            #expect(request?.steps.contains(.executeUnnamed(statement: 1)) == true)
        }
    }

    @Test func `a script travels alone`() throws {
        var queue = PipelineQueue()
        _ = self.add(["A"], to: &queue)
        queue.add(.script("X"), id: queue.makeID(), deadline: Self.later, location: "here")
        _ = self.add(["B"], to: &queue)
        let firstRequest = queue.next()
        let first = try #require(firstRequest)
        do {
            let request = queue.next()
            #expect(request == nil)
        }
        _ = self.answerAll(first.steps, of: &queue)
        do {
            let request = queue.next()
            #expect(request?.steps == [.script])
        }
        do {
            let request = queue.next()
            #expect(request == nil)
        }
        guard case .finish = queue.receive(.endOfStep) else {
            Issue.record("not finished")
            return
        }
        do {
            let request = queue.next()
            #expect(request != nil)
        }
    }

    @Test func `a loss tells each what is known of it`() throws {
        var queue = PipelineQueue()
        let committing = self.add(["A", "COMMIT"], to: &queue, commits: true)
        let sent = self.add(["B"], to: &queue)
        let waiting = self.add(["A"], to: &queue)
        _ = queue.next()
        _ = queue.next()
        let told = queue.lose(.connectionLost, reason: "gone")
        #expect(told.map(\.id) == [committing, sent, waiting])
        #expect(told.map { self.error($0)?.code } == [.commitOutcomeUnknown, .connectionLost, .connectionLost])
        #expect(queue.isEmpty)
    }

    @Test func `a commit that was answered is committed, also if the connection is lost then`() throws {
        var queue = PipelineQueue()
        _ = self.add(["COMMIT"], to: &queue, commits: true)
        _ = queue.next()
        for _ in 0..<2 {
            _ = queue.receive(.result(PostgreSQLResult(command: "COMMIT")))
            _ = queue.receive(.endOfStep)
        }
        let told = queue.lose(.connectionLost, reason: nil)
        #expect(try told.first?.outcome.get().count == 1)
    }

    @Test func `a commit that was never sent is not unknown`() {
        var queue = PipelineQueue()
        _ = self.add(["COMMIT"], to: &queue, commits: true)
        let told = queue.lose(.connectionLost, reason: nil)
        #expect(self.error(told.first)?.code == .connectionLost)
    }

    @Test(arguments: [(0, PostgreSQLError.Code.connectionLost), (1, .commitOutcomeUnknown)])
    func `an end by the server before COMMIT is not unknown, at COMMIT it is`(
        answered: Int,
        code: PostgreSQLError.Code
    ) throws {
        var queue = PipelineQueue()
        _ = self.add(["A", "COMMIT"], to: &queue)
        let warmRequest = queue.next()
        let warm = try #require(warmRequest)
        _ = self.answerAll(warm.steps, of: &queue)
        _ = self.add(["A", "COMMIT"], to: &queue, commits: true)
        _ = queue.next()
        for _ in 0..<answered {
            _ = queue.receive(.result(PostgreSQLResult()))
            _ = queue.receive(.endOfStep)
        }
        guard
            case .close(.connectionLost, "57P01", let reason) = queue.receive(
                .failure(ServerFailure(sqlState: "57P01", endsConnection: true))
            )
        else {
            Issue.record("not closed")
            return
        }
        let told = queue.lose(.connectionLost, sqlState: "57P01", reason: reason)
        #expect(self.error(told.first)?.code == code)
    }

    @Test func `a loss reported for the step before COMMIT leaves the commit unknown`() {
        var queue = PipelineQueue()
        _ = self.add(["A", "COMMIT"], to: &queue, commits: true)
        _ = queue.next()
        guard case .close = queue.receive(.failure(.lost)) else {
            Issue.record("not closed")
            return
        }
        let told = queue.lose(.connectionLost, reason: nil)
        #expect(self.error(told.first)?.code == .commitOutcomeUnknown)
    }

    @Test func `an error answered before the loss is the answer`() {
        var queue = PipelineQueue()
        _ = self.add(["A", "COMMIT"], to: &queue, commits: true)
        _ = queue.next()
        _ = queue.receive(.failure(ServerFailure(sqlState: "23505", constraint: "k")))
        let error = self.error(queue.lose(.connectionLost, reason: nil).first)
        #expect(error?.code == .uniqueViolation)
        #expect(error?.constraint == "k")
    }

    @Test func `late work is found, sent or not`() {
        var queue = PipelineQueue()
        let id = self.add(["A"], to: &queue)
        #expect(queue.late(at: .now) == nil)
        #expect(queue.late(at: Self.later)?.isSent == false)
        _ = queue.next()
        #expect(queue.late(at: Self.later)?.id == id)
        #expect(queue.late(at: Self.later)?.isSent == true)
        #expect(queue.withdraw(id) == nil)
    }

    @Test func `an answer to nothing and one out of order close the connection`() {
        var queue = PipelineQueue()
        guard case .close = queue.receive(.synchronized) else {
            Issue.record("accepted")
            return
        }
        _ = self.add(["A"], to: &queue)
        _ = queue.next()
        guard case .close = queue.receive(.synchronized) else {
            Issue.record("accepted")
            return
        }
    }
}
