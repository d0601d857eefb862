internal import Contracts
internal import JSON
internal import ReferralDomain
internal import UnitRuntime
internal import Vocabulary

/// Takes the officer's `request_shelter_place`: of two referrals that ask for the last bed one gets it.
struct RequestShelterPlaceHandler: MessageHandler {
    let directory: DirectoryDesk
    let limits: ProcedureLimits

    func kinds(of message: RequestShelterPlace) -> [String] { DirectoryDesk.kinds }

    func lookups(of message: RequestShelterPlace, _ context: RoutingContext) throws -> [LookupKey] { [Shelters.key] }

    func subjects(of message: RequestShelterPlace, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Referral.self, message.referralID)] + Shelters.references(context, and: message.shelter)
    }

    func decide(_ message: RequestShelterPlace, _ context: inout DecisionContext) throws {
        let id = message.referralID
        let referral = try context.state(Referral.self, id)
        let institution = try self.directory.current(context)[message.shelter]
        var events = try referral.requestShelter(
            institution,
            hours: message.expectedStayHours,
            by: context.actor,
            at: context.now,
            limits: self.limits
        )
        if let institution {
            events += try Shelters.hold(institution, for: referral.applying(events), &context, limits: self.limits)
        }
        Shelters.release(id, .sentElsewhere, except: message.shelter, &context)
        context.take(events, of: referral)
        if let until = referral.applying(events).bed?.heldUntil {
            context.result(["held_until": .string(until.description)])
        }
    }
}

/// Takes the officer's `release_shelter_place`.
struct ReleaseShelterPlaceHandler: MessageHandler {
    func subjects(of message: ReleaseShelterPlace, _ context: RoutingContext) throws -> [AggregateReference] {
        let shelter = InstitutionID(message.shelter).map { AggregateReference(ShelterPlace.self, $0) }
        return [AggregateReference(Referral.self, message.referralID)] + [shelter].compactMap(\.self)
    }

    func decide(_ message: ReleaseShelterPlace, _ context: inout DecisionContext) throws {
        guard let id = InstitutionID(message.shelter) else { throw ShelterPlace.Rejection.notAShelter }
        let referral = try context.state(Referral.self, message.referralID)
        let shelter = try context.state(ShelterPlace.self, id)
        let freed = try shelter.cancel(message.referralID, by: context.actor, at: context.now)
        context.append(freed, to: ShelterPlace.self, id)
        var events: [Referral.Event] = []
        for case .placeReleased(let release) in freed { events += referral.bedReleased(release) }
        context.take(events, of: referral)
    }
}

/// Takes `count_shelter_beds`.
struct CountShelterBedsHandler: MessageHandler {
    let directory: DirectoryDesk

    func kinds(of message: CountShelterBeds) -> [String] { DirectoryDesk.kinds }

    func lookups(of message: CountShelterBeds, _ context: RoutingContext) throws -> [LookupKey] { [Shelters.key] }

    func subjects(of message: CountShelterBeds, _ context: RoutingContext) throws -> [AggregateReference] {
        Shelters.references(context, and: message.shelter)
    }

    func decide(_ message: CountShelterBeds, _ context: inout DecisionContext) throws {
        let known = try self.directory.current(context)[message.shelter]
        guard let id = InstitutionID(message.shelter), known?.need.contains(.shelter) == true else {
            throw ShelterPlace.Rejection.notAShelter
        }
        let shelter = try context.state(ShelterPlace.self, id)
        let events = try shelter.count(message.beds, by: context.partner, at: context.now)
        context.append(events, to: ShelterPlace.self, id)
        Shelters.remember(id, &context)
        context.result(["shelter": .string(id.text), "beds": .integer(Int64(message.beds))])
    }
}

/// Answers `list_shelters`; a focal point sees its own.
struct ListSheltersHandler: QueryHandler {
    let directory: DirectoryDesk

    func answer(_ query: ListShelters, _ context: QueryContext) async throws -> ListShelters.Answer {
        let directory = try await self.directory.current(context)
        let places = try await context.list(ShelterPlace.self, limit: 10_000)
        let own: String? = context.isPartnerOnly ? context.institution ?? "" : nil
        let shelters = directory.institutions.filter { entry in
            entry.need.contains(.shelter) && query.shelter.map { $0 == entry.id } ?? true
                && own.map { $0 == entry.id } ?? true
        }
        return ListShelters.Answer(
            shelters: shelters.map { entry in
                let place = places.first { $0.id.text == entry.id }
                return ListShelters.Shelter(entry, place, at: context.now)
            }
        )
    }
}

extension ListShelters.Shelter {
    /// A shelter's beds as they are now; holds that have ended are not shown.
    init(_ entry: Institution, _ place: ShelterPlace?, at now: Instant) {
        let counted = entry.constraint.beds
        self.init(
            id: entry.id,
            institution: entry.institution,
            beds: place?.beds ?? counted,
            held: place?.held(at: now) ?? 0,
            occupied: place?.occupied ?? 0,
            free: place.map { $0.free(at: now, counted: counted) } ?? counted,
            overfull: place?.isOverfull(counted: counted) ?? false,
            maximumStayHours: entry.constraint.maximumStayHours,
            places: (place?.places ?? []).filter { $0.until.map { $0 > now } ?? true }.map {
                ListShelters.Place(
                    referralID: $0.referralID,
                    caseID: $0.caseID,
                    phase: $0.phase.rawValue,
                    since: $0.since,
                    until: $0.until
                )
            }
        )
    }
}
