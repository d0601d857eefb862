internal import Vocabulary

/// Every event that units tell each other.
public enum EventRegistry {
    /// By no particular order.
    public static let all: [any EventContract.Type] = [
        ComplaintRegistered.self,
        EmergencyFlagged.self,
        InitialAssessmentRecorded.self,
        RiskLevelAssigned.self,
        ComplaintForwarded.self,
        ComplaintSupplemented.self,
        ComplaintClosedWithAdvice.self,
        IdentificationStarted.self,
        ResidencyVerified.self,
        ResidencyUnknownRecorded.self,
        PriorServiceChecked.self,
        AtRiskDatabasesMatched.self,
        CaseEligible.self,
        CaseNotEligible.self,
        ComplaintLinkedToCase.self,
        ServiceLevelRecommended.self,
        CaseRegistered.self,
        OutOfCityReferralRequested.self,
        RedirectRequested.self,
        ReferralPlanned.self,
        UrgentReferralRequested.self,
        CaseManagerAssigned.self,
        RiskLevelChanged.self,
        ConsentGiven.self,
        ConsentRefused.self,
        CaseClosed.self,
        ReferralSent.self,
        ReferralAccepted.self,
        ReferralDeclined.self,
        HandoverSigned.self,
        ReferralResultReported.self,
        OutOfCityReferralSent.self,
        OutOfCityReferralAcknowledged.self,
        ConsentWithdrawn.self,
        WithdrawalAcknowledged.self,
        AssignmentLetterIssued.self,
        ReferralLetterSigned.self,
        ShelterStayEnding.self,
        ChildReunified.self,
        ProtectiveActionTold.self,
        FactRecorded.self,
        JournalRootSealed.self,
    ]

    /// The events a unit hears.
    public static func heard(by unit: UnitName) -> [any EventContract.Type] {
        self.all.filter { $0.receivers.contains(unit) }
    }

    /// By its word on the wire.
    public static let byName: [String: any EventContract.Type] =
        Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
