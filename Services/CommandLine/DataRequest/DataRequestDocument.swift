internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct DataRequestDocument: StaffVerb {
    typealias Command = DocumentDataRequest
    static let configuration = CommandConfiguration(commandName: "document", abstract: DocumentDataRequest.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The request.") var requestID: DataRequestID
    @Option(help: "Where in the archive.") var archive: String?

    var fields: Fields { ["request_id": self.requestID, "archive": self.archive] }
}
