public import Vocabulary

/// Something a person has that somebody else must have when they go.
public struct Holding: Codable, Sendable, Equatable {
    /// As what, `case_manager`.
    public var what: String
    /// Of which thing, `case-0190…`.
    public var subject: String
    /// The command that gives it to somebody else; nil where it goes back by itself.
    public var reassign: String?
    /// What becomes of it by itself; nil where somebody must be given it.
    public var otherwise: String?

    /// All members; what is given to somebody else has a command, what goes back by itself says how.
    public init(_ what: String, of subject: String, reassign: String? = nil, otherwise: String? = nil) {
        self.what = what
        self.subject = subject
        self.reassign = reassign
        self.otherwise = otherwise
    }
}

/// What somebody holds: asked before a user is removed, or has other roles.
public struct ListHoldings: RuntimeQueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_holdings"
    /// What it is for, in a sentence.
    public static let summary = "What a user holds with this unit that somebody else must have before the user goes."
    /// Who may ask.
    public static let roles: Set<Role> = [.admin, .ops, .coordinatorPksai, .coordinatorSw, .headPksai, .secretary]
    /// Who.
    public var username: Username
    /// The roles that are to be left: only what they don't allow is listed; nil or none lists everything.
    public var roles: [Role]?
    /// The partner whose focal point the user is to be.
    public var institution: String?

    /// Asks for it.
    public init(username: Username, roles: [Role]? = nil, institution: String? = nil) {
        self.username = username
        self.roles = roles
        self.institution = institution
    }

    /// What comes back.
    public struct Answer: Codable, Sendable, Equatable {
        /// The unit.
        public var unit: UnitName
        /// All of it.
        public var holdings: [Holding]

        /// All members.
        public init(unit: UnitName, holdings: [Holding]) {
            self.unit = unit
            self.holdings = holdings
        }
    }

    /// A made-up message.
    public static let example = ListHoldings(username: Examples.username)
    /// What an answer looks like.
    public static let answerExample = Answer(
        unit: .serviceUnit,
        holdings: [
            Holding("case_manager", of: "case-\(Examples.caseID.text)", reassign: "pksai case assign-manager")
        ]
    )
}
