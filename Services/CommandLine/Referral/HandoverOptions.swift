internal import ArgumentParser
internal import Contracts
internal import Vocabulary

/// What handover minutes say, whoever signs them.
struct HandoverOptions: ParsableArguments {
    @Argument(help: "The referral.") var referralID: ReferralID
    @Option(help: "The minutes' number.") var number: String?
    @Option(help: "Date and time of the handover; now unless told.") var handedOverAt: Instant?
    @Option(help: "Where.") var place: String?
    @Option(help: "Child, documents or both.") var handedOver: [HandedOver] = []
    @Option(help: "The documents, one an entry.") var documents: [String] = []
    @Option(help: "How the child was.") var condition: String?
    @Option(help: "What of value went with the child.") var valuables: String?
    @Option(help: "Who handed over for the centre.") var officer: String?
    @Option(help: "Who received for the partner.") var receivingOfficer: String?
    @Option(help: "What the child received before.") var servicesReceived: String?
    @Option(help: "When the partner promised to report.") var reportingDate: LocalDate?

    init() {}

    var fields: Fields {
        [
            "referral_id": self.referralID,
            "number": self.number,
            "handed_over_at": self.handedOverAt,
            "place": self.place,
            "handed_over": self.handedOver.unlessEmpty,
            "documents": self.documents.unlessEmpty,
            "condition": self.condition,
            "valuables": self.valuables,
            "officer": self.officer,
            "receiving_officer": self.receivingOfficer,
            "services_received": self.servicesReceived,
            "reporting_date": self.reportingDate,
        ]
    }
}
