internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct DataRequestUnavailable: StaffVerb {
    typealias Command = ReportDataUnavailable
    static let configuration = CommandConfiguration(commandName: "unavailable", abstract: ReportDataUnavailable.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The request.") var requestID: DataRequestID
    @Option(help: "Why; not_available unless told.") var reason: DataRefusalReason?

    var fields: Fields { ["request_id": self.requestID, "reason": self.reason] }
}
