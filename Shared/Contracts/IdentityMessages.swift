public import Vocabulary

// Making one child unreadable for good: every unit destroys what opens the complaint's sealed values, and says so.

/// Why an identity is destroyed.
public enum DestructionGround: String, Codable, Sendable, Equatable, CaseIterable {
    /// The file has been kept as long as it must be.
    case retentionEnded = "retention_ended"
    /// A court ordered it.
    case courtOrder = "court_order"
}

/// Destroys the keys of a complaint in the unit that takes it. Sent to every unit; each answers for itself.
public struct DestroyIdentity: RuntimeCommandContract, Equatable {
    /// The message's `type`.
    public static let type = "destroy_identity"
    /// What it is for, in a sentence.
    public static let summary = "Destroys the keys of one complaint: names and harm become unreadable for good."
    /// Who may send it.
    public static let roles: Set<Role> = [.headPksai]
    /// Whose keys: the complaint everything of the child was sealed under.
    public var complaintID: ComplaintID
    /// Why. A file whose retention ended is refused while the unit still works on it; a court's order is not.
    public var ground: DestructionGround
    /// Number and date of the order or of the decision to end retention; no names.
    public var document: String

    /// All members.
    public init(complaintID: ComplaintID, ground: DestructionGround, document: String) {
        self.complaintID = complaintID
        self.ground = ground
        self.document = document
    }

    /// A made-up message.
    public static let example = DestroyIdentity(
        complaintID: Examples.complaint,
        ground: .retentionEnded,
        document: "SK 9001/XI/2026"
    )
}

/// What a unit can still open of a complaint, and whether it destroyed the keys.
public struct ShowIdentityKeys: RuntimeQueryContract, Equatable {
    /// The message's `type`.
    public static let type = "show_identity_keys"
    /// What it is for, in a sentence.
    public static let summary = "Whether a unit holds keys of a complaint, or destroyed them, when and why."
    /// Who may ask.
    public static let roles: Set<Role> = [.headPksai, .responsibleOfficer, .ops, .admin]
    /// The complaint.
    public var complaintID: ComplaintID

    /// Asks for it.
    public init(complaintID: ComplaintID) { self.complaintID = complaintID }

    /// What comes back.
    public struct Answer: Codable, Sendable, Equatable {
        /// Classes the unit holds a key of.
        public var held: [PrivacyClass]
        /// What the unit still works on, in codes: stages and limits. Nothing is destroyed for its age before that is over.
        public var open: [String]
        /// When the keys were destroyed here.
        public var destroyedAt: Instant?
        /// Why.
        public var ground: DestructionGround?
        /// By which document.
        public var document: String?

        /// All members.
        public init(
            held: [PrivacyClass],
            open: [String] = [],
            destroyedAt: Instant? = nil,
            ground: DestructionGround? = nil,
            document: String? = nil
        ) {
            self.held = held
            self.open = open
            self.destroyedAt = destroyedAt
            self.ground = ground
            self.document = document
        }
    }

    /// A made-up message.
    public static let example = ShowIdentityKeys(complaintID: Examples.complaint)
    /// What an answer looks like.
    public static let answerExample = Answer(
        held: [],
        destroyedAt: Examples.now,
        ground: .retentionEnded,
        document: "SK 9001/XI/2026"
    )
}
