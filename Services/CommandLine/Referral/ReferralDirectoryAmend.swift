internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralDirectoryAmend: StaffVerb {
    typealias Command = AmendDirectoryEntry
    static let configuration = CommandConfiguration(commandName: "amend", abstract: AmendDirectoryEntry.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "Directory id; one that is not known begins an entry.") var id: String
    @Option(help: "Why.") var reason: String?
    @Option(help: "Name.") var institution: String?
    @Option(help: "Its name in Indonesian, as papers write it.") var indonesianName: String?
    @Option(help: "What it does.") var service: String?
    @Option(help: "The needs it serves.") var need: [Need] = []
    @Option(help: "How to get there.") var access: String?
    @Option(help: "What to bring.") var documents: [String] = []
    @Option(help: "The sexes it takes; all unless given.") var sexes: [Sex] = []
    @Option(help: "Completed years.") var minimumAge: Int?
    @Option(help: "Completed years.") var maximumAge: Int?
    @Option(help: "Hours a child may stay.") var maximumStayHours: Int?
    @Option(help: "How many beds.") var beds: Int?
    @Option(help: "Directory id of the way for a child it can't take because of sex.") var othersThrough: String?
    @Option(help: "What else there is to say.") var note: String?
    @Option(help: "Where.") var address: String?
    @Option(help: "The first day the entry holds.") var validFrom: LocalDate?
    @Option(help: "The last day the entry holds.") var validUntil: LocalDate?
    @Option(help: "When somebody last asked.") var lastChecked: LocalDate?

    var fields: Fields {
        [
            "id": self.id,
            "reason": self.reason,
            "institution": self.institution,
            "indonesian_name": self.indonesianName,
            "service": self.service,
            "need": self.need.unlessEmpty,
            "access": self.access,
            "documents": self.documents.unlessEmpty,
            "sexes": self.sexes.unlessEmpty,
            "minimum_age": self.minimumAge,
            "maximum_age": self.maximumAge,
            "maximum_stay_hours": self.maximumStayHours,
            "beds": self.beds,
            "others_through": self.othersThrough,
            "note": self.note,
            "address": self.address,
            "valid_from": self.validFrom,
            "valid_until": self.validUntil,
            "last_checked": self.lastChecked,
        ]
    }
}
