public import JSON
public import Vocabulary

/// The request is kept and will be classed.
public struct DataRequestReceived: AnswerContract, Equatable {
    /// The message's `type`.
    public static let type = "data_request.received"
    /// What it is for, in a sentence.
    public static let summary = "The request is kept; it is classed by the time given."
    /// The sender's message id.
    public var messageID: String
    /// The request.
    public var requestID: DataRequestID
    /// The end of the next working day.
    public var classifyBy: Instant

    /// All members; optional ones may be left out.
    public init(messageID: String, requestID: DataRequestID, classifyBy: Instant) {
        self.messageID = messageID
        self.requestID = requestID
        self.classifyBy = classifyBy
    }

    /// A made-up message.
    public static let example = DataRequestReceived(
        messageID: "unhas-1",
        requestID: Examples.dataRequest,
        classifyBy: Examples.later
    )
}

/// What was released, with the approval sheet: counts or adjusted cases in JSON and CSV; of a file only its hash, the
/// file itself is asked of the unit that holds it (`show_file_extract`).
public struct DataRequestGranted: AnswerContract, Equatable {
    /// The message's `type`.
    public static let type = "data_request.granted"
    /// What it is for, in a sentence.
    public static let summary = "What was released, with the approval sheet; small counts are withheld."
    /// The request.
    public var requestID: DataRequestID
    /// The permission.
    public var approval: Approval
    /// The counts, of class `aggregate`.
    public var table: Table?
    /// The cases, of class `adjusted_case`.
    public var cases: Cases?
    /// The same in CSV (RFC 4180), `*` where withheld.
    public var csv: String?
    /// SHA-256 of the CSV or the file, hexadecimal: the entry in the centre's ledger of releases.
    public var hash: String

    /// All members; optional ones may be left out.
    public init(
        requestID: DataRequestID,
        approval: Approval,
        table: Table? = nil,
        cases: Cases? = nil,
        csv: String? = nil,
        hash: String
    ) {
        self.requestID = requestID
        self.approval = approval
        self.table = table
        self.cases = cases
        self.csv = csv
        self.hash = hash
    }

    /// A made-up message.
    public static let example = DataRequestGranted(
        requestID: Examples.dataRequest,
        approval: Approval(
            letter: "12/LP2M/9001, 2026-11-19",
            applicant: "Universitas Contoh",
            purpose: "planning of prevention",
            dataClass: .aggregate,
            fields: ["sex", "level"],
            expires: Examples.later.localDate,
            confirmedBy: "coordinator_pksai",
            grantedBy: "coordinator_pksai",
            grantedAt: Examples.now
        ),
        table: Table(
            rows: "sex",
            columns: "level",
            filters: [:],
            fromMonth: "2026-01",
            toMonth: "2026-11",
            rowLabels: ["male", "female"],
            columnLabels: ["high", "low"],
            cells: [[12, nil], [7, nil]],
            rowTotals: [20, 31],
            columnTotals: [19, 32],
            total: 51,
            threshold: 5,
            asOf: Examples.now,
            notes: ["* withheld"]
        ),
        csv: "sex/level,high,low,total\r\n",
        hash: String(repeating: "0", count: 64)
    )

    /// Cases without a trace (domain.md §10.2).
    public struct Cases: Codable, Sendable, Equatable {
        /// The codes shown.
        public var fields: [String]
        /// A value for each field, a line a case.
        public var cases: [[String]]
        /// At least this many cases share each line.
        public var threshold: Int
        /// When they were made.
        public var asOf: Instant
        /// What a reader must know.
        public var notes: [String]

        /// All members.
        public init(fields: [String], cases: [[String]], threshold: Int, asOf: Instant, notes: [String]) {
            self.fields = fields
            self.cases = cases
            self.threshold = threshold
            self.asOf = asOf
            self.notes = notes
        }
    }

