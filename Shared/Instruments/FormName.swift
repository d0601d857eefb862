/// The eight forms of the procedure book (domain.md §7).
public enum FormName: String, Codable, Sendable, Hashable, CaseIterable, Comparable {
    /// Complaint instrument and initial assessment.
    case form1
    /// Service consent.
    case form2
    /// Needs, risk and action plan.
    case form3
    /// Follow-up meeting note.
    case form4
    /// Referral letter.
    case form5
    /// Post-intervention monitoring.
    case form6
    /// Case closure.
    case form7
    /// Termination of professional service.
    case form8

    /// By number.
    public static func < (left: FormName, right: FormName) -> Bool { left.rawValue < right.rawValue }
}
