public import Vocabulary

/// One case as the data unit knows it: its facts, folded, as they were at each edition.
public struct Fact: Aggregate {
    /// The first part of its stream's name.
    public static let streamKind = "fact"
    /// The case's token.
    public let id: FactToken
    /// What was known, oldest edition first, one version an edition at most.
    public private(set) var versions: [Version] = []

    /// Before anything is known.
    public init(id: FactToken) { self.id = id }

    /// What was known since an edition of the facts: every release ends one, so that a later look at the ledger counts
    /// what the release counted.
    public struct Version: Codable, Sendable, Equatable {
        /// Since which.
        public var edition: Int
        /// What.
        public var row: FactRow

        /// A version.
        public init(edition: Int, row: FactRow) {
            self.edition = edition
            self.row = row
        }
    }

    /// What is known now.
    public var row: FactRow { self.versions.last?.row ?? FactRow() }

    /// What can happen to it.
    public enum Event: Codable, Sendable, Equatable {
        case factRecorded(Recorded)
    }

    /// A telling, and the edition it came in.
    public struct Recorded: Codable, Sendable, Equatable {
        /// The telling.
        public var fact: FactRecorded
        /// The edition.
        public var edition: Int
    }

    /// Takes in a telling; one that adds nothing is not kept.
    ///
    /// - Parameters:
    ///   - fact: What was told. A subdistrict that is none of the city's is dropped: it could tell who somebody is.
    ///   - edition: Which edition of the facts it comes in.
    ///   - places: The city's subdistricts.
    public func record(_ fact: FactRecorded, edition: Int, places: Subdistricts = .makassar) -> [Event] {
        var fact = fact
        fact.subdistrict = places.known(fact.subdistrict)
        return self.row.merged(with: FactRow(fact)) == self.row
            ? [] : [.factRecorded(Recorded(fact: fact, edition: edition))]
    }

    /// Folds one event into the state.
    public mutating func apply(_ event: Event) {
        switch event {
        case .factRecorded(let recorded):
            let row = self.row.merged(with: FactRow(recorded.fact))
            let edition = max(recorded.edition, self.versions.last?.edition ?? 0)
            if self.versions.last?.edition == edition { self.versions.removeLast() }
            self.versions.append(Version(edition: edition, row: row))
        }
    }
}
