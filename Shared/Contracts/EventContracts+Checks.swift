public import Vocabulary

extension InformationVerified: EventContract {
    /// The name as given.
    public static let name = "information_verified"
    /// The producers.
    public static let producers: Set<UnitName> = [.intake]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "an indirect complaint's information is confirmed"
}

extension InformationUnverifiable: EventContract {
    /// The name as given.
    public static let name = "information_unverifiable"
    /// The producers.
    public static let producers: Set<UnitName> = [.intake]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "all traces tried, nothing confirms it"
}

extension ComplaintDocumented: EventContract {
    /// The name as given.
    public static let name = "complaint_documented"
    /// The producers.
    public static let producers: Set<UnitName> = [.intake]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "registered in the book"
}

// Travels with case_registered, hence to intake too: one message, not two.
extension ChildDataRegistered: EventContract {
    /// The name as given.
    public static let name = "child_data_registered"
    /// The producers.
    public static let producers: Set<UnitName> = [.identification]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.intake, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "an indirect complaint's child is in the data bank"
}
