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

/// The fields of Form 1 that must be filled, or said to be unknown, before an officer hands a report over
/// (domain.md §7.1, R and C).
public enum Form1Field: String, Codable, Sendable, Hashable, CaseIterable, Comparable {
    case childName = "child_name"
    case childSex = "child_sex"
    case birth
    case address
    case caredBy = "cared_by"
    case householdHead = "household_head"
    case situation
    case categories
    case vulnerable
    case vulnerabilityTypes = "vulnerability_types"
    case riskLevel = "risk_level"
    case recommendation

    /// By name.
    public static func < (left: Form1Field, right: Form1Field) -> Bool { left.rawValue < right.rawValue }

    /// Whether `unknown` is an answer: not for what the officer judges.
    public var canBeUnknown: Bool {
        switch self {
        case .childName, .childSex, .birth, .address, .caredBy, .householdHead, .categories: true
        case .situation, .vulnerable, .vulnerabilityTypes, .riskLevel, .recommendation: false
        }
    }
}

/// What an officer relies on when no register answers (domain.md §11.2, §11.6).
public enum ResidencyProof: String, Codable, Sendable, Hashable, CaseIterable {
    case familyCard = "family_card"
    case nonpermanentCertificate = "nonpermanent_certificate"
    case fieldVisit = "field_visit"
    case officialStatement = "official_statement"
}
