internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ComplaintList: QueryVerb {
    typealias Query = ListComplaints
    static let configuration = CommandConfiguration(commandName: "list", abstract: ListComplaints.summary)
    static let columns = [
        "complaint_no", "registered_at", "status", "codes.risk_level", "emergency", "codes.categories",
        "codes.subdistrict", "assessment", "assess_by", "registration_no",
    ]

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "Only this one.") var complaintNo: ComplaintNumber?
    @Option(help: "Only in this state, `registered`.") var status: String?
    @Flag(inversion: .prefixedNo, help: "Only those that wait for an officer's assessment.") var waiting: Bool?
    @Option(help: "At most this many, 1 to 1,000; 100 unless told.") var limit: Int?

    var fields: Fields {
        [
            "complaint_no": self.complaintNo, "status": self.status, "waiting": self.waiting, "limit": self.limit,
        ]
    }
}
