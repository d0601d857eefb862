internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ServiceComplaintList: QueryVerb {
    typealias Query = ListServiceComplaints
    static let configuration = CommandConfiguration(commandName: "list", abstract: ListServiceComplaints.summary)
    static let columns = [
        "service_complaint_no", "status", "channel", "trigger", "content", "received_at", "answered_at", "complaint_no",
    ]

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "Only in this state: received, answered.") var status: String?
    @Option(help: "At most this many, 1 to 1,000; 100 unless told.") var limit: Int?
    @Option(help: "Why what was said is read; recorded. Without it the list holds codes only.") var reason: String?

    var fields: Fields {
        [
            "status": self.status,
            "limit": self.limit,
            "reason": self.reason,
        ]
    }
}
