private import Foundation
public import JSON
public import Vocabulary

/// A complaint was registered.
public struct ComplaintAccepted: AnswerContract, Equatable {
    /// The message's `type`.
    public static let type = "complaint.accepted"
    /// What it is for, in a sentence.
    public static let summary = "The complaint is registered; warnings say what is odd in it."
    /// The sender's message id.
    public var messageID: String
    /// The agency's own number: only in an answer sealed to a registered key, else null.
    public var reference: String?
    /// The complaint number.
    public var complaintNo: ComplaintNumber
    /// The complaint.
    public var complaintID: ComplaintID
    /// The level.
    public var riskLevel: RiskLevel?
    /// The earliest limit that runs.
    public var actBy: Instant?
    /// What is odd but blocks nothing.
    public var warnings: [Problem]

    /// All members.
    public init(
        messageID: String,
        reference: String?,
        complaintNo: ComplaintNumber,
        complaintID: ComplaintID,
        riskLevel: RiskLevel?,
        actBy: Instant?,
        warnings: [Problem]
    ) {
        self.messageID = messageID
        self.reference = reference
        self.complaintNo = complaintNo
        self.complaintID = complaintID
        self.riskLevel = riskLevel
        self.actBy = actBy
        self.warnings = warnings
    }

    /// Without the agency's own number.
    public var redacted: ComplaintAccepted {
        var copy = self
        copy.reference = nil
        return copy
    }

    /// The agency's own number.
    public var reserved: [String: Confidential<String>] {
        guard let reference = self.reference else { return [:] }
        let sealed = Confidential(reference, .reporterIdentity, origin: self.complaintID, field: "reference")
        return ["reference": sealed]
    }

    /// A made-up message.
    public static let example = ComplaintAccepted(
        messageID: "polsek-9001",
        reference: nil,
        complaintNo: ComplaintNumber(year: 2026, serial: 1),
        complaintID: Examples.complaint,
        riskLevel: .high,
        actBy: Examples.later,
        warnings: [Problem(pointer: "/child/nik", expected: "16 digits", found: "string of 12 characters")]
    )
}

/// A complaint could not be read as one; its body is kept, sealed.
public struct ComplaintRejected: AnswerContract, Equatable {
    /// The message's `type`.
    public static let type = "complaint.rejected"
    /// What it is for, in a sentence.
    public static let summary = "The message can't be read as a complaint; every problem at once."
    /// The sender's message id.
    public var messageID: String?
    /// Everything that is wrong, at once.
    public var problems: [Problem]

    /// All members.
    public init(messageID: String?, problems: [Problem]) {
        self.messageID = messageID
        self.problems = problems
    }

    /// A made-up message.
    public static let example = ComplaintRejected(
        messageID: "polsek-9002",
        problems: [Problem(pointer: "/situation", expected: "string", found: "missing")]
    )
}

/// Where a complaint stands now.
public struct ComplaintProgress: AnswerContract, Equatable {
    /// The message's `type`.
    public static let type = "complaint.progress"
    /// What it is for, in a sentence.
    public static let summary = "The complaint moved on."
    /// The complaint number.
    public var complaintNo: ComplaintNumber
    /// The status.
    public var status: String
    /// When it happened.
    public var at: Instant

    /// All members.
    public init(complaintNo: ComplaintNumber, status: String, at: Instant) {
        self.complaintNo = complaintNo
        self.status = status
        self.at = at
    }

    /// A made-up message.
    public static let example = ComplaintProgress(
        complaintNo: ComplaintNumber(year: 2026, serial: 1),
        status: "case_registered",
        at: Examples.now
    )
}

/// A command took effect (or had done so before).
public struct CommandAccepted: AnswerContract, Equatable {
    /// The message's `type`.
    public static let type = "command.accepted"
    /// What it is for, in a sentence.
    public static let summary = "The command took effect."
    /// The sender's message id.
    public var messageID: String
    /// The command.
    public var command: String
    /// What it was about and what came of it: identifiers and codes only.
    public var result: JSONValue

    /// All members.
    public init(messageID: String, command: String, result: JSONValue) {
        self.messageID = messageID
        self.command = command
        self.result = result
    }

    /// A made-up message.
    public static let example = CommandAccepted(
        messageID: "0190-1",
        command: "approve_plan",
        result: .object(["case_id": .string(Examples.caseID.text)])
    )
}

