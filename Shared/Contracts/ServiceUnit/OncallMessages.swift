public import Vocabulary

// The on-call ladder's messages (ARCHITECTURE.md §4).

/// An urgent case is called out to a rung of the ladder. No names.
public struct UrgentCaseCall: MessageContract, Equatable {
    /// The message's `type`.
    public static let type = "urgent_case.raised"
    /// What it is for, in a sentence.
    public static let summary = "An urgent case waits for somebody to take it; the first claim wins."
    /// The case.
    public var caseID: CaseID
    /// The complaint's number.
    public var complaintNo: ComplaintNumber
    /// Counts the calls of this case, from 1.
    public var raiseNo: Int
    /// Whom it calls.
    public var rung: OncallRung
    /// The level.
    public var riskLevel: RiskLevel?
    /// What it is about.
    public var categories: [Vocabulary.Category]
    /// Where.
    public var subdistrict: String?
    /// Years.
    public var childAge: Int?
    /// The child's sex.
    public var childSex: Sex?
    /// What is needed at once.
    public var immediateNeeds: [Need]
    /// When the complaint was registered.
    public var registeredAt: Instant
    /// The earliest safety limit that runs.
    public var actBy: Instant?
    /// Who is on duty there and asked first; left out where nobody knows.
    public var called: [Username]?
    /// From when anybody on duty may take it, if at first only those called may.
    public var openToAllAt: Instant?

    /// All members; optional ones may be left out.
    public init(
        caseID: CaseID,
        complaintNo: ComplaintNumber,
        raiseNo: Int,
        rung: OncallRung,
        riskLevel: RiskLevel? = nil,
        categories: [Vocabulary.Category],
        subdistrict: String? = nil,
        childAge: Int? = nil,
        childSex: Sex? = nil,
        immediateNeeds: [Need],
        registeredAt: Instant,
        actBy: Instant? = nil,
        called: [Username]? = nil,
        openToAllAt: Instant? = nil
    ) {
        self.caseID = caseID
        self.complaintNo = complaintNo
        self.raiseNo = raiseNo
        self.rung = rung
        self.riskLevel = riskLevel
        self.categories = categories
        self.subdistrict = subdistrict
        self.childAge = childAge
        self.childSex = childSex
        self.immediateNeeds = immediateNeeds
        self.registeredAt = registeredAt
        self.actBy = actBy
        self.called = called
        self.openToAllAt = openToAllAt
    }

    /// A made-up message.
    public static let example = UrgentCaseCall(
        caseID: Examples.caseID,
        complaintNo: ComplaintNumber(year: 2026, serial: 1),
        raiseNo: 1,
        rung: .worker,
        riskLevel: .high,
        categories: [.violenceVictim],
        subdistrict: "Panakkukang",
        childAge: 9,
        childSex: .female,
        immediateNeeds: [.shelter],
        registeredAt: Examples.now,
        actBy: Examples.later,
        called: [Examples.username],
        openToAllAt: Examples.now.adding(minutes: 5)
    )
}

/// Takes an urgent case; the first claim wins.
public struct ClaimUrgentCase: ClaimContract, Equatable {
    /// The message's `type`.
    public static let type = "urgent_case.claimed"
    /// What it is for, in a sentence.
    public static let summary = "Takes an urgent case; the first claim wins."
    /// `claim`, `pass` or `release`.
    public static let action = "claim"
    /// The case.
    public var caseID: CaseID

    /// All members; optional ones may be left out.
    public init(caseID: CaseID) {
        self.caseID = caseID
    }

    /// A made-up message.
    public static let example = ClaimUrgentCase(caseID: Examples.caseID)
}

/// Says no to a call: it is called out again at once.
public struct PassUrgentCase: ClaimContract, Equatable {
    /// The message's `type`.
    public static let type = "urgent_case.passed"
    /// What it is for, in a sentence.
    public static let summary = "Says no to a call: it is called out again at once."
    /// `claim`, `pass` or `release`.
    public static let action = "pass"
    /// The case.
    public var caseID: CaseID

    /// All members; optional ones may be left out.
    public init(caseID: CaseID) {
        self.caseID = caseID
    }

    /// A made-up message.
    public static let example = PassUrgentCase(caseID: Examples.caseID)
}

