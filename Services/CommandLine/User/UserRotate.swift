internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct UserRotate: Verb {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Gives a user a new password and a new key; the old ones end at once."
    )

    @OptionGroup var common: CommonOptions
    @Argument var name: Username

    func perform(_ session: Session) async throws {
        let registered = try await UserDesk(session).rotate(self.name)
        session.output.show([
            "username": .string(self.name.text),
            "profile": .string("\(try ProfileStore(session.settings).folder)/\(self.name.text).json"),
            "pending": .array(registered.pending.map { .string($0.rawValue) }),
        ])
        registered.warn(session.output)
    }
}
