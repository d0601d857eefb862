public import Vocabulary

extension OncallRaised: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "urgent_case_raised",
        .serviceUnit,
        to: [.identification],
        "on call: called out to a rung of the ladder"
    )
}

extension OncallClaimed: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "urgent_case_claimed",
        .serviceUnit,
        to: [.identification],
        "on call: somebody has it, or it changed hands"
    )
}

extension OncallPassed: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "urgent_case_passed",
        .serviceUnit,
        to: [.identification],
        "on call: somebody on the rung could not take it"
    )
}

extension OncallReleased: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "urgent_case_released",
        .serviceUnit,
        to: [.identification],
        "on call: its holder gave it back"
    )
}

extension OncallLapsed: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "urgent_claim_lapsed",
        .serviceUnit,
        to: [.identification],
        "on call: its holder did not act in time"
    )
}

extension OncallContacted: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "contact_attempted",
        .serviceUnit,
        to: [.identification],
        "on call: its holder tried to reach child or family"
    )
}

extension OncallEscalated: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "urgent_case_escalated",
        .serviceUnit,
        to: [.identification],
        "on call: the next rung is called"
    )
}
