public import Vocabulary

// Facts of the child programme (§12.6).

/// Indicators of change.
public struct RecordOutcomeIndicators: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "record_outcome_indicators"
    /// What it is for, in a sentence.
    public static let summary = "Records which indicators of change hold in a month, by cluster of the child programme."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// The cluster.
    public var cluster: AidCluster
    /// The month, `2026-03`.
    public var period: String
    /// Those that hold.
    public var holding: [ChangeIndicator]

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, cluster: AidCluster, period: String, holding: [ChangeIndicator]) {
        self.caseID = caseID
        self.cluster = cluster
        self.period = period
        self.holding = holding
    }

    /// A made-up message.
    public static let example = RecordOutcomeIndicators(
        caseID: Examples.caseID,
        cluster: .neglectedToddler,
        period: "2026-11",
        holding: [.rightsIncreasinglyMet]
    )
}

/// Aid for a year.
public struct GrantAid: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "grant_aid"
    /// What it is for, in a sentence.
    public static let summary = "Grants aid for a year, in dated instalments."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.responsibleOfficer]
    /// The case.
    public var caseID: CaseID
    /// The year.
    public var year: Int
    /// Date and whole rupiah of each.
    public var instalments: [AidInstalment]

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, year: Int, instalments: [AidInstalment]) {
        self.caseID = caseID
        self.year = year
        self.instalments = instalments
    }

    /// A made-up message.
    public static let example = GrantAid(
        caseID: Examples.caseID,
        year: 2026,
        instalments: [AidInstalment(date: Examples.now.localDate, rupiah: 250_000)]
    )
}

/// An instalment was handed out.
public struct PayAidInstalment: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "pay_aid_instalment"
    /// What it is for, in a sentence.
    public static let summary = "Records that an instalment was handed out, against a receipt."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// Which grant, from 1.
    public var grantNo: Int
    /// Which instalment, from 1.
    public var instalment: Int
    /// The receipt's number.
    public var receiptNo: String
    /// What it is for.
    public var purpose: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, grantNo: Int, instalment: Int, receiptNo: String, purpose: String) {
        self.caseID = caseID
        self.grantNo = grantNo
        self.instalment = instalment
        self.receiptNo = receiptNo
        self.purpose = purpose
    }

    /// A made-up message.
    public static let example = PayAidInstalment(
        caseID: Examples.caseID,
        grantNo: 1,
        instalment: 1,
        receiptNo: "KW-2026-001",
        purpose: "school shoes"
    )
}

/// What the family saved.
public struct NoteSavings: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "note_savings"
    /// What it is for, in a sentence.
    public static let summary = "Notes what the family saved in a month; never a condition of aid."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// The month, `2026-03`.
    public var month: String
    /// Whole rupiah.
    public var rupiah: Int

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, month: String, rupiah: Int) {
        self.caseID = caseID
        self.month = month
        self.rupiah = rupiah
    }

    /// A made-up message.
    public static let example = NoteSavings(caseID: Examples.caseID, month: "2026-11", rupiah: 10_000)
}
