package import Vocabulary

// What the referral unit hears of what intake and identification say of a case that is with it.
extension Case {
    /// What changed for the referral unit; nil if nothing did, or if nothing is asked of it.
    package func changeForReferral(by event: Event, since before: Case) -> ReferredCaseChanged? {
        let at: Instant
        switch event {
        case .emergencyFlagged(let told): at = told.at
        case .riskLevelAssigned(let told): at = told.at
        case .residencyVerified(let told): at = told.at
        case .serviceLevelRecommended(let told): at = told.at
        case .caseRegistered(let told): at = told.at
        default: return nil
        }
        guard self.isWithReferral else { return nil }
        let (now, then) = (self.codesForReferral(at: at), before.codesForReferral(at: at))
        return now == then ? nil : now
    }

    /// Whether a referral of it is open; a child sent home is with the referral unit at identification's word.
    private var isWithReferral: Bool {
        self.referrals.contains { $0.phase < .reported } || self.notEligible?.value == .nonResident
    }

    private func codesForReferral(at: Instant) -> ReferredCaseChanged {
        ReferredCaseChanged(
            caseID: self.id,
            riskLevel: self.level,
            emergency: self.emergency,
            residency: self.residency?.value ?? self.eligibleResidency?.value,
            serviceLevel: self.serviceLevel?.value,
            registrationNo: self.registrationNo,
            at: at
        )
    }
}
