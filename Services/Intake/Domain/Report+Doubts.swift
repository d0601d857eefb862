public import Vocabulary

extension Report {
    /// Everything that is odd in this report, all at once. None of it refuses the complaint (rule 1).
    ///
    /// - Source: Form 1 consistency checks (domain.md §7.1), NIK checks (§11.1), glossary condition for high (§5.1).
    public func doubts(_ policy: IntakePolicy, at now: Instant) -> [Doubt] {
        let today = now.localDate
        var doubts: [Doubt] = []
        func add(_ pointer: String, _ expected: String, _ found: String) {
            doubts.append(Doubt(pointer: pointer, expected: expected, found: found))
        }
        if let receivedAt, receivedAt > now { add("/received_at", "time not in the future", "future") }
        if self.categories.isEmpty { add("/categories", "at least one of the twelve categories", "missing") }

        if let child {
            if let birthDate = child.birthDate {
                if birthDate > today {
                    if child.sex != .unborn { add("/child/birth_date", "date not in the future", "future") }
                } else if birthDate.age(at: today) >= policy.limits.childMaximumAge {
                    add("/child/birth_date", "child under \(policy.limits.childMaximumAge)", "older")
                }
                if let age = child.estimatedAge, age != birthDate.age(at: today), birthDate <= today {
                    add("/child/estimated_age", "age of the birth date", "mismatch")
                }
            } else if let age = child.estimatedAge, !(0..<policy.limits.childMaximumAge).contains(age) {
                add("/child/estimated_age", "0 to \(policy.limits.childMaximumAge - 1)", "out of range")
            }
            doubts += NIK.doubts(
                child.nik,
                pointer: "/child/nik",
                sex: child.sex,
                birthDate: child.birthDate,
                bearer: .child,
                at: today
            )
            if let subdistrict = child.address?.subdistrict, !subdistrict.isEmpty,
                policy.subdistricts.known(subdistrict) == nil
            {
                add("/child/address/subdistrict", "sub-district of the city", "unknown name")
            }
        }
        if let family {
            for (parent, name, sex) in [(family.father, "father", Sex.male), (family.mother, "mother", Sex.female)] {
                doubts += NIK.doubts(
                    parent?.nik,
                    pointer: "/family/\(name)/nik",
                    sex: sex,
                    birthDate: nil,
                    bearer: .adult,
                    at: today
                )
                if let age = parent?.age, !(10...120).contains(age) {
                    add("/family/\(name)/age", "10 to 120", "out of range")
                }
            }
            doubts += family.doubts
        }
        return doubts + self.assessmentDoubts(policy)
    }

    private func assessmentDoubts(_ policy: IntakePolicy) -> [Doubt] {
        guard let assessment else { return [] }
        var doubts: [Doubt] = []
        let pointer = "/initial_assessment/risk_level"
        switch assessment.riskLevel {
        case nil: doubts.append(Doubt(pointer: pointer, expected: "high, medium, low or none", found: "missing"))
        case .some(.none):
            if self.categories.contains(where: \.isHarm) {
                doubts.append(
                    Doubt(
                        pointer: pointer,
                        expected: "a level, or an officer's note, with a harm category",
                        found: "none"
                    )
                )
            }
            if assessment.vulnerable == true {
                doubts.append(
                    Doubt(pointer: pointer, expected: "a note on local help for a vulnerable child", found: "none")
                )
            }
        case .low, .medium:
            if Triage.suggestsHigh(self.categories, vulnerable: assessment.vulnerable) {
                doubts.append(Doubt(pointer: pointer, expected: "high, or a reason for less", found: "lower level"))
            }
        case .high: break
        }
        if assessment.vulnerable == true, assessment.vulnerabilityTypes?.isEmpty ?? true {
            doubts.append(
                Doubt(pointer: "/initial_assessment/vulnerability_types", expected: "at least one", found: "missing")
            )
        }
        return doubts
    }
}

extension Family {
    /// The age bands of the household matrix (domain.md X17).
    static let ageBands: Set<String> = ["<1", "1-2", "3-5", "6-8", "9-12", "13-17"]

    fileprivate var doubts: [Doubt] {
        var doubts: [Doubt] = []
        if let matrix = self.childrenByAgeSex {
            if !Set(matrix.keys).isSubset(of: Self.ageBands) {
                doubts.append(
                    Doubt(
                        pointer: "/family/children_by_age_sex",
                        expected: "age bands <1, 1-2, 3-5, 6-8, 9-12, 13-17",
                        found: "unknown band"
                    )
                )
            }
            var (sum, overflow) = (0, false)
            for count in matrix.values.flatMap(\.values) {
                let (next, tooMuch) = sum.addingReportingOverflow(count)
                sum = next
                overflow = overflow || tooMuch || count < 0
            }
            if overflow || (self.childrenCount.map { $0 != sum } ?? false) {
                doubts.append(
                    Doubt(
                        pointer: "/family/children_count",
                        expected: "sum of children_by_age_sex",
                        found: "mismatch"
                    )
                )
            }
        }
        if let count = self.otherAdultsCount, count > 0, self.otherAdultsKind?.isEmpty ?? true {
            doubts.append(Doubt(pointer: "/family/other_adults_kind", expected: "who they are", found: "missing"))
        }
        if self.caredBy == .notBiological, self.householdHead?.isEmpty ?? true {
            doubts.append(Doubt(pointer: "/family/household_head", expected: "head of the household", found: "missing"))
        }
        return doubts
    }
}

extension Category {
    /// Whether harm was done to the child: kinds 1 to 5 of domain.md §3.2.
    public var isHarm: Bool {
        switch self {
        case .violenceVictim, .exploitationVictim, .neglectVictim, .maltreatmentVictim, .traffickingVictim: true
        case .childInContactWithLaw, .educationProblem, .healthProblem, .civilRegistrationProblem,
            .socialWelfareProblem, .otherRightsProblem, .rightsConsultation:
            false
        }
    }
}

/// What the SOP says about choosing a level.
enum Triage {
    /// The glossary's wider condition for high: it suggests, chapter IV decides (domain.md §5.1).
    static func suggestsHigh(_ categories: [Category], vulnerable: Bool?) -> Bool {
        vulnerable == true && categories.contains(where: \.isHarm)
    }
}
