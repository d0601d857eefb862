public import Vocabulary

// Who hears it: domain.md §6.14.

extension SafetyAssessed: EventContract {
    /// The name as given.
    public static let name = "safety_assessment_recorded"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "child seen or spoken to; safety and needs judged"
}

extension ManagerChanged: EventContract {
    /// The name as given.
    public static let name = "case_manager_changed"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .referral]
    /// What it is for, in a sentence.
    public static let summary = "handover"
}

extension HomeVisitScheduled: EventContract {
    /// The name as given.
    public static let name = "home_visit_scheduled"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "visit planned"
}

extension HomeVisited: EventContract {
    /// The name as given.
    public static let name = "home_visit_completed"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "visit done"
}

extension AssessmentDone: EventContract {
    /// The name as given.
    public static let name = "assessment_completed"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "Form 3 done, plan clock starts"
}

extension RedFlagSeen: EventContract {
    /// The name as given.
    public static let name = "red_flag_raised"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.referral]
    /// What it is for, in a sentence.
    public static let summary = "more than five items 1–2"
}

extension ReferAndCloseAsked: EventContract {
    /// The name as given.
    public static let name = "refer_and_close_proposed"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.referral]
    /// What it is for, in a sentence.
    public static let summary = "Form 3 conclusion 2"
}

extension CloseAsked: EventContract {
    /// The name as given.
    public static let name = "close_proposed"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.referral]
    /// What it is for, in a sentence.
    public static let summary = "Form 3 conclusion 3"
}

extension AnalysisCoordinated: EventContract {
    /// The name as given.
    public static let name = "analysis_coordinated"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "coordinator agreed analysis and plan"
}

extension PlanWaits: EventContract {
    /// The name as given.
    public static let name = "plan_drafted"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .referral]
    /// What it is for, in a sentence.
    public static let summary = "a plan waits for the supervisor"
}

extension PlanInForce: EventContract {
    /// The name as given.
    public static let name = "plan_approved"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .referral]
    /// What it is for, in a sentence.
    public static let summary = "case plan in force"
}

extension PlanRevised: EventContract {
    /// The name as given.
    public static let name = "plan_revised"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification, .referral]
    /// What it is for, in a sentence.
    public static let summary = "case plan changed"
}

extension PlanCopyGiven: EventContract {
    /// The name as given.
    public static let name = "plan_copy_given"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "child or family got a copy"
}

extension InterventionDone: EventContract {
    /// The name as given.
    public static let name = "intervention_recorded"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "something was done"
}

extension FollowedUp: EventContract {
    /// The name as given.
    public static let name = "follow_up_recorded"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "Form 4"
}

extension Reviewed: EventContract {
    /// The name as given.
    public static let name = "review_completed"
    /// The producers.
    public static let producers: Set<UnitName> = [.serviceUnit]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "result of review"
}