/// Gives a claim back: the case is called out again at once.
public struct ReleaseUrgentCase: ClaimContract, Equatable {
    /// The message's `type`.
    public static let type = "urgent_case.released"
    /// What it is for, in a sentence.
    public static let summary = "Gives a claim back: the case is called out again at once."
    /// `claim`, `pass` or `release`.
    public static let action = "release"
    /// The case.
    public var caseID: CaseID

    /// All members; optional ones may be left out.
    public init(caseID: CaseID) {
        self.caseID = caseID
    }

    /// A made-up message.
    public static let example = ReleaseUrgentCase(caseID: Examples.caseID)
}

/// You have the case, with what you may see of it; sealed to you.
public struct ClaimAccepted: AnswerContract, Equatable {
    /// The message's `type`.
    public static let type = "claim.accepted"
    /// What it is for, in a sentence.
    public static let summary = "The case is yours; record a contact attempt before act_by."
    /// Whether it is sealed to the reader's public key.
    public static let isSealed = true
    /// What it shows, and why.
    public static let shows: Showing? = Showing([], on: .claimedCase)
    /// The claim's message id.
    public var messageID: String
    /// The case.
    public var caseID: CaseID
    /// The complaint's number.
    public var complaintNo: ComplaintNumber?
    /// A claim without a contact attempt by then lapses.
    public var actBy: Instant?
    /// What it is about.
    public var codes: LooseCodes?
    /// The child.
    public var child: Confidential<ChildIdentity>?
    /// The household.
    public var family: Confidential<Family>?
    /// What is known.
    public var situation: Confidential<Situation>?
    /// What complaints tell that joined the case, the earliest first; none is null.
    public var joined: [JoinedSituation]?
    /// Why it is yours to take: your turn in the roster, or your rung.
    public var basis: String?

    /// All members; optional ones may be left out.
    public init(
        messageID: String,
        caseID: CaseID,
        complaintNo: ComplaintNumber? = nil,
        actBy: Instant? = nil,
        codes: LooseCodes? = nil,
        child: Confidential<ChildIdentity>? = nil,
        family: Confidential<Family>? = nil,
        situation: Confidential<Situation>? = nil,
        joined: [JoinedSituation]? = nil,
        basis: String? = nil
    ) {
        self.messageID = messageID
        self.caseID = caseID
        self.complaintNo = complaintNo
        self.actBy = actBy
        self.codes = codes
        self.child = child
        self.family = family
        self.situation = situation
        self.joined = joined
        self.basis = basis
    }

    /// A made-up message.
    public static let example = ClaimAccepted(
        messageID: "claim-9001",
        caseID: Examples.caseID,
        complaintNo: ComplaintNumber(year: 2026, serial: 1),
        actBy: Examples.later,
        basis: "on duty in Panakkukang under standing letter 07/ST/2026"
    )
}

/// A pass or release took effect.
public struct ClaimDone: AnswerContract, Equatable {
    /// The message's `type`.
    public static let type = "claim.done"
    /// What it is for, in a sentence.
    public static let summary = "A pass or a release took effect; the case is called out again."
    /// The message's id.
    public var messageID: String
    /// The case.
    public var caseID: CaseID
    /// `pass` or `release`.
    public var action: String

    /// All members; optional ones may be left out.
    public init(messageID: String, caseID: CaseID, action: String) {
        self.messageID = messageID
        self.caseID = caseID
        self.action = action
    }

    /// A made-up message.
    public static let example = ClaimDone(messageID: "pass-9001", caseID: Examples.caseID, action: "pass")
}

/// You don't have the case; says who has it.
public struct ClaimRefused: AnswerContract, Equatable {
    /// The message's `type`.
    public static let type = "claim.refused"
    /// What it is for, in a sentence.
    public static let summary = "The claim, pass or release changed nothing; says why and who has the case."
    /// The message's id.
    public var messageID: String
    /// The case.
    public var caseID: CaseID
    /// A stable word, `already_held`.
    public var code: String
    /// Why, in a sentence.
    public var explanation: String
    /// Who has it.
    public var holder: Username?

    /// All members; optional ones may be left out.
    public init(messageID: String, caseID: CaseID, code: String, explanation: String, holder: Username? = nil) {
        self.messageID = messageID
        self.caseID = caseID
        self.code = code
        self.explanation = explanation
        self.holder = holder
    }

    /// A made-up message.
    public static let example = ClaimRefused(
        messageID: "claim-9002",
        caseID: Examples.caseID,
        code: "already_held",
        explanation: "siti has had it since 2026-11-20T08:16:00+08:00",
        holder: Examples.username
    )
}
