public import Vocabulary

// A TKSK or PSM helps with a child (domain.md §14 D05, §8.1, §12.8): asked, reports, is released; decides nothing.

/// Asks a helper who is willing.
public struct AskHelper: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "ask_helper"
    /// What it is for, in a sentence.
    public static let summary =
        "Asks a TKSK or PSM who is willing to visit or accompany a child: they see its name and place and your task."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// Who helps.
    public var helper: Username
    /// What is agreed.
    public var task: String
    /// When the helper said yes.
    public var agreedOn: LocalDate
    /// The last day.
    public var until: LocalDate

    /// All members.
    public init(caseID: CaseID, helper: Username, task: String, agreedOn: LocalDate, until: LocalDate) {
        self.caseID = caseID
        self.helper = helper
        self.task = task
        self.agreedOn = agreedOn
        self.until = until
    }

    /// A made-up message.
    public static let example = AskHelper(
        caseID: Examples.caseID,
        helper: Examples.username,
        task: "look in on Fridays and ask how the week was",
        agreedOn: Examples.now.localDate,
        until: Examples.now.localDate.adding(days: 28)
    )
}

/// Tells what a helper saw.
public struct ReportAsHelper: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "report_as_helper"
    /// What it is for, in a sentence.
    public static let summary = "Tells what you saw as a helper; or, as a worker of the case, what a helper told you."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = AskHelper.roles.union([.tksk, .psm])
    /// The case.
    public var caseID: CaseID
    /// Whose word a worker writes down; left out by the helper.
    public var helper: Username?
    /// Whether the helper met the child.
    public var childMet: Bool
    /// What was seen.
    public var report: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, helper: Username? = nil, childMet: Bool, report: String) {
        self.caseID = caseID
        self.helper = helper
        self.childMet = childMet
        self.report = report
    }

    /// A made-up message.
    public static let example = ReportAsHelper(
        caseID: Examples.caseID,
        childMet: true,
        report: "at home, well fed, goes to school again"
    )
}

/// Ends a helper's task.
public struct ReleaseHelper: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "release_helper"
    /// What it is for, in a sentence.
    public static let summary = "Ends a helper's task before its last day: they see nothing of the child any more."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = AskHelper.roles
    /// The case.
    public var caseID: CaseID
    /// Who helped.
    public var helper: Username

    /// All members.
    public init(caseID: CaseID, helper: Username) {
        self.caseID = caseID
        self.helper = helper
    }

    /// A made-up message.
    public static let example = ReleaseHelper(caseID: Examples.caseID, helper: Examples.username)
}

/// Asks for helpers' tasks: a helper's own; or those of a case.
public struct ListHelpers: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_helpers"
    /// What it is for, in a sentence.
    public static let summary =
        "Lists what helpers are asked: your own tasks with child and place; or, of a case of yours, who helps and saw what."
    /// The unit that owns the thing.
    public static let unit = UnitName.serviceUnit
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [
        .tksk, .psm, .socialWorker, .onCallWorker, .coordinatorSw, .coordinatorPksai, .headPksai, .responsibleOfficer,
    ]
    /// Whose work states why they open it.
    public static let grounds: Set<OpeningGround> = [.ownLetter, .ownCase, .claimedCase]
    /// The case; left out by a helper.
    public var caseID: CaseID?
    /// Why it is opened, for the journal.
    public var reason: String?

    /// All members; optional ones may be left out.
    public init(caseID: CaseID? = nil, reason: String? = nil) {
        self.caseID = caseID
        self.reason = reason
    }

    /// What a helper saw.
    public struct Report: Codable, Sendable, Equatable {
        /// When it was written down.
        public var at: Instant
        /// By whom.
        public var by: Username
        /// Whether the helper met the child.
        public var childMet: Bool
        /// What was seen.
        public var report: Confidential<String>

        /// All members.
        public init(at: Instant, by: Username, childMet: Bool, report: Confidential<String>) {
            self.at = at
            self.by = by
            self.childMet = childMet
            self.report = report
        }
    }

    /// A helper's task.
    public struct Row: Codable, Sendable, Equatable {
        /// The case.
        public var caseID: CaseID
        /// Its complaint's number.
        public var complaintNo: ComplaintNumber?
        /// Who helps.
        public var helper: Username
        /// The social worker who answers for it.
        public var supervisor: Username
        /// When the helper said yes.
        public var agreedOn: LocalDate
        /// The last day.
        public var until: LocalDate
        /// When it ended before that.
        public var endedAt: Instant?
        /// Whom, and where.
        public var child: Confidential<HelpedChild>?
        /// What is agreed.
        public var task: Confidential<String>?
        /// What was seen, the earliest first.
        public var reports: [Report]

        /// All members; optional ones may be left out.
        public init(
            caseID: CaseID,
            complaintNo: ComplaintNumber? = nil,
            helper: Username,
            supervisor: Username,
            agreedOn: LocalDate,
            until: LocalDate,
            endedAt: Instant? = nil,
            child: Confidential<HelpedChild>? = nil,
            task: Confidential<String>? = nil,
            reports: [Report]
        ) {
            self.caseID = caseID
            self.complaintNo = complaintNo
            self.helper = helper
            self.supervisor = supervisor
            self.agreedOn = agreedOn
            self.until = until
            self.endedAt = endedAt
            self.child = child
            self.task = task
            self.reports = reports
        }
    }

    /// The tasks.
    public struct Answer: Codable, Sendable, Equatable {
        /// A helper's own that stand; of a case all, the earliest first.
        public var helpers: [Row]
        /// The rows.
        public init(helpers: [Row]) { self.helpers = helpers }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(
        helpers: [
            Row(
                caseID: Examples.caseID,
                complaintNo: ComplaintNumber(year: 2026, serial: 1),
                helper: Examples.username,
                supervisor: Examples.username,
                agreedOn: Examples.now.localDate,
                until: Examples.now.localDate.adding(days: 28),
                reports: []
            )
        ]
    )

    /// A made-up message.
    public static let example = ListHelpers()
}
