internal import ReferralDomain
internal import UnitRuntime
internal import Vocabulary

/// The shelters whose beds are kept, known by one look-up: a message about one child may free a bed in any of them.
enum Shelters {
    /// All of them.
    static let key = LookupKey("shelters", "all")

    /// The shelters in the look-up's value.
    static func known(_ value: String?) -> [InstitutionID] {
        (value ?? "").split(separator: " ").compactMap { InstitutionID(String($0)) }
    }

    /// What to load: those known, and the one a message names.
    static func references(_ context: RoutingContext, and named: String? = nil) -> [AggregateReference] {
        Set(self.known(context.lookup(self.key)) + [named.flatMap { InstitutionID($0) }].compactMap(\.self))
            .map { AggregateReference(ShelterPlace.self, $0) }
    }

    /// Puts a shelter into the list.
    static func remember(_ shelter: InstitutionID, _ context: inout DecisionContext) {
        let known = self.known(context.lookup(self.key))
        guard !known.contains(shelter) else { return }
        context.setLookup(self.key, to: (known + [shelter]).map(\.text).joined(separator: " "))
    }

    /// Keeps a bed, or says that none is free.
    static func hold(
        _ institution: Institution,
        for referral: Referral,
        _ context: inout DecisionContext,
        limits: ProcedureLimits
    ) throws -> [Referral.Event] {
        guard let id = InstitutionID(institution.id), let subject = referral.subject else {
            throw ShelterPlace.Rejection.notAShelter
        }
        let shelter = try context.state(ShelterPlace.self, id)
        let events = try shelter.hold(
            referral.id,
            of: subject.caseID,
            counted: institution.constraint.beds,
            test: subject.test,
            at: context.now,
            limits: limits
        )
        context.append(events, to: ShelterPlace.self, id)
        self.remember(id, &context)
        for case .placeHeld(let held) in events where held.referralID == referral.id { return referral.bedHeld(held) }
        return []
    }

    /// The child is there.
    static func occupy(
        _ institution: Institution,
        for referral: Referral,
        at: Instant,
        _ context: inout DecisionContext
    ) throws {
        guard let id = InstitutionID(institution.id), let subject = referral.subject else { return }
        let shelter = try context.state(ShelterPlace.self, id)
        let events = shelter.occupy(referral.id, of: subject.caseID, test: subject.test, at: at)
        context.append(events, to: ShelterPlace.self, id)
        self.remember(id, &context)
    }

    /// Frees whatever bed a referral has, except in one shelter.
    ///
    /// - Returns: What was freed.
    @discardableResult static func release(
        _ referral: ReferralID,
        _ reason: BedRelease,
        except kept: String? = nil,
        _ context: inout DecisionContext
    ) -> [PlaceReleased] {
        var freed: [PlaceReleased] = []
        for id in self.known(context.lookup(self.key)) where id.text != kept {
            // One that a message of this very batch made known is loaded by it.
            guard let shelter = try? context.state(ShelterPlace.self, id) else { continue }
            let events = shelter.release(referral, reason, at: context.now)
            context.append(events, to: ShelterPlace.self, id)
            for case .placeReleased(let release) in events { freed.append(release) }
        }
        return freed
    }
}
