public import Vocabulary

// Checking, documenting (domain.md §6.1, §6.4).

/// Confirms an indirect complaint by a source beyond the reporter, or because the child was located.
public struct VerifyInformation: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "verify_information"
    /// What it is for, in a sentence.
    public static let summary =
        "Confirms an indirect complaint by a source beyond the reporter, or because the child was located."
    /// The unit that owns the thing.
    public static let unit = UnitName.intake
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.intakeOfficer, .dataOfficer, .analyst, .tksk, .psm]
    /// The complaint's number.
    public var complaintNo: ComplaintNumber
    /// Who confirmed it.
    public var sources: [TraceSource]?
    /// Whether the child was located.
    public var childLocated: Bool?
    /// What was found.
    public var note: String?

    /// All members; optional ones may be left out.
    public init(
        complaintNo: ComplaintNumber,
        sources: [TraceSource]? = nil,
        childLocated: Bool? = nil,
        note: String? = nil
    ) {
        self.complaintNo = complaintNo
        self.sources = sources
        self.childLocated = childLocated
        self.note = note
    }

    /// A made-up message.
    public static let example = VerifyInformation(
        complaintNo: ComplaintNumber(year: 2026, serial: 1),
        sources: [.localGovernment],
        childLocated: false
    )
}

/// Notes that all traces were tried and nothing confirms an indirect complaint; it stays open for review.
public struct NoteUnverifiable: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "note_unverifiable"
    /// What it is for, in a sentence.
    public static let summary =
        "Notes that all traces were tried and nothing confirms an indirect complaint; it stays open for review."
    /// The unit that owns the thing.
    public static let unit = UnitName.intake
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.dataOfficer, .analyst, .tksk, .psm]
    /// The complaint's number.
    public var complaintNo: ComplaintNumber
    /// Who was asked.
    public var sources: [TraceSource]
    /// What was tried.
    public var note: String?

    /// All members; optional ones may be left out.
    public init(complaintNo: ComplaintNumber, sources: [TraceSource], note: String? = nil) {
        self.complaintNo = complaintNo
        self.sources = sources
        self.note = note
    }

    /// A made-up message.
    public static let example = NoteUnverifiable(
        complaintNo: ComplaintNumber(year: 2026, serial: 1),
        sources: [.dataBank, .mediaOffice]
    )
}

/// Documents a complaint in the registration book.
public struct DocumentComplaint: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "document_complaint"
    /// What it is for, in a sentence.
    public static let summary =
        "Documents a complaint in the registration book."
    /// The unit that owns the thing.
    public static let unit = UnitName.intake
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.intakeOfficer, .dataOfficer, .tksk, .psm]
    /// The complaint's number.
    public var complaintNo: ComplaintNumber
    /// Where in the book or the archive: a reference, no names.
    public var archiveRef: String

    /// All members; optional ones may be left out.
    public init(complaintNo: ComplaintNumber, archiveRef: String) {
        self.complaintNo = complaintNo
        self.archiveRef = archiveRef
    }

    /// A made-up message.
    public static let example = DocumentComplaint(
        complaintNo: ComplaintNumber(year: 2026, serial: 1),
        archiveRef: "book 4, page 17"
    )
}
