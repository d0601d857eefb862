public import Vocabulary

// Who hears it: domain.md §6.14.

extension ReintegrationStarted: EventContract {
    /// The name as given.
    public static let name = "reintegration_started"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "a child leaves an institution"
}

extension FamilyReady: EventContract {
    /// The name as given.
    public static let name = "family_ready_recorded"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "the family is ready"
}

extension SubstituteFamilyWanted: EventContract {
    /// The name as given.
    public static let name = "substitute_family_chosen"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "the own family is unfit"
}

extension CommunityResocialised: EventContract {
    /// The name as given.
    public static let name = "community_resocialised"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .referral]
    /// What it is for, in a sentence.
    public static let summary = "community ready"
}

extension ReintegrationMonitored: EventContract {
    /// The name as given.
    public static let name = "reintegration_monitored"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .referral]
    /// What it is for, in a sentence.
    public static let summary = "development seen"
}

extension ReintegrationEvaluated: EventContract {
    /// The name as given.
    public static let name = "reintegration_evaluated"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .referral]
    /// What it is for, in a sentence.
    public static let summary = "success or not"
}
