public import Vocabulary

/// Asks for data requests by where they stand. An applicant sees its own.
public struct ListDataRequests: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_data_requests"
    /// What it is for, in a sentence.
    public static let summary = "Lists data requests, newest change first."
    /// The unit that owns the thing.
    public static let unit = UnitName.dataRequest
    /// Who may ask.
    public static let roles: Set<Role> = [.dataOfficer, .coordinatorPksai, .headPksai, .dataApplicant]
    /// Only in this state, `received`.
    public var state: String?
    /// At most this many, 1 to 1,000; 100 unless told.
    public var limit: Int?

    /// All members; optional ones may be left out.
    public init(state: String? = nil, limit: Int? = nil) {
        self.state = state
        self.limit = limit
    }

    /// A made-up message.
    public static let example = ListDataRequests(state: "received", limit: 20)

    /// One request.
    public struct Row: Codable, Sendable, Equatable {
        /// The request.
        public var requestID: DataRequestID
        /// Where it stands.
        public var state: String
        /// The applicant's user.
        public var username: String
        /// Who asks.
        public var applicant: String
        /// What for.
        public var purpose: String
        /// Its class, as asked or as classified.
        public var dataClass: DataClass
        /// What the screening proposes.
        public var proposal: DataClass
        /// Counted by, down.
        public var rows: String?
        /// Counted by, across.
        public var columns: String?
        /// Why nothing leaves.
        public var refusal: DataRefusalReason?
        /// The limit that runs.
        public var actBy: Instant?

        /// All members; optional ones may be left out.
        public init(
            requestID: DataRequestID,
            state: String,
            username: String,
            applicant: String,
            purpose: String,
            dataClass: DataClass,
            proposal: DataClass,
            rows: String? = nil,
            columns: String? = nil,
            refusal: DataRefusalReason? = nil,
            actBy: Instant? = nil
        ) {
            self.requestID = requestID
            self.state = state
            self.username = username
            self.applicant = applicant
            self.purpose = purpose
            self.dataClass = dataClass
            self.proposal = proposal
            self.rows = rows
            self.columns = columns
            self.refusal = refusal
            self.actBy = actBy
        }
    }

    /// The requests.
    public struct Answer: Codable, Sendable, Equatable {
        /// Newest change first.
        public var requests: [Row]

        /// All members; optional ones may be left out.
        public init(requests: [Row]) {
            self.requests = requests
        }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(requests: [exampleRow])
    static let exampleRow = Row(
        requestID: Examples.dataRequest,
        state: "received",
        username: "unhas",
        applicant: "Universitas Contoh",
        purpose: "planning of prevention",
        dataClass: .aggregate,
        proposal: .aggregate,
        rows: "category",
        columns: "month",
        actBy: Examples.later
    )
}

/// Asks for one data request, with what was released. An applicant sees its own.
public struct ShowDataRequest: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "show_data_request"
    /// What it is for, in a sentence.
    public static let summary = "Shows a data request and what was released."
    /// The unit that owns the thing.
    public static let unit = UnitName.dataRequest
    /// Who may ask.
    public static let roles: Set<Role> = [.dataOfficer, .coordinatorPksai, .headPksai, .dataApplicant]
    /// The request.
    public var requestID: DataRequestID

    /// All members; optional ones may be left out.
    public init(requestID: DataRequestID) {
        self.requestID = requestID
    }

    /// A made-up message.
    public static let example = ShowDataRequest(requestID: Examples.dataRequest)

    /// One request.
    public struct Answer: Codable, Sendable, Equatable {
        /// Its state.
        public var request: ListDataRequests.Row
        /// The request letter.
        public var letter: String
        /// Only cases with one of these values.
        public var filters: [String: [String]]
        /// The first month.
        public var from: LocalDate?
        /// The last month.
        public var to: LocalDate?
        /// The codes asked for, of adjusted cases.
        public var fields: [String]
        /// The permission, once signed.
        public var approval: DataRequestGranted.Approval?
        /// Who signs the permission; an applicant sees only their roles.
        public var signers: Signers?
        /// What was released.
        public var release: DataRequestGranted?
        /// Where the documents are, once filed.
        public var archive: String?

        /// All members; optional ones may be left out.
        public init(
            request: ListDataRequests.Row,
            letter: String,
            filters: [String: [String]],
            from: LocalDate? = nil,
            to: LocalDate? = nil,
            fields: [String] = [],
            approval: DataRequestGranted.Approval? = nil,
            signers: Signers? = nil,
            release: DataRequestGranted? = nil,
            archive: String? = nil
        ) {
            self.fields = fields
            self.approval = approval
            self.signers = signers
            self.archive = archive
            self.request = request
            self.letter = letter
            self.filters = filters
            self.from = from
            self.to = to
            self.release = release
        }
    }

    /// Who signs a permission.
    public struct Signers: Codable, Sendable, Equatable {
        /// The coordinator who found it in scope.
        public var confirmedBy: String
        /// Who granted it: the coordinator, or the head for anything beyond counts.
        public var grantedBy: String

        /// All members.
        public init(confirmedBy: String, grantedBy: String) {
            self.confirmedBy = confirmedBy
            self.grantedBy = grantedBy
        }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(
        request: ListDataRequests.exampleRow,
        letter: "12/LP2M/9001, 2026-11-19",
        filters: [:],
        from: LocalDate(year: 2026, month: 1, day: 1),
        to: LocalDate(year: 2026, month: 11, day: 30),
        signers: Signers(confirmedBy: "salma", grantedBy: "salma")
    )
}
