// The codes of domain.md Annex A, §3, §7: one spelling in Swift, SQL, JSON, logs and on screen.

/// How likely and how serious the harm is (domain.md §5.1).
public enum RiskLevel: String, Codable, Sendable, Hashable, CaseIterable {
    case high
    case medium
    case low
    case none
}

/// Which level of service the centre recommends (domain.md §3.1).
public enum ServiceLevel: String, Codable, Sendable, Hashable, CaseIterable {
    case primary
    case secondary
    case tertiary
}

/// How the complaint came (domain.md §4.1).
public enum IntakePath: String, Codable, Sendable, Hashable, CaseIterable {
    case direct
    case indirect
    case outreach
}

/// Over what the complaint came (domain.md §4.2).
public enum Channel: String, Codable, Sendable, Hashable, CaseIterable {
    case walkIn = "walk_in"
    case phone
    case hotline112 = "hotline_112"
    case sms
    case letter
    case email
    case media
    case institutionReferral = "institution_referral"
    case community
    case outreach
}

/// What the reporter is to the child (Form 1).
public enum ReporterRelation: String, Codable, Sendable, Hashable, CaseIterable {
    case child
    case parent
    case relative
    case neighbour
    case officer
    case institution
    case media
    case other
}

/// The twelve complaint categories that receive service (domain.md §3.2).
public enum Category: String, Codable, Sendable, Hashable, CaseIterable {
    case violenceVictim = "violence_victim"
    case exploitationVictim = "exploitation_victim"
    case neglectVictim = "neglect_victim"
    case maltreatmentVictim = "maltreatment_victim"
    case traffickingVictim = "trafficking_victim"
    case childInContactWithLaw = "child_in_contact_with_law"
    case educationProblem = "education_problem"
    case healthProblem = "health_problem"
    case civilRegistrationProblem = "civil_registration_problem"
    case socialWelfareProblem = "social_welfare_problem"
    case otherRightsProblem = "other_rights_problem"
    case rightsConsultation = "rights_consultation"
}

/// The child's sex (Form 1).
public enum Sex: String, Codable, Sendable, Hashable, CaseIterable {
    case male
    case female
    case unknown
    case unborn
}

/// Kinds of vulnerability (Form 1).
public enum VulnerabilityType: String, Codable, Sendable, Hashable, CaseIterable {
    case physical
    case economic
    case social
}

/// Kinds of risk (Form 1, extended by domain.md §5.1).
public enum RiskType: String, Codable, Sendable, Hashable, CaseIterable {
    case physical
    case sexual
    case neglect
    case emotional
    case exploitation
    case trafficking
}

/// Who cares for the child (Form 1).
public enum CaredBy: String, Codable, Sendable, Hashable, CaseIterable {
    case bothBiological = "both_biological"
    case fatherOnly = "father_only"
    case motherOnly = "mother_only"
    case notBiological = "not_biological"
    case none
}

/// What a parent is to the child (Form 1).
public enum ParentRelation: String, Codable, Sendable, Hashable, CaseIterable {
    case biological
    case step
    case adoptive
}

/// Where the child belongs (domain.md §11.2).
public enum Residency: String, Codable, Sendable, Hashable, CaseIterable {
    case residentRegistered = "resident_registered"
    case residentNonpermanent = "resident_nonpermanent"
    case presentUnregistered = "present_unregistered"
    case nonResident = "non_resident"
    case unknown
}

/// Why the conditions are not met (domain.md §11.4).
public enum TMSReason: String, Codable, Sendable, Hashable, CaseIterable {
    case nonResident = "non_resident"
    case notAChild = "not_a_child"
    case outsideScope = "outside_scope"
}

/// Where consent stands (Form 2).
public enum ConsentStatus: String, Codable, Sendable, Hashable, CaseIterable {
    case none
    case deferred
    case given
    case refused
    case withdrawn
}

/// In what capacity Form 2 is signed.
public enum SignerCapacity: String, Codable, Sendable, Hashable, CaseIterable {
    case parent
    case guardian
    case companion
}

/// Kinds of referral (domain.md §9.1).
public enum ReferralKind: String, Codable, Sendable, Hashable, CaseIterable {
    case ordinary
    case expert
    case emergency
    case shelter
    case outOfCity = "out_of_city"
    case toFamily = "to_family"
    case community
}

