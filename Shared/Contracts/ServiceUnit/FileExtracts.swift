public import Vocabulary

/// Takes out of a case's file what the head allowed somebody (S11, domain.md §10.2).
public struct PrepareFileExtract: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "prepare_file_extract"
    /// What it is for, in a sentence.
    public static let summary = "Takes out of a case's file what the head allowed somebody; the answer has its hash."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .coordinatorSw, .headPksai]
    /// The request for data.
    public var requestID: DataRequestID
    /// The case; the data-request unit is never told which.
    public var caseID: CaseID
    /// What the reader is to the child.
    public var readerIs: FileReader
    /// Whether the reader stands against the child's interest: then nothing is given.
    public var conflictOfInterest: Bool
    /// Whether it has been read, and nobody else's secret is in it.
    public var othersRemoved: Bool

    /// All members.
    public init(
        requestID: DataRequestID,
        caseID: CaseID,
        readerIs: FileReader,
        conflictOfInterest: Bool,
        othersRemoved: Bool
    ) {
        self.requestID = requestID
        self.caseID = caseID
        self.readerIs = readerIs
        self.conflictOfInterest = conflictOfInterest
        self.othersRemoved = othersRemoved
    }

    /// A made-up message.
    public static let example = PrepareFileExtract(
        requestID: Examples.dataRequest,
        caseID: Examples.caseID,
        readerIs: .guardian,
        conflictOfInterest: false,
        othersRemoved: true
    )
}

/// Asks for the file one was given: sealed to the reader, journaled, asked for as often as needed until it expires.
public struct ShowFileExtract: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "show_file_extract"
    /// What it is for, in a sentence.
    public static let summary = "Shows the file that was released to the reader; every opening is journaled."
    /// The unit that owns the thing.
    public static let unit = UnitName.serviceUnit
    /// Who may ask; the rule decides again: only whom the permission names.
    public static let roles: Set<Role> = [.dataApplicant]
    /// The head's grant names the reader (domain.md §10.2).
    public static let grounds: Set<OpeningGround> = [.releasedFile]
    /// The request for data.
    public var requestID: DataRequestID
    /// Why it is opened, for the journal.
    public var reason: String?

    /// All members; optional ones may be left out.
    public init(requestID: DataRequestID, reason: String? = nil) {
        self.requestID = requestID
        self.reason = reason
    }

    /// A made-up message.
    public static let example = ShowFileExtract(requestID: Examples.dataRequest, reason: "hearing on 1 December")

    /// The file.
    public struct Answer: Codable, Sendable, Equatable {
        /// The request.
        public var requestID: DataRequestID
        /// `own_file` or `legal_case`.
        public var dataClass: DataClass
        /// What it may be used for.
        public var purpose: String
        /// The number of the court's order, for a defence.
        public var courtOrder: String?
        /// The last day it can be opened.
        public var expires: LocalDate
        /// Who the child is.
        public var child: Confidential<ChildIdentity>?
        /// Form 3.
        public var assessment: Confidential<Form3>?
        /// The plan's actions.
        public var plan: Confidential<[PlanAction]>?
        /// Why the case was closed.
        public var closure: ClosureReason?
        /// The entry in the ledger of releases.
        public var hash: String
        /// When it was taken from the file.
        public var asOf: Instant

        /// All members; optional ones may be left out.
        public init(
            requestID: DataRequestID,
            dataClass: DataClass,
            purpose: String,
            courtOrder: String? = nil,
            expires: LocalDate,
            child: Confidential<ChildIdentity>? = nil,
            assessment: Confidential<Form3>? = nil,
            plan: Confidential<[PlanAction]>? = nil,
            closure: ClosureReason? = nil,
            hash: String,
            asOf: Instant
        ) {
            self.requestID = requestID
            self.dataClass = dataClass
            self.purpose = purpose
            self.courtOrder = courtOrder
            self.expires = expires
            self.child = child
            self.assessment = assessment
            self.plan = plan
            self.closure = closure
            self.hash = hash
            self.asOf = asOf
        }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(
        requestID: Examples.dataRequest,
        dataClass: .legalCase,
        purpose: "defence in case 9001",
        courtOrder: "9001/Pid.Sus-Anak/2026/PN Mks",
        expires: Examples.later.localDate,
        closure: .allGoals,
        hash: String(repeating: "0", count: 64),
        asOf: Examples.now
    )
}
