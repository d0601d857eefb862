internal import Contracts
internal import ReferralDomain
internal import UnitRuntime
internal import Vocabulary

/// Takes the officer's `send_referral`; the partner's focal points are offered the child.
struct SendReferralHandler: MessageHandler {
    let directory: DirectoryDesk
    let limits: ProcedureLimits

    func kinds(of message: SendReferral) -> [String] { DirectoryDesk.kinds + [KnownUsers.kind] }

    func lookups(of message: SendReferral, _ context: RoutingContext) throws -> [LookupKey] {
        [Shelters.key, KnownUsers.key]
    }

    func subjects(of message: SendReferral, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Referral.self, message.referralID)]
            + Shelters.references(context, and: message.institution)
    }

    func decide(_ message: SendReferral, _ context: inout DecisionContext) throws {
        let id = message.referralID
        let referral = try context.state(Referral.self, id)
        let institution = try self.directory.current(context)[message.institution]
        var events = try referral.send(
            to: institution,
            partners: try context.partners(),
            by: context.actor,
            at: context.now,
            limits: self.limits
        )
        if let institution, institution.shelters(need: referral.subject?.need) {
            // A bed is asked for with the sending: of two children that need the last one, one is sent (D08).
            let sent = referral.applying(events)
            events += try sent.requestShelter(
                institution,
                hours: nil,
                by: context.actor,
                at: context.now,
                limits: self.limits
            )
            events += try Shelters.hold(institution, for: referral.applying(events), &context, limits: self.limits)
        }
        Shelters.release(id, .sentElsewhere, except: message.institution, &context)
        context.take(events, of: referral)
        let after = referral.applying(events)
        if let institution, let subject = after.subject, !subject.test {
            let offered = try ReferralOffered(after, subject, institution, context)
            context.perform(.send(.everyone(.focalPoint, institution: institution.id), offered))
        }
    }
}

/// Takes the focal point's `decline_referral`.
struct DeclineReferralHandler: MessageHandler {
    let limits: ProcedureLimits

    func lookups(of message: DeclineReferral, _ context: RoutingContext) throws -> [LookupKey] { [Shelters.key] }

    func subjects(of message: DeclineReferral, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Referral.self, message.referralID)] + Shelters.references(context)
    }

    func decide(_ message: DeclineReferral, _ context: inout DecisionContext) throws {
        let referral = try context.state(Referral.self, message.referralID)
        let events = try referral.decline(
            reason: message.reason,
            note: message.note,
            by: context.partner,
            at: context.now,
            limits: self.limits
        )
        context.take(events, of: referral)
        Shelters.release(message.referralID, .declined, &context)
    }
}

extension ReferralOffered {
    /// What Form 5 holds, or on the urgent track what the service unit told: read now for the partner, sealed to it.
    init(
        _ referral: Referral,
        _ subject: Referral.Subject,
        _ institution: Institution,
        _ context: DecisionContext
    ) throws {
        let letter = try referral.letter.map { try Letter($0, context) }
        let child = try subject.child.map { try context.open($0) }
        let draft = LetterDraft(number: "").completed(with: child ?? ChildIdentity(), at: context.now.localDate)
        self.init(
            referralID: referral.id,
            need: subject.need,
            kind: subject.kind,
            urgent: referral.track == .urgent,
            childAge: subject.codes.childAge,
            childSex: subject.codes.childSex,
            childName: letter?.childName ?? draft.childName,
            childAddress: letter?.childAddress ?? draft.childAddress,
            problem: try letter?.problem ?? referral.asked.map { try context.open($0.problem) } ?? "",
            letter: letter,
            documents: institution.documents,
            answerBy: referral.clocks[.referral].flatMap { $0.isRunning ? $0.dueAt : nil },
            sentAt: context.now
        )
    }
}

extension ReferralOffered.Letter {
    /// The letter as it reads.
    init(_ letter: ReferralLetter, _ context: DecisionContext) throws {
        self.init(
            number: letter.number,
            subject: letter.subject,
            to: letter.to,
            childName: try context.open(letter.childName),
            childAge: try letter.childAge.map { try context.open($0) },
            childAddress: try context.open(letter.childAddress),
            problem: try context.open(letter.problem),
            doneSoFar: try context.open(letter.doneSoFar),
            helpWanted: try context.open(letter.helpWanted),
            attachment: try context.open(letter.attachment),
            placeDate: letter.placeDate,
            signer: letter.signer,
            copy: letter.copy
        )
    }
}
