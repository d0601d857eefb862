public import Vocabulary

extension DataRequest {
    /// Why a step is refused.
    public enum Rejection: DomainRejection {
        /// No such request here.
        case notFound
        /// Only these roles may.
        case notPermitted([Role])
        /// The request stands elsewhere.
        case wrongState(State, wanted: [State])
        /// These members are needed.
        case missing([String])
        /// The permission's last day has passed.
        case expired
    }
}

extension DataRequest.Rejection {
    /// A stable word.
    public var code: String {
        switch self {
        case .notFound: "not_found"
        case .notPermitted: "not_permitted"
        case .wrongState: "wrong_state"
        case .missing: "missing"
        case .expired: "expired"
        }
    }

    /// What is missing and who or what can mend it.
    public var explanation: String {
        switch self {
        case .notFound: "there is no such request in this unit"
        case .notPermitted(let roles): "only \(roles.map(\.rawValue).joined(separator: " or ")) may do this"
        case .wrongState(let state, let wanted):
            "the request is \(state.rawValue); this step needs it to be \(wanted.map(\.rawValue).joined(separator: " or "))"
        case .missing(let members): "this class needs \(members.joined(separator: " and "))"
        case .expired: "the permission's last day lies in the past; ask for a new one"
        }
    }

    /// The member to blame.
    public var pointer: String {
        switch self {
        case .notFound: "/request_id"
        case .missing(let members): members.first.map { "/\($0)" } ?? ""
        case .notPermitted, .wrongState, .expired: ""
        }
    }
}
