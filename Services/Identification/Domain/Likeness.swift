public import Vocabulary

/// Why two records may be one child, how strongly, and what speaks against it: for the person who decides
/// (domain.md §11.1, §11.5). Points are inferred.
public struct Likeness: Codable, Sendable, Equatable {
    /// Which kind of key matched.
    public var basis: Child.Candidate.Basis
    /// The keys that matched and what agrees or differs besides, each a word with its points: `name_year_mother 60`.
    public var reasons: [String]
    /// 5 to 99.
    public var strength: Int

    /// What is known of the other child, opened.
    public struct Comparison: Sendable, Equatable {
        /// The one.
        public var one: ChildIdentity?
        /// The other.
        public var other: ChildIdentity?

        /// Two children.
        public init(_ one: ChildIdentity?, _ other: ChildIdentity?) {
            self.one = one
            self.other = other
        }
    }

    /// Equal substitute keys.
    public init(keys: Set<SubstituteKey.Kind>, _ compared: Comparison) {
        // Names that are equal are alike too: that says nothing more.
        let exact = keys.filter { !$0.isSimilar }
        let sorted = (exact.isEmpty ? keys : exact).sorted { ($1.strength, $0.rawValue) < ($0.strength, $1.rawValue) }
        var parts = sorted.prefix(1).map { ($0.rawValue, $0.strength) }
        parts += sorted.dropFirst().map { ($0.rawValue, 5) }
        self.init(.substituteKey, parts + compared.parts)
    }

    /// The same NIK, with data that contradict it.
    public init(sameNIKSharingName sharesName: Bool, contradictsNIK: Bool, _ compared: Comparison) {
        var parts = [("same_nik", 85)]
        if !sharesName { parts.append(("names_differ", -25)) }
        if contradictsNIK { parts.append(("report_contradicts_nik", -15)) }
        self.init(.nikConflict, parts + compared.parts)
    }

    private init(_ basis: Child.Candidate.Basis, _ parts: [(String, Int)]) {
        self.basis = basis
        self.reasons = parts.map { "\($0.0) \($0.1 < 0 ? "" : "+")\($0.1)" }
        self.strength = min(99, max(5, parts.reduce(0) { $0 + $1.1 }))
    }
}

extension Likeness.Comparison {
    fileprivate var parts: [(String, Int)] {
        guard let one, let other else { return [] }
        var parts: [(String, Int)] = []
        if let left = one.birthDate, let right = other.birthDate {
            parts.append(left == right ? ("same_birth_date", 15) : ("birth_dates_differ", -15))
        }
        if let left = one.sex?.asBorn, let right = other.sex?.asBorn, left != right {
            parts.append(("sex_differs", -30))
        }
        if let left = one.address?.village?.lowercased(), let right = other.address?.village?.lowercased() {
            if left == right { parts.append(("same_village", 5)) }
        }
        return parts
    }
}

extension Sex {
    fileprivate var asBorn: Sex? { self == .male || self == .female ? self : nil }
}
