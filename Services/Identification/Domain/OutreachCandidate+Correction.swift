public import Vocabulary

extension OutreachCandidate {
    /// Corrects a fact of the lists by what the visit showed. The old value stays in the journal.
    ///
    /// - Parameters:
    ///   - field: Which fact.
    ///   - value: What is true; for an indicator the one that does not hold.
    ///   - evidence: What shows it.
    ///   - known: The child as it is known, opened.
    ///   - actor: Who visited.
    ///   - now: When.
    /// - Source: SOP table L.8 `source_data_corrected`; domain.md §11.7.
    public func correct(
        _ field: SourceField,
        to value: String,
        evidence: String,
        known: (child: ChildIdentity, family: Family?),
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        guard self.status != .unknown else { throw .unknownCandidate }
        try Rejection.authorize(actor, Self.visitors)
        guard self.status == .visited else { throw .wrongState(self.status.rawValue, "corrected") }
        guard let letter, letter.worker.text == actor.username else { throw .notAssigned }
        guard !evidence.isBlank else { throw .evidenceNeeded }
        var (child, family) = known
        var indicator: AtRiskIndicator?
        var old: String?
        switch field {
        case .name: (old, child.name) = (child.name, value)
        case .sex:
            guard let sex = Sex(rawValue: value) else { throw .notAValue(field) }
            (old, child.sex) = (child.sex?.rawValue, sex)
        case .birthDate:
            guard let date = LocalDate(value) else { throw .notAValue(field) }
            (old, child.birthDate) = (child.birthDate?.description, date)
        case .nik:
            guard let nik = NIK(value) else { throw .notAValue(field) }
            (old, child.nik) = (child.nik, nik.digits)
        case .address:
            var address = child.address ?? Address()
            (old, address.street) = (address.street, value)
            child.address = address
        case .motherName:
            var household = family ?? Family()
            var mother = household.mother ?? Parent()
            (old, mother.name) = (mother.name, value)
            household.mother = mother
            family = household
        case .indicator:
            guard let known = AtRiskIndicator(rawValue: value),
                self.entries.contains(where: { $0.indicators.contains(known) })
            else { throw .notAValue(field) }
            (indicator, old) = (known, known.rawValue)
        case .entry:
            // The list keeps its row; that it does not fit is told to whoever keeps the list.
            old = self.entries.map(\.text).joined(separator: ", ")
        }
        guard !value.isBlank else { throw .notAValue(field) }
        if old == value, field != .indicator { return [] }
        return [
            .sourceDataCorrected(
                SourceDataCorrected(
                    field: field,
                    indicator: indicator,
                    old: old.map { self.sealed($0, "corrected_\(field.rawValue)_old") },
                    new: self.sealed(value, "corrected_\(field.rawValue)_new"),
                    evidence: self.sealed(report: evidence, "correction_evidence"),
                    child: child == known.child ? nil : self.sealed(child, "child"),
                    family: family == known.family ? nil : family.map { self.sealed($0, "family") },
                    birthYear: field == .birthDate ? child.birthDate?.year : nil,
                    by: letter.worker,
                    at: now
                )
            )
        ]
    }
}
