public import Vocabulary

extension ShelterPlace {
    /// Keeps a bed for a referral's child; a hold that runs is kept anew.
    ///
    /// - Parameters:
    ///   - counted: The directory's number of beds, where nobody counted them here.
    /// - Returns: The holds that have ended meanwhile, and this one.
    /// - Throws: ``Rejection/full(beds:)``: of two referrals that ask for the last bed one gets it.
    /// - Source: domain.md §14 D08.
    public func hold(
        _ referral: ReferralID,
        of caseID: CaseID,
        counted: Int? = nil,
        test: Bool = false,
        at now: Instant,
        limits: ProcedureLimits
    ) throws(Rejection) -> [Event] {
        let own = self.place(of: referral)
        guard own?.phase != .occupied else { throw .occupiedAlready }
        let ended = self.lapse(at: now, except: referral)
        if let beds = self.beds ?? counted {
            let others = self.places.count {
                $0.referralID != referral && ($0.phase == .occupied || $0.until.map { $0 > now } == true)
            }
            guard others < beds else { throw .full(beds: beds) }
        }
        let until = now.adding(hours: limits.shelterHoldHours)
        return ended + [
            .placeHeld(PlaceHeld(referralID: referral, caseID: caseID, until: until, test: test, at: now))
        ]
    }

    /// The child is there: signed by both sides, so it is never refused.
    public func occupy(_ referral: ReferralID, of caseID: CaseID, test: Bool = false, at: Instant) -> [Event] {
        guard self.place(of: referral)?.phase != .occupied else { return [] }
        return [.placeOccupied(PlaceOccupied(referralID: referral, caseID: caseID, test: test, at: at))]
    }

    /// The bed is free again; nothing if the referral has none.
    public func release(_ referral: ReferralID, _ reason: BedRelease, at now: Instant) -> [Event] {
        guard let place = self.place(of: referral) else { return [] }
        return [Self.released(place, reason, at: now)]
    }

    /// The officer lets a held bed go.
    public func cancel(_ referral: ReferralID, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        guard actor.holds(.referralOfficer) else { throw .notPermitted([.referralOfficer]) }
        guard self.place(of: referral)?.phase == .held else { throw .nothingHeld }
        return self.release(referral, .cancelled, at: now)
    }

    /// The shelter's own people or the referral officer count the beds.
    public func count(_ beds: Int, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        guard actor.holds(.referralOfficer, .focalPoint) else { throw .notPermitted([.referralOfficer, .focalPoint]) }
        if !actor.holds(.referralOfficer), actor.institution != self.id.text { throw .notYourInstitution }
        guard beds >= 0 else { throw .countInvalid }
        return [.bedsCounted(BedsCounted(beds: beds, by: actor.username, at: now))]
    }

    /// Two hours have passed and nobody came: the bed is free again.
    public func ring(_ clock: ClockName, generation: Int, at now: Instant) -> [Event] {
        guard clock == .shelterHold, let running = self.clocks[clock], running.generation == generation,
            running.isRunning
        else { return [] }
        return self.lapse(at: now, except: nil)
    }

    private func lapse(at now: Instant, except kept: ReferralID?) -> [Event] {
        self.places.filter { $0.phase == .held && $0.referralID != kept && $0.until.map { $0 <= now } == true }
            .map { Self.released($0, .lapsed, at: now) }
    }

    private static func released(_ place: Place, _ reason: BedRelease, at now: Instant) -> Event {
        .placeReleased(
            PlaceReleased(
                referralID: place.referralID,
                caseID: place.caseID,
                reason: reason,
                test: place.test,
                at: now
            )
        )
    }
}
