internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseRecordConsent: StaffVerb {
    typealias Command = RecordConsent
    static let configuration = CommandConfiguration(
        commandName: "record-consent",
        abstract: RecordConsent.summary,
        discussion: "Members that only --body can give: form."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "What the family says.") var decision: RecordConsent.Decision?
    @Option(help: "In what capacity it is signed.") var capacity: SignerCapacity?
    @Flag(
        inversion: .prefixedNo,
        help: """
            They considered it, asked, and know rights, limits of confidentiality and \
            risks.
            """
    )
    var informed: Bool?
    @Flag(inversion: .prefixedNo, help: "The purpose was explained first.") var purposeExplained: Bool?
    @Flag(inversion: .prefixedNo, help: "The signer is suspected of harming the child.") var suspectedPerpetrator: Bool?
    @Flag(inversion: .prefixedNo, help: "Whether partners may be told; needed if willing.")
    var sharingWithPartners: Bool?
    @Option(help: "Why consent must wait, if deferred.") var reason: String?

    var fields: Fields {
        [
            "case_id": self.caseID,
            "decision": self.decision,
            "capacity": self.capacity,
            "informed": self.informed,
            "purpose_explained": self.purposeExplained,
            "suspected_perpetrator": self.suspectedPerpetrator,
            "sharing_with_partners": self.sharingWithPartners,
            "reason": self.reason,
        ]
    }
}
