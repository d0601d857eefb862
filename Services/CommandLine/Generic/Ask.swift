internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct Ask: AnyMessageVerb {
    static let configuration = CommandConfiguration(
        abstract: "Asks a unit anything: the question's body as a JSON file, or - for standard input."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The unit.") var unit: UnitName
    @Argument(help: "The query, such as show_case.") var query: String
    @Argument(help: ArgumentHelp("JSON object; - for standard input.", valueName: "file"), completion: .file())
    var file: String = "-"

    func request(_ client: MessagingClient, _ body: JSONValue) throws -> Request {
        try client.query(self.query, to: self.unit, body: body, messageID: self.acting.messageID)
    }
}
