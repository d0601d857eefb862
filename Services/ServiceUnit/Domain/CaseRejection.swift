internal import Instruments
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
        case notOffered = "not_offered"
        case offDuty = "off_duty"
        case otherSubdistrict = "other_subdistrict"
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
    /// Everything that is wrong with a form, at once.
    public let problems: [Doubt]

    /// Nothing was ever told of it.
    package static let noSuchCase = CaseRejection(.unknownCase, "no such case here; list_cases shows the open ones")

    /// The reader neither works on the case nor leads.
    package static let notYourFile = CaseRejection(
        .notYours,
        "only those who work on the case and leadership open its forms (§10.4)"
    )

    /// The stable word, as sent.
    public var code: String { self.reason.rawValue }

    init(_ reason: Code, _ explanation: String, at pointer: String = "") {
        self.reason = reason
        self.explanation = explanation
        self.pointer = pointer
        self.problems = []
    }

    /// What an instrument says against a form; nil if nothing.
    init?(_ findings: FormFindings, of instrument: Instrument) {
        guard let code = findings.code else { return nil }
        self.reason = Code(rawValue: code) ?? .invalid
        self.explanation = findings.explanation(of: instrument)
        self.pointer = findings.problems.first { $0.code == code }?.pointer ?? ""
        self.problems = findings.doubts
    }
}
