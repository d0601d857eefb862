internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct AgencyAdd: Verb {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Makes an agency's account; prints all it needs to send complaints.",
        discussion: """
            The agency publishes to the exchange with routing key complaint.<username>.urgent or .routine and reads its \
            receipts from the queue. `pksai complaint submit --as NAME` does both.
            """
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "2 to 41 lower-case letters, digits and hyphens.")
    var name: Username

    func perform(_ session: Session) async throws {
        let registered = try await UserDesk(session).add(self.name, roles: [.agency], institution: nil)
        session.output.show(try registered.profile.agencyJSON)
        registered.warn(session.output)
    }
}
