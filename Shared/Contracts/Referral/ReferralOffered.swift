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
    public var letter: ShowReferral.Letter?
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
        letter: ShowReferral.Letter? = nil,
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
}
