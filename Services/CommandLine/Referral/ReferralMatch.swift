internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralMatch: QueryVerb {
    typealias Query = MatchDirectory
    static let configuration = CommandConfiguration(commandName: "match", abstract: MatchDirectory.summary)
    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "A referral, whose need and child are meant.") var referralID: ReferralID?
    @Option(help: "What is needed, where no referral is named.") var need: Need?
    @Option(help: "The child's.") var sex: Sex?
    @Option(help: "Completed years.") var age: Int?

    var fields: Fields { ["referral_id": self.referralID, "need": self.need, "sex": self.sex, "age": self.age] }
}
