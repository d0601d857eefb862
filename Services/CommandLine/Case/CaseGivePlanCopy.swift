internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseGivePlanCopy: StaffVerb {
    typealias Command = GivePlanCopy
    static let configuration = CommandConfiguration(commandName: "give-plan-copy", abstract: GivePlanCopy.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Flag(inversion: .prefixedNo, help: "To the child.") var toChild: Bool?
    @Flag(inversion: .prefixedNo, help: "To the family.") var toFamily: Bool?

    var fields: Fields { ["case_id": self.caseID, "to_child": self.toChild, "to_family": self.toFamily] }
}
