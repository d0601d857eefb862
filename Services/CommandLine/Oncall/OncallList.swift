internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct OncallList: QueryVerb {
    typealias Query = ListOncall
    static let configuration = CommandConfiguration(commandName: "list", abstract: ListOncall.summary)
    static let columns = [
        "case_id", "complaint_no", "risk_level", "codes.subdistrict", "urgent.phase", "urgent.rung",
        "urgent.raise_no", "urgent.called", "urgent.holder", "urgent.since",
    ]

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Flag(inversion: .prefixedNo, help: "Also those that somebody has; only those that wait unless given.") var held:
        Bool?
    @Option(help: "Only this one, wherever it stands, with the case it joined.") var caseID: CaseID?

    var fields: Fields { ["held": self.held, "case_id": self.caseID] }
}
