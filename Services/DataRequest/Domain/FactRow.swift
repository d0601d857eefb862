public import Vocabulary

/// A case's token, made by the telling units from a key of their own: it leads nowhere here.
public struct FactToken: Identifier {
    /// The written form: 1 to 128 letters, digits, `-`, `_`, `=`.
    public let text: String
    /// From its written form; nil if it isn't one.
    public init?(_ text: String) {
        let allowed = text.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || [45, 61, 95].contains($0)
        }
        guard allowed, (1...128).contains(text.utf8.count) else { return nil }
        self.text = text
    }
}

/// A value and since when it holds.
public struct Stamped<Value: Codable & Sendable & Equatable>: Codable, Sendable, Equatable {
    /// The value.
    public var value: Value
    /// Since when.
    public var at: Instant

    /// The later of two; at the same moment the one that sorts last, so that order of arrival never matters.
    static func later(_ left: Stamped?, _ right: Stamped?) -> Stamped? {
        guard let left, let right else { return left ?? right }
        if left.at != right.at { return left.at > right.at ? left : right }
        return String(describing: left.value) >= String(describing: right.value) ? left : right
    }
}

/// What is known of one case, without identity: the loose codes alone (domain.md §14).
public struct FactRow: Codable, Sendable, Equatable {
    /// Sorted, each once.
    public private(set) var categories: Stamped<[Category]>?
    /// How likely and serious the harm is.
    public private(set) var riskLevel: Stamped<RiskLevel>?
    /// Only names of the city's list, see ``Fact/record(_:edition:places:)``.
    public private(set) var subdistrict: Stamped<String>?
    /// The child's sex.
    public private(set) var childSex: Stamped<Sex>?
    /// Completed years.
    public private(set) var childAge: Stamped<Int>?
    /// Sorted, each once.
    public private(set) var immediateNeeds: Stamped<[Need]>?
    /// Of registration, `2026-11`.
    public private(set) var month: Stamped<String>?
    /// Over what the complaint came.
    public private(set) var channel: Stamped<Channel>?
    /// Where the child belongs.
    public private(set) var residency: Stamped<Residency>?
    /// Where the case stands.
    public private(set) var state: Stamped<String>?
    /// How the last referral ended.
    public private(set) var referralOutcome: Stamped<ReferralOutcome>?
    /// Why the case was closed.
    public private(set) var closure: Stamped<ClosureReason>?

    /// Nothing known.
    public init() {}

    /// One telling as a row.
    public init(_ fact: FactRecorded) {
        func stamped<Value: Codable & Sendable & Equatable>(_ value: Value?) -> Stamped<Value>? {
            value.map { Stamped(value: $0, at: fact.at) }
        }
        self.categories = stamped(fact.categories.map { Set($0).sorted { $0.rawValue < $1.rawValue } })
        self.riskLevel = stamped(fact.riskLevel)
        self.subdistrict = stamped(fact.subdistrict)
        self.childSex = stamped(fact.childSex)
        self.childAge = stamped(fact.childAge)
        self.immediateNeeds = stamped(fact.immediateNeeds.map { Set($0).sorted { $0.rawValue < $1.rawValue } })
        self.month = stamped(fact.month.flatMap { LocalDate("\($0)-01")?.month })
        self.channel = stamped(fact.channel)
        self.residency = stamped(fact.residency)
        self.state = stamped(fact.state)
        self.referralOutcome = stamped(fact.referralOutcome)
        self.closure = stamped(fact.closure)
    }

    /// What two rows of one case know together: for each member the latest. Commutative, associative, idempotent, so
    /// tellings may come in any order and any number of times (rule 30).
    public func merged(with other: FactRow) -> FactRow {
        var row = self
        row.categories = .later(self.categories, other.categories)
        row.riskLevel = .later(self.riskLevel, other.riskLevel)
        row.subdistrict = .later(self.subdistrict, other.subdistrict)
        row.childSex = .later(self.childSex, other.childSex)
        row.childAge = .later(self.childAge, other.childAge)
        row.immediateNeeds = .later(self.immediateNeeds, other.immediateNeeds)
        row.month = .later(self.month, other.month)
        row.channel = .later(self.channel, other.channel)
        row.residency = .later(self.residency, other.residency)
        row.state = .later(self.state, other.state)
        row.referralOutcome = .later(self.referralOutcome, other.referralOutcome)
        row.closure = .later(self.closure, other.closure)
        return row
    }
}

extension FactRow {
    /// Whether it is a case of its own: a report of a child that already has a case is not.
    public var isCounted: Bool { self.state?.value != "linked" }

    /// How the case ended, if it did and was not taken up again.
    public var ending: ClosureReason? {
        guard let closure else { return nil }
        if let state, state.at > closure.at, !Self.ended.contains(state.value) { return nil }
        return closure.value
    }

    /// States of a case that was closed (domain.md §6.13).
    private static let ended: Set<String> = [
        "terminated", "closed", "closed_monitoring", "closed_refused", "archived", "closed_with_advice",
    ]
}
