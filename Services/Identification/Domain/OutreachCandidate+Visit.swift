public import Vocabulary

/// What a visit recorded.
public struct OutreachReport: Sendable, Equatable {
    /// The day of the visit.
    public var visitedOn: LocalDate
    /// The outreach minutes.
    public var minutes: String
    /// The social report.
    public var socialReport: String
    /// The home-visit report.
    public var visitReport: String
    /// The assessment report.
    public var assessmentReport: String

    /// All of it: the table asks for minutes and three reports.
    public init(
        visitedOn: LocalDate,
        minutes: String,
        socialReport: String,
        visitReport: String,
        assessmentReport: String
    ) {
        self.visitedOn = visitedOn
        self.minutes = minutes
        self.socialReport = socialReport
        self.visitReport = visitReport
        self.assessmentReport = assessmentReport
    }
}

/// What a visit found a child to need.
public struct OutreachFinding: Sendable, Equatable {
    /// The kinds of complaint.
    public var categories: [Category]
    /// The level.
    public var riskLevel: RiskLevel
    /// Whether life or safety is at stake.
    public var emergency: Bool
    /// What is needed at once.
    public var immediateNeeds: [Need]
    /// What was found.
    public var situation: String

    /// A finding.
    public init(
        categories: [Category],
        riskLevel: RiskLevel,
        emergency: Bool = false,
        immediateNeeds: [Need] = [],
        situation: String
    ) {
        self.categories = categories
        self.riskLevel = riskLevel
        self.emergency = emergency
        self.immediateNeeds = immediateNeeds
        self.situation = situation
    }

    /// A child in danger: nobody waits for a meeting.
    public var isDanger: Bool { self.emergency || self.riskLevel == .high }
}

extension OutreachCandidate {
    /// Ranks the child for a visit. Ranked anew, the last one counts.
    ///
    /// - Parameters:
    ///   - rank: Its place, from 1.
    ///   - level: The provisional level; nil takes the one the lists propose.
    ///   - actor: Who ranks.
    ///   - now: When.
    /// - Throws: ``Rejection/wrongState(_:_:)`` once a letter is out; ``Rejection/alreadyReported`` if somebody
    ///   reported the child: then it is in care or on its way there.
    /// - Source: SOP table L.8, step 2.
    public func ranked(_ rank: Int, level: RiskLevel?, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        guard self.status != .unknown else { throw .unknownCandidate }
        try Rejection.authorize(actor)
        guard self.status == .imported || self.status == .ranked else {
            throw .wrongState(self.status.rawValue, "ranked")
        }
        guard !self.isReported else { throw .alreadyReported }
        let chosen = level ?? self.priority.level
        guard chosen != .none else { throw .levelNeeded }
        guard self.status == .imported || self.rank != rank || self.level != chosen else { return [] }
        return [
            .outreachCandidatesRanked(
                OutreachCandidatesRanked(
                    rank: rank,
                    level: chosen,
                    priority: self.priority,
                    lists: self.entries.map(\.text),
                    by: Username(actor.username),
                    at: now
                )
            )
        ]
    }

    /// Assigns a worker by letter. A letter that has run out, or whose worker can't go, is replaced by a new one.
    ///
    /// - Parameters:
    ///   - letter: The assignment letter.
    ///   - workerRoles: The roles the worker holds.
    ///   - actor: Who approves.
    ///   - now: When.
    /// - Source: SOP table L.8, step 4; domain.md §2.2: the letter is approved by coordinator_pksai.
    public func assign(
        _ letter: OutreachLetter,
        workerRoles: Set<Role>,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        guard self.status != .unknown else { throw .unknownCandidate }
        try Rejection.authorize(actor, [.coordinatorPksai])
        guard self.status == .ranked || self.status == .assigned else {
            throw .wrongState(self.status.rawValue, "assigned")
        }
        guard !letter.number.isBlank, !letter.purpose.isBlank else { throw .letterIncomplete }
        guard !workerRoles.isDisjoint(with: Self.visitors) else { throw .notASocialWorker }
        guard letter.validUntil >= now.localDate else { throw .letterRunOut }
        guard self.letter != letter || self.status == .ranked else { return [] }
        return [.outreachAssigned(OutreachAssigned(letter: letter, by: Username(actor.username), at: now))]
    }

