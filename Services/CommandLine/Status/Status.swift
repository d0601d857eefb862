internal import ArgumentParser
internal import Contracts
internal import Foundation
internal import JSON
internal import UnixSignals
internal import Vocabulary

struct Status: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Units, instances, queues, clocks; ends with 2 if a unit does not answer within 3 s.",
        discussion: """
            A queue that does not answer is one the broker calls down or in a minority, or a unit's own that no instance \
            reads: the broker may call it running and yet answer nobody, as after a crash a moment after it was declared. \
            --watch looks again and again until Ctrl-C or SIGTERM, which end it with 0; with --json a line each time. Rates \
            of queues are the broker's, which looks every 5 s.
            """
    )

    @OptionGroup var common: CommonOptions
    @Flag(help: "Go on as a live board.") var watch = false
    @Option(help: ArgumentHelp("Look this often.", valueName: "seconds")) var interval = 2

    static let wait = Duration.seconds(3)

    func validate() throws {
        guard (1...3_600).contains(self.interval) else { throw ValidationError("--interval takes 1 to 3600 seconds") }
    }

    func perform(_ session: Session) async throws {
        let management = try Management(session.settings.managementURL)
        guard self.watch else {
            let status = try await session.asAdministrator(within: Self.wait) { client in
                try await SystemStatus(client, management)
            }
            if session.output.json {
                session.output.show(status.json)
            } else {
                for line in StatusBoard(output: session.output).lines(status) { session.output.line(line) }
            }
            if !status.silent.isEmpty {
                let names = status.silent.map(\.rawValue).joined(separator: ", ")
                throw Failure(
                    "\(names): no answer within 3 s",
                    hint: "its messages wait in its queues; see the unit's log"
                )
            }
            return
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { return }
            }
            group.addTask { try await self.watch(session, management) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// Looks until cancelled; what cannot be had now is said on the board.
    private func watch(_ session: Session, _ management: Management) async throws {
        let screen = Screen(session.output)
        defer { screen.leave() }
        let board = StatusBoard(output: session.output)
        var last: SystemStatus?
        while !Task.isCancelled {
            do {
                try await session.asAdministrator(within: Self.wait) { client in
                    while true {
                        let status = try await SystemStatus(client, management)
                        if session.output.json {
                            session.output.line(status.json.text)
                        } else {
                            screen.draw(self.title(session.output) + board.lines(status, since: last))
                        }
                        last = status
                        try await Task.sleep(for: .seconds(self.interval))
                    }
                }
            } catch is CancellationError {
                return
            } catch {
                let failure = Failure(translating: error)
                if session.output.json {
                    session.output.fail(failure)
                } else {
                    let text = "\(session.output.red("pksai:")) \(failure.description)"
                    screen.draw(self.title(session.output) + text.split(separator: "\n").map(String.init))
                }
                try? await Task.sleep(for: .seconds(self.interval))
            }
        }
    }

    private func title(_ output: Output) -> [String] {
        let now = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
        let time = now.description.prefix(19).replacing("T", with: " ")
        return ["\(output.bold("PKSAI"))  \(time)  \(output.dim("every \(self.interval) s; Ctrl-C ends"))", ""]
    }
}
