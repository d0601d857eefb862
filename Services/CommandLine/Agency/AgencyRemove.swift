internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct AgencyRemove: Verb {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Takes login and queue from an agency; its complaints stay."
    )

    @OptionGroup var common: CommonOptions
    @Argument var name: Username

    func perform(_ session: Session) async throws {
        try await UserDesk(session).remove(self.name, showing: session.output)
    }
}
