public import Vocabulary

/// Takes notice of a missed limit, so that it doesn't go a step up.
public struct AcknowledgeAlert: MessageContract, Equatable {
    /// The message's `type`.
    public static let type = "acknowledge_alert"
    /// What it is for, in a sentence.
    public static let summary =
        "Takes notice of a missed limit, so that it is not told a step up. The limit stays missed."
    /// The alert's id, as in the alert.
    public var alertID: String
    /// What will be done, in codes and times; no names of children or reporters.
    public var note: String?

    /// All members.
    public init(alertID: String, note: String? = nil) {
        self.alertID = alertID
        self.note = note
    }

    /// A made-up message.
    public static let example = AcknowledgeAlert(
        alertID: "01935f3e-0000-7000-8000-00000000a1e7",
        note: "siti visits at 14:00"
    )
}

/// Lists missed limits and who took notice.
public struct ListAlerts: RuntimeQueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_alerts"
    /// What it is for, in a sentence.
    public static let summary = "Missed limits told to your roles: who was told, who took notice, what is still open."
    /// Who may ask.
    public static let roles: Set<Role> = Set(Topology.alertedRoles).union([.admin, .ops])
    /// Also those acknowledged or met meanwhile.
    public var all: Bool?
    /// At most this many, 1 to 1,000.
    public var limit: Int?

    /// All members.
    public init(all: Bool? = nil, limit: Int? = nil) {
        self.all = all
        self.limit = limit
    }

    /// One missed limit.
    public struct Entry: Codable, Sendable, Equatable {
        /// Its id.
        public var alertID: String
        /// `open`, `acknowledged` or `resolved`.
        public var state: String
        /// `<kind>-<id>` of what it is about.
        public var stream: String?
        /// The complaint number.
        public var complaintNo: ComplaintNumber?
        /// The case.
        public var caseID: CaseID?
        /// Which limit.
        public var clock: ClockName?
        /// When it passed.
        public var dueAt: Instant?
        /// Which rule set it.
        public var rule: String?
        /// Everybody told so far.
        public var told: [Role]
        /// When it was told first.
        public var raisedAt: Instant?
        /// When it goes a step up, if nobody takes notice.
        public var escalatesAt: Instant?
        /// Who took notice.
        public var acknowledgedBy: String?
        /// When.
        public var acknowledgedAt: Instant?
        /// What that person wrote.
        public var note: String?

        /// All members.
        public init(
            alertID: String,
            state: String,
            stream: String? = nil,
            complaintNo: ComplaintNumber? = nil,
            caseID: CaseID? = nil,
            clock: ClockName? = nil,
            dueAt: Instant? = nil,
            rule: String? = nil,
            told: [Role],
            raisedAt: Instant? = nil,
            escalatesAt: Instant? = nil,
            acknowledgedBy: String? = nil,
            acknowledgedAt: Instant? = nil,
            note: String? = nil
        ) {
            self.alertID = alertID
            self.state = state
            self.stream = stream
            self.complaintNo = complaintNo
            self.caseID = caseID
            self.clock = clock
            self.dueAt = dueAt
            self.rule = rule
            self.told = told
            self.raisedAt = raisedAt
            self.escalatesAt = escalatesAt
            self.acknowledgedBy = acknowledgedBy
            self.acknowledgedAt = acknowledgedAt
            self.note = note
        }
    }

    /// The unit's missed limits.
    public struct Answer: Codable, Sendable, Equatable {
        /// The unit.
        public var unit: UnitName
        /// Newest first.
        public var alerts: [Entry]

        /// All members.
        public init(unit: UnitName, alerts: [Entry]) {
            self.unit = unit
            self.alerts = alerts
        }
    }

    /// A made-up message.
    public static let example = ListAlerts(all: true, limit: 10)
    /// What an answer looks like.
    public static let answerExample = Answer(
        unit: .serviceUnit,
        alerts: [
            Entry(
                alertID: "01935f3e-0000-7000-8000-00000000a1e7",
                state: "open",
                caseID: Examples.caseID,
                clock: .protection,
                dueAt: Examples.now,
                rule: "24 h, X03, because high at registration",
                told: [.headPksai, .coordinatorPksai, .coordinatorSw],
                raisedAt: Examples.now,
                escalatesAt: Examples.later
            )
        ]
    )
}
