public import Vocabulary

// to_family and community: no letter, no partner; the receiver's acceptance is recorded instead (§9.1, D12).
extension Referral {
    /// Family or somebody of the community says yes and what they take responsibility for.
    ///
    /// - Returns: The acceptance, and `referral_accepted` for the service unit.
    /// - Throws: ``Rejection/wrongKind(_:)``; ``Rejection/receiverCapacity(_:)`` if the capacity belongs to the other
    ///   kind; ``Rejection/acceptanceIncomplete(_:)``.
    /// - Source: domain.md §9.1, §8.1 (willingness and responsibility), D12.
    public func acceptInformally(
        _ capacity: ReceiverCapacity,
        _ receiver: ReceiverAcceptance.Receiver,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        guard let known = self.subject else { throw .notFound }
        guard actor.holds(.referralOfficer) || known.caseManager?.text == actor.username else {
            throw .notPermitted([.referralOfficer])
        }
        guard self.track == .informal else { throw .wrongKind(known.kind) }
        let subject = try self.requireOpen(.planned, .assigned)
        guard capacity.isFamily == (subject.kind == .toFamily) else { throw .receiverCapacity(subject.kind) }
        let lacking = [("name", receiver.name), ("responsibility", receiver.responsibility)]
            .filter { $0.1.allSatisfy(\.isWhitespace) }.map(\.0)
        guard lacking.isEmpty else { throw .acceptanceIncomplete(lacking) }
        return [
            .receiverAccepted(
                ReceiverAcceptance(
                    capacity: capacity,
                    receiver: Confidential(receiver, .childIdentity, origin: subject.complaintID, field: "receiver"),
                    by: actor.username,
                    at: now
                )
            ),
            .referralAccepted(
                ReferralAccepted(referralID: self.id, caseID: subject.caseID, institution: capacity.rawValue, at: now)
            ),
        ]
    }
}
