public import Vocabulary

/// The reader's partner is invited to a case conference or an evaluation: the minimum it needs. Sealed to the reader.
/// There is no place for a reporter in it.
public struct MeetingInvited: AnswerContract, Equatable {
    /// The message's `type`.
    public static let type = "meeting.invited"
    /// What it is for, in a sentence.
    public static let summary = "Your institution is invited: to a case conference, or to evaluate what was done."
    /// Holds what the partner needs to know of the child.
    public static let isSealed = true
    /// What it shows, and why.
    public static let shows: Showing? = Showing([.sensitiveHarm], on: .partnerInPlan)
    /// The case.
    public var caseID: CaseID
    /// The conference; nil for an evaluation.
    public var conferenceID: ConferenceID?
    /// The referrals the partner knows the child by.
    public var referrals: [ReferralID]
    /// When it begins, if the hour is set.
    public var startsAt: Instant?
    /// The day.
    public var date: LocalDate
    /// Where, if it is set.
    public var place: String?
    /// Completed years.
    public var childAge: Int?
    /// The child's sex.
    public var childSex: Sex?
    /// What is needed of the partner.
    public var need: Need?
    /// The plan's actions it is asked about.
    public var actionIDs: [String]
    /// What it needs to know.
    public var facts: String?
    /// Whom to ask.
    public var caseManager: Username?

    /// All members; optional ones may be left out.
    public init(
        caseID: CaseID,
        conferenceID: ConferenceID? = nil,
        referrals: [ReferralID],
        startsAt: Instant? = nil,
        date: LocalDate,
        place: String? = nil,
        childAge: Int? = nil,
        childSex: Sex? = nil,
        need: Need? = nil,
        actionIDs: [String],
        facts: String? = nil,
        caseManager: Username? = nil
    ) {
        self.caseID = caseID
        self.conferenceID = conferenceID
        self.referrals = referrals
        self.startsAt = startsAt
        self.date = date
        self.place = place
        self.childAge = childAge
        self.childSex = childSex
        self.need = need
        self.actionIDs = actionIDs
        self.facts = facts
        self.caseManager = caseManager
    }

    /// Without the facts and the child's codes.
    public var redacted: MeetingInvited {
        var copy = self
        copy.facts = nil
        copy.childAge = nil
        copy.childSex = nil
        copy.need = nil
        return copy
    }

    /// A made-up message.
    public static let example = MeetingInvited(
        caseID: Examples.caseID,
        conferenceID: Examples.conference,
        referrals: [Examples.referral],
        startsAt: Examples.later,
        date: Examples.later.localDate,
        place: "the centre, room 2",
        childAge: 9,
        childSex: .female,
        need: .psychology,
        actionIDs: ["a1"],
        facts: "sleeps badly after violence",
        caseManager: Examples.username
    )
}

/// The evaluation a partner was invited to was held: what came of the actions it owns. Sealed to the reader.
public struct InterventionsEvaluated: AnswerContract, Equatable {
    /// The message's `type`.
    public static let type = "interventions.evaluated"
    /// What it is for, in a sentence.
    public static let summary = "The evaluation your institution was invited to was held: what came of its actions."
    /// Tells of one child.
    public static let isSealed = true
    /// What it shows, and why.
    public static let shows: Showing? = Showing([.sensitiveHarm], on: .partnerInPlan)
    /// The case.
    public var caseID: CaseID
    /// The referrals the partner knows the child by.
    public var referrals: [ReferralID]
    /// What came of the actions the partner took over.
    public var results: [EvaluatedIntervention]

    /// All members.
    public init(caseID: CaseID, referrals: [ReferralID], results: [EvaluatedIntervention]) {
        self.caseID = caseID
        self.referrals = referrals
        self.results = results
    }

    /// A made-up message.
    public static let example = InterventionsEvaluated(
        caseID: Examples.caseID,
        referrals: [Examples.referral],
        results: [EvaluatedIntervention(actionID: "a1", result: .achieved)]
    )
}

/// Consent was withdrawn: the reader's partner, known through a conference, stops sharing and says so.
public struct SharingWithdrawn: AnswerContract, Equatable {
    /// The message's `type`.
    public static let type = "sharing.withdrawn"
    /// What it is for, in a sentence.
    public static let summary = "A family took its consent back: stop sharing, and confirm it within the limit."
    /// The case.
    public var caseID: CaseID
    /// Until when it is confirmed.
    public var acknowledgeBy: Instant

    /// All members.
    public init(caseID: CaseID, acknowledgeBy: Instant) {
        self.caseID = caseID
        self.acknowledgeBy = acknowledgeBy
    }

    /// A made-up message.
    public static let example = SharingWithdrawn(caseID: Examples.caseID, acknowledgeBy: Examples.later)
}
