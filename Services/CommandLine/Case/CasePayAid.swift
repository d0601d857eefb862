internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CasePayAid: StaffVerb {
    typealias Command = PayAidInstalment
    static let configuration = CommandConfiguration(commandName: "pay-aid", abstract: PayAidInstalment.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "Which grant, from 1.") var grantNo: Int?
    @Option(help: "Which instalment, from 1.") var instalment: Int?
    @Option(help: "The receipt's number.") var receiptNo: String?
    @Option(help: "What it is for.") var purpose: String?

    var fields: Fields {
        [
            "case_id": self.caseID,
            "grant_no": self.grantNo,
            "instalment": self.instalment,
            "receipt_no": self.receiptNo,
            "purpose": self.purpose,
        ]
    }
}
