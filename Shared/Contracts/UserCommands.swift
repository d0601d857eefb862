public import Vocabulary

/// Tells a unit a user's roles and keys. Sent by the local administrator to every unit; there is one type per unit only
/// because a command belongs to one unit, so the runtime takes this one in all five.
public struct RegisterUser: MessageContract, Equatable {
    /// The message's `type`.
    public static let type = "register_user"
    /// What it is for, in a sentence.
    public static let summary = "Tells a unit who a user is: roles, partner institution, public key."
    /// The username.
    public var username: Username
    /// Who may send it.
    public var roles: [Role]
    /// A focal point's partner: directory id.
    public var institution: String?
    /// The name with its titles, as it stands under what the user signs.
    public var fullName: String?
    /// The public key answers are sealed to.
    public var sealKeyID: String?
    /// X25519, base64url.
    public var sealKey: String?
    /// False once the user is removed.
    public var active: Bool

    /// All members.
    public init(
        username: Username,
        roles: [Role],
        institution: String? = nil,
        fullName: String? = nil,
        sealKeyID: String? = nil,
        sealKey: String? = nil,
        active: Bool = true
    ) {
        self.username = username
        self.roles = roles
        self.institution = institution
        self.fullName = fullName
        self.sealKeyID = sealKeyID
        self.sealKey = sealKey
        self.active = active
    }

    /// A made-up message.
    public static let example = RegisterUser(
        username: Examples.username,
        roles: [.socialWorker, .onCallWorker],
        fullName: "Siti Contoh, S.Sos.",
        sealKeyID: "siti-1",
        sealKey: "hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo"
    )
}

/// Who signs: the full names of the users that have one.
public struct ListSigners: RuntimeQueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_signers"
    /// What it is for, in a sentence.
    public static let summary =
        "Names and posts of users, as they stand on paper; a partner is told its own."
    /// Who may ask.
    public static let roles = Role.papers

    /// Everybody.
    public init() {}

    /// One user.
    public struct Row: Codable, Sendable, Equatable {
        /// The username.
        public var username: Username
        /// The name with its titles; null where the administrator gave none.
        public var fullName: String?
        /// What they are here.
        public var roles: [Role]

        /// All members.
        public init(username: Username, fullName: String?, roles: [Role]) {
            self.username = username
            self.fullName = fullName
            self.roles = roles
        }
    }

    /// What comes back.
    public struct Answer: Codable, Sendable, Equatable {
        /// At most 1,000.
        public var signers: [Row]

        /// All members.
        public init(signers: [Row]) { self.signers = signers }
    }

    /// A made-up message.
    public static let example = ListSigners()
    /// What an answer looks like.
    public static let answerExample = Answer(
        signers: [Row(username: Examples.username, fullName: "Siti Contoh, S.Sos.", roles: [.socialWorker])]
    )
}

/// Handles a quarantined message again, under its original sender and id.
public struct ReplayQuarantined: MessageContract, Equatable {
    /// The message's `type`.
    public static let type = "replay_quarantined"
    /// What it is for, in a sentence.
    public static let summary = "Handles a quarantined message again."
    /// The entry's number.
    public var entry: Int64
    /// All members.
    public init(entry: Int64) { self.entry = entry }
    /// A made-up message.
    public static let example = ReplayQuarantined(entry: 1)
}

/// Destroys a quarantined message's body for good.
public struct DiscardQuarantined: MessageContract, Equatable {
    /// The message's `type`.
    public static let type = "discard_quarantined"
    /// What it is for, in a sentence.
    public static let summary = "Destroys a quarantined message's body; the entry stays."
    /// The entry's number.
    public var entry: Int64
    /// Why, in a sentence or code.
    public var reason: String
    /// All members.
    public init(entry: Int64, reason: String) {
        self.entry = entry
        self.reason = reason
    }
    /// A made-up message.
    public static let example = DiscardQuarantined(entry: 1, reason: "sent by mistake, confirmed by phone")
}

extension Examples {
    /// A user.
    public static let username = Username("siti").unsafelyUnwrappedExample
}

extension Optional where Wrapped == Username {
    fileprivate var unsafelyUnwrappedExample: Username {
        guard let username = self else { preconditionFailure("a constant username is valid") }
        return username
    }
}
