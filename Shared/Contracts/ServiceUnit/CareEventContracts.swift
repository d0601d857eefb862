public import Vocabulary

// Who hears it: domain.md §6.14.

extension SafetyAssessed: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "safety_assessment_recorded",
        .serviceUnit,
        to: [.identification],
        "child seen or spoken to; safety and needs judged"
    )
}

extension ManagerChanged: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "case_manager_changed",
        .serviceUnit,
        to: [.identification, .referral],
        "handover"
    )
}

extension HomeVisitScheduled: EventContract {
    /// Who tells whom.
    public static let route = Telling("home_visit_scheduled", .serviceUnit, to: [.identification], "visit planned")
}

extension HomeVisited: EventContract {
    /// Who tells whom.
    public static let route = Telling("home_visit_completed", .serviceUnit, to: [.identification], "visit done")
}

extension AssessmentDone: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "assessment_completed",
        .serviceUnit,
        to: [.identification],
        "Form 3 done, plan clock starts"
    )
}

extension RedFlagSeen: EventContract {
    /// Who tells whom.
    public static let route = Telling("red_flag_raised", .serviceUnit, to: [.referral], "more than five items 1–2")
}

extension ReferAndCloseAsked: EventContract {
    /// Who tells whom.
    public static let route = Telling("refer_and_close_proposed", .serviceUnit, to: [.referral], "Form 3 conclusion 2")
}

extension CloseAsked: EventContract {
    /// Who tells whom.
    public static let route = Telling("close_proposed", .serviceUnit, to: [.referral], "Form 3 conclusion 3")
}

extension AnalysisCoordinated: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "analysis_coordinated",
        .serviceUnit,
        to: [.identification],
        "coordinator agreed analysis and plan"
    )
}

extension PlanWaits: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "plan_drafted",
        .serviceUnit,
        to: [.identification, .referral],
        "a plan waits for the supervisor"
    )
}

extension PlanInForce: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "plan_approved",
        .serviceUnit,
        to: [.identification, .referral],
        "case plan in force"
    )
}

extension PlanRevised: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "plan_revised",
        .serviceUnit,
        to: [.identification, .referral],
        "case plan changed"
    )
}

extension PlanCopyGiven: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "plan_copy_given",
        .serviceUnit,
        to: [.identification],
        "child or family got a copy"
    )
}

extension InterventionDone: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "intervention_recorded",
        .serviceUnit,
        to: [.identification],
        "something was done"
    )
}

extension FollowedUp: EventContract {
    /// Who tells whom.
    public static let route = Telling("follow_up_recorded", .serviceUnit, to: [.identification], "Form 4")
}

extension Reviewed: EventContract {
    /// Who tells whom.
    public static let route = Telling("review_completed", .serviceUnit, to: [.identification], "result of review")
}
