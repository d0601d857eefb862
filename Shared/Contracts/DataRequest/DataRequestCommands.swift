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

/// Signs the approval sheet (S11 step 5): the coordinator for counts, the head for anything beyond.
public struct GrantDataRequest: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "grant_data_request"
    /// What it is for, in a sentence.
    public static let summary = "Signs the approval sheet: counts the coordinator, anything beyond the head."
    /// The unit that owns the thing.
    public static let unit = UnitName.dataRequest
    /// Who may send it.
    public static let roles: Set<Role> = [.coordinatorPksai, .headPksai]
    /// The request.
    public var requestID: DataRequestID
    /// Of a file: the parts that may be given.
    public var fields: [FilePart]?
    /// The last day the permission holds; 30 days from now for counts unless told, told for anything beyond.
    public var expires: LocalDate?

    /// All members; optional ones may be left out.
    public init(requestID: DataRequestID, fields: [FilePart]? = nil, expires: LocalDate? = nil) {
        self.requestID = requestID
        self.fields = fields
        self.expires = expires
    }

    /// A made-up message.
    public static let example = GrantDataRequest(
        requestID: Examples.dataRequest,
        fields: [.assessment, .plan],
        expires: LocalDate(year: 2026, month: 12, day: 4)
    )
}

/// Gives what the approval sheet allows (S11 step 6).
public struct ReleaseData: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "release_data"
    /// What it is for, in a sentence.
    public static let summary = "Gives what the approval sheet allows, after the check that it tells nobody's secret."
    /// The unit that owns the thing.
    public static let unit = UnitName.dataRequest
    /// Who may send it.
    public static let roles: Set<Role> = [.dataOfficer]
    /// The request.
    public var requestID: DataRequestID
    /// Of a file: the hash its unit gave when the extract was made.
    public var extractHash: String?

    /// All members; optional ones may be left out.
    public init(requestID: DataRequestID, extractHash: String? = nil) {
        self.requestID = requestID
        self.extractHash = extractHash
    }

    /// A made-up message.
    public static let example = ReleaseData(requestID: Examples.dataRequest)
}

/// Says that there are no such data (S11 step 5).
public struct ReportDataUnavailable: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "report_data_unavailable"
    /// What it is for, in a sentence.
    public static let summary = "Says that the data are not to be had; the applicant is told at once."
    /// The unit that owns the thing.
    public static let unit = UnitName.dataRequest
    /// Who may send it.
    public static let roles: Set<Role> = [.dataOfficer]
    /// The request.
    public var requestID: DataRequestID
    /// Why; `not_available` unless told.
    public var reason: DataRefusalReason?

    /// All members; optional ones may be left out.
    public init(requestID: DataRequestID, reason: DataRefusalReason? = nil) {
        self.requestID = requestID
        self.reason = reason
    }

    /// A made-up message.
    public static let example = ReportDataUnavailable(requestID: Examples.dataRequest, reason: .notAvailable)
}

/// Files everything about a request that has ended (S11 step 7).
public struct DocumentDataRequest: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "document_data_request"
    /// What it is for, in a sentence.
    public static let summary = "Files everything about a request that has ended."
    /// The unit that owns the thing.
    public static let unit = UnitName.dataRequest
    /// Who may send it.
    public static let roles: Set<Role> = [.dataOfficer]
    /// The request.
    public var requestID: DataRequestID
    /// Where in the archive.
    public var archive: String

    /// All members.
    public init(requestID: DataRequestID, archive: String) {
        self.requestID = requestID
        self.archive = archive
    }

    /// A made-up message.
    public static let example = DocumentDataRequest(requestID: Examples.dataRequest, archive: "folder 12/2026")
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
    public static let roles: Set<Role> = [.dataOfficer, .coordinatorPksai, .headPksai]
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
