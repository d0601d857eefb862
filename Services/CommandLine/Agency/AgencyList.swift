internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct AgencyList: Verb {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Shows the agencies.")

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        var list = UserList()
        list.common = self.common
        list.role = .agency
        try await list.perform(session)
    }
}
