// Forms 4 and 6 and the codes of accompanying a child (domain.md §7.4, §7.6, §8.3–8.10, §12.6). Free text is class SH or
// CI: stored only sealed.

/// Form 4, follow-up meeting note. Kind, place, purpose and next date are codes beside it.
public struct Form4: Codable, Sendable, Equatable {
    /// Family members present, and what they are to the child; may be empty.
    public var familyPresent: [String]
    /// Others present, and their institution.
    public var othersPresent: [String]?
    /// What was discussed.
    public var summary: String
    /// What the child thinks and hopes.
    public var childViews: String
    /// What was concluded.
    public var conclusion: String
    /// What was agreed.
    public var agreedActions: [String]
    /// When on the next date, `10:00`.
    public var nextTime: String?
    /// Where next.
    public var nextPlace: String?

    /// All members; optional ones may be left out.
    public init(
        familyPresent: [String],
        othersPresent: [String]? = nil,
        summary: String,
        childViews: String,
        conclusion: String,
        agreedActions: [String],
        nextTime: String? = nil,
        nextPlace: String? = nil
    ) {
        self.familyPresent = familyPresent
        self.othersPresent = othersPresent
        self.summary = summary
        self.childViews = childViews
        self.conclusion = conclusion
        self.agreedActions = agreedActions
        self.nextTime = nextTime
        self.nextPlace = nextPlace
    }
}

/// Form 6, post-intervention monitoring.
public struct Form6: Codable, Sendable, Equatable {
    /// Where.
    public var place: String
    /// When.
    public var date: LocalDate
    /// Who took part.
    public var participants: [String]
    /// All goals of the plan are reached and still kept.
    public var goalsKept: Bool
    /// Explanation.
    public var goalsNote: String?
    /// The child is still vulnerable.
    public var stillVulnerable: Bool
    /// Explanation.
    public var vulnerableNote: String?
    /// At risk of violence, exploitation or neglect.
    public var atRisk: Bool
    /// Explanation.
    public var riskNote: String?
    /// What the worker recommends.
    public var recommendation: String

    /// All members; optional ones may be left out.
    public init(
        place: String,
        date: LocalDate,
        participants: [String],
        goalsKept: Bool,
        goalsNote: String? = nil,
        stillVulnerable: Bool,
        vulnerableNote: String? = nil,
        atRisk: Bool,
        riskNote: String? = nil,
        recommendation: String
    ) {
        self.place = place
        self.date = date
        self.participants = participants
        self.goalsKept = goalsKept
        self.goalsNote = goalsNote
        self.stillVulnerable = stillVulnerable
        self.vulnerableNote = vulnerableNote
        self.atRisk = atRisk
        self.riskNote = riskNote
        self.recommendation = recommendation
    }

    /// What it comes to (§8.9).
    public var outcome: MonitoringOutcome {
        if self.atRisk { return .atRisk }
        return self.stillVulnerable || !self.goalsKept ? .decisionNeeded : .kept
    }
}

/// What Form 6 comes to (§8.9).
public enum MonitoringOutcome: String, Codable, Sendable, Hashable, CaseIterable {
    /// The result holds.
    case kept
    /// Still vulnerable, or goals lost: head_pksai decides within seven days.
    case decisionNeeded = "decision_needed"
    /// The case is reopened.
    case atRisk = "at_risk"
}

/// Whether a follow-up meeting was planned (Form 4).
public enum FollowUpKind: String, Codable, Sendable, Hashable, CaseIterable { case scheduled, unscheduled }

/// Where a follow-up meeting was (Form 4).
public enum FollowUpPlace: String, Codable, Sendable, Hashable, CaseIterable {
    case childsHome = "childs_home"
    case office
    case other
}

/// What a follow-up meeting was for (Form 4).
public enum FollowUpPurpose: String, Codable, Sendable, Hashable, CaseIterable {
    case assessment, monitoring, support, other
}

/// Kinds of intervention, each monitored separately (§8.1).
public enum InterventionType: String, Codable, Sendable, Hashable, CaseIterable {
    case medical
    case medicoLegal = "medico_legal"
    case legal
    case rehabilitation
    case socialReintegration = "social_reintegration"
    case psychosocial, education, economic, care, other
}

/// What came of one intervention, as the evaluation meeting saw it (S12).
public enum InterventionResult: String, Codable, Sendable, Hashable, CaseIterable {
    case achieved
    case partlyAchieved = "partly_achieved"
    case notAchieved = "not_achieved"
}

/// How one intervention is judged in the evaluation meeting.
public struct EvaluatedIntervention: Codable, Sendable, Equatable {
    /// The plan's action, `a1`.
    public var actionID: String
    /// What came of it.
    public var result: InterventionResult

    /// All members.
    public init(actionID: String, result: InterventionResult) {
        self.actionID = actionID
        self.result = result
    }
}

/// From where a child comes back (S10).
public enum ReintegrationOrigin: String, Codable, Sendable, Hashable, CaseIterable {
    case lpks, lapas, shelter
    case safeHouse = "safe_house"
    case institution
}

