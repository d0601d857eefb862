internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct AgencyRotate: Verb {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Gives an agency a new password and key; the old ones end at once."
    )

    @OptionGroup var common: CommonOptions
    @Argument var name: Username

    func perform(_ session: Session) async throws {
        let registered = try await UserDesk(session).rotate(self.name)
        session.output.show(try registered.profile.agencyJSON)
        registered.warn(session.output)
    }
}
