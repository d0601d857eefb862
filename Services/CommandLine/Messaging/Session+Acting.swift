internal import Contracts
internal import JSON
internal import Vocabulary

extension Session {
    /// The profile named by `--as`, else by `PKSAI_USER`.
    func profile(_ acting: ActingOptions) throws -> Profile {
        guard let name = acting.user ?? self.settings["PKSAI_USER"] else {
            throw Failure("who acts?", hint: "add --as USER (profiles: pksai user list)")
        }
        guard let username = Username(name) else { throw Failure("'\(name)' is no username") }
        return try ProfileStore(self.settings).load(username)
    }

    /// Connects as a user.
    func asUser<Result: Sendable>(
        _ acting: ActingOptions,
        _ body: (MessagingClient) async throws -> Result
    ) async throws -> Result {
        try await MessagingClient.run(as: self.profile(acting), store: ProfileStore(self.settings), body)
    }

    /// Sends one command and prints what came of it.
    func send<Command: CommandContract>(_ command: Command, _ acting: ActingOptions) async throws {
        let answer = try await self.asUser(acting) { client in
            let request = try client.command(
                Command.type,
                to: Command.unit,
                body: command,
                messageID: acting.messageID
            )
            return try await client.ask(request, within: self.wait)
        }
        try self.print(answer)
    }

    /// Asks one question and prints the answer.
    ///
    /// - Parameter columns: What a person sees of a list; empty for everything.
    func ask<Query: QueryContract>(_ query: Query, _ acting: ActingOptions, columns: [String] = []) async throws {
        let answer = try await self.asUser(acting) { client in
            let request = try client.query(Query.type, to: Query.unit, body: query)
            return try await client.ask(request, within: self.wait)
        }
        let lists = answer.body["answer"]?.object?.members.compactMap(\.value.array) ?? []
        guard !self.output.json, !columns.isEmpty, lists.count == 1, !lists[0].isEmpty else {
            return try self.print(answer)
        }
        for line in Rendering.table(lists[0], columns: columns).lines(self.output) { self.output.line(line) }
    }

    /// Prints an answer; a refusal ends the program with 1.
    func print(_ answer: Answer) throws {
        if self.output.json {
            self.output.line(answer.json.text)
        } else if answer.isRefusal {
            self.output.note(AnswerText.refusal(answer, self.output).joined(separator: "\n"))
        } else {
            for line in AnswerText.success(answer, self.output) { self.output.line(line) }
        }
        if answer.isRefusal { throw Failure.Status.refused.exit }
    }
}
