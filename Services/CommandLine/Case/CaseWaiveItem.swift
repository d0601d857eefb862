internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseWaiveItem: StaffVerb {
    typealias Command = WaiveItem
    static let configuration = CommandConfiguration(commandName: "waive-item", abstract: WaiveItem.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "The item, `b1_3`.") var item: String?
    @Option(help: "Why.") var reason: String?

    var fields: Fields { ["case_id": self.caseID, "item": self.item, "reason": self.reason] }
}
