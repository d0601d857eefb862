internal import Vocabulary

extension Complaint {
    /// Takes in what identification or the service unit told. Told twice or late, it changes nothing (rule 30).
    ///
    /// - Returns: The event, unless the complaint is there already.
    public func learn(_ news: Event) -> [Event] {
        switch news {
        case .identificationStarted, .caseRegistered, .caseNotEligible, .redirectRequested, .complaintLinkedToCase,
            .complaintUnlinkedFromCase, .caseClosed, .caseReopened, .riskLevelChanged, .consentGiven, .consentWithdrawn:
            self.applying([news]) == self ? [] : [news]
        case .complaintReceived, .complaintRegistered, .emergencyFlagged, .emergencyScreened, .riskLevelAssigned,
            .initialAssessmentRecorded, .complaintForwarded, .supplementReceived, .complaintSupplemented,
            .form1Completed, .complaintClosedWithAdvice, .informationVerified, .informationUnverifiable,
            .complaintDocumented, .clockRang:
            []
        }
    }
}
