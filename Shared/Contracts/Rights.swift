public import Vocabulary

/// Who may decide what and who may see what, in one place: the tables of domain.md §2.2 and §10.4. The contracts' roles
/// are held to it by a test; what a query opens is held to it by the runtime.
public enum Rights {
    /// A decision and who may take it.
    public struct Decision: Sendable, Equatable {
        /// The command that takes it.
        public let command: String
        /// Who may. A TKSK or PSM decides nothing (rule 29): where they may send a command, they are told so by its rule.
        public let roles: Set<Role>
        /// What is decided.
        public let what: String
        /// Where it is written.
        public let basis: String
        /// Who proposes by word and may send it only to be told by its rule who decides (§2.2).
        public let proposing: Set<Role>
        /// A report, which a TKSK or PSM may make as well (§2.2, §12.8).
        public let isReport: Bool

        init(
            _ command: String,
            _ roles: Set<Role>,
            _ what: String,
            _ basis: String,
            proposing: Set<Role> = [],
            isReport: Bool = false
        ) {
            self.command = command
            self.roles = roles
            self.what = what
            self.basis = basis
            self.proposing = proposing
            self.isReport = isReport
        }

        /// Who really can: whom a refused sender may ask.
        public var able: Set<Role> {
            self.roles.subtracting(self.proposing).union(self.isReport ? [.tksk, .psm] : [])
        }
    }

    /// How far a role sees a class of confidential data.
    public enum View: String, Codable, Sendable, CaseIterable {
        case never
        /// Only cases the reader works on, or complaints the reader took; the query decides which.
        case own
        /// The part the task needs: the query leaves out the rest.
        case part
        /// Every case, once the reason is stated.
        case withReason = "with_reason"
        /// Every case.
        case all
    }

    /// What a role may decide.
    public static func roles(for command: String) -> Set<Role>? {
        self.decisions.first { $0.command == command }?.roles
    }

    /// Who really can send a command with effect: whom a refused sender may ask.
    public static func able(to command: String) -> Set<Role>? {
        self.decisions.first { $0.command == command }?.able
    }

    /// How far a role sees a class; every opening is journaled with role and reason.
    ///
    /// - Source: domain.md §10.4.
    public static func view(of privacyClass: PrivacyClass, by role: Role) -> View {
        let (child, reporter, harm) = self.views(of: role)
        switch privacyClass {
        case .childIdentity: return child
        case .reporterIdentity: return reporter
        case .sensitiveHarm: return harm
        }
    }

    /// A role's row: child identity, reporter identity, sensitive health and harm.
    public static func views(of role: Role) -> (child: View, reporter: View, harm: View) {
        switch role {
        case .intakeOfficer: (.own, .all, .part)
        case .dataOfficer, .analyst: (.all, .withReason, .part)
        case .socialWorker, .onCallWorker: (.own, .never, .own)
        case .coordinatorSw: (.own, .never, .own)
        case .referralOfficer: (.own, .never, .part)
        case .focalPoint: (.part, .never, .part)
        case .tksk, .psm: (.part, .never, .part)
        case .headPksai, .coordinatorPksai, .responsibleOfficer, .secretary: (.all, .withReason, .all)
        // The last rung of the ladder, and the signature under Form 5.
        case .agencyHead: (.own, .never, .own)
        // Answers whether a number is known, and learns no more than the question.
        case .registry: (.part, .never, .never)
        case .steering, .dataApplicant, .agency, .ops, .admin: (.never, .never, .never)
        }
    }
}
