public import Vocabulary

/// One row of a list, read and checked.
public struct AtRiskRow: Sendable, Equatable {
    /// The child.
    public var child: ChildIdentity
    /// Its household, if the list says anything of it.
    public var family: Family?
    /// List, source, date, status, indicators.
    public var entry: AtRiskEntry

    /// A row.
    public init(child: ChildIdentity, family: Family? = nil, entry: AtRiskEntry) {
        self.child = child
        self.family = family
        self.entry = entry
    }
}

extension OutreachCandidate {
    /// Takes one row of a list. The same row again changes nothing; older data of a list never replaces newer.
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - known: The child as it is known, opened; nil for a new candidate.
    ///   - subdistricts: The names that may stand as loose codes.
    ///   - now: When.
    /// - Returns: What is new, if anything.
    /// - Source: SOP table L.8, step 1; domain.md §11.7.
    public func take(
        _ row: AtRiskRow,
        known: (child: ChildIdentity, family: Family?)?,
        subdistricts: Subdistricts,
        at now: Instant
    ) -> [Event] {
        let present = self.entries.first { $0.isSameRecord(as: row.entry) }
        if let present {
            if present == row.entry { return [] }
            if let old = present.date, let new = row.entry.date, new < old { return [] }
        }
        // What a visit corrected is known better than any list of before.
        let isOlder = self.visitedAt.map { visited in row.entry.date.map { $0 <= visited.localDate } ?? true } ?? false
        var entry = row.entry
        if isOlder, self.corrected.contains(.indicator) {
            let standing = Set(present?.indicators ?? [])
            entry.indicators.removeAll { !standing.contains($0) }
            if present?.indicators == entry.indicators, present?.date == entry.date, present?.status == entry.status {
                return []
            }
        }
        let child = known.map { $0.child.completed(by: row.child) } ?? row.child
        let family = row.family.map { new in known?.family.map { $0.completed(by: new) } ?? new }
        let hasNIK = child.nik.flatMap { NIK($0) } != nil
        let born = child.birthDate ?? child.nik.flatMap { NIK($0) }?.childBirthDate(at: now.localDate)
        return [
            .secondaryDataTaken(
                SecondaryDataTaken(
                    entry: entry,
                    child: known?.child == child ? nil : self.sealed(child, "child"),
                    family: family == nil || known?.family == family ? nil : family.map { self.sealed($0, "family") },
                    hasNIK: hasNIK,
                    birthYear: born?.year ?? child.estimatedAge.map { now.localDate.year - $0 },
                    subdistrict: subdistricts.known(child.address?.subdistrict),
                    at: now
                )
            )
        ]
    }

    /// Notes a complaint about this child: another came, or intake registered what the visit found.
    public func hear(_ complaint: ComplaintID, fromVisit: Bool, at now: Instant) -> [Event] {
        guard self.status != .unknown, !self.complaints.contains(complaint) else { return [] }
        return [.complaintHeard(CandidateComplaint(complaintID: complaint, fromVisit: fromVisit, at: now))]
    }

    func sealed<Value: Codable & Sendable & Equatable>(_ value: Value, _ field: String) -> Confidential<Value> {
        Confidential(value, .childIdentity, origin: self.id.origin, field: field)
    }

    func sealed(report value: String, _ field: String) -> Confidential<String> {
        Confidential(value, .sensitiveHarm, origin: self.id.origin, field: field)
    }
}

extension ChildIdentity {
    /// With what the other knows and this does not.
    func completed(by other: ChildIdentity) -> ChildIdentity {
        var whole = self
        whole.name = self.name ?? other.name
        whole.nickname = self.nickname ?? other.nickname
        whole.sex = self.sex ?? other.sex
        whole.nik = self.nik.flatMap { NIK($0)?.digits } ?? other.nik ?? self.nik
        whole.birthPlace = self.birthPlace ?? other.birthPlace
        whole.birthDate = self.birthDate ?? other.birthDate
        whole.estimatedAge = self.estimatedAge ?? other.estimatedAge
        whole.address = self.address ?? other.address
        whole.carerName = self.carerName ?? other.carerName
        return whole
    }
}

extension Family {
    /// With what the other knows and this does not.
    func completed(by other: Family) -> Family {
        var whole = self
        whole.mother = self.mother ?? other.mother
        whole.father = self.father ?? other.father
        whole.householdHead = self.householdHead ?? other.householdHead
        return whole
    }
}
