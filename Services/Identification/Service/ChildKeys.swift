internal import IdentificationDomain
internal import UnitRuntime
internal import Vocabulary

/// Under which keys a child is looked up, each a blind index. Two complaints about one child ask for the same rows, and
/// the runtime locks them for the whole batch: so only one of them makes the record.
struct ChildKeys {
    /// The row of the NIK: see ``KnownUnderKey``.
    let nik: LookupKey?
    /// The rows of the substitute keys: likewise.
    let substitutes: [LookupKey]
    /// What each of them is made of.
    let kinds: [LookupKey: SubstituteKey.Kind]

    init(_ child: ChildIdentity?, family: Family?, at moment: Instant, index: (String, String) -> String) {
        self.init(child, family: family, on: moment.localDate, index: index)
    }

    /// - Parameters:
    ///   - today: The date an estimated age counts from.
    ///   - similar: Also by names that are only alike; not for children on lists, whom no person compares.
    init(
        _ child: ChildIdentity?,
        family: Family?,
        on today: LocalDate,
        similar: Bool = true,
        index: (String, String) -> String
    ) {
        guard let child else {
            self.nik = nil
            self.substitutes = []
            self.kinds = [:]
            return
        }
        self.nik = child.nik.flatMap { NIK($0) }.map { LookupKey("nik", index("nik", $0.digits)) }
        let keys = SubstituteKey.keys(child, family: family, at: today).filter { similar || !$0.kind.isSimilar }
            .map { (LookupKey("substitute", index("substitute", "\($0.kind.rawValue)|\($0.text)")), $0.kind) }
        self.substitutes = keys.map(\.0)
        self.kinds = Dictionary(keys) { first, _ in first }
    }

    var all: [LookupKey] { [self.nik].compactMap(\.self) + self.substitutes }

    /// The records these rows hold.
    func records(_ value: (LookupKey) -> String?) -> Set<ChildID> {
        Set(
            (self.nik.map { KnownUnderKey(value($0)).children } ?? [])
                + self.substitutes.flatMap { self.alike($0, value) }
        )
    }

    /// The records that one row makes likely to be one child.
    func alike(_ key: LookupKey, _ value: (LookupKey) -> String?) -> [ChildID] {
        self.kinds[key].map { KnownUnderKey(value(key)).alike(below: $0.most) } ?? []
    }

    /// The record the NIK leads to.
    func child(_ value: (LookupKey) -> String?) -> ChildID? {
        self.nik.flatMap { KnownUnderKey(value($0)).children.first }
    }

    /// The child on lists these rows lead to: by NIK, else by the first substitute key that leads to one.
    func candidate(_ value: (LookupKey) -> String?) -> CandidateID? {
        if let nik { return KnownUnderKey(value(nik)).candidate }
        for key in self.substitutes {
            if let candidate = KnownUnderKey(value(key)).candidate { return candidate }
        }
        return nil
    }
}

extension DecisionContext {
    /// Lets a key lead to a record too.
    mutating func setLookup(_ key: LookupKey, adding child: ChildID) {
        var known = KnownUnderKey(self.lookup(key))
        known.add(child)
        if known.text != self.lookup(key) { self.setLookup(key, to: known.text) }
    }

    /// Lets a key lead to a child on lists too.
    mutating func setLookup(_ key: LookupKey, adding candidate: CandidateID) {
        var known = KnownUnderKey(self.lookup(key))
        known.add(candidate)
        if known.text != self.lookup(key) { self.setLookup(key, to: known.text) }
    }

    /// Lets a key lead to this record and no other.
    mutating func setLookup(_ key: LookupKey, replacing child: ChildID) {
        var known = KnownUnderKey(self.lookup(key))
        known.replace(with: child)
        if known.text != self.lookup(key) { self.setLookup(key, to: known.text) }
    }
}

extension Backfill {
    /// Records from before names were compared by their sound, or by other rules of spelling: found by these from then on,
    /// not only once reported again. What is kept of a child tells place and carer.
    static let similarNames = Backfill("similar_names_\(Spelling.edition)", of: Child.self) { child, context in
        guard let identity = child.identity.flatMap({ context.open($0) }) else { return [] }
        let keys = ChildKeys(identity, family: nil, at: context.begun, index: context.blindIndex)
        return keys.substitutes.filter { keys.kinds[$0]?.isSimilar == true }.map { key in
            (
                key,
                { value in
                    var known = KnownUnderKey(value)
                    known.add(child.id)
                    return known.text
                }
            )
        }
    }
}

extension LookupKey {
    /// A complaint's number leads to its key and, once that is known, the record of its child: see ``NumberedComplaint``.
    static func complaint(_ number: ComplaintNumber) -> LookupKey { LookupKey("complaint_no", number.text) }
    /// A complaint leads to the record of its child.
    static func child(of complaint: ComplaintID) -> LookupKey { LookupKey("child_of", complaint.text) }
    /// A case leads to the record of its child.
    static func child(of caseID: CaseID) -> LookupKey { LookupKey("child_of_case", caseID.text) }
    /// A record leads to the row of its NIK.
    static func nik(of child: ChildID) -> LookupKey { LookupKey("nik_of", child.text) }
    /// The rows that lead from a complaint to its child's record and on.
    static func record(of complaint: ComplaintID, _ caseID: CaseID) -> [LookupKey] {
        [.child(of: complaint), .child(of: caseID), .nik(of: ChildID(newFrom: complaint))]
    }
}

/// What a complaint's number leads to: its key and the record of its child, separated by a space.
struct NumberedComplaint {
    let id: ComplaintID
    let child: ChildID?

    init(_ id: ComplaintID, child: ChildID? = nil) {
        self.id = id
        self.child = child
    }

    init?(_ text: String?) {
        let parts = text?.split(separator: " ").map(String.init) ?? []
        guard let id = parts.first.flatMap({ ComplaintID($0) }) else { return nil }
        self.id = id
        self.child = parts.dropFirst().first.flatMap { ChildID($0) }
    }

    var text: String { self.child.map { "\(self.id.text) \($0.text)" } ?? self.id.text }
}

extension ChildID {
    /// The record a complaint makes if its child is new: one complaint makes at most one.
    init(newFrom complaint: ComplaintID) { self.init(complaint.uuid) }
}
