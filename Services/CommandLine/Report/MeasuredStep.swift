internal import Contracts
internal import ProcedurePack
internal import Vocabulary

/// A step whose beginning and end are events of one unit's journal, and the minutes it should take: a standard to measure
/// against, never an alarm.
struct MeasuredStep: Sendable, Equatable {
    /// `S09 3`: the SOP and the step's number, or a word.
    let name: String
    /// What is done.
    let what: String
    /// Minutes of the city's pack; 1 day = 1440; nil where the table says "tentative".
    let minutes: Int?
    /// The events that begin it.
    let starts: [String]
    /// The events that end it.
    let ends: [String]
    /// The time within the beginning event that counts, if another than its record's.
    var since: MeasureSteps.Moment?
    /// Only complaints on this path, where the procedure is one path's own.
    var path: IntakePath?

    /// Whether it is a step of an SOP, named by its number.
    var isOfProcedure: Bool { self.name.contains { $0.isNumber } }

    /// From registration until the child was seen and judged safe or not.
    static let childSeen = MeasuredStep(
        name: "child seen",
        what: "first safety assessment",
        minutes: 1_440,
        starts: ["complaint_registered"],
        ends: ["safety_assessment_recorded"]
    )
    /// From a closure until the case was taken up again: half a year.
    static let reopened = MeasuredStep(
        name: "reopened",
        what: "closed case taken up again",
        minutes: 262_800,
        starts: ["case_closed"],
        ends: ["case_reopened"]
    )
    /// From the letter until the partner said yes or no.
    static let answered = MeasuredStep(
        name: "answer",
        what: "partner's yes or no",
        minutes: 14_400,
        starts: ["referral_sent"],
        ends: ["referral_accepted", "referral_declined"]
    )

    /// Every step of a city's procedures that begins and ends with an event, and what leadership watches besides.
    static func all(in pack: ProcedurePack) -> [MeasuredStep] {
        pack.procedures.flatMap { procedure in
            procedure.steps.filter { $0.unmeasured == nil }.map { step in
                MeasuredStep(
                    name: Self.name(step, of: procedure),
                    what: step.name,
                    minutes: step.minutes,
                    starts: step.starts,
                    ends: step.ends,
                    since: step.since,
                    path: step.path ?? procedure.path
                )
            }
        } + [self.childSeen, self.answered, self.reopened]
    }

    /// `S09 3`.
    static func name(_ step: ProcedurePack.Step, of procedure: ProcedurePack.Procedure) -> String {
        "\(procedure.id.rawValue) \(step.no)"
    }

    /// As a unit is asked for it.
    var asked: MeasureSteps.Step {
        MeasureSteps.Step(
            key: self.name,
            starts: self.starts,
            ends: self.ends,
            standard: self.minutes,
            since: self.since,
            path: self.path
        )
    }
}
