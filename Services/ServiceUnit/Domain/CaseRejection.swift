public import Vocabulary

/// Why the service unit said no: a stable word and one sentence that says who may, what is missing or who has it.
public struct CaseRejection: DomainRejection {
    /// The stable words.
    public enum Code: String, Sendable, CaseIterable {
        case unknownCase = "unknown_case"
        case moved
        case over
        case notAllowed = "not_allowed"
        case decidesNothing = "decides_nothing"
        case notYours = "not_yours"
        case notUrgent = "not_urgent"
        case notRaised = "not_raised"
        case alreadyHeld = "already_held"
        case notHeld = "not_held"
        case missing
        case invalid
        case noAssignment = "no_assignment"
        case noConsent = "no_consent"
        case notInformed = "not_informed"
        case purposeNotExplained = "purpose_not_explained"
        case suspectedPerpetrator = "suspected_perpetrator"
        case itemsMissing = "items_missing"
        case itemsNotObserved = "items_not_observed"
        case itemsUncovered = "items_uncovered"
        case levelTooHigh = "level_too_high"
        case wrongOrder = "wrong_order"
        case unsigned
        case ageNotAutomatic = "age_not_automatic"
    }

    /// The stable word.
    public let reason: Code
    /// One sentence for a person.
    public let explanation: String
    /// The member of the message that is to blame.
    public let pointer: String

    /// Nothing was ever told of it.
    package static let noSuchCase = CaseRejection(.unknownCase, "no such case here; list_cases shows the open ones")

    /// The stable word, as sent.
    public var code: String { self.reason.rawValue }

    init(_ reason: Code, _ explanation: String, at pointer: String = "") {
        self.reason = reason
        self.explanation = explanation
        self.pointer = pointer
    }
}
