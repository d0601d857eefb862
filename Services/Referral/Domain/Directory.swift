public import Vocabulary

/// A partner the centre can refer to: one row of SOP table L.14. No persons, no phones.
public struct Institution: Codable, Sendable, Equatable {
    /// `r01`.
    public var id: String
    /// Name.
    public var institution: String
    /// Its name in Indonesian, as papers write it; nil where the name is the same.
    public var indonesianName: String?
    /// What it does.
    public var service: String
    /// The needs it serves.
    public var need: [Need]
    /// How to get there.
    public var access: String?
    /// What to bring.
    public var documents: [String]
    /// Whom it can take, and for how long.
    public var constraint: Constraint
    /// Where, if printed.
    public var address: String?
    /// The first day the entry holds.
    public var validFrom: LocalDate
    /// The last day it holds; nil if no end is known.
    public var validUntil: LocalDate?
    /// When somebody last asked; nil if nobody did since the source was printed.
    public var lastChecked: LocalDate?

    /// Whom a partner can take, and for how long.
    public struct Constraint: Codable, Sendable, Equatable {
        /// The sexes it takes; all if empty.
        public var sexes: [Sex]
        /// Completed years.
        public var minimumAge: Int?
        /// Completed years.
        public var maximumAge: Int?
        /// Hours a child may stay.
        public var maximumStayHours: Int?
        /// How many beds, until somebody counts them anew.
        public var beds: Int?
        /// Directory id of the way for a child it can't take because of sex.
        public var othersThrough: String?
        /// What else the source says.
        public var note: String?
    }

    /// Why this partner can't take this child; empty if it can. An unknown age never stands in the way; an unknown sex
    /// does where only one is taken.
    public func misfits(need: Need?, sex: Sex?, age: Int?) -> [Misfit] {
        var misfits: [Misfit] = []
        if let need, !self.need.contains(need) { misfits.append(.need(need)) }
        if let misfit = self.sexMisfit(sex) { misfits.append(misfit) }
        if let age, let minimum = self.constraint.minimumAge, age < minimum { misfits.append(.tooYoung(minimum)) }
        if let age, let maximum = self.constraint.maximumAge, age > maximum { misfits.append(.tooOld(maximum)) }
        return misfits
    }

    /// How long a child may stay: what the partner says or the city's pack for its kind of shelter, whichever is less.
    ///
    /// - Source: T30, T31; rule 24.
    public func maximumStayHours(_ limits: ProcedureLimits) -> Int? {
        self.constraint.maximumStayHours.map {
            min($0, $0 <= 48 ? limits.neighbourhoodShelterHours : limits.safeHouseDays * 24)
        }
    }

    /// Which of the documents this partner asks for are not listed: a task, never a bar (§4.3).
    public func documentsMissing(from listed: [String]) -> [String] {
        let known = Set(listed.map { $0.lowercased() })
        return self.documents.filter { !known.contains($0.lowercased()) }
    }

    func sexMisfit(_ sex: Sex?) -> Misfit? {
        guard !self.constraint.sexes.isEmpty, !self.constraint.sexes.contains(sex ?? .unknown) else { return nil }
        return .sex(through: self.constraint.othersThrough)
    }

    /// Whether the entry holds on this day.
    public func isValid(on day: LocalDate) -> Bool {
        self.validFrom <= day && self.validUntil.map { $0 >= day } ?? true
    }

    /// Whether a child sent here for this need sleeps here.
    public func shelters(need: Need?) -> Bool { need == .shelter && self.need.contains(.shelter) }
}

/// Why a partner can't take a child.
public enum Misfit: Codable, Sendable, Equatable {
    /// It doesn't serve this need.
    case need(Need)
    /// It takes children of another sex; the way through another entry, if there is one.
    case sex(through: String?)
    /// From this age.
    case tooYoung(Int)
    /// Up to this age.
    case tooOld(Int)

    /// A sentence for a person.
    public var explanation: String {
        switch self {
        case .need(let need): "it does not serve the need \(need.rawValue)"
        case .sex(let through):
            "it does not take children of this sex" + (through.map { "; the way leads through \($0)" } ?? "")
        case .tooYoung(let age): "it takes children from \(age) years"
        case .tooOld(let age): "it takes children up to \(age) years"
        }
    }
}

/// The partners the centre refers to, as data: a city's directory is configuration.
public struct Directory: Sendable, Equatable {
    /// Which edition, with the number of amended entries after a plus sign.
    public let version: String
    /// By id.
    public let institutions: [Institution]
    let records: [DirectoryRecord]

    /// The entry with this id, `r11`.
    public subscript(id: String) -> Institution? { self.institutions.first { $0.id == id } }
}
