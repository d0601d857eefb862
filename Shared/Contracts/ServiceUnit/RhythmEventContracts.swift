public import Vocabulary

// Who hears it: domain.md §6.14.

extension SupervisionRecorded: EventContract {
    /// The name as given.
    public static let name = "supervision_recorded"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "quality control"
}

extension FileAuditRecorded: EventContract {
    /// The name as given.
    public static let name = "file_audit_recorded"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "quality control"
}
