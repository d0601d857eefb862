public import Vocabulary

/// A child the look-up knows, as it stands while the look-up is locked.
public struct KnownChild: Codable, Sendable, Equatable {
    /// The record.
    public var id: ChildID
    /// Its open case.
    public var openCase: CaseID?
    /// Its case closed last.
    public var closedCase: CaseID?

    /// A known child.
    public init(id: ChildID, openCase: CaseID? = nil, closedCase: CaseID? = nil) {
        self.id = id
        self.openCase = openCase
        self.closedCase = closedCase
    }
}

/// Which record a complaint's child is: the answer of the locked look-ups, so that two complaints about one new child
/// at the same moment make one record.
public struct ChildMatch: Sendable, Equatable {
    /// The record to use: a known one, or new.
    public var childID: ChildID
    /// What is known of it; nil for a new record.
    public var known: KnownChild?
    /// Other records that may be the same child, for a person to decide.
    public var candidates: [ChildID: Likeness]

    /// Decides from the look-ups' present values.
    ///
    /// A valid NIK that is known makes it the same child, unless the names share no word or the report contradicts the
    /// NIK: then, as with an equal substitute key, a person decides and service goes on with a record of its own.
    ///
    /// - Parameters:
    ///   - byNIK: The child with the same NIK.
    ///   - sharesName: Whether a word of the names is the same, or one of them has no name.
    ///   - contradictsNIK: Whether sex or birth date of the report disagree with its own NIK.
    ///   - nikComparison: The report and that child, to explain a conflict.
    ///   - bySubstituteKey: Children with an equal substitute key, and why.
    ///   - fresh: The identifier of a new record.
    /// - Source: domain.md §11.1 (`duplicate_nik`), §11.5.
    public init(
        byNIK: KnownChild?,
        sharesName: Bool,
        contradictsNIK: Bool,
        nikComparison: Likeness.Comparison = Likeness.Comparison(nil, nil),
        bySubstituteKey: [(child: KnownChild, likeness: Likeness)],
        fresh: ChildID
    ) {
        var candidates: [ChildID: Likeness] = [:]
        for (other, likeness) in bySubstituteKey where (candidates[other.id]?.strength ?? 0) < likeness.strength {
            candidates[other.id] = likeness
        }
        if let byNIK, sharesName, !contradictsNIK {
            candidates[byNIK.id] = nil
            self.childID = byNIK.id
            self.known = byNIK
        } else {
            if let byNIK {
                candidates[byNIK.id] = Likeness(
                    sameNIKSharingName: sharesName,
                    contradictsNIK: contradictsNIK,
                    nikComparison
                )
            }
            self.childID = fresh
            self.known = nil
        }
        candidates[fresh] = nil
        self.candidates = candidates
    }
}

extension ChildMatch {
    /// Whether the report's sex or birth date disagree with its own NIK.
    public static func contradictsNIK(_ child: ChildIdentity, at today: LocalDate) -> Bool {
        guard let text = child.nik, NIK(text) != nil else { return false }
        return !NIK.doubts(
            text,
            pointer: "",
            sex: child.sex,
            birthDate: child.birthDate,
            bearer: .child,
            at: today
        ).isEmpty
    }
}
