internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralReportResult: StaffVerb {
    typealias Command = ReportReferralResult
    static let configuration = CommandConfiguration(
        commandName: "report-result",
        abstract: ReportReferralResult.summary
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The referral.") var referralID: ReferralID
    @Option(help: "How it ended.") var outcome: ReferralOutcome?
    @Option(help: "What was done, in words.") var result: String?

    var fields: Fields { ["referral_id": self.referralID, "outcome": self.outcome, "result": self.result] }
}
