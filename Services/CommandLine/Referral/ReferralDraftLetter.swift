internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralDraftLetter: StaffVerb {
    typealias Command = DraftReferralLetter
    static let configuration = CommandConfiguration(commandName: "draft-letter", abstract: DraftReferralLetter.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The referral.") var referralID: ReferralID
    @Option(help: "Directory id of the addressee.") var institution: String?
    @Option(help: "f5_number.") var number: String?
    @Option(help: "f5_subject; `service referral` unless told.") var subject: String?
    @Option(help: "f5_child_name, if it is to differ from what is known.") var childName: String?
    @Option(help: "f5_child_age in years, likewise.") var childAge: Int?
    @Option(help: "f5_child_address, likewise.") var childAddress: String?
    @Option(help: "f5_problem: the minimum the partner needs.") var problem: String?
    @Option(help: "f5_done_so_far.") var doneSoFar: String?
    @Option(help: "f5_help_wanted.") var helpWanted: String?
    @Option(help: "f5_attachment: a short description of what is attached.") var attachment: String?

    var fields: Fields {
        [
            "referral_id": self.referralID,
            "institution": self.institution,
            "number": self.number,
            "subject": self.subject,
            "child_name": self.childName,
            "child_age": self.childAge,
            "child_address": self.childAddress,
            "problem": self.problem,
            "done_so_far": self.doneSoFar,
            "help_wanted": self.helpWanted,
            "attachment": self.attachment,
        ]
    }
}
