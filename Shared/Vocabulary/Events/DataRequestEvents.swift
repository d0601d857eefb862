/// Data have left the centre; the identification unit logs it (domain.md §6.14). What left is not in it.
public struct DataReleased: Codable, Sendable, Equatable {
    /// The request.
    public var requestID: DataRequestID
    /// Its class.
    public var dataClass: DataClass
    /// What left: rows, columns and filters, codes, or parts of a file.
    public var fields: [String]
    /// SHA-256 of what left, hexadecimal.
    public var hash: String
    /// When.
    public var at: Instant

    /// All members.
    public init(requestID: DataRequestID, dataClass: DataClass, fields: [String], hash: String, at: Instant) {
        self.requestID = requestID
        self.dataClass = dataClass
        self.fields = fields
        self.hash = hash
        self.at = at
    }
}

/// An applicant was told that there are no such data.
public struct DataUnavailable: Codable, Sendable, Equatable {
    /// The request.
    public var requestID: DataRequestID
    /// Why.
    public var reason: DataRefusalReason
    /// When.
    public var at: Instant

    /// All members.
    public init(requestID: DataRequestID, reason: DataRefusalReason, at: Instant) {
        self.requestID = requestID
        self.reason = reason
        self.at = at
    }
}

/// A request has been filed: the end of S11.
public struct DataRequestDocumented: Codable, Sendable, Equatable {
    /// The request.
    public var requestID: DataRequestID
    /// Where in the archive.
    public var archive: String
    /// When.
    public var at: Instant

    /// All members.
    public init(requestID: DataRequestID, archive: String, at: Instant) {
        self.requestID = requestID
        self.archive = archive
        self.at = at
    }
}

/// The head allows somebody a file; the unit that holds it makes the extract, which the data-request unit never sees.
public struct FileReleaseGranted: Codable, Sendable, Equatable {
    /// The request.
    public var requestID: DataRequestID
    /// `own_file` or `legal_case`.
    public var dataClass: DataClass
    /// Who may read it.
    public var reader: Username
    /// The parts that may be given.
    public var fields: [String]
    /// What for.
    public var purpose: String
    /// The number of the court's order, for a defence.
    public var courtOrder: String?
    /// The last day.
    public var expires: LocalDate
    /// When.
    public var at: Instant

    /// All members.
    public init(
        requestID: DataRequestID,
        dataClass: DataClass,
        reader: Username,
        fields: [String],
        purpose: String,
        courtOrder: String?,
        expires: LocalDate,
        at: Instant
    ) {
        self.requestID = requestID
        self.dataClass = dataClass
        self.reader = reader
        self.fields = fields
        self.purpose = purpose
        self.courtOrder = courtOrder
        self.expires = expires
        self.at = at
    }
}
