internal import Contracts
internal import JSON
internal import ReferralDomain
internal import UnitRuntime
internal import Vocabulary

/// Takes the signature that completes the minutes: `sign_handover` for both sides on paper, `countersign_handover` of the
/// other side. A child handed over ends the shelter stay that another referral of its case began.
struct HandoverHandler<Message: AboutReferral>: MessageHandler {
    let directory: DirectoryDesk
    let rule: @Sendable (Referral, Message, Institution?, inout DecisionContext) throws -> [Referral.Event]

    func kinds(of message: Message) -> [String] { DirectoryDesk.kinds }

    func lookups(of message: Message, _ context: RoutingContext) throws -> [LookupKey] {
        CaseReferrals.keys(message.referralID)
    }

    func subjects(of message: Message, _ context: RoutingContext) throws -> [AggregateReference] {
        CaseReferrals.references(message.referralID, context) + Shelters.references(context)
    }

    func decide(_ message: Message, _ context: inout DecisionContext) throws {
        let referral = try context.state(Referral.self, message.referralID)
        let directory = try self.directory.current(context)
        let institution = referral.institution.flatMap { directory[$0] }
        let events = try self.rule(referral, message, institution, &context)
        context.take(events, of: referral)
        try self.follow(referral, events, with: institution, &context)
    }

    /// What a finished handover changes around its referral: beds, the stays of the case's other referrals, its protection.
    private func follow(
        _ before: Referral,
        _ events: [Referral.Event],
        with institution: Institution?,
        _ context: inout DecisionContext
    ) throws {
        let after = before.applying(events)
        guard after.state == .handedOver, let minutes = after.minutes, minutes.handedOver.contains(.child),
            let subject = after.subject
        else { return }
        if let institution, institution.shelters(need: subject.need) {
            try Shelters.occupy(institution, for: after, at: minutes.at, &context)
            Shelters.release(after.id, .movedOn, except: institution.id, &context)
        } else {
            Shelters.release(after.id, .movedOn, &context)
        }
        let protected = ProtectiveActionTold(caseID: subject.caseID, at: minutes.at)
        if let file = try? context.state(CaseFile.self, subject.caseID) {
            context.append(file.learn(.protectiveActionRecorded(protected)), to: CaseFile.self, subject.caseID)
        }
        for other in CaseReferrals.list(context.lookup(CaseReferrals.key(after.id))) where other != after.id {
            // One planned in this very batch was loaded by its own message.
            guard let kin = try? context.state(Referral.self, other) else { continue }
            let ended = kin.endStay(by: after.id, at: minutes.at)
            context.append(ended, to: Referral.self, other)
            if !ended.isEmpty { Shelters.release(other, .movedOn, &context) }
            let learnt = kin.applying(ended).learn(protected)
            context.append(learnt, to: Referral.self, other)
        }
    }
}

extension SignHandover: AboutReferral {}
extension CountersignHandover: AboutReferral {}
extension PrepareHandover: AboutReferral {}

extension ReferralUnit {
    /// What hands a child over.
    static func handovers(
        _ directory: DirectoryDesk,
        _ limits: ProcedureLimits,
        _ holidays: HolidayCalendar
    ) -> [HandlerBinding] {
        [
            .command(
                HandoverHandler<SignHandover>(directory: directory) { referral, message, institution, context in
                    context.missingDocuments(message.documents, institution)
                    return try referral.handOver(
                        HandoverDraft(message, childName: try context.childName(of: referral)),
                        with: institution,
                        by: context.partner,
                        at: context.now,
                        limits: limits,
                        holidays: holidays
                    )
                }
            ),
            .command(
                HandoverHandler<CountersignHandover>(directory: directory) { referral, message, institution, context in
                    try referral.countersign(
                        message.number,
                        with: institution,
                        by: context.partner,
                        limits: limits,
                        holidays: holidays
                    )
                }
            ),
        ]
    }
}

extension DecisionContext {
    /// The child's name as the letter has it; as it came with the referral where there is none yet.
    func childName(of referral: Referral) throws -> String? {
        if let letter = referral.letter { return try self.open(letter.childName) }
        let child = try referral.subject?.child.map { try self.open($0) }
        return child?.name ?? child?.nickname
    }

    /// Says in the answer which documents the partner asks for that the minutes do not list: a task, never a bar (§4.3).
    mutating func missingDocuments(_ listed: [String]?, of referral: Referral, _ directory: Directory) {
        self.missingDocuments(listed, referral.institution.flatMap { directory[$0] })
    }

    fileprivate mutating func missingDocuments(_ listed: [String]?, _ institution: Institution?) {
        let missing = institution?.documentsMissing(from: listed ?? []) ?? []
        guard !missing.isEmpty else { return }
        self.result(["documents_missing": .array(missing.map { .string($0) })])
    }
}

/// Minutes as a message carries them.
private protocol MinutesMessage {
    var number: String { get }
    var handedOverAt: Instant? { get }
    var place: String { get }
    var handedOver: [HandedOver] { get }
    var documents: [String]? { get }
    var condition: String { get }
    var valuables: String? { get }
    var officer: String { get }
    var receivingOfficer: String { get }
    var servicesReceived: String? { get }
    var reportingDate: LocalDate? { get }
}

extension SignHandover: MinutesMessage {}
extension PrepareHandover: MinutesMessage {}

extension HandoverDraft {
    /// As decoded.
    init(_ message: SignHandover, childName: String?) {
        self.init(message, childName, signatures: Set(message.signatures))
    }

    /// As decoded; the sender signs for its own side.
    init(_ message: PrepareHandover, childName: String?) { self.init(message, childName, signatures: []) }

    private init(_ message: some MinutesMessage, _ childName: String?, signatures: Set<HandoverMinutes.Side>) {
        self.init(
            number: message.number,
            at: message.handedOverAt,
            handedOver: message.handedOver,
            reportingDate: message.reportingDate,
            signatures: signatures,
            content: HandoverMinutes.Content(
                childName: childName,
                place: message.place,
                officer: message.officer,
                receivingOfficer: message.receivingOfficer,
                documents: message.documents ?? [],
                condition: message.condition,
                valuables: message.valuables,
                servicesReceived: message.servicesReceived
            )
        )
    }
}
