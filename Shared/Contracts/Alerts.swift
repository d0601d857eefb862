public import Vocabulary

/// Somebody in leadership must know: published to exchange `alerts` as `alert.<role>`. Holds codes only.
public struct Alert: MessageContract, Equatable {
    /// The message's `type`.
    public static let type = "alert"
    /// What it is for, in a sentence.
    public static let summary = "A limit passed, a rule was broken, or something needs a person."
    /// A limit passed.
    public static let missed = "deadline_missed"
    /// A limit passed, under whatever word: each has somebody take notice of it, or goes a step up.
    public static let missedKinds: Set<String> = [Self.missed, "review_overdue", "post_monitoring_due"]
    /// A limit passed, and whoever was told did not take notice in time.
    public static let unacknowledged = "deadline_missed_unacknowledged"
    /// What kind: `deadline_missed`, `deadline_warning`, `quarantined`, `parked`, …
    public var kind: String
    /// The unit that says it.
    public var unit: UnitName
    /// `<kind>-<id>` of what it is about.
    public var stream: String?
    /// The complaint number.
    public var complaintNo: ComplaintNumber?
    /// The case.
    public var caseID: CaseID?
    /// Which limit.
    public var clock: ClockName?
    /// The due at.
    public var dueAt: Instant?
    /// Which rule set the limit: `24 h, X03, because …`.
    public var rule: String?
    /// A sentence for a person, without identity.
    public var message: String
    /// When it happened.
    public var at: Instant
    /// Of a missed limit: what `acknowledge_alert` names.
    public var alertID: String?

    /// All members.
    public init(
        kind: String,
        unit: UnitName,
        stream: String? = nil,
        complaintNo: ComplaintNumber? = nil,
        caseID: CaseID? = nil,
        clock: ClockName? = nil,
        dueAt: Instant? = nil,
        rule: String? = nil,
        message: String,
        at: Instant,
        alertID: String? = nil
    ) {
        self.kind = kind
        self.unit = unit
        self.stream = stream
        self.complaintNo = complaintNo
        self.caseID = caseID
        self.clock = clock
        self.dueAt = dueAt
        self.rule = rule
        self.message = message
        self.at = at
        self.alertID = alertID
    }

    /// A made-up message.
    public static let example = Alert(
        kind: "deadline_missed",
        unit: .serviceUnit,
        caseID: Examples.caseID,
        clock: .protection,
        dueAt: Examples.now,
        rule: "24 h, X03, because high at registration",
        message: "no protective action within 24 hours",
        at: Examples.now,
        alertID: "01935f3e-0000-7000-8000-00000000a1e7"
    )
}
