import Contracts
import JSON
import Sealing
import Vocabulary

/// Somebody was told no: journaled with who, what and why; without the message's content.
struct Refusal: Sendable {
    let message: String
    let code: String
    /// Only for refusals of permission: other explanations may name what a form holds.
    let explanation: String?
    /// `<kind>-<id>` of what it was about, if it was loaded.
    let about: [String]

    /// The codes that say who may.
    private static let permissions: Set<String> = [
        "not_allowed", "not_permitted", "decides_nothing", "not_yours", "unknown_user", "not_administrator",
        "may_not_see", "reason_missing", "not_alerted", "already_held", "not_held", "off_duty", "other_subdistrict",
    ]

    init(_ rejection: any DomainRejection, _ incoming: Incoming, _ loaded: Loaded?) {
        self.init(rejection, incoming.type, Self.streams(incoming, loaded))
    }

    init(_ rejection: any DomainRejection, _ question: Question) { self.init(rejection, question.type, []) }

    private init(_ rejection: any DomainRejection, _ message: String, _ about: [String]) {
        self.message = message
        self.code = rejection.code
        self.explanation = Self.permissions.contains(rejection.code) ? rejection.explanation : nil
        self.about = about
    }

    private static func streams(_ incoming: Incoming, _ loaded: Loaded?) -> [String] {
        guard let loaded, case .message(let decoded, let bindings, _) = incoming.content,
            let message = decoded.message
        else { return [] }
        let context = RoutingContext(
            sender: incoming.sender,
            indexes: loaded.indexes,
            opener: loaded.sealer,
            values: loaded.working.lookups.compactMapValues(\.value)
        )
        let references = bindings.flatMap { (try? $0.subjects(message, context)) ?? [] }
        return Set(references.map(\.stream)).sorted()
    }

    func body(by actor: Actor) -> JSONValue {
        .object([
            "message": .string(self.message),
            "by": .string(actor.roles == [.agency] ? "agency" : actor.username),
            "roles": .array(actor.roles.map(\.rawValue).sorted().map { .string($0) }),
            "code": .string(self.code),
            "explanation": self.explanation.map { .string($0) } ?? .null,
            "about": .array(self.about.map { .string($0) }),
        ])
    }
}

/// Sealed values were opened for a person: who, role, reason, which class of whose complaint.
enum Shown {
    static func body(
        _ type: String,
        to reader: String,
        _ roles: Set<Role>,
        reason: String,
        _ opened: some Sequence<StateCoding.Opening>
    ) -> JSONValue {
        .object([
            "query": .string(type), "reader": .string(reader),
            "roles": .array(roles.map(\.rawValue).sorted().map { .string($0) }),
            "reason": .string(reason),
            "opened": .array(
                opened.sorted { ($0.origin, $0.privacyClass.rawValue) < ($1.origin, $1.privacyClass.rawValue) }.map {
                    .object(["complaint_id": .string($0.origin), "class": .string($0.privacyClass.rawValue)])
                }
            ),
        ])
    }

    /// Why these may be opened: what the reader says, or the work that states it.
    ///
    /// - Throws: ``RuntimeRejection/mayNotSee(_:roles:)`` where none of the roles may;
    ///   ``RuntimeRejection/reasonMissing(_:)`` where nothing states why. Who reports is told to nobody but intake for
    ///   the sake of their work (domain.md §10.4).
    static func reason(
        to opened: Set<StateCoding.Opening>,
        roles: Set<Role>,
        given: String?,
        _ ground: OpeningGround?
    ) throws(RuntimeRejection) -> String {
        for privacyClass in Set(opened.map(\.privacyClass)).sorted(by: { $0.rawValue < $1.rawValue }) {
            // A permission names the reader and what they get (§10.2); its rule looked at both.
            if ground == .releasedFile { continue }
            let scopes = roles.map { Rights.view(of: privacyClass, by: $0) }
            guard scopes.contains(where: { $0 != .never }) else {
                throw .mayNotSee(privacyClass, roles: roles.map(\.rawValue).sorted())
            }
            let mustSay = scopes.allSatisfy { $0 == .never || $0 == .withReason }
            if given == nil, mustSay || ground == nil { throw .reasonMissing(privacyClass) }
        }
        guard let reason = given ?? ground?.words else { throw .reasonMissing(.childIdentity) }
        return reason
    }
}
