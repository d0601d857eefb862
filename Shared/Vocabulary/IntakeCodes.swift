// Codes that commands of intake and identification name.

/// Papers asked for at intake, *if any*: a missing one is a task and never blocks (domain.md §4.3).
public enum IntakeDocument: String, Codable, Sendable, Hashable, CaseIterable, Comparable {
    case parentIdentityCard = "parent_identity_card"
    case familyCard = "family_card"
    case birthCertificate = "birth_certificate"
    case assistanceCard = "assistance_card"
    case coveringLetter = "covering_letter"

    /// By name.
    public static func < (left: IntakeDocument, right: IntakeDocument) -> Bool { left.rawValue < right.rawValue }

    /// The papers to ask for after a complaint over this channel; a covering letter only from an institution.
    public static func expected(over channel: Channel) -> Set<IntakeDocument> {
        let always: Set<IntakeDocument> = [.parentIdentityCard, .familyCard, .birthCertificate]
        return channel == .institutionReferral ? always.union([.coveringLetter]) : always
    }
}

/// What an officer relies on when no register answers (domain.md §11.2, §11.6).
public enum ResidencyProof: String, Codable, Sendable, Hashable, CaseIterable {
    case familyCard = "family_card"
    case nonpermanentCertificate = "nonpermanent_certificate"
    case fieldVisit = "field_visit"
    case officialStatement = "official_statement"
}
