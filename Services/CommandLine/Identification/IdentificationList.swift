internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct IdentificationList: QueryVerb {
    typealias Query = ListIdentifications
    static let configuration = CommandConfiguration(commandName: "list", abstract: ListIdentifications.summary)
    static let columns = [
        "complaint_no", "status", "open", "codes.risk_level", "residency", "prior_service", "registration_no",
        "linked_to", "not_eligible",
    ]

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "Only in this state, `analysed`.") var status: String?
    @Flag(inversion: .prefixedNo, help: "Only those whose residency is unknown.") var residencyUnknown: Bool?
    @Option(help: "At most this many, 1 to 1,000; 100 unless told.") var limit: Int?

    var fields: Fields { ["status": self.status, "residency_unknown": self.residencyUnknown, "limit": self.limit] }
}