/// Why a case is reopened (§8.9).
public enum ReopeningReason: String, Codable, Sendable, Hashable, CaseIterable {
    /// A new complaint about the child.
    case newComplaint = "new_complaint"
    /// Somebody outside said that the child is in danger.
    case danger
    /// Form 6 says that the child is at risk (rule 28).
    case atRisk = "at_risk"
    /// head_pksai decided so.
    case decided
}

/// What a case management meeting lists a case for (S06).
public enum AgendaReason: String, Codable, Sendable, Hashable, CaseIterable {
    case noManager = "no_manager"
    case reviewOverdue = "review_overdue"
    case conferenceFollowUp = "conference_follow_up"
    case assessmentPaused = "assessment_paused"
}

/// What a case management meeting decided on a case (S06).
public enum AgendaOutcome: String, Codable, Sendable, Hashable, CaseIterable {
    case managerAppointed = "manager_appointed"
    case conferenceRequested = "conference_requested"
    case reviewOrdered = "review_ordered"
    case goesOn = "goes_on"
    case referred
    case closureAdvised = "closure_advised"
}

/// What has to be done again and again (§2.3).
public enum RhythmKind: String, Codable, Sendable, Hashable, CaseIterable {
    case caseManagementMeeting = "case_management_meeting"
    case supervisionOfSocialWorkers = "supervision_of_social_workers"
    case supervisionOfCaseWorkers = "supervision_of_case_workers"
    case fileAudit = "file_audit"
    case monitoringMeeting = "monitoring_meeting"
    case serviceEvaluation = "service_evaluation"
    case institutionEvaluation = "institution_evaluation"
    case satisfactionSurvey = "satisfaction_survey"
    case agencyCoordination = "agency_coordination"
    case workerReport = "worker_report"
    case budgetAccountability = "budget_accountability"
}

/// The span within which something has to be done (§2.3): of the calendar, weeks from Monday to Sunday.
public enum RhythmSpan: String, Codable, Sendable, Hashable, CaseIterable {
    case week, month, quarter
    case halfYear = "half_year"
    case year

    /// The first day of the span this day lies in.
    public func first(of day: LocalDate) -> LocalDate {
        let parts = day.parts
        let months =
            switch self {
            case .week: 0
            case .month: 1
            case .quarter: 3
            case .halfYear: 6
            case .year: 12
            }
        guard months > 0 else { return day.adding(days: 1 - day.weekday) }
        return LocalDate(year: parts.year, month: (parts.month - 1) / months * months + 1, day: 1) ?? day
    }

    /// The first day of the span after it.
    public func next(after day: LocalDate) -> LocalDate {
        let first = self.first(of: day)
        switch self {
        case .week: return first.adding(days: 7)
        case .month: return first.adding(months: 1)
        case .quarter: return first.adding(months: 3)
        case .halfYear: return first.adding(months: 6)
        case .year: return first.adding(months: 12)
        }
    }
}

/// Clusters of the child programme PKSA (§12.6).
public enum AidCluster: String, Codable, Sendable, Hashable, CaseIterable {
    case neglectedToddler = "neglected_toddler"
    case neglectedAndStreetChild = "neglected_and_street_child"
    case childInContactWithLaw = "child_in_contact_with_law"
    case childWithDisability = "child_with_disability"
    case specialProtection = "special_protection"
}

/// Indicators of change, yes or no for a period (§12.6).
public enum ChangeIndicator: String, Codable, Sendable, Hashable, CaseIterable {
    case familyNoLongerNeglects = "family_no_longer_neglects"
    case rightsIncreasinglyMet = "rights_increasingly_met"
    case notUsedForBegging = "not_used_for_begging"
    case noWorkOnTheStreet = "no_work_on_the_street"
    case backInSchool = "back_in_school"
    case backWithFamily = "back_with_family"
    case joinsSkillsActivity = "joins_skills_activity"
    case inCare = "in_care"
    case noNewOffence = "no_new_offence"
    case behavesPositively = "behaves_positively"
    case parentsProtect = "parents_protect"

    /// Those asked of a cluster.
    public static func asked(of cluster: AidCluster) -> [ChangeIndicator] {
        switch cluster {
        case .neglectedToddler: [.familyNoLongerNeglects, .rightsIncreasinglyMet, .notUsedForBegging]
        case .neglectedAndStreetChild:
            [
                .familyNoLongerNeglects, .rightsIncreasinglyMet, .notUsedForBegging, .noWorkOnTheStreet, .backInSchool,
                .backWithFamily, .joinsSkillsActivity, .inCare,
            ]
        case .childInContactWithLaw: [.noNewOffence, .backInSchool, .behavesPositively, .parentsProtect]
        case .childWithDisability: [.familyNoLongerNeglects, .rightsIncreasinglyMet]
        case .specialProtection: [.familyNoLongerNeglects, .behavesPositively, .rightsIncreasinglyMet]
        }
    }
}

/// One payment of an aid grant as planned (§12.6).
public struct AidInstalment: Codable, Sendable, Equatable {
    /// When it is due.
    public var date: LocalDate
    /// Whole rupiah.
    public var rupiah: Int

    /// All members.
    public init(date: LocalDate, rupiah: Int) {
        self.date = date
        self.rupiah = rupiah
    }
}
