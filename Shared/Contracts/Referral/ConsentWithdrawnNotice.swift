public import Vocabulary

/// Consent to share a child's data was withdrawn: stop using what came with this referral and delete it, then say so.
public struct ConsentWithdrawnNotice: AnswerContract, Equatable {
    /// The message's `type`.
    public static let type = "consent.withdrawn"
    /// What it is for, in a sentence.
    public static let summary = "Consent was withdrawn: stop, delete what you hold of this referral, and acknowledge."
    /// The referral.
    public var referralID: ReferralID
    /// When consent was withdrawn.
    public var withdrawnAt: Instant
    /// Until when to say that it is done.
    public var acknowledgeBy: Instant

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, withdrawnAt: Instant, acknowledgeBy: Instant) {
        self.referralID = referralID
        self.withdrawnAt = withdrawnAt
        self.acknowledgeBy = acknowledgeBy
    }

    /// A made-up message.
    public static let example = ConsentWithdrawnNotice(
        referralID: Examples.referral,
        withdrawnAt: Examples.now,
        acknowledgeBy: Examples.now.adding(hours: 72)
    )
}
