public import Vocabulary

/// Consent was withdrawn: who was sent data and has not yet said that it stopped and deleted (§14 D08).
public struct Withdrawal: Codable, Sendable, Equatable {
    /// When.
    public var at: Instant
    /// Directory ids, or the receiver outside the city.
    public var outstanding: [String]
}

/// A partner stopped and deleted.
public struct WithdrawalReceipt: Codable, Sendable, Equatable {
    /// Directory id, or the receiver outside the city.
    public var holder: String
    /// Who said so.
    public var by: String
    /// When.
    public var at: Instant
}

/// The bed a referral asked for.
public struct Bed: Codable, Sendable, Equatable {
    /// Directory id.
    public var shelter: String
    /// How long the child is expected to stay.
    public var expectedStayHours: Int?
    /// Until when it was kept, as far as this referral knows.
    public var heldUntil: Instant?
}

/// A stay goes on beyond its first limit.
public struct StayExtension: Codable, Sendable, Equatable {
    /// By how much.
    public var hours: Int
    /// Why.
    public var reason: Confidential<String>
    /// Who decided.
    public var by: String
    /// When.
    public var at: Instant
}

/// Where the child goes after the shelter (rule 24).
public struct NextPlace: Codable, Sendable, Equatable {
    /// What kind of place.
    public var place: StayPlace
    /// Directory id, if it is a partner's.
    public var institution: String?
    /// From when.
    public var from: LocalDate?
    /// Who planned it.
    public var by: String
    /// When.
    public var at: Instant

    /// A plan.
    public init(place: StayPlace, institution: String?, from: LocalDate?, by: String, at: Instant) {
        self.place = place
        self.institution = institution
        self.from = from
        self.by = by
        self.at = at
    }
}

/// Where a child that waits for a placement sleeps (domain.md §9.1).
public struct StayPlaceRecorded: Codable, Sendable, Equatable {
    /// What kind of place; none: nowhere could be found.
    public var place: StayPlace
    /// Who said so.
    public var by: String
    /// When.
    public var at: Instant
}

/// Family or somebody of the community takes the child on (D12; §8.1: willingness and responsibility).
public struct ReceiverAcceptance: Codable, Sendable, Equatable {
    /// In what capacity.
    public var capacity: ReceiverCapacity
    /// Who, and what they take responsibility for.
    public var receiver: Confidential<Receiver>
    /// Who recorded it.
    public var by: String
    /// When.
    public var at: Instant

    /// A person and a responsibility.
    public struct Receiver: Codable, Sendable, Equatable {
        /// Name.
        public var name: String
        /// What the person does for the child.
        public var responsibility: String

        /// A receiver.
        public init(name: String, responsibility: String) {
            self.name = name
            self.responsibility = responsibility
        }
    }
}
