internal import Contracts
internal import JSON
internal import ReferralDomain
internal import UnitRuntime
internal import Vocabulary

/// A command that names its referral.
protocol AboutReferral: CommandContract {
    /// The referral.
    var referralID: ReferralID { get }
}

extension IssueAssignmentLetter: AboutReferral {}
extension DraftReferralLetter: AboutReferral {}
extension SignReferralLetter: AboutReferral {}
extension AcceptReferral: AboutReferral {}
extension RecordReceiverAcceptance: AboutReferral {}
extension ReportReferralResult: AboutReferral {}
extension SendOutOfCityReferral: AboutReferral {}
extension AcknowledgeOutOfCityReferral: AboutReferral {}
extension ExtendShelterStay: AboutReferral {}
extension PlanNextPlace: AboutReferral {}
extension RecordStayPlace: AboutReferral {}

/// Takes a command about one referral; the answer says where it then stands.
///
/// - Parameters:
///   - kinds: Kinds of aggregates the rule reads whole: ``DirectoryDesk/kinds``.
///   - users: Users other than the sender whose roles it must know.
func referralCommand<Command: AboutReferral>(
    _ type: Command.Type,
    kinds: [String] = [],
    users: @escaping @Sendable (Command) -> [Username] = { _ in [] },
    _ rule: @escaping @Sendable (Referral, Command, inout DecisionContext) throws -> [Referral.Event]
) -> HandlerBinding {
    .command(
        RuleHandler({ $0.referralID }, needs: .init(users: users, kinds: kinds), after: { $1.result(of: $0) }, rule)
    )
}

extension ReferralUnit {
    /// What staff and partners order of one referral, in the order of table L.9.
    static func referralCommands(
        _ directory: DirectoryDesk,
        _ limits: ProcedureLimits,
        city: String
    ) -> [HandlerBinding] {
        [
            referralCommand(IssueAssignmentLetter.self, users: { [$0.worker] }) { referral, message, context in
                try referral.issueAssignmentLetter(
                    number: message.number,
                    worker: message.worker,
                    workerRoles: context.roles(of: message.worker),
                    childName: try context.childName(of: referral),
                    by: context.actor,
                    at: context.now
                )
            },
            referralCommand(DraftReferralLetter.self, kinds: DirectoryDesk.kinds) { referral, message, context in
                let child = try referral.subject?.child.map { try context.open($0) } ?? ChildIdentity()
                return try referral.draftLetter(
                    LetterDraft(message).completed(with: child, at: context.now.localDate),
                    to: try directory.current(context)[message.institution],
                    by: context.actor
                )
            },
            referralCommand(SignReferralLetter.self) { referral, message, context in
                try referral.signLetter(place: message.place ?? city, by: context.actor, at: context.now)
            },
            referralCommand(AcceptReferral.self) { referral, _, context in
                try referral.accept(by: context.partner, at: context.now)
            },
            referralCommand(RecordReceiverAcceptance.self) { referral, message, context in
                try referral.acceptInformally(
                    message.capacity,
                    ReceiverAcceptance.Receiver(name: message.name, responsibility: message.responsibility),
                    by: context.actor,
                    at: context.now
                )
            },
            referralCommand(PrepareHandover.self, kinds: DirectoryDesk.kinds) { referral, message, context in
                context.missingDocuments(message.documents, of: referral, try directory.current(context))
                return try referral.prepareHandover(
                    HandoverDraft(message, childName: try context.childName(of: referral)),
                    by: context.partner,
                    at: context.now
                )
            },
            referralCommand(ReportReferralResult.self) { referral, message, context in
                try referral.report(message.outcome, result: message.result, by: context.partner, at: context.now)
            },
            referralCommand(SendOutOfCityReferral.self) { referral, message, context in
                try referral.sendOutOfCity(
                    homeDistrict: message.homeDistrict,
                    receiver: message.receiver,
                    by: context.actor,
                    at: context.now,
                    limits: limits
                )
            },
            referralCommand(AcknowledgeOutOfCityReferral.self) { referral, _, context in
                try referral.acknowledgeOutOfCity(by: context.partner, at: context.now)
            },
            referralCommand(ExtendShelterStay.self, kinds: DirectoryDesk.kinds) { referral, message, context in
                let directory = try directory.current(context)
                return try referral.extendStay(
                    hours: message.hours,
                    reason: message.reason,
                    in: referral.institution.flatMap { directory[$0] },
                    by: context.actor,
                    at: context.now,
                    limits: limits
                )
            },
            referralCommand(PlanNextPlace.self, kinds: DirectoryDesk.kinds) { referral, message, context in
                try referral.planNextPlace(
                    NextPlace(
                        place: message.place,
                        institution: message.institution,
                        from: message.from,
                        by: context.actor.username,
                        at: context.now
                    ),
                    in: try directory.current(context),
                    by: context.actor
                )
            },
            referralCommand(RecordStayPlace.self) { referral, message, context in
                try referral.recordStayPlace(message.place, by: context.actor, at: context.now)
            },
        ]
    }
}

extension DecisionContext {
    /// The sender with the partner it belongs to.
    var partner: Actor {
        Actor(username: self.actor.username, roles: self.actor.roles, institution: self.institution)
    }

    /// Records what happened to a referral; the answer says where it then stands.
    mutating func take(_ events: [Referral.Event], of referral: Referral) {
        self.append(events, to: Referral.self, referral.id)
        self.result(of: referral.applying(events))
    }

    /// Says in the answer where a referral stands.
    mutating func result(of referral: Referral) {
        self.result(["referral_id": .string(referral.id.text), "state": .string(referral.state.rawValue)])
    }
}

extension LetterDraft {
    /// As decoded.
    fileprivate init(_ message: DraftReferralLetter) {
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