    /// Records the visit with minutes and the three reports. Who finds a child in danger says so here: the case is
    /// identified at once, its clocks run from this moment (D01).
    ///
    /// - Parameters:
    ///   - report: Minutes and reports.
    ///   - danger: What was found, if the child is in danger: level high or an emergency.
    ///   - actor: Who visited.
    ///   - now: When.
    /// - Throws: ``Rejection/notAssigned`` without a letter in this worker's name: nobody visits without one.
    /// - Source: SOP table L.8, steps 4 and 5.
    public func complete(
        _ report: OutreachReport,
        danger: OutreachFinding? = nil,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        guard self.status != .unknown else { throw .unknownCandidate }
        try Rejection.authorize(actor, Self.visitors)
        guard self.status == .assigned else { throw .wrongState(self.status.rawValue, "visited") }
        guard let letter, letter.worker.text == actor.username else { throw .notAssigned }
        guard report.visitedOn <= letter.validUntil, report.visitedOn <= now.localDate else { throw .letterRunOut }
        let texts = [report.minutes, report.socialReport, report.visitReport, report.assessmentReport]
        guard texts.allSatisfy({ !$0.isBlank }) else { throw .reportsIncomplete }
        if let danger, !danger.isDanger { throw .notADanger }
        let completed = Event.outreachCompleted(
            OutreachCompleted(
                letterNo: letter.number,
                visitedOn: report.visitedOn,
                minutes: self.sealed(report: report.minutes, "outreach_minutes"),
                socialReport: self.sealed(report: report.socialReport, "social_report"),
                visitReport: self.sealed(report: report.visitReport, "visit_report"),
                assessmentReport: self.sealed(report: report.assessmentReport, "assessment_report"),
                by: letter.worker,
                at: now
            )
        )
        guard let danger else { return [completed] }
        return [completed] + (try self.applying([completed]).identified(danger, by: actor, at: now))
    }

    /// Finds a need: the child becomes a case, registered by intake with channel `outreach` (D01).
    ///
    /// - Source: SOP table L.8, step 6: identification or coordinator_pksai.
    public func identifyCase(_ finding: OutreachFinding, by actor: Actor, at now: Instant) throws(Rejection) -> [Event]
    {
        guard self.status != .unknown else { throw .unknownCandidate }
        try Rejection.authorize(actor, [.dataOfficer, .analyst, .coordinatorPksai])
        guard self.status == .visited else { throw .wrongState(self.status.rawValue, "identified as a case") }
        return try self.identified(finding, by: actor, at: now)
    }

    private func identified(_ finding: OutreachFinding, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        guard let letter else { throw .notAssigned }
        guard !finding.categories.isEmpty else { throw .categoriesNeeded }
        guard finding.riskLevel != .none else { throw .levelNeeded }
        guard !finding.situation.isBlank else { throw .situationNeeded }
        return [
            .caseIdentified(
                CaseIdentified(
                    candidateID: self.id,
                    origin: OutreachOrigin(
                        candidateID: self.id,
                        worker: letter.worker,
                        letterNo: letter.number,
                        signedBy: self.letterBy,
                        signedOn: self.letterOn,
                        validUntil: letter.validUntil,
                        lists: self.entries.map(\.text)
                    ),
                    child: self.child,
                    family: self.family,
                    situation: self.sealed(report: finding.situation, "situation"),
                    categories: finding.categories,
                    riskLevel: finding.riskLevel,
                    emergency: finding.emergency,
                    immediateNeeds: finding.immediateNeeds,
                    by: Username(actor.username),
                    at: now
                )
            )
        ]
    }

    /// Finds no need. A later list takes the candidate up again.
    ///
    /// - Source: SOP table L.8.
    public func recordNoNeed(_ reason: String, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        guard self.status != .unknown else { throw .unknownCandidate }
        try Rejection.authorize(actor)
        guard self.status == .visited else { throw .wrongState(self.status.rawValue, "closed") }
        guard !reason.isBlank else { throw .reasonNeeded }
        return [
            .noNeedRecorded(
                NoNeedRecorded(
                    reason: self.sealed(report: reason, "no_need"),
                    by: Username(actor.username),
                    at: now
                )
            )
        ]
    }
}

extension String {
    /// Nothing but white space.
    var isBlank: Bool { self.allSatisfy(\.isWhitespace) }
}

/// Whose letter it is, and who reads the child's names.
extension OutreachCandidate {
    /// Who may be ordered to visit (L.8 step 4).
    static let visitors: [Role] = [.socialWorker]

    /// Whether a letter orders somebody to a visit that is still to be made, and none of these roles lets them make it.
    public func needsAnother(than worker: Username, left roles: Set<Role>) -> Bool {
        self.status == .assigned && self.letter?.worker == worker && roles.isDisjoint(with: Self.visitors)
    }

    /// Lets those pass who may read a child on lists: whoever goes there by a letter that has not run out, identification
    /// and the coordinator (domain.md §10.4).
    ///
    /// - Returns: Whether the letter is the reader's own: that states why.
    /// - Throws: ``Rejection/notAssigned`` for anybody else.
    public func requireReader(_ actor: Actor, at now: Instant) throws(Rejection) -> Bool {
        if let letter, letter.worker.text == actor.username, letter.validUntil >= now.localDate { return true }
        guard actor.holds(.dataOfficer, .analyst, .coordinatorPksai, .headPksai) else { throw .notAssigned }
        return false
    }
}
