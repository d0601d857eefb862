package import Vocabulary

// What happens to a case between consent and its end, beyond what other units hear of it (Vocabulary).

/// The text that goes with the event before it, sealed.
package struct NoteRecorded: Codable, Sendable, Equatable {
    package var caseID: CaseID
    /// What it is about: the event's word.
    package var about: String
    package var text: Confidential<String>
    package var by: Username
    package var at: Instant
}

/// The client takes consent back; who holds what is written down.
package struct WithdrawalRecorded: Codable, Sendable, Equatable {
    package var caseID: CaseID
    /// Why, if they say.
    package var reason: Confidential<String>?
    /// Units by name, partners by directory id.
    package var holders: [String]
    package var by: Username
    package var at: Instant
}

/// head_pksai decided what becomes of a case whose consent was withdrawn.
package struct WithdrawalDecided: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var protect: Bool
    package var reason: Confidential<String>
    package var by: Username
    package var at: Instant
}

/// Form 3 was broken off.
package struct AssessmentPaused: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var reason: Confidential<String>
    package var by: Username
    package var at: Instant
}

/// Form 3 goes on.
package struct AssessmentResumed: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var by: Username
    package var at: Instant
}

/// A follow-up meeting (Form 4).
package struct FollowUpRecorded: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var form: Confidential<Form4>
    package var kind: FollowUpKind
    package var place: FollowUpPlace
    package var purpose: FollowUpPurpose
    /// The next meeting; nil when there is none to come.
    package var nextDate: LocalDate?
    package var by: Username
    package var at: Instant
}

/// A partner was told something of the child for a conference.
package struct PartnerInformed: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var institution: String
    package var at: Instant

    package init(caseID: CaseID, institution: String, at: Instant) {
        self.caseID = caseID
        self.institution = institution
        self.at = at
    }
}

/// Form 6 waits for head_pksai.
package struct PostMonitoringDrafted: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var month: Int
    package var form: Confidential<Form6>
    package var outcome: MonitoringOutcome
    package var by: Username
    package var at: Instant
}

/// head_pksai decided after Form 6, or of his own accord.
package struct ReopeningDecided: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var reopen: Bool
    package var reason: Confidential<String>
    /// Who helps instead, if it isn't reopened.
    package var referredTo: String?
    package var by: Username
    package var at: Instant
}

/// Indicators of change for a period (§12.6).
package struct OutcomeIndicatorsRecorded: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var cluster: AidCluster
    /// `2026-03`.
    package var period: String
    /// What holds; the cluster's others don't.
    package var holding: [ChangeIndicator]
    package var by: Username
    package var at: Instant
}

/// An aid grant: instalments with dates (§12.6).
package struct AidGranted: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var grantNo: Int
    package var year: Int
    package var instalments: [AidInstalment]
    package var by: Username
    package var at: Instant
}

/// An instalment was handed out, against a receipt.
package struct AidInstalmentPaid: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var grantNo: Int
    /// From 1.
    package var instalment: Int
    package var rupiah: Int
    package var receiptNo: String
    package var by: Username
    package var at: Instant
}

/// What the family saved: a note, never a condition.
package struct SavingsNoted: Codable, Sendable, Equatable {
    package var caseID: CaseID
    /// `2026-03`.
    package var month: String
    package var rupiah: Int
    package var by: Username
    package var at: Instant
}

/// Service ended, and with it the grant.
package struct AidEnded: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var at: Instant
}
