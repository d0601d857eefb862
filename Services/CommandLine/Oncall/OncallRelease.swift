internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct OncallRelease: Verb {
    static let configuration = CommandConfiguration(commandName: "release", abstract: ReleaseUrgentCase.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The case.") var caseID: CaseID

    func perform(_ session: Session) async throws {
        try session.print(await session.claim(ReleaseUrgentCase(caseID: self.caseID), self.acting))
    }
}
