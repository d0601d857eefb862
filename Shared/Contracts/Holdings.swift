public import Vocabulary

/// Something a person has that somebody else must have when they go.
public struct Holding: Codable, Sendable, Equatable {
    /// As what, `case_manager`.
    public var what: String
    /// Of which thing, `case-0190…`.
    public var subject: String
    /// The command that gives it to somebody else; nil where it goes back by itself.
    public var reassign: String?

    /// All members.
    public init(_ what: String, of subject: String, reassign: String? = nil) {
        self.what = what
        self.subject = subject
        self.reassign = reassign
    }
}

/// What somebody holds: asked before a user is removed.
public struct ListHoldings: RuntimeQueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_holdings"
    /// What it is for, in a sentence.
    public static let summary = "What a user holds with this unit that somebody else must have before the user goes."
    /// Who may ask.
    public static let roles: Set<Role> = [.admin, .ops, .coordinatorPksai, .coordinatorSw, .headPksai, .secretary]
    /// Who.
    public var username: Username

    /// Asks for it.
    public init(username: Username) { self.username = username }

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
