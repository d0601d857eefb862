public import Vocabulary

// What is done again and again (§2.3).

/// A worker was supervised.
public struct RecordSupervision: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "record_supervision"
    /// What it is for, in a sentence.
    public static let summary = "Records the supervision of a worker: weekly by coordinator_sw, monthly by head_pksai."
    /// The unit that owns the thing.
    public static let unit = UnitName.serviceUnit
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.coordinatorSw, .headPksai]
    /// supervision_of_social_workers or supervision_of_case_workers.
    public var kind: RhythmKind
    /// Who was supervised.
    public var worker: Username
    /// The day.
    public var date: LocalDate
    /// The record's number.
    public var documentNo: String
    /// What was found and agreed. Sealed; not told to other units.
    public var findings: String

    /// All members; optional ones may be left out.
    public init(kind: RhythmKind, worker: Username, date: LocalDate, documentNo: String, findings: String) {
        self.kind = kind
        self.worker = worker
        self.date = date
        self.documentNo = documentNo
        self.findings = findings
    }

    /// A made-up message.
    public static let example = RecordSupervision(
        kind: .supervisionOfSocialWorkers,
        worker: Examples.username,
        date: Examples.now.localDate,
        documentNo: "SV-2026-011",
        findings: "visits are on time; notes of Form 4 are too short, to be shown in a week"
    )
}

/// Something that has to be repeated was done.
public struct RecordRhythm: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "record_rhythm"
    /// What it is for, in a sentence.
    public static let summary = "Records that a meeting, evaluation, survey or report that has to be repeated was done."
    /// The unit that owns the thing.
    public static let unit = UnitName.serviceUnit
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [
        .coordinatorPksai, .headPksai, .secretary, .responsibleOfficer, .coordinatorSw, .steering,
    ]
    /// Which one.
    public var kind: RhythmKind
    /// The day.
    public var date: LocalDate
    /// The record's number.
    public var documentNo: String

    /// All members; optional ones may be left out.
    public init(kind: RhythmKind, date: LocalDate, documentNo: String) {
        self.kind = kind
        self.date = date
        self.documentNo = documentNo
    }

    /// A made-up message.
    public static let example = RecordRhythm(
        kind: .serviceEvaluation,
        date: Examples.now.localDate,
        documentNo: "EV-2026-001"
    )
}
