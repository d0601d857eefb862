internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct OncallPass: Verb {
    static let configuration = CommandConfiguration(commandName: "pass", abstract: PassUrgentCase.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The case.") var caseID: CaseID

    func perform(_ session: Session) async throws {
        try session.print(await session.claim(PassUrgentCase(caseID: self.caseID), self.acting))
    }
}
