internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct DataRequestDeny: StaffVerb {
    typealias Command = DenyDataRequest
    static let configuration = CommandConfiguration(commandName: "deny", abstract: DenyDataRequest.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The request.") var requestID: DataRequestID
    @Option(help: "Why.") var reason: DataRefusalReason?

    var fields: Fields { ["request_id": self.requestID, "reason": self.reason] }
}
