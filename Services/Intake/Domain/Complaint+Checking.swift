public import Vocabulary

extension Complaint {
    /// Confirms what an indirect complaint says: by one source beyond the reporter, or because the child was located.
    ///
    /// - Source: SOP table L.4, step 2.
    public func verifyInformation(
        _ sources: Set<TraceSource>,
        childLocated: Bool,
        note: String?,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        guard let caseID else { throw .unknownComplaint }
        try Self.authorize(actor, [.intakeOfficer, .dataOfficer, .analyst])
        guard self.path == .indirect else { throw .notIndirect }
        guard childLocated || !sources.isEmpty else { throw .noSourceBeyondReporter }
        guard self.information?.verified != true else { return [] }
        return [
            .informationVerified(
                InformationVerified(
                    complaintID: self.id,
                    caseID: caseID,
                    sources: sources.sorted(),
                    childLocated: childLocated,
                    note: note.map { self.sealed($0, .sensitiveHarm, "verification_note") },
                    by: Username(actor.username),
                    at: now
                )
            )
        ]
    }

    /// Notes that nothing confirms an indirect complaint though all traces were tried: data bank, reporting institution
    /// and, for news, the media office. It stays open for review; its clocks run on.
    ///
    /// - Source: SOP table L.4; domain.md §4.1.
    public func noteUnverifiable(
        _ sources: Set<TraceSource>,
        note: String?,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        guard let caseID, let codes else { throw .unknownComplaint }
        try Self.authorize(actor, [.dataOfficer, .analyst])
        guard self.path == .indirect else { throw .notIndirect }
        guard self.information?.verified != true else { throw .alreadyVerified }
        var wanted: Set<TraceSource> = [.dataBank]
        if codes.channel == .institutionReferral { wanted.insert(.reportingInstitution) }
        if codes.channel == .media { wanted.insert(.mediaOffice) }
        let missing = wanted.subtracting(sources).sorted()
        guard missing.isEmpty else { throw .tracesLeft(missing) }
        guard self.information == nil else { return [] }
        return [
            .informationUnverifiable(
                InformationUnverifiable(
                    complaintID: self.id,
                    caseID: caseID,
                    sources: sources.sorted(),
                    note: note.map { self.sealed($0, .sensitiveHarm, "verification_note") },
                    by: Username(actor.username),
                    at: now
                )
            )
        ]
    }

    /// A direct complaint is filed with its service contract (L.3); one that ended, joined a case or goes elsewhere needs
    /// none.
    private var awaitsContract: Bool {
        guard self.path == .direct, self.contractedAt == nil else { return false }
        return switch self.status {
        case .unknown, .registered, .assessed, .withIdentification, .identifying, .caseRegistered: true
        case .linked, .notEligible, .closedWithAdvice, .caseClosed: false
        }
    }

    /// Documents the complaint in the registration book, once identification has it or advice ended it; a direct one once
    /// the service contract is signed.
    ///
    /// - Parameter archiveRef: Where in the book or the archive: a reference, no names.
    /// - Source: SOP tables L.1 step 4, L.3 step 5, L.4 step 8.
    public func document(_ archiveRef: String, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        guard let caseID else { throw .unknownComplaint }
        try Self.authorize(actor, [.intakeOfficer, .dataOfficer])
        guard self.isForwarded || self.status == .closedWithAdvice else { throw .notForwardedYet }
        guard !self.awaitsContract else { throw .notContractedYet }
        guard !archiveRef.isBlank else { throw .archiveRefNeeded }
        guard self.archiveRef != archiveRef else { return [] }
        return [
            .complaintDocumented(
                ComplaintDocumented(
                    complaintID: self.id,
                    caseID: caseID,
                    archiveRef: archiveRef,
                    by: Username(actor.username),
                    at: now
                )
            )
        ]
    }
}

/// What checking an indirect complaint's information found.
public struct InformationCheck: Codable, Sendable, Equatable {
    /// Whether a source beyond the reporter confirmed it or the child was located.
    public var verified: Bool
    /// Who was asked.
    public var sources: [TraceSource]
    /// When.
    public var at: Instant
}
