internal import IdentificationDomain
internal import UnitRuntime
internal import Vocabulary

/// Under which keys a child is looked up, each a blind index. Two complaints about one child ask for the same rows, and
/// the runtime locks them for the whole batch: so only one of them makes the record.
struct ChildKeys {
    /// The row of the NIK: holds the record's key.
    let nik: LookupKey?
    /// The rows of the substitute keys: each holds the records' keys, separated by spaces.
    let substitutes: [LookupKey]

    init(_ child: ChildIdentity?, family: Family?, at moment: Instant, index: (String, String) -> String) {
        guard let child else {
            self.nik = nil
            self.substitutes = []
            return
        }
        self.nik = child.nik.flatMap { NIK($0) }.map { LookupKey("nik", index("nik", $0.digits)) }
        self.substitutes = SubstituteKey.keys(child, family: family, at: moment.localDate)
            .map { LookupKey("substitute", index("substitute", $0)) }
    }

    var all: [LookupKey] { [self.nik].compactMap(\.self) + self.substitutes }

    /// The records these rows hold.
    func records(_ value: (LookupKey) -> String?) -> Set<ChildID> {
        Set(self.all.compactMap(value).flatMap { $0.split(separator: " ") }.compactMap { ChildID(String($0)) })
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
