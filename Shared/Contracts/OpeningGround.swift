/// Why somebody may open what is sealed without saying so in words: the work they were given states it. Everybody else
/// says why (member `reason`, `--reason`); whichever it is is journaled with the opening.
///
/// - Source: domain.md §10.4: what a role sees as "own" or "in referral" states itself; "logged" is said.
public enum OpeningGround: String, Codable, Sendable, CaseIterable {
    /// An intake officer opens a complaint that still is intake's work, or that they signed.
    case ownComplaint
    /// An analyst or data officer opens a complaint whose identification isn't over.
    case ownIdentification
    /// A worker opens the child whom their assignment letter names.
    case ownLetter
    /// The worker or manager of a case opens its file.
    case ownCase
    /// Who claimed an urgent case on call opens its file.
    case claimedCase
    /// Who is offered an urgent case by a colleague reads the note.
    case offeredCase
    /// A referral officer opens a child in referral.
    case childInReferral
    /// A focal point opens a referral to their institution, or hears of one.
    case referralToPartner
    /// Whoever must sign a letter reads it.
    case letterToSign
    /// A partner invited to a child's conference or evaluation, or taking part in the plan, reads the minimum facts.
    case partnerInPlan
    /// A worker reads what their supervision found, a supervisor what they wrote of it.
    case ownSupervision
    /// Somebody goes on with a form of their own.
    case ownDraft
    /// The reader is named in the grant that released the file.
    case releasedFile
    /// The population registry is asked about a number.
    case registryLookup
    /// The sender reads what they sent themselves, or the answer to it.
    case ownMessage

    /// As it is journaled.
    public var words: String {
        switch self {
        case .ownComplaint: "own complaint"
        case .ownIdentification: "own identification"
        case .ownLetter: "own assignment letter"
        case .ownCase: "own case"
        case .claimedCase: "urgent case claimed on call"
        case .offeredCase: "urgent case offered by a colleague"
        case .childInReferral: "child in referral"
        case .referralToPartner: "referral to the reader's institution"
        case .letterToSign: "letter to sign"
        case .partnerInPlan: "partner in the child's plan"
        case .ownSupervision: "own supervision"
        case .ownDraft: "own draft"
        case .releasedFile: "file released to the reader"
        case .registryLookup: "registry asked about a number"
        case .ownMessage: "own message"
        }
    }
}
