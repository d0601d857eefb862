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
    @Option(help: "Of a file: a part that may be given, such as assessment; may be repeated.") var part: [FilePart] = []
    @Option(help: "The last day it holds.") var expires: LocalDate?

    var fields: Fields { ["request_id": self.requestID, "fields": self.part.unlessEmpty, "expires": self.expires] }
}
