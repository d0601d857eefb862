internal import ArgumentParser
internal import Contracts

struct ReferralDirectoryCheck: Verb {
    static let configuration = CommandConfiguration(commandName: "check", abstract: CheckDirectory.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The directory's file, JSON; - for standard input.", completion: .file()) var path: String

    func perform(_ session: Session) async throws {
        let text = String(decoding: try InputFile.read(self.path, most: 4 << 20), as: UTF8.self)
        try await session.ask(CheckDirectory(text: text), self.acting)
    }
}
