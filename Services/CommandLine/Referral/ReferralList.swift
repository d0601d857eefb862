internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralList: QueryVerb {
    typealias Query = ListReferrals
    static let configuration = CommandConfiguration(commandName: "list", abstract: ListReferrals.summary)
    static let columns = [
        "referral_id", "complaint_no", "state", "track", "kind", "need", "risk_level", "institution", "act_by",
    ]

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "Only in this state, `sent`.") var state: String?
    @Option(help: "Only of this case.") var caseID: CaseID?
    @Option(help: "At most this many, 1 to 1,000; 100 unless told.") var limit: Int?

    var fields: Fields { ["state": self.state, "case_id": self.caseID, "limit": self.limit] }
}