    /// The approval sheet (domain.md §10.1).
    public struct Approval: Codable, Sendable, Equatable {
        /// The letter it answers.
        public var letter: String
        /// Who receives.
        public var applicant: String
        /// What for.
        public var purpose: String
        /// Which class.
        public var dataClass: DataClass
        /// What may be given: rows, columns and filters, codes, or parts of a file.
        public var fields: [String]
        /// The number of the court's order, for a defence.
        public var courtOrder: String?
        /// The last day it holds.
        public var expires: LocalDate
        /// The role that found it in scope.
        public var confirmedBy: String
        /// The role that granted it.
        public var grantedBy: String
        /// When.
        public var grantedAt: Instant

        /// All members; optional ones may be left out.
        public init(
            letter: String,
            applicant: String,
            purpose: String,
            dataClass: DataClass,
            fields: [String],
            courtOrder: String? = nil,
            expires: LocalDate,
            confirmedBy: String,
            grantedBy: String,
            grantedAt: Instant
        ) {
            self.letter = letter
            self.applicant = applicant
            self.purpose = purpose
            self.dataClass = dataClass
            self.fields = fields
            self.courtOrder = courtOrder
            self.expires = expires
            self.confirmedBy = confirmedBy
            self.grantedBy = grantedBy
            self.grantedAt = grantedAt
        }
    }

    /// Counts of cases; null where withheld.
    public struct Table: Codable, Sendable, Equatable {
        /// Counted by, down.
        public var rows: String
        /// Counted by, across.
        public var columns: String
        /// Only these.
        public var filters: [String: [String]]
        /// The first month of registration.
        public var fromMonth: String
        /// The last.
        public var toMonth: String
        /// The rows.
        public var rowLabels: [String]
        /// The columns.
        public var columnLabels: [String]
        /// Counts.
        public var cells: [[Int?]]
        /// Cases a row; null if the columns' counts overlap.
        public var rowTotals: [Int?]?
        /// Cases a column; null if the rows' counts overlap.
        public var columnTotals: [Int?]?
        /// All; null if withheld or overlapping.
        public var total: Int?
        /// From this count on a cell is shown for its own sake.
        public var threshold: Int
        /// When it was counted.
        public var asOf: Instant
        /// What a reader must know.
        public var notes: [String]

        /// All members; optional ones may be left out.
        public init(
            rows: String,
            columns: String,
            filters: [String: [String]],
            fromMonth: String,
            toMonth: String,
            rowLabels: [String],
            columnLabels: [String],
            cells: [[Int?]],
            rowTotals: [Int?]? = nil,
            columnTotals: [Int?]? = nil,
            total: Int? = nil,
            threshold: Int,
            asOf: Instant,
            notes: [String]
        ) {
            self.rows = rows
            self.columns = columns
            self.filters = filters
            self.fromMonth = fromMonth
            self.toMonth = toMonth
            self.rowLabels = rowLabels
            self.columnLabels = columnLabels
            self.cells = cells
            self.rowTotals = rowTotals
            self.columnTotals = columnTotals
            self.total = total
            self.threshold = threshold
            self.asOf = asOf
            self.notes = notes
        }
    }
}

/// The request is refused, with the reason.
public struct DataRequestRefused: AnswerContract, Equatable {
    /// The message's `type`.
    public static let type = "data_request.refused"
    /// What it is for, in a sentence.
    public static let summary = "Nothing is released, with the reason."
    /// The request; null if the message could not be read as one.
    public var requestID: DataRequestID?
    /// The sender's message id, if it is told at once.
    public var messageID: String?
    /// Why; null if the message could not be read.
    public var reason: DataRefusalReason?
    /// Why, in a sentence.
    public var explanation: String
    /// What could not be read.
    public var problems: [Problem]

    /// All members; optional ones may be left out.
    public init(
        requestID: DataRequestID? = nil,
        messageID: String? = nil,
        reason: DataRefusalReason? = nil,
        explanation: String,
        problems: [Problem]
    ) {
        self.requestID = requestID
        self.messageID = messageID
        self.reason = reason
        self.explanation = explanation
        self.problems = problems
    }

    /// A made-up message.
    public static let example = DataRequestRefused(
        requestID: Examples.dataRequest,
        reason: .identityRequested,
        explanation: DataRefusalReason.identityRequested.explanation,
        problems: []
    )
}