/// Need codes of the directory (domain.md §9.4).
public enum Need: String, Codable, Sendable, Hashable, CaseIterable {
    case shelter
    case skills
    case disability
    case poverty
    case civilRegistration = "civil_registration"
    case parenting
    case violence
    case education
    case toddler
    case teenCounselling = "teen_counselling"
    case health
    case drugs
    case workTraining = "work_training"
    case abhRehab = "abh_rehab"
    case law
    case psychology
    case aid
}

/// How a referral ended (domain.md §9.3; inferred).
public enum ReferralOutcome: String, Codable, Sendable, Hashable, CaseIterable {
    /// The service hoped for was given.
    case served
    case partlyServed = "partly_served"
    case notServed = "not_served"
    /// The partner passed the child on to another provider.
    case passedOn = "passed_on"
    /// The child is back with family or substitute family.
    case returnedHome = "returned_home"
    /// The child left before the service ended.
    case leftEarly = "left_early"
}

/// Why a partner says no (S09; inferred).
public enum DeclineReason: String, Codable, Sendable, Hashable, CaseIterable {
    case noCapacity = "no_capacity"
    case outsideMandate = "outside_mandate"
    case doesNotFitChild = "does_not_fit_child"
    case documentsMissing = "documents_missing"
    case other
}

/// Why a case is closed (Form 7, domain.md §14 D11).
public enum ClosureReason: String, Codable, Sendable, Hashable, CaseIterable {
    case allGoals = "all_goals"
    case someGoals = "some_goals"
    case movedUnknown = "moved_unknown"
    case transferred
    case age18 = "age_18"
    case died
    case noNeed = "no_need"
    case refused
}

/// Classes of data that leave the centre (domain.md §10.2).
public enum DataClass: String, Codable, Sendable, Hashable, CaseIterable {
    case aggregate
    case adjustedCase = "adjusted_case"
    case partnerCase = "partner_case"
    case legalCase = "legal_case"
    case ownFile = "own_file"
    case never
}

/// How far a plan's action reaches (domain.md §8.1).
public enum Horizon: String, Codable, Sendable, Hashable, CaseIterable {
    case short
    case medium
    case long
}

/// Where a plan's action stands (domain.md §8.1).
public enum PlanActionStatus: String, Codable, Sendable, Hashable, CaseIterable {
    case planned
    case running
    case done
    case failed
    case replaced
}

/// Whether service starts anew, goes on or completes (domain.md §11.3).
public enum PriorService: String, Codable, Sendable, Hashable, CaseIterable {
    case start
    case `continue`
    case complete
}

/// The rungs of the on-call ladder (domain.md §14).
public enum OncallRung: String, Codable, Sendable, Hashable, CaseIterable {
    case worker
    case coordinatorSw = "coordinator_sw"
    case coordinatorPksai = "coordinator_pksai"
    case headPksai = "head_pksai"
    case agencyHead = "agency_head"
}

/// Who somebody is in the centre (domain.md §2.1, Annex A); `admin` is the local administrator.
public enum Role: String, Codable, Sendable, Hashable, CaseIterable {
    case steering
    case coordinatorPksai = "coordinator_pksai"
    case responsibleOfficer = "responsible_officer"
    case headPksai = "head_pksai"
    case secretary
    case intakeOfficer = "intake_officer"
    case dataOfficer = "data_officer"
    case analyst
    case coordinatorSw = "coordinator_sw"
    case socialWorker = "social_worker"
    case referralOfficer = "referral_officer"
    case focalPoint = "focal_point"
    case onCallWorker = "on_call_worker"
    case agencyHead = "agency_head"
    case tksk
    case psm
    case dataApplicant = "data_applicant"
    case agency
    /// Answers for the population administration (SIAK).
    case registry
    case ops
    case admin
}

extension RiskLevel: Comparable {
    /// none < low < medium < high.
    public static func < (left: RiskLevel, right: RiskLevel) -> Bool { left.severity < right.severity }

    /// 0 for none to 3 for high.
    public var severity: Int {
        switch self {
        case .none: 0
        case .low: 1
        case .medium: 2
        case .high: 3
        }
    }
}
