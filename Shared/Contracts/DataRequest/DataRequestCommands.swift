public import Vocabulary

/// Says which class a request is (S11 step 2, D06).
public struct ClassifyDataRequest: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "classify_data_request"
    /// What it is for, in a sentence.
    public static let summary = "Says which class a request is; what never leaves is refused at once."
    /// The unit that owns the thing.
    public static let unit = UnitName.dataRequest
    /// Who may send it.
    public static let roles: Set<Role> = [.dataOfficer]
    /// The request.
    public var requestID: DataRequestID
    /// Which.
    public var dataClass: DataClass

    /// All members; optional ones may be left out.
    public init(requestID: DataRequestID, dataClass: DataClass) {
        self.requestID = requestID
        self.dataClass = dataClass
    }

    /// A made-up message.
    public static let example = ClassifyDataRequest(requestID: Examples.dataRequest, dataClass: .aggregate)
}

/// Confirms that a request fits the centre's scope (S11 step 4).
public struct ConfirmDataRequest: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "confirm_data_request"
    /// What it is for, in a sentence.
    public static let summary = "Confirms that a request fits the centre's scope."
    /// The unit that owns the thing.
    public static let unit = UnitName.dataRequest
    /// Who may send it.
    public static let roles: Set<Role> = [.coordinatorPksai]
    /// The request.
    public var requestID: DataRequestID

    /// All members; optional ones may be left out.
    public init(requestID: DataRequestID) {
        self.requestID = requestID
    }

    /// A made-up message.
    public static let example = ConfirmDataRequest(requestID: Examples.dataRequest)
}

/// Grants counts and releases them with the approval sheet (S11 steps 5 and 6).
public struct GrantDataRequest: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "grant_data_request"
    /// What it is for, in a sentence.
    public static let summary = "Grants counts; they are released with the approval sheet."
    /// The unit that owns the thing.
    public static let unit = UnitName.dataRequest
    /// Who may send it.
    public static let roles: Set<Role> = [.coordinatorPksai]
    /// The request.
    public var requestID: DataRequestID

    /// All members; optional ones may be left out.
    public init(requestID: DataRequestID) {
        self.requestID = requestID
    }

    /// A made-up message.
    public static let example = GrantDataRequest(requestID: Examples.dataRequest)
}

/// Refuses a request, with the reason.
public struct DenyDataRequest: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "deny_data_request"
    /// What it is for, in a sentence.
    public static let summary = "Refuses a request, with the reason."
    /// The unit that owns the thing.
    public static let unit = UnitName.dataRequest
    /// Who may send it.
    public static let roles: Set<Role> = [.dataOfficer, .coordinatorPksai]
    /// The request.
    public var requestID: DataRequestID
    /// Why.
    public var reason: DataRefusalReason

    /// All members; optional ones may be left out.
    public init(requestID: DataRequestID, reason: DataRefusalReason) {
        self.requestID = requestID
        self.reason = reason
    }

    /// A made-up message.
    public static let example = DenyDataRequest(requestID: Examples.dataRequest, reason: .outOfScope)
}
