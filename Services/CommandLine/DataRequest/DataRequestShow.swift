internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct DataRequestShow: QueryVerb {
    typealias Query = ShowDataRequest
    static let configuration = CommandConfiguration(commandName: "show", abstract: ShowDataRequest.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The request.") var requestID: DataRequestID

    var fields: Fields { ["request_id": self.requestID] }
}
