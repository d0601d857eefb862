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
    /// Whose work states why they open it.
    public static let grounds: Set<OpeningGround> = [
        .childInReferral, .referralToPartner, .letterToSign, .ownCase, .ownLetter,
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

    /// One referral.
    public struct Answer: Codable, Sendable, Equatable {
        /// Its codes.
        public var referral: ListReferrals.Row
        /// What the service unit asked for.
        public var problem: Confidential<String>?
        /// Form 5, drafted or signed.
        public var letter: Letter?
        /// The order to the worker.
        public var assignment: Assignment?
        /// Partners that said no.
        public var declinedBy: [String]
        /// What both sides signed.
        public var minutes: Minutes?
        /// How it ended.
        public var outcome: ReferralOutcome?
        /// What was done, in words.
        public var result: Confidential<String>?
        /// The bed and where the child goes next.
        public var stay: Stay
        /// In what capacity family or community took the child on.
        public var acceptedAs: ReceiverCapacity?
        /// Who, and for what.
        public var receiver: Confidential<Receiver>?
        /// When consent was withdrawn.
        public var withdrawnAt: Instant?
        /// Who has not yet said that it stopped and deleted.
        public var notAcknowledged: [String]
        /// Its limits.
        public var clocks: [Clock]
        /// Where the child belongs, as far as told since the request.
        public var residency: Residency?
        /// Secondary or tertiary, likewise.
        public var serviceLevel: ServiceLevel?
        /// What its case came through in the service unit, newest first; nothing for a partner.
        public var course: [CourseStep]

        /// All members; optional ones may be left out.
        public init(
            referral: ListReferrals.Row,
            problem: Confidential<String>? = nil,
            letter: Letter? = nil,
            assignment: Assignment? = nil,
            declinedBy: [String],
            minutes: Minutes? = nil,
            outcome: ReferralOutcome? = nil,
            result: Confidential<String>? = nil,
            stay: Stay,
            acceptedAs: ReceiverCapacity? = nil,
            receiver: Confidential<Receiver>? = nil,
            withdrawnAt: Instant? = nil,
            notAcknowledged: [String],
            clocks: [Clock],
            residency: Residency? = nil,
            serviceLevel: ServiceLevel? = nil,
            course: [CourseStep] = []
        ) {
            self.referral = referral
            self.problem = problem
            self.letter = letter
            self.assignment = assignment
            self.declinedBy = declinedBy
            self.minutes = minutes
            self.outcome = outcome
            self.result = result
            self.stay = stay
            self.acceptedAs = acceptedAs
            self.receiver = receiver
            self.withdrawnAt = withdrawnAt
            self.notAcknowledged = notAcknowledged
            self.clocks = clocks
            self.residency = residency
            self.serviceLevel = serviceLevel
            self.course = course
        }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(
        referral: ListReferrals.exampleRow,
        letter: Letter(
            number: "460/9001/Dinsos",
            subject: "service referral",
            to: "r39",
            placeDate: "Makassar, 2026-11-20",
            signer: "dinas",
            copy: "PKSAI archive"
        ),
        assignment: Assignment(
            number: "ST/9001/XI/2026",
            worker: Examples.username,
            issuedBy: "kordi",
            at: Examples.now,
            void: false
        ),
        declinedBy: [],
        stay: Stay(extendedHours: 0),
        notAcknowledged: [],
        clocks: [
            Clock(
                clock: .referral,
                dueAt: Examples.later,
                phase: "running",
                rule: "10 d, X08, because planned at 2026-11-20T08:15:00+08:00"
            )
        ]
    )
}
