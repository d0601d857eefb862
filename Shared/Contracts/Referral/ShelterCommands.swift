public import Vocabulary

/// Asks a shelter's bed for a referral's child (domain.md §14 D08).
public struct RequestShelterPlace: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "request_shelter_place"
    /// What it is for, in a sentence.
    public static let summary = "Keeps a bed for a child on its way, for two hours."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may send it.
    public static let roles: Set<Role> = [.referralOfficer]
    /// The referral.
    public var referralID: ReferralID
    /// Directory id of the shelter.
    public var shelter: String
    /// How long the child is expected to stay; the shelter's limit unless told.
    public var expectedStayHours: Int?

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, shelter: String, expectedStayHours: Int? = nil) {
        self.referralID = referralID
        self.shelter = shelter
        self.expectedStayHours = expectedStayHours
    }

    /// A made-up message.
    public static let example = RequestShelterPlace(
        referralID: Examples.referral,
        shelter: "r11",
        expectedStayHours: 72
    )
}

/// Lets a held bed go.
public struct ReleaseShelterPlace: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "release_shelter_place"
    /// What it is for, in a sentence.
    public static let summary = "Lets a held bed go."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may send it.
    public static let roles: Set<Role> = [.referralOfficer]
    /// The referral.
    public var referralID: ReferralID
    /// Directory id of the shelter.
    public var shelter: String

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, shelter: String) {
        self.referralID = referralID
        self.shelter = shelter
    }

    /// A made-up message.
    public static let example = ReleaseShelterPlace(referralID: Examples.referral, shelter: "r11")
}

/// Says how many beds a shelter has.
public struct CountShelterBeds: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "count_shelter_beds"
    /// What it is for, in a sentence.
    public static let summary = "Says how many beds a shelter has."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may send it.
    public static let roles: Set<Role> = [.referralOfficer, .focalPoint]
    /// Directory id of the shelter.
    public var shelter: String
    /// How many, from 0.
    public var beds: Int

    /// All members; optional ones may be left out.
    public init(shelter: String, beds: Int) {
        self.shelter = shelter
        self.beds = beds
    }

    /// A made-up message.
    public static let example = CountShelterBeds(shelter: "r11", beds: 6)
}

/// Lets a child stay beyond the shelter's first limit (rule 24).
public struct ExtendShelterStay: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "extend_shelter_stay"
    /// What it is for, in a sentence.
    public static let summary = "Lets a child stay longer, at most as long again in all, with the reason."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may send it.
    public static let roles: Set<Role> = [.coordinatorPksai, .headPksai]
    /// The referral.
    public var referralID: ReferralID
    /// By how many hours.
    public var hours: Int
    /// Why.
    public var reason: String

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, hours: Int, reason: String) {
        self.referralID = referralID
        self.hours = hours
        self.reason = reason
    }

    /// A made-up message.
    public static let example = ExtendShelterStay(
        referralID: Examples.referral,
        hours: 48,
        reason: "the aunt comes on Monday"
    )
}

/// Says where the child goes after the shelter, before its limit (rule 24).
public struct PlanNextPlace: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "plan_next_place"
    /// What it is for, in a sentence.
    public static let summary = "Says where the child goes after the shelter."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may send it.
    public static let roles: Set<Role> = [.referralOfficer, .coordinatorSw, .socialWorker]
    /// The referral.
    public var referralID: ReferralID
    /// What kind of place.
    public var place: StayPlace
    /// Directory id, if it is a partner's.
    public var institution: String?
    /// From when.
    public var from: LocalDate?

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, place: StayPlace, institution: String? = nil, from: LocalDate? = nil) {
        self.referralID = referralID
        self.place = place
        self.institution = institution
        self.from = from
    }

    /// A made-up message.
    public static let example = PlanNextPlace(
        referralID: Examples.referral,
        place: .institution,
        institution: "r01",
        from: Examples.later.localDate
    )
}

/// Says where a child that waits for a placement sleeps; nowhere goes to the head at once (domain.md §9.1).
public struct RecordStayPlace: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "record_stay_place"
    /// What it is for, in a sentence.
    public static let summary = "Says where a waiting child sleeps; `none` alerts the head at once."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may send it.
    public static let roles: Set<Role> = [.referralOfficer, .coordinatorSw, .socialWorker]
    /// The referral.
    public var referralID: ReferralID
    /// What kind of place; none: nowhere could be found.
    public var place: StayPlace

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, place: StayPlace) {
        self.referralID = referralID
        self.place = place
    }

    /// A made-up message.
    public static let example = RecordStayPlace(referralID: Examples.referral, place: .foster)
}
