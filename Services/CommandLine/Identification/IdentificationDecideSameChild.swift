internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct IdentificationDecideSameChild: StaffVerb {
    typealias Command = DecideSameChild
    static let configuration = CommandConfiguration(commandName: "decide-same-child", abstract: DecideSameChild.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The complaint that showed the likeness, as `list_same_child_candidates` says.")
    var complaintID: ComplaintID
    @Option(help: "That complaint's record.") var childID: ChildID?
    @Option(help: "The record that stays, if they are one child.") var otherChildID: ChildID?
    @Flag(inversion: .prefixedNo, help: "Whether they are one child.") var same: Bool?
    @Option(help: "Why.") var reason: String?

    var fields: Fields {
        [
            "complaint_id": self.complaintID,
            "child_id": self.childID,
            "other_child_id": self.otherChildID,
            "same": self.same,
            "reason": self.reason,
        ]
    }
}
