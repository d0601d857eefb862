public import Instruments
public import Vocabulary

/// Asks for complaints by what they wait for. Rows hold codes, no identity.
public struct ListComplaints: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_complaints"
    /// What it is for, in a sentence.
    public static let summary = "Lists complaints, newest change first, without identities."
    /// The unit that owns the thing.
    public static let unit = UnitName.intake
    /// Who may ask.
    public static let roles: Set<Role> = [
        .intakeOfficer, .dataOfficer, .analyst, .socialWorker, .headPksai, .coordinatorPksai, .coordinatorSw,
        .secretary,
    ]
    /// Only this one.
    public var complaintNo: ComplaintNumber?
    /// Only in this state, `registered`.
    public var status: String?
    /// Only those that wait for an officer's assessment.
    public var waiting: Bool?
    /// At most this many, 1 to 1,000; 100 unless told.
    public var limit: Int?

    /// All may be left out.
    public init(
        complaintNo: ComplaintNumber? = nil,
        status: String? = nil,
        waiting: Bool? = nil,
        limit: Int? = nil
    ) {
        self.complaintNo = complaintNo
        self.status = status
        self.waiting = waiting
        self.limit = limit
    }

    /// One complaint, as codes.
    public struct Row: Codable, Sendable, Equatable {
        /// Its number.
        public var complaintNo: ComplaintNumber
        /// Its key.
        public var complaintID: ComplaintID
        /// The case minted with it.
        public var caseID: CaseID
        /// Where it stands.
        public var status: String
        /// Direct, indirect or outreach.
        public var path: IntakePath
        /// Over what it came, what it is about, the level.
        public var codes: LooseCodes
        /// `no`, `possible`, `flagged` or `screened`.
        public var emergency: String
        /// `missing`, `provisional` or `officer`.
        public var assessment: String
        /// When it got its number.
        public var registeredAt: Instant
        /// When the initial assessment's limit passes, while it runs.
        public var assessBy: Instant?
        /// An earlier complaint of the same sender with the same reference.
        public var possibleRepeatOf: ComplaintNumber?
        /// Papers still to ask for.
        public var documentTasks: [IntakeDocument]
        /// The case's number.
        public var registrationNo: CaseNumber?
        /// The case it was joined to.
        public var linkedTo: CaseID?
        /// Why the conditions are not met.
        public var notEligible: TMSReason?
        /// A trial.
        public var test: Bool

        /// All members.
        public init(
            complaintNo: ComplaintNumber,
            complaintID: ComplaintID,
            caseID: CaseID,
            status: String,
            path: IntakePath,
            codes: LooseCodes,
            emergency: String,
            assessment: String,
            registeredAt: Instant,
            assessBy: Instant?,
            possibleRepeatOf: ComplaintNumber?,
            documentTasks: [IntakeDocument],
            registrationNo: CaseNumber?,
            linkedTo: CaseID?,
            notEligible: TMSReason?,
            test: Bool
        ) {
            self.complaintNo = complaintNo
            self.complaintID = complaintID
            self.caseID = caseID
            self.status = status
            self.path = path
            self.codes = codes
            self.emergency = emergency
            self.assessment = assessment
            self.registeredAt = registeredAt
            self.assessBy = assessBy
            self.possibleRepeatOf = possibleRepeatOf
            self.documentTasks = documentTasks
            self.registrationNo = registrationNo
            self.linkedTo = linkedTo
            self.notEligible = notEligible
            self.test = test
        }
    }

    /// The complaints.
    public struct Answer: Codable, Sendable, Equatable {
        /// Newest change first.
        public var complaints: [Row]

        /// The rows.
        public init(complaints: [Row]) { self.complaints = complaints }
    }

    /// A made-up message.
    public static let example = ListComplaints(waiting: true, limit: 20)
    /// What an answer looks like.
    public static let answerExample = Answer(complaints: [exampleRow])
    static let exampleRow = Row(
        complaintNo: ComplaintNumber(year: 2026, serial: 1),
        complaintID: Examples.complaint,
        caseID: Examples.caseID,
        status: "registered",
        path: .indirect,
        codes: LooseCodes(
            categories: [.educationProblem],
            riskLevel: nil,
            subdistrict: "Tallo",
            childAge: 11,
            childSex: .male,
            immediateNeeds: [],
            channel: .phone
        ),
        emergency: "no",
        assessment: "missing",
        registeredAt: Examples.now,
        assessBy: Examples.later,
        possibleRepeatOf: nil,
        documentTasks: [.birthCertificate, .familyCard],
        registrationNo: nil,
        linkedTo: nil,
        notEligible: nil,
        test: false
    )
}

/// Asks for one complaint with its Form 1: for intake, for whoever still checks an indirect one, and for leadership. Who
/// works on its case reads it through the case. The reporter is shown to intake officers, to others only with a reason.
public struct ShowComplaint: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "show_complaint"
    /// What it is for, in a sentence.
    public static let summary = "Shows a complaint's Form 1; what is opened is journaled with reader and reason."
    /// The unit that owns the thing.
    public static let unit = UnitName.intake
    /// Who may ask.
    public static let roles: Set<Role> = [.intakeOfficer, .dataOfficer, .analyst, .headPksai, .coordinatorPksai]
    /// Whose work states why they open it.
    public static let grounds: Set<OpeningGround> = [.ownComplaint]
    /// The complaint's number.
    public var complaintNo: ComplaintNumber
    /// Why it is opened; all but intake officers must say so to see the reporter.
    public var reason: String?

    /// The complaint to show.
    public init(complaintNo: ComplaintNumber, reason: String? = nil) {
        self.complaintNo = complaintNo
        self.reason = reason
    }

    /// Form 1 with what surrounds it.
    public struct Answer: Codable, Sendable, Equatable {
        /// The codes.
        public var complaint: ListComplaints.Row
        /// Who reports; nil for readers who may not know.
        public var reporter: Confidential<Reporter>?
        /// The agency's own number; nil for readers who may not know.
        public var reference: Confidential<String>?
        /// The child.
        public var child: Confidential<ChildIdentity>?
        /// The household.
        public var family: Confidential<Family>?
        /// What is known, and the judgement.
        public var situation: Confidential<Situation>?
        /// Fields nobody knows.
        public var unknownFields: [FieldCode]
        /// The version of Form 1 the complaint is pinned to; nil until it is first completed.
        public var formVersion: Int?
        /// The worker who signed.
        public var signedBy: Username?
        /// What is odd in it.
        public var doubts: [Doubt]

        /// All members.
        public init(
            complaint: ListComplaints.Row,
            reporter: Confidential<Reporter>?,
            reference: Confidential<String>?,
            child: Confidential<ChildIdentity>?,
            family: Confidential<Family>?,
            situation: Confidential<Situation>?,
            unknownFields: [FieldCode],
            formVersion: Int? = nil,
            signedBy: Username?,
            doubts: [Doubt]
        ) {
            self.complaint = complaint
            self.reporter = reporter
            self.reference = reference
            self.child = child
            self.family = family
            self.situation = situation
            self.unknownFields = unknownFields
            self.formVersion = formVersion
            self.signedBy = signedBy
            self.doubts = doubts
        }
    }

    /// A made-up message.
    public static let example = ShowComplaint(complaintNo: ComplaintNumber(year: 2026, serial: 1))
    /// What an answer looks like.
    public static let answerExample = Answer(
        complaint: ListComplaints.exampleRow,
        reporter: nil,
        reference: nil,
        child: nil,
        family: nil,
        situation: nil,
        unknownFields: [],
        signedBy: nil,
        doubts: []
    )
}
