internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct OncallTake: Verb {
    static let configuration = CommandConfiguration(commandName: "take", abstract: ClaimUrgentCase.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The case.") var caseID: CaseID

    func perform(_ session: Session) async throws {
        try session.print(await session.claim(ClaimUrgentCase(caseID: self.caseID), self.acting))
    }
}
