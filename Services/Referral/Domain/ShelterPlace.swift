public import Vocabulary

/// The beds of one shelter: free, held for two hours for a child on its way, occupied (domain.md §14 D08).
///
/// A bed is only promised while one is free. A signed handover is a fact, whatever the count says: the child sleeps
/// there, and the count is shown to be wrong.
public struct ShelterPlace: Aggregate {
    /// The first part of its stream's name.
    public static let streamKind = "shelter_place"

    /// A referral's place.
    public struct Place: Codable, Sendable, Equatable {
        /// Held or occupied.
        public enum Phase: String, Codable, Sendable, CaseIterable {
            case held
            case occupied
        }

        /// Whose.
        public var referralID: ReferralID
        /// The case.
        public var caseID: CaseID
        /// Held or occupied.
        public var phase: Phase
        /// Since when.
        public var since: Instant
        /// Until when it is kept; nil once the child is there.
        public var until: Instant?
        /// A trial: its bed alarms nobody.
        public var test: Bool
    }

    /// The directory's key.
    public let id: InstitutionID
    /// How many beds were counted; nil if nobody did.
    public internal(set) var beds: Int?
    /// Held and occupied, by the time they began.
    public internal(set) var places: [Place] = []
    /// Two hours for the next hold that ends.
    public internal(set) var clocks = Clocks()

    /// Before anything is known.
    public init(id: InstitutionID) { self.id = id }

    /// What can happen to a shelter's beds.
    public enum Event: Codable, Sendable, Equatable {
        case bedsCounted(BedsCounted)
        case placeHeld(PlaceHeld)
        case placeOccupied(PlaceOccupied)
        case placeReleased(PlaceReleased)
    }

    /// Why a bed isn't given.
    public enum Rejection: DomainRejection {
        /// Every bed is held or occupied.
        case full(beds: Int)
        /// The child sleeps there already.
        case occupiedAlready
        /// Nothing is held for this referral.
        case nothingHeld
        /// Only these roles may.
        case notPermitted([Role])
        /// The focal point belongs to another partner.
        case notYourInstitution
        /// A number from 0.
        case countInvalid
        /// No bed is meant here: the directory's entry shelters nobody.
        case notAShelter
    }

    /// Folds one event into the state.
    public mutating func apply(_ event: Event) {
        switch event {
        case .bedsCounted(let count): self.beds = count.beds
        case .placeHeld(let held):
            self.places.removeAll { $0.referralID == held.referralID }
            self.places.append(
                Place(
                    referralID: held.referralID,
                    caseID: held.caseID,
                    phase: .held,
                    since: held.at,
                    until: held.until,
                    test: held.test
                )
            )
            self.windClock(at: held.at)
        case .placeOccupied(let taken):
            self.places.removeAll { $0.referralID == taken.referralID }
            self.places.append(
                Place(
                    referralID: taken.referralID,
                    caseID: taken.caseID,
                    phase: .occupied,
                    since: taken.at,
                    until: nil,
                    test: taken.test
                )
            )
            self.windClock(at: taken.at)
        case .placeReleased(let freed):
            self.places.removeAll { $0.referralID == freed.referralID }
            self.windClock(at: freed.at)
        }
    }

    /// One clock rings for the hold that ends first.
    private mutating func windClock(at now: Instant) {
        let held = self.places.compactMap { place in place.until.map { (since: place.since, until: $0) } }
        guard let next = held.min(by: { $0.until < $1.until }) else {
            if self.clocks[.shelterHold] != nil { self.clocks.stop(.shelterHold, at: now) }
            return
        }
        if self.clocks.isRunning(.shelterHold), self.clocks[.shelterHold]?.dueAt == next.until { return }
        let minutes = next.until.seconds(since: next.since) / 60
        self.clocks.start(
            .shelterHold,
            at: now,
            due: next.until,
            rule: "\(minutes) min, D08, because a bed is kept since \(next.since) for a child on its way"
        )
    }

    /// The referral's place, if it has one.
    public func place(of referral: ReferralID) -> Place? { self.places.first { $0.referralID == referral } }

    /// How many are held at this moment; a hold that has ended counts no more.
    public func held(at now: Instant) -> Int {
        self.places.count { $0.phase == .held && $0.until.map { $0 > now } == true }
    }

    /// How many are occupied.
    public var occupied: Int { self.places.count { $0.phase == .occupied } }

    /// How many are free, never below 0; nil if nobody counted the beds.
    public func free(at now: Instant, counted: Int? = nil) -> Int? {
        (self.beds ?? counted).map { max(0, $0 - self.held(at: now) - self.occupied) }
    }

    /// Whether more children sleep there than beds were counted.
    public func isOverfull(counted: Int? = nil) -> Bool {
        (self.beds ?? counted).map { self.occupied > $0 } ?? false
    }
}

/// Somebody counted the beds.
public struct BedsCounted: Codable, Sendable, Equatable {
    /// How many.
    public var beds: Int
    /// Who.
    public var by: String
    /// When.
    public var at: Instant
}

/// A bed is kept for a child on its way.
public struct PlaceHeld: Codable, Sendable, Equatable {
    /// Whose.
    public var referralID: ReferralID
    /// The case.
    public var caseID: CaseID
    /// Until when.
    public var until: Instant
    /// A trial.
    public var test: Bool
    /// When.
    public var at: Instant
}

/// The child sleeps there.
public struct PlaceOccupied: Codable, Sendable, Equatable {
    /// Whose.
    public var referralID: ReferralID
    /// The case.
    public var caseID: CaseID
    /// A trial.
    public var test: Bool
    /// When.
    public var at: Instant
}

/// The bed is free again.
public struct PlaceReleased: Codable, Sendable, Equatable {
    /// Whose it was.
    public var referralID: ReferralID
    /// The case.
    public var caseID: CaseID
    /// Why.
    public var reason: BedRelease
    /// A trial.
    public var test: Bool
    /// When.
    public var at: Instant
}

extension ShelterPlace.Rejection {
    /// A stable word.
    public var code: String {
        switch self {
        case .full: "shelter_full"
        case .occupiedAlready: "occupied_already"
        case .nothingHeld: "nothing_held"
        case .notPermitted: "not_permitted"
        case .notYourInstitution: "not_your_institution"
        case .countInvalid: "count_invalid"
        case .notAShelter: "not_a_shelter"
        }
    }

    /// What is missing and who or what can mend it.
    public var explanation: String {
        switch self {
        case .full(let beds): "all \(beds) beds are held or occupied; choose another shelter, or count the beds anew"
        case .occupiedAlready: "the child sleeps there already"
        case .nothingHeld: "no bed is held there for this referral"
        case .notPermitted(let roles): "only \(roles.map(\.rawValue).joined(separator: " or ")) may do this"
        case .notYourInstitution: "you are registered for another partner"
        case .countInvalid: "a number of beds is 0 or more"
        case .notAShelter: "the directory knows no shelter under this id"
        }
    }

    /// The member to blame.
    public var pointer: String {
        switch self {
        case .full, .notAShelter, .notYourInstitution: "/shelter"
        case .countInvalid: "/beds"
        case .nothingHeld, .occupiedAlready: "/referral_id"
        case .notPermitted: ""
        }
    }
}
