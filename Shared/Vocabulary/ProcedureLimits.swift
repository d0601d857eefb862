/// The limits of domain.md §5.3 with their keys' defaults: what a procedure pack holds of them, typed for the rules.
public struct ProcedureLimits: Defaulted, Equatable {
    /// `initial_assessment.target_h`: warning, hours after registration (X01).
    public var initialAssessmentTargetHours = 24
    /// `initial_assessment.breach_h` (X01).
    public var initialAssessmentBreachHours = 48
    /// `initial_assessment.emergency_breach_h` (X01).
    public var initialAssessmentEmergencyBreachHours = 24
    /// `contact_h.high` (X02).
    public var contactHighHours = 24
    /// `contact_h.medium` (X02).
    public var contactMediumHours = 72
    /// `contact_h.low` (X02).
    public var contactLowHours = 120
    /// `contact_h.warn_percent`: the share of the limit after which it warns (§5.4).
    public var contactWarnPercent = 75
    /// `protect_h.high` (X03).
    public var protectHighHours = 24
    /// Warning of the protection clock, hours (§5.4).
    public var protectWarnHours = 12
    /// `plan_d.high` (X04).
    public var planHighDays = 2
    /// `plan_d.medium` (X04).
    public var planMediumDays = 14
    /// `plan_d.medium_warn` (X04).
    public var planMediumWarnDays = 7
    /// `plan_d.low` (X04).
    public var planLowDays = 14
    /// `review.high_unstable_d` (X06).
    public var reviewHighUnstableDays = 1
    /// `review.high_stable_d` (X06).
    public var reviewHighStableDays = 7
    /// `review.medium_m` (X07).
    public var reviewMediumMonths = 1
    /// `review.low_m` (X07).
    public var reviewLowMonths = 3
    /// `review.max_m` (X07).
    public var reviewMaximumMonths = 3
    /// `review.warn_d`: days before a review is due (§5.4).
    public var reviewWarnDays = 1
    /// `referral.urgent_h` (X08).
    public var referralUrgentHours = 24
    /// Warning of the urgent referral clock, hours (§5.4).
    public var referralUrgentWarnHours = 12
    /// `referral.standard_d` (X08).
    public var referralStandardDays = 10
    /// Warning of the ordinary referral clock, days (§5.4).
    public var referralStandardWarnDays = 7
    /// `referral.urgent_letter_d`: working days after an urgent handover (X09).
    public var referralUrgentLetterDays = 1
    /// No result after handover, days (§9.3).
    public var referralResultDays = 14
    /// Neighbourhood shelter, hours (T30).
    public var neighbourhoodShelterHours = 24
    /// Warning of a stay in the neighbourhood shelter, hours (§5.4).
    public var neighbourhoodShelterWarnHours = 20
    /// Government safe house, days (T31).
    public var safeHouseDays = 14
    /// Warning of a stay in the safe house, days (§5.4).
    public var safeHouseWarnDays = 12
    /// `shelter.hold_h`: a place is held so long for a child on the way (§14).
    public var shelterHoldHours = 2
    /// `case_manager.definitive_d`: until meetings are scheduled, the next one ends within a week (X13).
    public var caseManagerDefinitiveDays = 7
    /// `reassignment_h`: what nobody holds any more has somebody again (§2.2).
    public var reassignmentHours = 24
    /// Deferred consent, hours (§5.4).
    public var consentDeferredHours = 72
    /// `consent.withdrawal_ack_h`: every holder acknowledges a withdrawal (§14).
    public var consentWithdrawalHours = 72
    /// `consent.withdrawal_decision_d`: head_pksai decides on the rest (§14).
    public var consentWithdrawalDecisionDays = 7
    /// `post_monitor_m` (X19).
    public var postMonitoringMonths = [1, 3]
    /// `reopen_decision_d`: head_pksai decides after a Form 6 that asks for it (§8.9, D09).
    public var reopenDecisionDays = 7
    /// `child.max_age` (X18).
    public var childMaximumAge = 18
    /// `form3.scale_max` (X16).
    public var form3ScaleMaximum = 3
    /// More items valued 1–2 than this within one category raise the red flag (§7.3.5).
    public var redFlagItems = 5
    /// `oncall.reraise_minutes`.
    public var oncallReraiseMinutes = 5
    /// `oncall.raises_per_rung`.
    public var oncallRaisesPerRung = 2
    /// `oncall.act_minutes`.
    public var oncallActMinutes = 30
    /// `alerts.acknowledge_minutes`: a missed limit that nobody acknowledged goes a step up.
    public var alertAcknowledgeMinutes = 60
    /// `data_request.intake_d`: working days until a data request is classified (T29).
    public var dataRequestIntakeDays = 1
    /// `data_request.delivery_d`: working days until granted data are released (T29).
    public var dataRequestDeliveryDays = 1
    /// `target.cases_per_year` (T37).
    public var targetCasesPerYear = 12
    /// Counts from 1 up to this are suppressed in releases, less one (D16): cells under 5.
    public var suppressionThreshold = 5

    /// The defaults.
    public init() {}

    /// The contact limit of a level in hours; nil for none (X02).
    public func contactHours(_ level: RiskLevel) -> Int? {
        switch level {
        case .high: self.contactHighHours
        case .medium: self.contactMediumHours
        case .low: self.contactLowHours
        case .none: nil
        }
    }
}
