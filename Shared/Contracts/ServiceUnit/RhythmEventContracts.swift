public import Vocabulary

// Who hears it: domain.md §6.14.

extension SupervisionRecorded: EventContract {
    /// Who tells whom.
    public static let route = Telling("supervision_recorded", .serviceUnit, to: [.identification], "quality control")
}

extension FileAuditRecorded: EventContract {
    /// Who tells whom.
    public static let route = Telling("file_audit_recorded", .serviceUnit, to: [.identification], "quality control")
}
