internal import Contracts
internal import ReferralDomain
internal import UnitRuntime
internal import Vocabulary

/// Answers `list_directory`.
struct ListDirectoryHandler: QueryHandler {
    let directory: Directory

    func answer(_ query: ListDirectory, _ context: QueryContext) async throws -> ListDirectory.Answer {
        let wanted = self.directory.institutions.filter { institution in
            query.need.map(institution.need.contains) ?? true
        }
        return ListDirectory.Answer(entries: wanted.map { ListDirectory.Entry($0) })
    }
}

/// Answers `match_directory` (rule 24).
struct MatchDirectoryHandler: QueryHandler {
    let directory: Directory

    func answer(_ query: MatchDirectory, _ context: QueryContext) async throws -> MatchDirectory.Answer {
        let offers = self.directory.match(
            need: query.need,
            sex: query.sex,
            age: query.age,
            at: context.now.localDate
        )
        return MatchDirectory.Answer(
            offers: offers.map {
                MatchDirectory.Offer(entry: ListDirectory.Entry($0.institution), insteadOf: $0.insteadOf)
            }
        )
    }
}

extension ListDirectory.Entry {
    /// The entry as data.
    init(_ institution: Institution) {
        self.init(
            id: institution.id,
            institution: institution.institution,
            service: institution.service,
            need: institution.need,
            access: institution.access,
            documents: institution.documents,
            sexes: institution.constraint.sexes,
            minimumAge: institution.constraint.minimumAge,
            maximumAge: institution.constraint.maximumAge,
            maximumStayHours: institution.constraint.maximumStayHours,
            note: institution.constraint.note,
            address: institution.address,
            validFrom: institution.validFrom,
            lastChecked: institution.lastChecked
        )
    }
}
