// Complaints about the centre itself, its survey, and what is said to every client (domain.md §4.4, §12.4).

/// Over what a complaint about the centre came (domain.md §12.4).
public enum ServiceComplaintChannel: String, Codable, Sendable, Hashable, CaseIterable {
    case suggestionBox = "suggestion_box"
    case phone
    case inPerson = "in_person"
    case letter
    case survey

    /// The channel of the complaint about a child that it brings, if it reports one in danger.
    public var channel: Channel {
        switch self {
        case .phone: .phone
        case .inPerson: .walkIn
        case .suggestionBox, .letter, .survey: .letter
        }
    }
}

/// What a complaint about the centre is about (domain.md §12.4).
public enum ServiceComplaintTrigger: String, Codable, Sendable, Hashable, CaseIterable {
    case serviceNotByStandard = "service_not_by_standard"
    case serviceNotKnown = "service_not_known"
    case other
}

/// The questions of the satisfaction survey, each answered 1 (not at all) to 4 (fully); short wording of our own.
public enum SurveyQuestion: String, Codable, Sendable, Hashable, CaseIterable, Comparable {
    case easyToReach = "easy_to_reach"
    case procedureExplained = "procedure_explained"
    case treatedWithRespect = "treated_with_respect"
    case confidenceKept = "confidence_kept"
    case helpedInTime = "helped_in_time"
    case childWasHeard = "child_was_heard"
    case freeOfCharge = "free_of_charge"
    case resultHelped = "result_helped"

    /// By name.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// As it is asked, in Indonesian.
    public var indonesian: String {
        switch self {
        case .easyToReach: "Apakah PKSAI mudah dihubungi?"
        case .procedureExplained: "Apakah prosedur dijelaskan sebelum layanan?"
        case .treatedWithRespect: "Apakah Anda diperlakukan dengan sopan dan cepat?"
        case .confidenceKept: "Apakah kerahasiaan Anda dijaga?"
        case .helpedInTime: "Apakah bantuan datang tepat waktu?"
        case .childWasHeard: "Apakah pendapat anak didengar?"
        case .freeOfCharge: "Apakah layanan tanpa biaya?"
        case .resultHelped: "Apakah hasilnya menolong?"
        }
    }
}

/// Who answers the survey; nothing else is known of them.
public enum SurveyRespondent: String, Codable, Sendable, Hashable, CaseIterable, Comparable {
    case child
    case family
    case reporter
    case partner

    /// By name.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What every intake officer keeps in mind and says before serving (domain.md §4.4).
public enum StandingWarning: String, Codable, Sendable, Hashable, CaseIterable {
    case valuesForChildren = "values_for_children"
    case ethicsForABH = "ethics_for_abh"
    case acceptEveryComplaint = "accept_every_complaint"
    case quickAndPolite = "quick_and_polite"
    case informedConsent = "informed_consent"
    case keepConfidence = "keep_confidence"
    case explainProcedure = "explain_procedure"
    case freeOfCharge = "free_of_charge"

    /// A sentence in English.
    public var english: String {
        switch self {
        case .valuesForChildren: "Work by the values for children and families."
        case .ethicsForABH: "Respect the ethics for children in contact with the law."
        case .acceptEveryComplaint: "Accept every complaint about a child, without discrimination."
        case .quickAndPolite: "Be quick, responsive and polite."
        case .informedConsent: "Ask for private information only with the client's informed consent."
        case .keepConfidence: "Keep the client's confidentiality."
        case .explainProcedure: "Explain the procedure before serving."
        case .freeOfCharge: "Every service is free of charge."
        }
    }

    /// The same in Indonesian.
    public var indonesian: String {
        switch self {
        case .valuesForChildren: "Bekerja menurut nilai-nilai bagi anak dan keluarga."
        case .ethicsForABH: "Hormati etika bagi anak yang berhadapan dengan hukum."
        case .acceptEveryComplaint: "Terima setiap pengaduan tentang anak tanpa diskriminasi."
        case .quickAndPolite: "Cepat, tanggap, dan sopan."
        case .informedConsent: "Minta informasi pribadi hanya dengan persetujuan klien."
        case .keepConfidence: "Jaga kerahasiaan klien."
        case .explainProcedure: "Jelaskan prosedur sebelum melayani."
        case .freeOfCharge: "Semua layanan tanpa biaya."
        }
    }
}

/// Whom an indirect complaint's information was checked with (S04 step 2, domain.md §4.1).
public enum TraceSource: String, Codable, Sendable, Hashable, CaseIterable, Comparable {
    case dataBank = "data_bank"
    case reportingInstitution = "reporting_institution"
    case mediaOffice = "media_office"
    case localGovernment = "local_government"
    case tksk
    case pkh
    case neighbours
    case fieldVisit = "field_visit"

    /// By name.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
