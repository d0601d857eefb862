internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct UserRemove: Verb {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Takes login, queue and roles from a user; what the user did stays recorded.",
        discussion: """
            Whoever still holds something is not removed: it is listed, with the command that gives it to somebody else. \
            With --force the user goes at once: urgent claims lapse and are called out again, and the coordinators are \
            alarmed of the rest (`pksai case list --vacant`, `pksai alerts list`).
            """
    )

    @OptionGroup var common: CommonOptions
    @Argument var name: Username

    @Flag(help: "Also who holds cases, claims, letters or turns; all of it waits for somebody else.") var force = false

    func perform(_ session: Session) async throws {
        if !self.force { try await UserDesk(session).requireNothingHeld(by: self.name) }
        try await UserDesk(session).remove(self.name, showing: session.output)
    }
}
