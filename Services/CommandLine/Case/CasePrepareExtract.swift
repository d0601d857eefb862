internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CasePrepareExtract: StaffVerb {
    typealias Command = PrepareFileExtract
    static let configuration = CommandConfiguration(
        commandName: "prepare-extract",
        abstract: PrepareFileExtract.summary
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Argument(help: "The request for data.") var requestID: DataRequestID
    @Option(help: "What the reader is to the child.") var readerIs: FileReader?
    @Flag(help: "The reader stands against the child's interest.") var conflictOfInterest = false
    @Flag(help: "It has been read, and nobody else's secret is in it.") var othersRemoved = false

    var fields: Fields {
        [
            "case_id": self.caseID, "request_id": self.requestID, "reader_is": self.readerIs,
            "conflict_of_interest": self.conflictOfInterest, "others_removed": self.othersRemoved,
        ]
    }
}
