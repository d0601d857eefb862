public import Vocabulary

extension InformationVerified: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "information_verified",
        .intake,
        to: [.identification, .serviceUnit],
        "an indirect complaint's information is confirmed"
    )
}

extension InformationUnverifiable: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "information_unverifiable",
        .intake,
        to: [.identification, .serviceUnit],
        "all traces tried, nothing confirms it"
    )
}

extension ComplaintDocumented: EventContract {
    /// Who tells whom.
    public static let route = Telling("complaint_documented", .intake, to: [.identification], "registered in the book")
}

// Travels with case_registered, hence to intake too: one message, not two.
extension ChildDataRegistered: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "child_data_registered",
        .identification,
        to: [.intake, .serviceUnit],
        "an indirect complaint's child is in the data bank"
    )
}
