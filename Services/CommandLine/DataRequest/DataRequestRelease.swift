internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct DataRequestRelease: StaffVerb {
    typealias Command = ReleaseData
    static let configuration = CommandConfiguration(commandName: "release", abstract: ReleaseData.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The request.") var requestID: DataRequestID
    @Option(help: "Of a file: the hash its unit gave with the extract.") var extractHash: String?

    var fields: Fields { ["request_id": self.requestID, "extract_hash": self.extractHash] }
}
