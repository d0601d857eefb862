public import Vocabulary

/// One keeper of lists: what it sent, when, how much (SOP table L.8, step 1).
public struct SecondaryData: Aggregate {
    /// `secondary-data`.
    public static let streamKind = "secondary-data"

    /// The keeper, `social_agency`.
    public let id: DataSource
    /// The files taken in, oldest first.
    public internal(set) var imports: [SecondaryDataImported]

    /// Nothing came in yet.
    public init(id: DataSource) {
        self.id = id
        self.imports = []
    }

    /// What can happen.
    public enum Event: Codable, Sendable, Equatable {
        case secondaryDataImported(SecondaryDataImported)
    }

    /// Folds one event into the state.
    public mutating func apply(_ event: Event) {
        switch event {
        case .secondaryDataImported(let imported): self.imports.append(imported)
        }
    }

    /// Notes that a file is in. The same file of the same date again is no new one.
    ///
    /// - Parameters:
    ///   - date: The date of the data.
    ///   - digest: The file's SHA-256, hexadecimal.
    ///   - rows: Its rows.
    ///   - refused: How many of them were of no use.
    ///   - actor: Who imported.
    ///   - now: When.
    public func imported(
        date: LocalDate,
        digest: String,
        rows: Int,
        refused: Int,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        try Rejection.authorize(actor)
        guard date <= now.localDate else { throw .dateAhead }
        guard !self.imports.contains(where: { $0.digest == digest && $0.date == date }) else { return [] }
        return [
            .secondaryDataImported(
                SecondaryDataImported(
                    source: self.id,
                    date: date,
                    digest: digest,
                    rows: rows,
                    refused: refused,
                    by: Username(actor.username),
                    at: now
                )
            )
        ]
    }
}

/// A list came in (S08).
public struct SecondaryDataImported: Codable, Sendable, Equatable {
    /// Who keeps it.
    public var source: DataSource
    /// The date of the data.
    public var date: LocalDate
    /// The file's SHA-256, hexadecimal.
    public var digest: String
    /// Its rows.
    public var rows: Int
    /// How many of them were of no use.
    public var refused: Int
    /// Who imported it.
    public var by: Username?
    /// When.
    public var at: Instant
}
