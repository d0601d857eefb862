internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct DataRequestGrant: StaffVerb {
    typealias Command = GrantDataRequest
    static let configuration = CommandConfiguration(commandName: "grant", abstract: GrantDataRequest.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The request.") var requestID: DataRequestID

    var fields: Fields { ["request_id": self.requestID] }
}
