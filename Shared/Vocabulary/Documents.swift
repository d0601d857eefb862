/// What people sign (domain.md §7, §7.9, §9.2, §10.1).
public enum DocumentKind: String, Codable, Sendable, Hashable, CaseIterable {
    case assignmentLetter = "assignment_letter"
    case visitLetter = "visit_letter"
    case escortLetter = "escort_letter"
    case referralLetter = "referral_letter"
    case handoverMinutes = "handover_minutes"
    case consentSheet = "consent_sheet"
    case form1, form2, form3, form4, form5, form6, form7, form8
    case meetingMinutes = "meeting_minutes"
    case approvalSheet = "approval_sheet"

    /// What its numbers begin with, `SR` in `SR-2026-0003`.
    public var prefix: String {
        switch self {
        case .assignmentLetter: "ST"
        case .visitLetter: "SK"
        case .escortLetter: "SP"
        case .referralLetter: "SR"
        case .handoverMinutes: "BA"
        case .consentSheet: "LP"
        case .form1: "F1"
        case .form2: "F2"
        case .form3: "F3"
        case .form4: "F4"
        case .form5: "F5"
        case .form6: "F6"
        case .form7: "F7"
        case .form8: "F8"
        case .meetingMinutes: "NR"
        case .approvalSheet: "PD"
        }
    }

    /// A number of the series of this kind and year.
    public func number(_ serial: Int, year: Int) -> String {
        let digits = String(serial)
        return "\(self.prefix)-\(year)-\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
    }

    /// The kind that a number belongs to; nil if it is none.
    public init?(number: String) {
        let parts = number.split(separator: "-")
        guard parts.count == 3, let kind = Self.allCases.first(where: { $0.prefix == parts[0] }),
            parts[1].count == 4, Int(parts[1]) != nil, parts[2].count >= 4, Int(parts[2]) != nil
        else { return nil }
        self = kind
    }
}

/// What was printed under a document's number.
public struct DocumentPrint: Codable, Sendable, Hashable {
    /// SHA-256 of the HTML, 64 hexadecimal digits.
    public var sha256: String
    /// Who printed it.
    public var by: String
    /// When.
    public var at: Instant

    /// All members.
    public init(sha256: String, by: String, at: Instant) {
        self.sha256 = sha256
        self.by = by
        self.at = at
    }
}
