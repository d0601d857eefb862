internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralAssign: StaffVerb {
    typealias Command = IssueAssignmentLetter
    static let configuration = CommandConfiguration(commandName: "assign", abstract: IssueAssignmentLetter.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The referral.") var referralID: ReferralID
    @Option(help: "The letter's number.") var number: String?
    @Option(help: "Who goes.") var worker: Username?

    var fields: Fields { ["referral_id": self.referralID, "number": self.number, "worker": self.worker] }
}
