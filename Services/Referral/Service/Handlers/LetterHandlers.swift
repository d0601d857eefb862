internal import Contracts
internal import ReferralDomain
internal import UnitRuntime
internal import Vocabulary

/// Takes the coordinator's `issue_assignment_letter`.
struct IssueAssignmentLetterHandler: SubjectHandler {
    typealias Message = IssueAssignmentLetter
    typealias Subject = Referral

    func subject(of message: IssueAssignmentLetter) -> ReferralID { message.referralID }

    func decide(
        _ referral: Referral,
        _ message: IssueAssignmentLetter,
        _ context: inout DecisionContext
    ) throws -> [Referral.Event] {
        let events = try referral.issueAssignmentLetter(
            number: message.number,
            worker: message.worker,
            by: context.actor,
            at: context.now
        )
        context.result(of: referral, events)
        return events
    }
}

/// Takes the officer's `draft_referral_letter`.
struct DraftReferralLetterHandler: SubjectHandler {
    typealias Message = DraftReferralLetter
    typealias Subject = Referral

    let directory: DirectoryDesk

    func kinds(of message: DraftReferralLetter) -> [String] { DirectoryDesk.kinds }
    func subject(of message: DraftReferralLetter) -> ReferralID { message.referralID }

    func decide(
        _ referral: Referral,
        _ message: DraftReferralLetter,
        _ context: inout DecisionContext
    ) throws -> [Referral.Event] {
        let child = try referral.subject?.child.map { try context.open($0) } ?? ChildIdentity()
        let events = try referral.draftLetter(
            LetterDraft(message).completed(with: child, at: context.now.localDate),
            to: try self.directory.current(context)[message.institution],
            by: context.actor
        )
        context.result(of: referral, events)
        return events
    }
}

/// Takes the agency head's `sign_referral_letter`.
struct SignReferralLetterHandler: SubjectHandler {
    typealias Message = SignReferralLetter
    typealias Subject = Referral

    func subject(of message: SignReferralLetter) -> ReferralID { message.referralID }

    func decide(
        _ referral: Referral,
        _ message: SignReferralLetter,
        _ context: inout DecisionContext
    ) throws -> [Referral.Event] {
        let events = try referral.signLetter(
            place: message.place ?? "Makassar",
            by: context.actor,
            at: context.now
        )
        context.result(of: referral, events)
        return events
    }
}

extension LetterDraft {
    /// As decoded.
    init(_ message: DraftReferralLetter) {
        self.init(
            number: message.number,
            subject: message.subject,
            childName: message.childName,
            childAge: message.childAge,
            childAddress: message.childAddress,
            problem: message.problem,
            doneSoFar: message.doneSoFar,
            helpWanted: message.helpWanted,
            attachment: message.attachment
        )
    }
}
