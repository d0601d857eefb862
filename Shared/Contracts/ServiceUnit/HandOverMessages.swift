public import Vocabulary

// A claimed case goes to another worker; and a call was shown (domain.md §14, on call).

/// Offers a claimed case to another.
public struct OfferHandOver: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "offer_hand_over"
    /// What it is for, in a sentence.
    public static let summary =
        "Offers a case you have taken to another, with a note; it stays yours until it is accepted."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.onCallWorker, .coordinatorSw, .coordinatorPksai, .headPksai, .agencyHead]
    /// The case.
    public var caseID: CaseID
    /// Who shall have it.
    public var to: Username
    /// What the other must know.
    public var note: String

    /// All members.
    public init(caseID: CaseID, to: Username, note: String) {
        self.caseID = caseID
        self.to = to
        self.note = note
    }

    /// A made-up message.
    public static let example = OfferHandOver(
        caseID: Examples.caseID,
        to: Examples.username,
        note: "grandmother expects a call at 21:00"
    )
}

/// Takes an offered case.
public struct AcceptHandOver: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "accept_hand_over"
    /// What it is for, in a sentence.
    public static let summary = "Takes a case that its holder offers you; from then on it is yours."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = OfferHandOver.roles
    /// The case.
    public var caseID: CaseID

    /// All members.
    public init(caseID: CaseID) { self.caseID = caseID }

    /// A made-up message.
    public static let example = AcceptHandOver(caseID: Examples.caseID)
}

/// Says no to an offered case.
public struct DeclineHandOver: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "decline_hand_over"
    /// What it is for, in a sentence.
    public static let summary = "Says no to an offered case: its holder keeps it."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = OfferHandOver.roles
    /// The case.
    public var caseID: CaseID
    /// Why.
    public var reason: String

    /// All members.
    public init(caseID: CaseID, reason: String) {
        self.caseID = caseID
        self.reason = reason
    }

    /// A made-up message.
    public static let example = DeclineHandOver(caseID: Examples.caseID, reason: "on the way to another child")
}

/// Says that a call was on somebody's screen; the client sends it by itself.
public struct RecordCallDisplayed: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "record_call_displayed"
    /// What it is for, in a sentence.
    public static let summary = "Says that a call was on your screen; `pksai oncall watch` sends it by itself."
    /// Who may send it.
    public static let roles: Set<Role> = OfferHandOver.roles
    /// The case.
    public var caseID: CaseID
    /// Which call of it.
    public var raiseNo: Int

    /// All members.
    public init(caseID: CaseID, raiseNo: Int) {
        self.caseID = caseID
        self.raiseNo = raiseNo
    }

    /// A made-up message.
    public static let example = RecordCallDisplayed(caseID: Examples.caseID, raiseNo: 1)
}

/// Somebody offers you a case; sealed to you.
public struct HandOverOffered: AnswerContract, Equatable {
    /// The message's `type`.
    public static let type = "hand_over.offered"
    /// What it is for, in a sentence.
    public static let summary =
        "A holder offers you an urgent case; or your offer, or one to you, was taken, declined or lapsed."
    /// Whether it is sealed to the reader's public key.
    public static let isSealed = true
    /// What it shows, and why.
    public static let shows: Showing? = Showing([], on: .offeredCase)
    /// The case.
    public var caseID: CaseID
    /// The complaint's number.
    public var complaintNo: ComplaintNumber?
    /// `offered`, `accepted`, `declined`, or `lapsed` because the other is gone.
    public var state: String
    /// Who says it.
    public var from: Username
    /// What the holder wrote, or why it was declined.
    public var note: Confidential<String>?
    /// Until then an offer stands.
    public var answerBy: Instant?
    /// When.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        caseID: CaseID,
        complaintNo: ComplaintNumber? = nil,
        state: String,
        from: Username,
        note: Confidential<String>? = nil,
        answerBy: Instant? = nil,
        at: Instant
    ) {
        self.caseID = caseID
        self.complaintNo = complaintNo
        self.state = state
        self.from = from
        self.note = note
        self.answerBy = answerBy
        self.at = at
    }

    /// A made-up message.
    public static let example = HandOverOffered(
        caseID: Examples.caseID,
        complaintNo: ComplaintNumber(year: 2026, serial: 1),
        state: "offered",
        from: Examples.username,
        answerBy: Examples.later,
        at: Examples.now
    )
}