/// A command was refused: nothing changed.
public struct CommandRejected: AnswerContract, Equatable {
    /// The message's `type`.
    public static let type = "command.rejected"
    /// What it is for, in a sentence.
    public static let summary = "The command was refused, with the reason; nothing changed."
    /// The sender's message id.
    public var messageID: String?
    /// The command.
    public var command: String
    /// A stable word, `not_accepted`.
    public var code: String
    /// What is missing and who or what can mend it.
    public var explanation: String
    /// Everything that is wrong, at once.
    public var problems: [Problem]

    /// All members.
    public init(messageID: String?, command: String, code: String, explanation: String, problems: [Problem]) {
        self.messageID = messageID
        self.command = command
        self.code = code
        self.explanation = explanation
        self.problems = problems
    }

    /// A made-up message.
    public static let example = CommandRejected(
        messageID: "0190-2",
        command: "approve_plan",
        code: "items_not_in_plan",
        explanation: "items b1_2, c2_6 are valued 1 or 2 but neither in the plan nor waived by a supervisor",
        problems: []
    )
}

/// The answer to a query, sealed to the reader.
public struct QueryAnswered: AnswerContract {
    /// The message's `type`.
    public static let type = "query.answered"
    /// What it is for, in a sentence.
    public static let summary = "What was asked for."
    /// The is sealed.
    public static let isSealed = true
    /// The query.
    public var query: String
    /// The answer.
    public var answer: JSONValue
    /// How many rows the unit holds and can't read: they are not in the answer. Null if all are.
    public var leftOut: Int?

    /// All members.
    public init(query: String, answer: JSONValue, leftOut: Int? = nil) {
        self.query = query
        self.answer = answer
        self.leftOut = leftOut
    }

    /// A made-up message.
    public static let example = QueryAnswered(query: "list_cases", answer: .object(["cases": .array([])]))
}

/// A query was refused.
public struct QueryRefused: AnswerContract {
    /// The message's `type`.
    public static let type = "query.refused"
    /// What it is for, in a sentence.
    public static let summary = "The question was refused, with the reason."
    /// The query.
    public var query: String
    /// The code.
    public var code: String
    /// The explanation.
    public var explanation: String
    /// Everything that is wrong, at once.
    public var problems: [Problem]

    /// All members.
    public init(query: String, code: String, explanation: String, problems: [Problem]) {
        self.query = query
        self.code = code
        self.explanation = explanation
        self.problems = problems
    }

    /// A made-up message.
    public static let example = QueryRefused(
        query: "show_case",
        code: "not_yours",
        explanation: "only the case's workers and leadership may open it",
        problems: []
    )
}

/// Values the examples share.
public enum Examples {
    /// 2026-11-20, a quarter past eight in the morning.
    public static let now = Instant(microseconds: 1_795_133_700_000_000)
    /// A day later.
    public static let later = now.adding(days: 1)
    /// A complaint.
    public static let complaint = ComplaintID(uuid("0190a000-0000-7000-8000-000000000001"))
    /// A case.
    public static let caseID = CaseID(uuid("0190a000-0000-7000-8000-000000000002"))
    /// A child.
    public static let child = ChildID(uuid("0190a000-0000-7000-8000-000000000003"))
    /// A child on lists of secondary data.
    public static let candidate = CandidateID(uuid("0190a000-0000-8000-8000-000000000006"))
    /// A keeper of lists.
    public static let dataSource = known(DataSource("social_agency"))
    /// A list.
    public static let list = known(DataSource("pkh"))
    /// A social worker.
    public static let worker = known(Username("siti"))
    /// The day of ``now``.
    public static let today = now.localDate
    /// A referral.
    public static let referral = ReferralID(uuid("0190a000-0000-7000-8000-000000000004"))
    /// A case management meeting.
    public static let meeting = MeetingID(uuid("0190a000-0000-7000-8000-000000000008"))
    /// A case conference.
    public static let conference = ConferenceID(uuid("0190a000-0000-7000-8000-000000000009"))
    /// A data request.
    public static let dataRequest = DataRequestID(uuid("0190a000-0000-7000-8000-000000000005"))
}

private func uuid(_ text: String) -> UUID { UUID(uuidString: text) ?? UUID() }

private func known<Value>(_ value: Value?) -> Value {
    guard let value else { preconditionFailure("a constant of the examples is valid") }
    return value
}
