public import Vocabulary

// Who hears it: domain.md §6.14.

extension ReintegrationStarted: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "reintegration_started",
        .serviceUnit,
        to: [.identification],
        "a child leaves an institution"
    )
}

extension FamilyReady: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "family_ready_recorded",
        .serviceUnit,
        to: [.identification],
        "the family is ready"
    )
}

extension SubstituteFamilyWanted: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "substitute_family_chosen",
        .serviceUnit,
        to: [.identification],
        "the own family is unfit"
    )
}

extension CommunityResocialised: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "community_resocialised",
        .serviceUnit,
        to: [.identification, .referral],
        "community ready"
    )
}

extension ReintegrationMonitored: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "reintegration_monitored",
        .serviceUnit,
        to: [.identification, .referral],
        "development seen"
    )
}

extension ReintegrationEvaluated: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "reintegration_evaluated",
        .serviceUnit,
        to: [.identification, .referral],
        "success or not"
    )
}
