package import Instruments
package import Vocabulary

/// Which versions of the forms a case is worked with, from its first form on.
package struct FormsPinned: Codable, Sendable, Equatable {
    /// The case.
    package var caseID: CaseID
    /// By form, `{"form3": 1}`.
    package var versions: [String: Int]
    /// When.
    package var at: Instant
}

// The forms a case is worked with: pinned to a version each, so that a new version changes no case under way.
extension Case {
    /// The form's version this case is pinned to; before the first form the current one.
    package func instrument(_ form: FormName, _ instruments: Instruments) -> Instrument? {
        instruments.instrument(form, version: self.forms?[form.rawValue])
    }

    /// Pins the forms, if this is the case's first one.
    func pinning(_ instruments: Instruments, at now: Instant) -> [Event] {
        guard self.forms == nil else { return [] }
        let versions = Dictionary(uniqueKeysWithValues: instruments.currentVersions.map { ($0.rawValue, $1) })
        return [.formsPinned(FormsPinned(caseID: self.id, versions: versions, at: now))]
    }

    /// Reads a form in the members of its message and refuses it with everything that is wrong, at once.
    ///
    /// - Parameter context: What its conditions ask for; nil is unknown.
    @discardableResult
    func require(
        _ form: FormName,
        _ members: KeyValuePairs<String, (any Encodable)?>,
        _ context: KeyValuePairs<String, (any Encodable)?> = [:],
        step: String? = nil,
        in instruments: Instruments
    ) throws(Rejection) -> FilledForm {
        guard let instrument = self.instrument(form, instruments) else {
            let version = self.forms?[form.rawValue] ?? 1
            throw Rejection(.invalid, "this unit has no version \(version) of \(form.rawValue) any more")
        }
        let filled = instrument.filled(members, step: step)
        if let rejection = Rejection(filled.check(context), of: instrument) { throw rejection }
        return filled
    }

    /// What the conditions of the forms ask for, as it stands: for whoever fills one in away from the unit.
    package func formContext(at now: Instant) -> [String: FormFact] {
        var facts: [String: FormFact] = [
            "home_visited": .bool(self.homeVisited), "child_met": .bool(self.childMetInPerson),
            "urgent": .bool(self.isUrgent), "handed_over": .bool(self.isHandedOver), "was_high": .bool(self.wasHigh),
            "closing": .bool(self.closure != nil),
            "today": .word(now.localDate.description),
            "scale_max": .number(self.procedureLimits.form3ScaleMaximum),
            "red_flag_above": .number(self.procedureLimits.redFlagItems),
        ]
        facts["level"] = self.level.map { .word($0.rawValue) }
        facts["child_sex"] = (self.codes?.value.childSex).map { .word($0.rawValue) }
        facts["reason"] = self.closure.map { .word($0.reason.rawValue) }
        facts["residency"] = (self.residency?.value ?? self.eligibleResidency?.value).map { .word($0.rawValue) }
        return facts
    }

    /// One value a condition can ask for.
    package enum FormFact: Sendable, Equatable {
        case word(String)
        case bool(Bool)
        case number(Int)
    }
}
