public import Instruments
public import Vocabulary

extension Referral {
    /// The referral officer writes Form 5 to a partner. May be written again until it is signed.
    ///
    /// - Parameters:
    ///   - draft: What was written, completed with the child's name, age and address.
    ///   - institution: The addressee.
    ///   - instruments: The forms in use.
    /// - Throws: ``Rejection/letterIncomplete(_:)`` with everything that lacks; ``Rejection/receiverDoesNotFit(_:)``.
    /// - Source: Form 5; SOP table L.9, step 3.
    public func draftLetter(
        _ draft: LetterDraft,
        to institution: Institution?,
        instruments: Instruments = .standard,
        by actor: Actor
    ) throws(Rejection) -> [Event] {
        try self.require(actor, .referralOfficer)
        try self.requireLetterKind()
        let subject: Subject
        if self.track == .urgent {
            subject = try self.requireOpen(.urgent, .sent, .accepted, .replanning, .handedOver, .reported)
            if let letter, letter.isSigned { throw .wrongState(.letterReady, wanted: [self.state]) }
        } else {
            subject = try self.requireOpen(.planned, .assigned, .replanning)
        }
        let receiver = try self.fitting(institution, subject)
        if let sentTo = self.institution, sentTo != receiver.id { throw .letterForAnother(sentTo) }

        func sealed(_ text: String?, _ privacyClass: PrivacyClass, _ field: String) -> Confidential<String>? {
            guard let text, !text.isEmpty else { return nil }
            return Confidential(text, privacyClass, origin: subject.complaintID, field: field)
        }
        let name = sealed(draft.childName, .childIdentity, "f5_child_name")
        let address = sealed(draft.childAddress, .childIdentity, "f5_child_address")
        let problem = sealed(draft.problem, .sensitiveHarm, "f5_problem") ?? self.asked?.problem
        let done = sealed(draft.doneSoFar, .sensitiveHarm, "f5_done_so_far") ?? self.asked?.doneSoFar
        let wanted = sealed(draft.helpWanted, .sensitiveHarm, "f5_help_wanted") ?? self.asked?.helpWanted
        let attachment = sealed(draft.attachment, .sensitiveHarm, "f5_attachment")
        try self.requireForm5(draft, to: receiver, in: instruments)
        guard let name, let address, let problem, let done, let wanted, let attachment else {
            throw .letterIncomplete([])
        }
        return [
            .referralLetterDrafted(
                ReferralLetter(
                    number: draft.number,
                    subject: draft.subject ?? ReferralLetter.defaultSubject,
                    to: receiver.id,
                    childName: name,
                    childAge: draft.childAge.map {
                        Confidential($0, .childIdentity, origin: subject.complaintID, field: "f5_child_age")
                    },
                    childAddress: address,
                    problem: problem,
                    doneSoFar: done,
                    helpWanted: wanted,
                    attachment: attachment,
                    placeDate: nil,
                    signer: nil,
                    copy: ReferralLetter.archive
                )
            )
        ]
    }

    /// Form 5 as its instrument asks it; what the service unit asked for is known.
    private func requireForm5(
        _ draft: LetterDraft,
        to receiver: Institution,
        in instruments: Instruments
    ) throws(Rejection) {
        guard let instrument = instruments.current(.form5) else { return }
        let findings = instrument.filled([
            "number": draft.number, "subject": draft.subject, "institution": receiver.id,
            "child_name": draft.childName, "child_age": draft.childAge, "child_address": draft.childAddress,
            "problem": draft.problem, "done_so_far": draft.doneSoFar, "help_wanted": draft.helpWanted,
            "attachment": draft.attachment,
        ]).check([
            "known_child_name": false, "known_child_address": false, "known_problem": self.asked?.problem != nil,
            "known_done_so_far": self.asked?.doneSoFar != nil, "known_help_wanted": self.asked?.helpWanted != nil,
        ])
        guard findings.isClean else {
            throw .letterIncomplete(findings.problems.compactMap { instrument.field(at: $0.pointer)?.code })
        }
    }

    /// The head of the city social agency signs. On the urgent track also after the handover, by the next working day.
    ///
    /// - Throws: ``Rejection/letterMissing`` without a draft; ``Rejection/wrongState(_:wanted:)`` before the order.
    /// - Source: Form 5; X09; rule 23.
    public func signLetter(place: String, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        try self.require(actor, .agencyHead)
        if self.track == .urgent {
            _ = try self.requireOpen(.urgent, .sent, .accepted, .replanning, .handedOver, .reported)
        } else {
            _ = try self.requireOpen(.assigned, .replanning)
        }
        guard let letter, !letter.isSigned else { throw .letterMissing }
        return [
            .referralLetterSigned(
                LetterSignature(signer: actor.username, placeDate: "\(place), \(now.localDate)", at: now)
            )
        ]
    }

    /// Family and community get no letter, the home district its own (§9.1).
    func requireLetterKind() throws(Rejection) {
        guard let subject else { throw .notFound }
        guard self.track == .ordinary || self.track == .urgent else { throw .wrongKind(subject.kind) }
    }

    /// The partner, if it serves this need and this child (rule 24).
    func fitting(_ institution: Institution?, _ subject: Subject) throws(Rejection) -> Institution {
        guard let institution else { throw .institutionUnknown }
        let misfits = institution.misfits(
            need: subject.need,
            sex: subject.codes.childSex,
            age: subject.codes.childAge
        )
        guard misfits.isEmpty else { throw .receiverDoesNotFit(misfits) }
        return institution
    }
}
