public import Vocabulary

/// What the centre's people order about one case, which the service unit owns.
public protocol CaseCommand: CommandContract {
    /// The case.
    var caseID: CaseID { get }
}

extension CaseCommand {
    /// The unit that owns the thing.
    public static var unit: UnitName { .serviceUnit }
}
