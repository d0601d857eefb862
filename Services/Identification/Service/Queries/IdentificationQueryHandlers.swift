internal import Contracts
internal import IdentificationDomain
internal import PostgreSQL
internal import UnitRuntime
internal import Vocabulary

/// Answers `list_identifications`: codes only.
struct ListIdentificationsHandler: QueryHandler {
    func answer(_ query: ListIdentifications, _ context: QueryContext) async throws -> ListIdentifications.Answer {
        let limit = min(max(query.limit ?? 100, 1), 1_000)
        let unknown = Residency.unknown.rawValue
        let found =
            switch (query.status, query.residencyUnknown ?? false) {
            case (let status?, true):
                try await context.list(
                    Identification.self,
                    where: "state->>'status' = \(status) AND state->>'residency' = \(unknown)",
                    limit: limit
                )
            case (let status?, false):
                try await context.list(Identification.self, where: "state->>'status' = \(status)", limit: limit)
            case (nil, true):
                try await context.list(Identification.self, where: "state->>'residency' = \(unknown)", limit: limit)
            case (nil, false): try await context.list(Identification.self, limit: limit)
            }
        return ListIdentifications.Answer(identifications: found.compactMap { ListIdentifications.Row($0) })
    }
}

/// Answers `show_identification`.
struct ShowIdentificationHandler: QueryHandler {
    func answer(_ query: ShowIdentification, _ context: QueryContext) async throws -> ShowIdentification.Answer {
        let number = query.complaintNo.text
        let found = try await context.list(
            Identification.self,
            where: "state->'complaint'->>'complaint_no' = \(number)",
            limit: 1
        )
        guard let identification = found.first, let row = ListIdentifications.Row(identification) else {
            throw Rejection.unknownComplaint
        }
        let child: Child? =
            if let id = identification.childID { try await context.load(Child.self, id) } else { nil }
        if identification.isUnderWay, context.actor.holds(.analyst, .dataOfficer) {
            context.opens(on: .ownIdentification)
        }
        return ShowIdentification.Answer(
            identification: row,
            child: identification.complaint?.child,
            family: identification.complaint?.family,
            temporaryNumber: child?.temporaryNumber?.description,
            informationVerified: identification.informationVerified,
            archiveRef: identification.archiveRef,
            consentWithdrawnAt: identification.consentWithdrawnAt,
            cases: child?.cases.map(\.caseID) ?? [],
            candidates: child?.openPairs ?? []
        )
    }
}

/// Answers `list_same_child_candidates`: each pair once, from the record that came later.
struct ListSameChildCandidatesHandler: QueryHandler {
    func answer(
        _ query: ListSameChildCandidates,
        _ context: QueryContext
    ) async throws -> ListSameChildCandidates.Answer {
        let limit = min(max(query.limit ?? 100, 1), 1_000)
        let children = try await context.list(
            Child.self,
            where: "jsonb_path_exists(state, '$.candidates[*] ? (!exists(@.same) || @.same == null)')",
            limit: limit
        )
        // The complaint that showed the likeness belongs to the later record.
        let pairs = children.flatMap { child in
            child.openPairs.filter { child.complaints.contains($0.complaintID) }
        }
        let strongest = pairs.sorted { $1.strength < $0.strength }
        return ListSameChildCandidates.Answer(candidates: Array(strongest.prefix(limit)))
    }
}

extension Child {
    /// The pairs nobody has decided on.
    fileprivate var openPairs: [ListSameChildCandidates.Row] {
        self.candidates.filter { $0.same == nil }.map {
            ListSameChildCandidates.Row(
                complaintID: $0.complaintID,
                childID: self.id,
                otherChildID: $0.other,
                basis: $0.basis.rawValue,
                reasons: $0.reasons,
                strength: $0.strength
            )
        }
    }
}

extension ListIdentifications.Row {
    /// Nil as long as the complaint's registration was not heard.
    init?(_ identification: Identification) {
        guard let complaint = identification.complaint, let codes = identification.codes else { return nil }
        self.init(
            complaintNo: complaint.complaintNo,
            complaintID: identification.id,
            caseID: complaint.caseID,
            status: identification.status.rawValue,
            open: identification.open.map(\.rawValue),
            childID: identification.childID,
            codes: codes,
            residency: identification.residency,
            homeDistrict: identification.homeDistrict,
            priorService: identification.priorService,
            lists: identification.lists,
            registrationNo: identification.registrationNo,
            linkedTo: identification.linkedTo,
            notEligible: identification.notEligible,
            test: complaint.test
        )
    }
}
