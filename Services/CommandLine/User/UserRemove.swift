internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct UserRemove: Verb {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Takes login, queue and roles from a user; what the user did stays recorded."
    )

    @OptionGroup var common: CommonOptions
    @Argument var name: Username

    func perform(_ session: Session) async throws {
        try await UserDesk(session).remove(self.name, showing: session.output)
    }
}
