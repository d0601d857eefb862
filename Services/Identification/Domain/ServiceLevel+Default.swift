public import Vocabulary

extension ServiceLevel {
    /// The level a case's categories ask for, and the category that decided (domain.md §3.2).
    ///
    /// Neglect is tertiary if the child was harmed: a level of medium or high stands for it.
    public static func recommended(
        for categories: [Category],
        riskLevel: RiskLevel?
    ) -> (level: ServiceLevel, argument: String) {
        let harmed = (riskLevel ?? .none) >= .medium
        if let reason = categories.first(where: { $0.isTertiary(harmed: harmed) }) {
            return (.tertiary, reason.rawValue)
        }
        if riskLevel == .high { return (.tertiary, "risk_level_high") }
        return (.secondary, categories.first?.rawValue ?? "no_category")
    }
}

extension Category {
    fileprivate func isTertiary(harmed: Bool) -> Bool {
        switch self {
        case .violenceVictim, .exploitationVictim, .maltreatmentVictim, .traffickingVictim, .childInContactWithLaw: true
        case .neglectVictim: harmed
        case .educationProblem, .healthProblem, .civilRegistrationProblem, .socialWelfareProblem, .otherRightsProblem,
            .rightsConsultation:
            false
        }
    }
}
