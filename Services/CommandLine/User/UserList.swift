internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct UserList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Shows the users with a profile here."
    )

    @OptionGroup var common: CommonOptions
    @Option(help: "Only users with this role.")
    var role: Role?

    func perform(_ session: Session) async throws {
        let store = try ProfileStore(session.settings)
        let known = Set(try await Management(session.settings.managementURL).users())
        let users = try store.usernames().map { try store.load($0) }.filter { profile in
            self.role.map(profile.roles.contains) ?? !profile.roles.contains(.admin)
        }
        let list = users.map { profile -> JSONValue in
            [
                "username": .string(profile.username.text),
                "roles": .array(profile.roles.map { .string($0.rawValue) }),
                "institution": profile.institution.map(JSONValue.string) ?? .null,
                "full_name": profile.fullName.map(JSONValue.string) ?? .null,
                "at_broker": .bool(known.contains(profile.username.text)),
            ]
        }
        session.output.show(.array(list))
    }
}
