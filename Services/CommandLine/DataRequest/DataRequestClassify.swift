internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct DataRequestClassify: StaffVerb {
    typealias Command = ClassifyDataRequest
    static let configuration = CommandConfiguration(commandName: "classify", abstract: ClassifyDataRequest.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The request.") var requestID: DataRequestID
    @Option(help: "Which.") var dataClass: DataClass?

    var fields: Fields { ["request_id": self.requestID, "data_class": self.dataClass] }
}
