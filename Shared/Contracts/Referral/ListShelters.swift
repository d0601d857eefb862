public import Vocabulary

/// Asks for the shelters' beds: free, held, occupied. Codes only.
public struct ListShelters: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_shelters"
    /// What it is for, in a sentence.
    public static let summary = "Lists the shelters with their beds; a focal point sees its own."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may ask.
    public static let roles: Set<Role> = [
        .referralOfficer, .coordinatorPksai, .headPksai, .coordinatorSw, .secretary, .focalPoint,
    ]
    /// Only this one, by directory id.
    public var shelter: String?

    /// All members; optional ones may be left out.
    public init(shelter: String? = nil) {
        self.shelter = shelter
    }

    /// A made-up message.
    public static let example = ListShelters(shelter: "r11")

    /// A referral's place.
    public struct Place: Codable, Sendable, Equatable {
        /// The referral.
        public var referralID: ReferralID
        /// The case.
        public var caseID: CaseID
        /// `held` or `occupied`.
        public var phase: String
        /// Since when.
        public var since: Instant
        /// Until when it is kept; null once the child is there.
        public var until: Instant?

        /// All members; optional ones may be left out.
        public init(referralID: ReferralID, caseID: CaseID, phase: String, since: Instant, until: Instant? = nil) {
            self.referralID = referralID
            self.caseID = caseID
            self.phase = phase
            self.since = since
            self.until = until
        }
    }

    /// One shelter.
    public struct Shelter: Codable, Sendable, Equatable {
        /// Directory id.
        public var id: String
        /// Name.
        public var institution: String
        /// How many beds; null if nobody counted them.
        public var beds: Int?
        /// Kept for children on their way.
        public var held: Int
        /// Where children sleep.
        public var occupied: Int
        /// How many are free.
        public var free: Int?
        /// Whether more children sleep there than beds were counted.
        public var overfull: Bool
        /// Hours a child may stay.
        public var maximumStayHours: Int?
        /// Held and occupied.
        public var places: [Place]

        /// All members; optional ones may be left out.
        public init(
            id: String,
            institution: String,
            beds: Int? = nil,
            held: Int,
            occupied: Int,
            free: Int? = nil,
            overfull: Bool,
            maximumStayHours: Int? = nil,
            places: [Place]
        ) {
            self.id = id
            self.institution = institution
            self.beds = beds
            self.held = held
            self.occupied = occupied
            self.free = free
            self.overfull = overfull
            self.maximumStayHours = maximumStayHours
            self.places = places
        }
    }

    /// The shelters.
    public struct Answer: Codable, Sendable, Equatable {
        /// By id.
        public var shelters: [Shelter]

        /// All members; optional ones may be left out.
        public init(shelters: [Shelter]) {
            self.shelters = shelters
        }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(
        shelters: [
            Shelter(
                id: "r11",
                institution: "DPPPA: government safe house",
                beds: 6,
                held: 1,
                occupied: 0,
                free: 5,
                overfull: false,
                maximumStayHours: 336,
                places: [
                    Place(
                        referralID: Examples.referral,
                        caseID: Examples.caseID,
                        phase: "held",
                        since: Examples.now,
                        until: Examples.now.adding(hours: 2)
                    )
                ]
            )
        ]
    )
}
