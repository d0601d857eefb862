public import Vocabulary

extension CaseIdentified: EventContract {
    /// The name as given.
    public static let name = "case_identified"
    /// The producers.
    public static let producers: Set<UnitName> = [.identification]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.intake]
    /// What it is for, in a sentence.
    public static let summary = "a visit found a child in need"
}

extension PopulationUnanswered: EventContract {
    /// The name as given.
    public static let name = "population_unanswered"
    /// The producers.
    public static let producers: Set<UnitName> = [.identification]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "the registry is silent; the checks go on"
}

extension ComplaintUnlinkedFromCase: EventContract {
    /// The name as given.
    public static let name = "complaint_unlinked_from_case"
    /// The producers.
    public static let producers: Set<UnitName> = [.identification]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.intake, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "a link was undone"
}
