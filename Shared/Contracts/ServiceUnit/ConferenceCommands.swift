public import Vocabulary

// Case conferences with partners (S07).

/// A conference is asked for.
public struct RequestConference: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "request_conference"
    /// What it is for, in a sentence.
    public static let summary = "Asks for a case conference with partners."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw, .secretary, .coordinatorPksai]
    /// The case.
    public var caseID: CaseID

    /// All members; optional ones may be left out.
    public init(caseID: CaseID) {
        self.caseID = caseID
    }

    /// A made-up message.
    public static let example = RequestConference(caseID: Examples.caseID)
}

/// A conference is planned.
public struct ScheduleConference: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "schedule_conference"
    /// What it is for, in a sentence.
    public static let summary = "Sets date and place and names the focal points' institutions."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.coordinatorPksai]
    /// The case.
    public var caseID: CaseID
    /// The conference asked for; left out, a new one.
    public var conferenceID: ConferenceID?
    /// When it begins.
    public var startsAt: Instant
    /// Where.
    public var place: String
    /// Directory ids of the partners.
    public var institutions: [String]

    /// All members; optional ones may be left out.
    public init(
        caseID: CaseID,
        conferenceID: ConferenceID? = nil,
        startsAt: Instant,
        place: String,
        institutions: [String]
    ) {
        self.caseID = caseID
        self.conferenceID = conferenceID
        self.startsAt = startsAt
        self.place = place
        self.institutions = institutions
    }

    /// A made-up message.
    public static let example = ScheduleConference(
        caseID: Examples.caseID,
        conferenceID: Examples.conference,
        startsAt: Examples.later,
        place: "the centre, room 2",
        institutions: ["r11"]
    )
}

/// A partner is invited.
public struct InviteFocalPoint: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "invite_focal_point"
    /// What it is for, in a sentence.
    public static let summary = "Invites a partner with the minimum it needs to know; sealed to its focal points."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// The conference.
    public var conferenceID: ConferenceID
    /// The partner's directory id.
    public var institution: String
    /// What is needed of it.
    public var need: Need
    /// The plan's actions it is asked to take over.
    public var actionIDs: [String]
    /// What this focal point needs to know, at most 800 characters; no name or number of child or family.
    public var facts: String

    /// All members; optional ones may be left out.
    public init(
        caseID: CaseID,
        conferenceID: ConferenceID,
        institution: String,
        need: Need,
        actionIDs: [String],
        facts: String
    ) {
        self.caseID = caseID
        self.conferenceID = conferenceID
        self.institution = institution
        self.need = need
        self.actionIDs = actionIDs
        self.facts = facts
    }

    /// A made-up message.
    public static let example = InviteFocalPoint(
        caseID: Examples.caseID,
        conferenceID: Examples.conference,
        institution: "r11",
        need: .psychology,
        actionIDs: ["a1"],
        facts: "a girl of nine sleeps badly after violence"
    )
}

/// The conference was held.
public struct HoldConference: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "hold_conference"
    /// What it is for, in a sentence.
    public static let summary = "Records that the conference was held, with at least one focal point."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.coordinatorPksai]
    /// The case.
    public var caseID: CaseID
    /// The conference.
    public var conferenceID: ConferenceID
    /// Directory ids of the partners that came.
    public var present: [String]
    /// The minutes' number.
    public var minutesNo: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, conferenceID: ConferenceID, present: [String], minutesNo: String) {
        self.caseID = caseID
        self.conferenceID = conferenceID
        self.present = present
        self.minutesNo = minutesNo
    }

    /// A made-up message.
    public static let example = HoldConference(
        caseID: Examples.caseID,
        conferenceID: Examples.conference,
        present: ["r11"],
        minutesNo: "NK-2026-002"
    )
}

/// A partner takes over an action.
public struct TakeOverIntervention: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "take_over_intervention"
    /// What it is for, in a sentence.
    public static let summary = "Takes over an action for the own institution, by a date."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.focalPoint]
    /// The case.
    public var caseID: CaseID
    /// The conference.
    public var conferenceID: ConferenceID
    /// The action.
    public var actionID: String
    /// By when.
    public var due: LocalDate

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, conferenceID: ConferenceID, actionID: String, due: LocalDate) {
        self.caseID = caseID
        self.conferenceID = conferenceID
        self.actionID = actionID
        self.due = due
    }

    /// A made-up message.
    public static let example = TakeOverIntervention(
        caseID: Examples.caseID,
        conferenceID: Examples.conference,
        actionID: "a1",
        due: Examples.later.localDate
    )
}

/// A partner declines an action.
public struct DeclineIntervention: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "decline_intervention"
    /// What it is for, in a sentence.
    public static let summary = "Declines an action for the own institution; the plan is made anew."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.focalPoint]
    /// The case.
    public var caseID: CaseID
    /// The conference.
    public var conferenceID: ConferenceID
    /// The action.
    public var actionID: String
    /// Why.
    public var reason: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, conferenceID: ConferenceID, actionID: String, reason: String) {
        self.caseID = caseID
        self.conferenceID = conferenceID
        self.actionID = actionID
        self.reason = reason
    }

    /// A made-up message.
    public static let example = DeclineIntervention(
        caseID: Examples.caseID,
        conferenceID: Examples.conference,
        actionID: "a1",
        reason: "no therapist until March"
    )
}

/// The conference is on file.
public struct DocumentConference: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "document_conference"
    /// What it is for, in a sentence.
    public static let summary = "Puts on file who does what."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.dataOfficer, .analyst]
    /// The case.
    public var caseID: CaseID
    /// The conference.
    public var conferenceID: ConferenceID

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, conferenceID: ConferenceID) {
        self.caseID = caseID
        self.conferenceID = conferenceID
    }

    /// A made-up message.
    public static let example = DocumentConference(caseID: Examples.caseID, conferenceID: Examples.conference)
}
