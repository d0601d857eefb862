public import Vocabulary

/// A referral was sent to the reader's partner: what Form 5 holds, or on the urgent track what is known. Sealed to the reader.
public struct ReferralOffered: AnswerContract, Equatable {
    /// The message's `type`.
    public static let type = "referral.offered"
    /// What it is for, in a sentence.
    public static let summary = "A child is referred to your institution; accept or decline."
    /// The referral.
    public var referralID: ReferralID
    /// What is needed.
    public var need: Need?
    /// Which kind.
    public var kind: ReferralKind
    /// Whether the child comes before the letter.
    public var urgent: Bool
    /// Completed years.
    public var childAge: Int?
    /// The child's sex.
    public var childSex: Sex?
    /// The child, as far as known.
    public var childName: String?
    /// Where it lives or was found.
    public var childAddress: String?
    /// The minimum the partner needs.
    public var problem: String
    /// Form 5, once drafted.
    public var letter: Letter?
    /// What the partner asks to bring.
    public var documents: [String]
    /// The limit that runs.
    public var answerBy: Instant?
    /// When it was sent.
    public var sentAt: Instant

    /// All members; optional ones may be left out.
    public init(
        referralID: ReferralID,
        need: Need? = nil,
        kind: ReferralKind,
        urgent: Bool,
        childAge: Int? = nil,
        childSex: Sex? = nil,
        childName: String? = nil,
        childAddress: String? = nil,
        problem: String,
        letter: Letter? = nil,
        documents: [String],
        answerBy: Instant? = nil,
        sentAt: Instant
    ) {
        self.referralID = referralID
        self.need = need
        self.kind = kind
        self.urgent = urgent
        self.childAge = childAge
        self.childSex = childSex
        self.childName = childName
        self.childAddress = childAddress
        self.problem = problem
        self.letter = letter
        self.documents = documents
        self.answerBy = answerBy
        self.sentAt = sentAt
    }

    /// A made-up message.
    public static let example = ReferralOffered(
        referralID: Examples.referral,
        need: .shelter,
        kind: .emergency,
        urgent: true,
        childAge: 14,
        childSex: .female,
        childName: "Ani",
        childAddress: "Jalan Contoh 1",
        problem: "can't stay at home tonight",
        documents: ["identity card"],
        answerBy: Examples.later,
        sentAt: Examples.now
    )
    /// It tells who the child is.
    public static let isSealed = true
    /// What it shows, and why.
    public static let shows: Showing? = Showing([.childIdentity, .sensitiveHarm], on: .referralToPartner)

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
        /// f5_child_age, years.
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
}
