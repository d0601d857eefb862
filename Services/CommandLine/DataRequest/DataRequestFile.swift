internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct DataRequestFile: QueryVerb {
    typealias Query = ShowFileExtract
    static let configuration = CommandConfiguration(commandName: "file", abstract: ShowFileExtract.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The request.") var requestID: DataRequestID
    @Option(help: "Why it is opened; recorded.") var reason: String?

    var fields: Fields { ["request_id": self.requestID, "reason": self.reason] }
}
