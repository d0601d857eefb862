internal import Contracts
internal import JSON
internal import ReferralDomain
internal import UnitRuntime
internal import Vocabulary

/// Takes `amend_directory_entry`; two changes of one entry at once are decided one after the other.
struct AmendDirectoryEntryHandler: MessageHandler {
    let directory: DirectoryDesk

    func kinds(of message: AmendDirectoryEntry) -> [String] { DirectoryDesk.kinds }

    func subjects(of message: AmendDirectoryEntry, _ context: RoutingContext) throws -> [AggregateReference] {
        [InstitutionID(message.id)].compactMap(\.self).map { AggregateReference(DirectoryEntry.self, $0) }
    }

    func decide(_ message: AmendDirectoryEntry, _ context: inout DecisionContext) throws {
        guard let id = InstitutionID(message.id) else {
            throw DirectoryEntry.Rejection.invalid(["/id: lower-case letters and digits"])
        }
        let entry = try context.state(DirectoryEntry.self, id)
        let events = try entry.amend(
            DirectoryChange(message),
            reason: message.reason,
            in: self.directory.current(context),
            by: context.partner,
            at: context.now
        )
        context.append(events, to: DirectoryEntry.self, id)
        context.result(["id": .string(id.text), "amendments": .integer(Int64(entry.applying(events).version))])
    }
}

extension DirectoryChange {
    /// As decoded.
    init(_ message: AmendDirectoryEntry) {
        self.init()
        self.institution = message.institution
        self.indonesianName = message.indonesianName
        self.service = message.service
        self.need = message.need
        self.access = message.access
        self.documents = message.documents
        self.sexes = message.sexes
        self.minimumAge = message.minimumAge
        self.maximumAge = message.maximumAge
        self.maximumStayHours = message.maximumStayHours
        self.beds = message.beds
        self.othersThrough = message.othersThrough
        self.note = message.note
        self.address = message.address
        self.validFrom = message.validFrom
        self.validUntil = message.validUntil
        self.lastChecked = message.lastChecked
    }
}

/// Answers `list_directory`.
struct ListDirectoryHandler: QueryHandler {
    let directory: DirectoryDesk

    func answer(_ query: ListDirectory, _ context: QueryContext) async throws -> ListDirectory.Answer {
        let directory = try await self.directory.current(context)
        let wanted = directory.institutions.filter { institution in
            query.need.map(institution.need.contains) ?? true
        }
        return ListDirectory.Answer(version: directory.version, entries: wanted.map { ListDirectory.Entry($0) })
    }
}

/// Answers `show_directory_entry`.
struct ShowDirectoryEntryHandler: QueryHandler {
    let directory: DirectoryDesk

    func answer(_ query: ShowDirectoryEntry, _ context: QueryContext) async throws -> ShowDirectoryEntry.Answer {
        let directory = try await self.directory.current(context)
        guard let institution = directory[query.id], let id = InstitutionID(query.id) else {
            throw Referral.Rejection.institutionUnknown
        }
        return ShowDirectoryEntry.Answer(
            entry: ListDirectory.Entry(institution),
            amendments: try await context.load(DirectoryEntry.self, id)?.version ?? 0,
            directoryVersion: directory.version
        )
    }
}

/// Answers `check_directory`: as the unit itself would read the file.
struct CheckDirectoryHandler: QueryHandler {
    func answer(_ query: CheckDirectory, _ context: QueryContext) async throws -> CheckDirectory.Answer {
        do {
            let directory = try Directory.read([UInt8](query.text.utf8))
            return CheckDirectory.Answer(
                version: directory.version,
                entries: directory.institutions.count,
                problems: []
            )
        } catch let error as DirectoryProblems {
            let file = Directory.decoded([UInt8](query.text.utf8))
            return CheckDirectory.Answer(
                version: file?.version,
                entries: file?.entries.count ?? 0,
                problems: error.problems
            )
        }
    }
}

/// Answers `match_directory` (rule 24).
struct MatchDirectoryHandler: QueryHandler {
    let directory: DirectoryDesk

    func answer(_ query: MatchDirectory, _ context: QueryContext) async throws -> MatchDirectory.Answer {
        let directory = try await self.directory.current(context)
        var free: [String: Int] = [:]
        for place in try await context.list(ShelterPlace.self, limit: 10_000) {
            free[place.id.text] = place.free(
                at: context.now,
                counted: directory[place.id.text]?.constraint.beds
            )
        }
        let (candidates, excluded) = directory.match(
            try await self.wish(query, context),
            freeBeds: free,
            at: context.now.localDate
        )
        return MatchDirectory.Answer(
            offers: candidates.map {
                MatchDirectory.Offer(
                    entry: ListDirectory.Entry($0.institution),
                    insteadOf: $0.insteadOf,
                    reasons: $0.reasons,
                    freeBeds: $0.freeBeds
                )
            },
            excluded: excluded.map {
                MatchDirectory.Exclusion(
                    id: $0.institution.id,
                    institution: $0.institution.institution,
                    reasons: $0.reasons
                )
            }
        )
    }

    /// What a referral's child needs, told only to those who may open it; or what the question says.
    private func wish(_ query: MatchDirectory, _ context: QueryContext) async throws -> Directory.Wish {
        guard let id = query.referralID else {
            guard let need = query.need else { throw MatchRejection.needMissing }
            return Directory.Wish(need: need, sex: query.sex, age: query.age)
        }
        guard let referral = try await context.load(Referral.self, id), let subject = referral.subject else {
            throw Referral.Rejection.notFound
        }
        guard !context.isPartnerOnly else { throw Referral.Rejection.notYourInstitution }
        guard let need = query.need ?? subject.need else { throw MatchRejection.needMissing }
        return Directory.Wish(
            need: need,
            sex: query.sex ?? subject.codes.childSex,
            age: query.age ?? subject.codes.childAge,
            declinedBy: referral.declinedBy,
            wished: referral.asked?.wishedProvider
        )
    }
}

/// Why nobody can be matched.
enum MatchRejection: DomainRejection {
    case needMissing

    var code: String { "need_missing" }
    var explanation: String { "say what is needed, or name a referral that says it" }
    var pointer: String { "/need" }
}

extension ListDirectory.Entry {
    /// The entry as data.
    init(_ institution: Institution) {
        self.init(
            id: institution.id,
            institution: institution.institution,
            indonesianName: institution.indonesianName,
            service: institution.service,
            need: institution.need,
            access: institution.access,
            documents: institution.documents,
            sexes: institution.constraint.sexes.isEmpty ? nil : institution.constraint.sexes,
            minimumAge: institution.constraint.minimumAge,
            maximumAge: institution.constraint.maximumAge,
            maximumStayHours: institution.constraint.maximumStayHours,
            beds: institution.constraint.beds,
            othersThrough: institution.constraint.othersThrough,
            note: institution.constraint.note,
            address: institution.address,
            validFrom: institution.validFrom,
            validUntil: institution.validUntil,
            lastChecked: institution.lastChecked
        )
    }
}
