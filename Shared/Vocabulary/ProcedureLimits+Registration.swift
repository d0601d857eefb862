extension ProcedureLimits {
    /// Hours from registration to the contact limit (X02); nil if no contact limit runs yet.
    ///
    /// An emergency counts as high (domain.md §1.1: emergency service equals a high-risk child). An agency's `none` runs
    /// on the limit of low until an officer has judged it, and without a level only the initial assessment runs (D14).
    public func contactHoursAtRegistration(_ level: RiskLevel?, emergency: Bool) -> Int? {
        if emergency { return self.contactHighHours }
        guard let level else { return nil }
        return self.contactHours(level) ?? self.contactLowHours
    }

    /// Hours from registration to the breach of the initial assessment (X01).
    public func initialAssessmentHours(emergency: Bool) -> Int {
        emergency ? self.initialAssessmentEmergencyBreachHours : self.initialAssessmentBreachHours
    }

    /// The earliest breach among all limits that run from registration, in whichever unit (domain.md §5.4).
    ///
    /// - Parameters:
    ///   - level: The level as proposed or assessed.
    ///   - emergency: Whether life or safety is at stake.
    ///   - assessed: Whether the initial assessment is recorded, so that its limit no longer runs.
    ///   - registeredAt: When the complaint got its number.
    public func actBy(level: RiskLevel?, emergency: Bool, assessed: Bool, registeredAt: Instant) -> Instant {
        var hours: [Int] = []
        if !assessed { hours.append(self.initialAssessmentHours(emergency: emergency)) }
        if let contact = self.contactHoursAtRegistration(level, emergency: emergency) { hours.append(contact) }
        if level == .high { hours.append(self.protectHighHours) }
        return registeredAt.adding(hours: hours.min() ?? self.initialAssessmentHours(emergency: emergency))
    }
}
