// Codes that messages of referral and data-request name.

/// Who signs handover minutes (domain.md §9.2).
public enum HandoverSide: String, Codable, Sendable, Hashable, CaseIterable, Comparable {
    case referralOfficer = "referral_officer"
    case focalPoint = "focal_point"

    /// By name.
    public static func < (left: HandoverSide, right: HandoverSide) -> Bool { left.rawValue < right.rawValue }
}

/// Where a child that waits for a placement sleeps (domain.md §9.1).
public enum StayPlace: String, Codable, Sendable, Hashable, CaseIterable {
    case family
    case foster
    case shelter
    case hospital
    case institution
    /// None can be found: the head of the centre is told at once.
    case none
}

/// Who takes a child on without a letter: the family, or somebody of the community (domain.md §9.1, §14 D12).
public enum ReceiverCapacity: String, Codable, Sendable, Hashable, CaseIterable {
    case parent
    case guardian
    case relative
    /// Head of the neighbourhood (RT).
    case rt
    /// Head of the community (RW).
    case rw
    case psm
    case tksk
    case communityFigure = "community_figure"

    /// Whether it belongs to the family.
    public var isFamily: Bool {
        switch self {
        case .parent, .guardian, .relative: true
        case .rt, .rw, .psm, .tksk, .communityFigure: false
        }
    }
}

/// Why a bed is free again (domain.md §14 D08).
public enum BedRelease: String, Codable, Sendable, Hashable, CaseIterable {
    /// Nobody came within the time it was kept.
    case lapsed
    /// The officer let it go.
    case cancelled
    case declined
    /// The referral went to another provider.
    case sentElsewhere = "sent_elsewhere"
    /// The child was handed over somewhere else.
    case movedOn = "moved_on"
    /// The child is back with its family.
    case reunified
    case caseClosed = "case_closed"
    case consentWithdrawn = "consent_withdrawn"
}

extension ReferralKind {
    /// Whether the receiver's acceptance stands for letter and handover (D12).
    public var isInformal: Bool { self == .toFamily || self == .community }
}

extension Need {
    /// Needs of an expert: psychologist, lawyer, doctor (domain.md §9.1).
    public static let expert: Set<Need> = [.psychology, .law, .health]
}

/// Why a data request is refused, as a code: a sentence could tell of a child.
public enum DataRefusalReason: String, Codable, Sendable, Hashable, CaseIterable {
    /// Letter, applicant or purpose are missing.
    case incomplete
    /// Rule 26: who somebody is never leaves.
    case identityRequested = "identity_requested"
    /// Class `never`.
    case neverReleased = "never_released"
    /// Facts for a service go with the referral, under consent (S09).
    case throughReferralOnly = "through_referral_only"
    case outOfScope = "out_of_scope"
    case purposeNotValid = "purpose_not_valid"
    /// There is no such count, or no case to count.
    case notAvailable = "not_available"
    /// Nothing can be shown that doesn't tell, alone or with what has left before, who somebody is.
    case wouldReveal = "would_reveal"
    /// No group of cases is large enough to hide a child in.
    case notAnonymous = "not_anonymous"
    /// The reader stands against the child's interest.
    case conflictOfInterest = "conflict_of_interest"
    /// A defence asks over a court's order.
    case noCourtOrder = "no_court_order"

    /// A sentence for the applicant.
    public var explanation: String {
        switch self {
        case .incomplete: "a request needs a letter, an applicant and a purpose"
        case .identityRequested: "what tells who a child or a reporter is never leaves the centre; ask for counts"
        case .neverReleased: "data of this class never leave the centre"
        case .throughReferralOnly: "facts of a case go to a partner with its referral, under consent, not on request"
        case .outOfScope: "the request lies outside what the centre does"
        case .purposeNotValid: "the purpose does not allow this use"
        case .notAvailable:
            "the centre has no such data; counts go by two, adjusted cases by two or more, of category, level, "
                + "subdistrict, sex, age_band, month, channel, outcome, and there must be cases in these months"
        case .wouldReveal:
            "nothing can be shown that doesn't reveal a small count, alone or with what has left before; ask for fewer "
                + "values or a longer period"
        case .notAnonymous: "too few cases share these codes for a child to be hidden among them; ask for fewer codes"
        case .conflictOfInterest: "the file is not given to somebody who stands against the child's interest"
        case .noCourtOrder: "a case is given to a defence only under the number of a court's order"
        }
    }
}
