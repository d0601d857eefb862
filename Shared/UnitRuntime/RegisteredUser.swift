import Contracts
import JSON
import NIOConcurrencyHelpers
import PostgreSQL
import Sealing
import Vocabulary

/// A user as the local administrator told it: the role table, journaled like everything else.
struct RegisteredUser: Aggregate {
    enum Event: Codable, Sendable, Equatable {
        case userRegistered(RegisterUser)
    }

    static let streamKind = "user"

    let id: Username
    var roles: [Role] = []
    var institution: String?
    var fullName: String?
    var sealKeyID: String?
    var sealKey: String?
    var active = false

    init(id: Username) { self.id = id }

    mutating func apply(_ event: Event) {
        switch event {
        case .userRegistered(let told):
            self.roles = told.roles
            self.institution = told.institution
            self.fullName = told.fullName
            self.sealKeyID = told.sealKeyID
            self.sealKey = told.sealKey
            self.active = told.active
        }
    }

    /// What handlers see of it; nil once removed.
    var record: UserRecord? {
        guard self.active else { return nil }
        var key: PublicSealKey?
        if let id = self.sealKeyID, let text = self.sealKey { key = PublicSealKey(id: id, x25519: text) }
        return UserRecord(roles: Set(self.roles), institution: self.institution, sealKey: key)
    }
}

extension BatchHandling {
    func listSigners(_ context: QueryContext) async throws -> ListSigners.Answer {
        let partner = context.actor.roles.isDisjoint(with: Role.staff) ? context.institution ?? "" : nil
        let staff = Role.papers.map(\.rawValue).sorted()
        let users = try await context.list(
            RegisteredUser.self,
            where: """
                state->>'active' = 'true' AND (state->>'full_name' IS NOT NULL OR state->'roles' ?| \(staff)::text[])
                AND (\(partner as String?)::text IS NULL OR state->>'institution' = \(partner as String?)::text)
                """,
            order: "id",
            limit: 1_000
        )
        return ListSigners.Answer(
            signers: users.map { ListSigners.Row(username: $0.id, fullName: $0.fullName, roles: $0.roles) }
        )
    }
}

/// User records as they were read before. Most batches ask for the same few, and to read one is to test its key, which
/// costs as much as deciding a message.
final class UserRecords: Sendable {
    private struct Known {
        let state: [UInt8]
        let record: UserRecord?
    }
    private let known = NIOLockedValueBox<[String: Known]>([:])
    private static let most = 1_000

    /// The record that a stored state holds; nil once removed.
    func record(of id: String, state: [UInt8]) throws -> UserRecord? {
        if let known = self.known.withLockedValue({ $0[id] }), known.state == state { return known.record }
        let record = try StateCoding.decode(RegisteredUser.self, state).record
        self.known.withLockedValue { known in
            if known.count >= Self.most { known = [:] }
            known[id] = Known(state: state, record: record)
        }
        return record
    }
}

/// Takes `register_user` from the local administrator.
struct RegisterUserHandler: MessageHandler {
    func subjects(of message: RegisterUser, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(RegisteredUser.self, message.username)]
    }

    func decide(_ message: RegisterUser, _ context: inout DecisionContext) throws {
        guard context.actor.holds(.admin) else { throw RuntimeRejection.notAdministrator }
        let user = try context.state(RegisteredUser.self, message.username)
        guard user != user.applying([.userRegistered(message)]) || !user.active else { return }
        context.append([.userRegistered(message)], to: RegisteredUser.self, message.username)
    }
}

/// The runtime's own refusals.
enum RuntimeRejection: DomainRejection {
    case notAdministrator
    case unknownUser
    case roleMissing(command: String, roles: [String])
    case unknownType(String)
    case noSuchEntry(Int64)
    case noSuchAlert(String)
    case notAlerted([String])
    case mayNotSee(PrivacyClass, roles: [String])
    case reasonMissing(PrivacyClass)
    case identityDestroyed
    case stillOpen(OpenWork)
    case notHandled

    var code: String {
        switch self {
        case .notAdministrator: "not_administrator"
        case .unknownUser: "unknown_user"
        case .roleMissing: "not_allowed"
        case .unknownType: "unknown_type"
        case .noSuchEntry: "no_such_entry"
        case .noSuchAlert: "no_such_alert"
        case .notAlerted: "not_alerted"
        case .mayNotSee: "may_not_see"
        case .reasonMissing: "reason_missing"
        case .identityDestroyed: "identity_destroyed"
        case .stillOpen: "still_open"
        case .notHandled: "not_handled"
        }
    }

    var explanation: String {
        switch self {
        case .notAdministrator: "only the local administrator may do this"
        case .unknownUser: "this unit knows no role for you; the administrator adds one with `pksai user add`"
        case .roleMissing(let command, let roles):
            "\(command) is for \(roles.joined(separator: ", ")); you hold none of these roles"
        case .unknownType(let type): "this unit takes no message of type \(type)"
        case .noSuchAlert: "there is no such alert here; `pksai alerts list` shows the open ones"
        case .notAlerted(let roles): "it was told to \(roles.joined(separator: ", ")); you hold none of these roles"
        case .mayNotSee(let privacyClass, let roles):
            "the answer holds \(privacyClass.rawValue), which \(roles.joined(separator: ", ")) may not see"
        case .reasonMissing(let privacyClass):
            "the answer holds \(privacyClass.rawValue): say why you must see it (member `reason`, --reason); it is recorded"
        case .identityDestroyed:
            "whom this is about can't be read any more, for good: no word is added; a new report opens a new complaint"
        case .stillOpen(let open):
            "a file is kept while it is worked on; \(open.unit.rawValue) has open: \(open.items.joined(separator: "; ")). "
                + "End that first; only a court's order goes before it"
        case .notHandled:
            "this unit failed over the message, which is no fault of yours; it is kept, ops look into it and handle it again"
        case .noSuchEntry(let entry): "there is no quarantined message \(entry) that is still kept"
        }
    }
}
