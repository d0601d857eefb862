public import Vocabulary

/// A request as its applicant wrote it: words, not yet judged.
public struct RequestForm: Codable, Sendable, Equatable {
    /// The broker user the answer goes to.
    public var username: String
    /// The request letter: its number and date.
    public var letter: String
    /// Who asks.
    public var applicant: String
    /// What for.
    public var purpose: String
    /// What the applicant takes it for.
    public var dataClass: DataClass
    /// What to count by, down.
    public var rows: String?
    /// What to count by, across.
    public var columns: String?
    /// The codes of adjusted cases.
    public var fields: [String]
    /// The number of the court's order, for a defence.
    public var courtOrder: String?
    /// Only these.
    public var filters: [String: [String]]
    /// The first month.
    public var from: LocalDate?
    /// The last month.
    public var to: LocalDate?
    /// The city's subdistricts, as they were when it came in.
    public var places: [String]

    /// A request.
    public init(
        username: String,
        letter: String,
        applicant: String,
        purpose: String,
        dataClass: DataClass,
        rows: String? = nil,
        columns: String? = nil,
        fields: [String] = [],
        courtOrder: String? = nil,
        filters: [String: [String]] = [:],
        from: LocalDate? = nil,
        to: LocalDate? = nil,
        places: [String] = Subdistricts.makassar.all
    ) {
        self.places = places
        self.username = username
        self.letter = letter
        self.applicant = applicant
        self.purpose = purpose
        self.dataClass = dataClass
        self.rows = rows
        self.columns = columns
        self.fields = fields
        self.courtOrder = courtOrder
        self.filters = filters
        self.from = from
        self.to = to
    }

    /// What can be counted for it; nil if it names something that can't.
    public var specification: TableSpecification? {
        guard let rows = self.rows.flatMap(TableDimension.init(rawValue:)),
            let columns = self.columns.flatMap(TableDimension.init(rawValue:)),
            let period, let filters = self.dimensionFilters
        else { return nil }
        return TableSpecification(
            rows: rows,
            columns: columns,
            filters: filters,
            period: period,
            places: self.places
        )
    }

    /// What can be shown of adjusted cases for it; nil if it names something that can't.
    public var extract: ExtractSpecification? {
        let fields = self.fields.compactMap(TableDimension.init(rawValue:))
        guard fields.count == self.fields.count, let period, let filters = self.dimensionFilters else { return nil }
        return ExtractSpecification(fields: fields, filters: filters, period: period, places: self.places)
    }

    private var period: Period? {
        guard let from, let to else { return nil }
        return Period(from: from, to: to)
    }

    private var dimensionFilters: [TableDimension: [String]]? {
        var filters: [TableDimension: [String]] = [:]
        for (name, values) in self.filters {
            guard let dimension = TableDimension(rawValue: name) else { return nil }
            filters[dimension] = values
        }
        return filters
    }

    /// Whether it asks who somebody is, in whatever word.
    public var asksForIdentity: Bool {
        ([self.rows, self.columns].compactMap(\.self) + self.fields + self.filters.keys).contains { word in
            let key = word.lowercased()
            return Self.identityWords.contains(where: key.contains)
        }
    }

    /// In English and Indonesian.
    private static let identityWords = [
        "name", "nama", "nik", "identity", "identitas", "address", "alamat", "street", "phone", "telepon", "telp",
        "birth", "lahir", "reporter", "pelapor", "parent", "father", "mother", "carer", "family_card", "case_id",
        "complaint_no", "complaint_id", "child_id", "registration_no", "file",
    ]
}

/// Why nothing leaves, as a code.
public typealias RefusalReason = DataRefusalReason

/// What the automatic screening says of a request (D06).
public struct Screening: Codable, Sendable, Equatable {
    /// Whether a class may leave.
    public enum Permission: String, Codable, Sendable {
        case releasable
        case restricted
        case never
    }

    /// The class it is.
    public var dataClass: DataClass
    /// Whether it may leave.
    public var permission: Permission
    /// Why it can't, if that is plain at once.
    public var refusal: RefusalReason?

    /// Screens a request.
    public init(_ form: RequestForm) {
        let blank = [form.letter, form.applicant, form.purpose].contains { $0.allSatisfy(\.isWhitespace) }
        self.dataClass = form.asksForIdentity ? .never : form.dataClass
        self.permission = Self.permission(of: self.dataClass)
        if blank {
            self.refusal = .incomplete
        } else if form.asksForIdentity {
            self.refusal = .identityRequested
        } else {
            self.refusal = Self.refusal(of: form.dataClass) ?? Self.lack(of: form, as: form.dataClass)
        }
    }

    /// What a request lacks to be of a class; nil if nothing.
    public static func lack(of form: RequestForm, as dataClass: DataClass) -> RefusalReason? {
        switch dataClass {
        case .aggregate: form.specification == nil ? .notAvailable : nil
        case .adjustedCase: form.extract == nil ? .notAvailable : nil
        case .legalCase: (form.courtOrder ?? "").allSatisfy(\.isWhitespace) ? .noCourtOrder : nil
        case .ownFile, .partnerCase, .never: nil
        }
    }

    /// Who grants a class (domain.md §2.2, §10.2): counts the coordinator, what goes beyond them the head.
    public static func granter(of dataClass: DataClass) -> Role {
        self.permission(of: dataClass) == .restricted ? .headPksai : .coordinatorPksai
    }

    /// Releasable, restricted or never (D06).
    public static func permission(of dataClass: DataClass) -> Permission {
        switch dataClass {
        case .aggregate: .releasable
        case .adjustedCase, .legalCase, .ownFile: .restricted
        case .partnerCase, .never: .never
        }
    }

    /// Why a class never leaves on request; nil if it may.
    public static func refusal(of dataClass: DataClass) -> RefusalReason? {
        switch dataClass {
        case .never: .neverReleased
        case .partnerCase: .throughReferralOnly
        case .aggregate, .adjustedCase, .legalCase, .ownFile: nil
        }
    }
}
