public import JSON
public import Vocabulary

/// The forms of a case: as recorded, and what is needed to fill in the next one.
public struct ShowForms: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "show_forms"
    /// What it is for, in a sentence.
    public static let summary =
        "A case's forms as they were recorded, the versions it is pinned to, and what their conditions ask for."
    /// The unit that owns the thing.
    public static let unit = UnitName.serviceUnit
    /// Who may ask; the unit decides again, case by case.
    public static let roles: Set<Role> = [
        .socialWorker, .onCallWorker, .coordinatorSw, .coordinatorPksai, .headPksai, .responsibleOfficer,
    ]
    /// Whose work states why they open it.
    public static let grounds: Set<OpeningGround> = [.ownCase, .claimedCase]
    /// The case.
    public var caseID: CaseID?
    /// Or its complaint's number.
    public var complaintNo: ComplaintNumber?
    /// Why it must be seen; recorded.
    public var reason: String?

    /// One of the first two is needed.
    public init(caseID: CaseID? = nil, complaintNo: ComplaintNumber? = nil, reason: String? = nil) {
        self.caseID = caseID
        self.complaintNo = complaintNo
        self.reason = reason
    }

    /// What was recorded, opened.
    public struct Recording: Codable, Sendable, Equatable {
        /// The event, `assessment_completed`.
        public var event: String
        /// When.
        public var at: Instant
        /// Who; a unit acting by itself is `system`.
        public var by: String
        /// What it says.
        public var data: JSONValue

        /// All members.
        public init(event: String, at: Instant, by: String, data: JSONValue) {
            self.event = event
            self.at = at
            self.by = by
            self.data = data
        }
    }

    /// What comes back.
    public struct Answer: Codable, Sendable, Equatable {
        /// Where the case stands.
        public var overview: CaseRow
        /// The child.
        public var child: Confidential<ChildIdentity>?
        /// The forms' versions this case is pinned to, `{"form3": 1}`; empty before the first form.
        public var versions: [String: Int]
        /// What conditions ask for, `{"home_visited": true}`.
        public var context: [String: JSONValue]
        /// What was recorded, oldest first.
        public var recordings: [Recording]

        /// All members.
        public init(
            overview: CaseRow,
            child: Confidential<ChildIdentity>?,
            versions: [String: Int],
            context: [String: JSONValue],
            recordings: [Recording]
        ) {
            self.overview = overview
            self.child = child
            self.versions = versions
            self.context = context
            self.recordings = recordings
        }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(
        overview: .example,
        child: nil,
        versions: ["form3": 1],
        context: ["home_visited": true, "level": "medium"],
        recordings: [
            Recording(
                event: "case_worker_assigned",
                at: Examples.now,
                by: Examples.username.text,
                data: ["letter_no": "ST-2026-0014"]
            )
        ]
    )

    /// A made-up message.
    public static let example = ShowForms(caseID: Examples.caseID)
}
