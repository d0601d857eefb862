public import Vocabulary

/// Asks for one referral with what the reader may see of it (domain.md §10.4). Journaled: who, role, reason.
public struct ShowReferral: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "show_referral"
    /// What it is for, in a sentence.
    public static let summary = "Shows one referral; opening it is journaled with the reason."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may ask.
    public static let roles: Set<Role> = [
        .referralOfficer, .coordinatorPksai, .headPksai, .agencyHead, .secretary, .coordinatorSw, .socialWorker,
        .focalPoint,
    ]
    /// The referral.
    public var referralID: ReferralID
    /// Why it is opened.
    public var reason: String?

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, reason: String? = nil) {
        self.referralID = referralID
        self.reason = reason
    }

    /// A made-up message.
    public static let example = ShowReferral(referralID: Examples.referral, reason: "preparing the handover")

    /// Form 5 as it reads. No reporter, no NIK.
    public struct Letter: Codable, Sendable, Equatable {
        /// f5_number.
        public var number: String
        /// f5_subject.
        public var subject: String
        /// f5_to: directory id.
        public var to: String
        /// f5_child_name.
        public var childName: String
        /// f5_child_age.
        public var childAge: Int?
        /// f5_child_address.
        public var childAddress: String
        /// f5_problem.
        public var problem: String
        /// f5_done_so_far.
        public var doneSoFar: String
        /// f5_help_wanted.
        public var helpWanted: String
        /// f5_attachment.
        public var attachment: String
        /// f5_place_date; nil while a draft.
        public var placeDate: String?
        /// f5_signer; nil while a draft.
        public var signer: String?
        /// f5_copy.
        public var copy: String

        /// All members; optional ones may be left out.
        public init(
            number: String,
            subject: String,
            to: String,
            childName: String,
            childAge: Int? = nil,
            childAddress: String,
            problem: String,
            doneSoFar: String,
            helpWanted: String,
            attachment: String,
            placeDate: String? = nil,
            signer: String? = nil,
            copy: String
        ) {
            self.number = number
            self.subject = subject
            self.to = to
            self.childName = childName
            self.childAge = childAge
            self.childAddress = childAddress
            self.problem = problem
            self.doneSoFar = doneSoFar
            self.helpWanted = helpWanted
            self.attachment = attachment
            self.placeDate = placeDate
            self.signer = signer
            self.copy = copy
        }
    }

    /// The handover minutes as they read.
    public struct Minutes: Codable, Sendable, Equatable {
        /// The minutes' number.
        public var number: String
        /// Date and time.
        public var handedOverAt: Instant
        /// Where.
        public var place: String
        /// Child, documents or both.
        public var handedOver: [HandedOver]
        /// The documents.
        public var documents: [String]
        /// How the child was.
        public var condition: String
        /// What of value went along.
        public var valuables: String?
        /// Who handed over.
        public var officer: String
        /// Who received.
        public var receivingOfficer: String
        /// What the child received before.
        public var servicesReceived: String?
        /// When the partner promised to report.
        public var reportingDate: LocalDate?

        /// All members; optional ones may be left out.
        public init(
            number: String,
            handedOverAt: Instant,
            place: String,
            handedOver: [HandedOver],
            documents: [String],
            condition: String,
            valuables: String? = nil,
            officer: String,
            receivingOfficer: String,
            servicesReceived: String? = nil,
            reportingDate: LocalDate? = nil
        ) {
            self.number = number
            self.handedOverAt = handedOverAt
            self.place = place
            self.handedOver = handedOver
            self.documents = documents
            self.condition = condition
            self.valuables = valuables
            self.officer = officer
            self.receivingOfficer = receivingOfficer
            self.servicesReceived = servicesReceived
            self.reportingDate = reportingDate
        }
    }

    /// A limit that was started.
    public struct Clock: Codable, Sendable, Equatable {
        /// Which.
        public var clock: ClockName
        /// When it passes.
        public var dueAt: Instant
        /// `running`, `warned`, `missed` or `stopped`.
        public var phase: String
        /// Which rule set it.
        public var rule: String

        /// All members; optional ones may be left out.
        public init(clock: ClockName, dueAt: Instant, phase: String, rule: String) {
            self.clock = clock
            self.dueAt = dueAt
            self.phase = phase
            self.rule = rule
        }
    }

    /// One referral.
    public struct Answer: Codable, Sendable, Equatable {
        /// Its codes.
        public var referral: ListReferrals.Row
        /// What the service unit asked for.
        public var problem: String?
        /// Form 5, drafted or signed.
        public var letter: Letter?
        /// Number of the order to the worker.
        public var assignmentLetter: String?
        /// Partners that said no.
        public var declinedBy: [String]
        /// What both sides signed.
        public var minutes: Minutes?
        /// How it ended.
        public var outcome: ReferralOutcome?
        /// What was done, in words.
        public var result: String?
        /// Its limits.
        public var clocks: [Clock]

        /// All members; optional ones may be left out.
        public init(
            referral: ListReferrals.Row,
            problem: String? = nil,
            letter: Letter? = nil,
            assignmentLetter: String? = nil,
            declinedBy: [String],
            minutes: Minutes? = nil,
            outcome: ReferralOutcome? = nil,
            result: String? = nil,
            clocks: [Clock]
        ) {
            self.referral = referral
            self.problem = problem
            self.letter = letter
            self.assignmentLetter = assignmentLetter
            self.declinedBy = declinedBy
            self.minutes = minutes
            self.outcome = outcome
            self.result = result
            self.clocks = clocks
        }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(
        referral: ListReferrals.exampleRow,
        problem: "fear of going home",
        letter: Letter(
            number: "460/9001/Dinsos",
            subject: "service referral",
            to: "r39",
            childName: "Ani",
            childAge: 14,
            childAddress: "Jalan Contoh 1, Panakkukang, Makassar",
            problem: "fear of going home",
            doneSoFar: "talked with the family twice",
            helpWanted: "counselling",
            attachment: "summary of the assessment",
            placeDate: "Makassar, 2026-11-20",
            signer: "dinas",
            copy: "PKSAI archive"
        ),
        assignmentLetter: "ST/9001/XI/2026",
        declinedBy: [],
        clocks: [Clock(clock: .referral, dueAt: Examples.later, phase: "running", rule: "10 d, X08")]
    )
}
