public import Vocabulary

extension OncallRaised: EventContract {
    /// Its word on the wire.
    public static let name = "urgent_case_raised"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What happened, in a sentence.
    public static let summary = "on call: called out to a rung of the ladder"
}

extension OncallClaimed: EventContract {
    /// Its word on the wire.
    public static let name = "urgent_case_claimed"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What happened, in a sentence.
    public static let summary = "on call: somebody has it, or it changed hands"
}

extension OncallPassed: EventContract {
    /// Its word on the wire.
    public static let name = "urgent_case_passed"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What happened, in a sentence.
    public static let summary = "on call: somebody on the rung could not take it"
}

extension OncallReleased: EventContract {
    /// Its word on the wire.
    public static let name = "urgent_case_released"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What happened, in a sentence.
    public static let summary = "on call: its holder gave it back"
}

extension OncallLapsed: EventContract {
    /// Its word on the wire.
    public static let name = "urgent_claim_lapsed"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What happened, in a sentence.
    public static let summary = "on call: its holder did not act in time"
}

extension OncallContacted: EventContract {
    /// Its word on the wire.
    public static let name = "contact_attempted"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What happened, in a sentence.
    public static let summary = "on call: its holder tried to reach child or family"
}

extension OncallEscalated: EventContract {
    /// Its word on the wire.
    public static let name = "urgent_case_escalated"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What happened, in a sentence.
    public static let summary = "on call: the next rung is called"
}
