internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct IdentificationRecordResidency: StaffVerb {
    typealias Command = RecordResidency
    static let configuration = CommandConfiguration(commandName: "record-residency", abstract: RecordResidency.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The complaint's number.") var complaintNo: ComplaintNumber
    @Option(help: "What the proof shows.") var residency: Residency?
    @Option(help: "What was seen.") var proof: ResidencyProof?
    @Option(help: "The child's region, four digits; needed for a non-resident.") var homeDistrict: String?

    var fields: Fields {
        [
            "complaint_no": self.complaintNo,
            "residency": self.residency,
            "proof": self.proof,
            "home_district": self.homeDistrict,
        ]
    }
}
