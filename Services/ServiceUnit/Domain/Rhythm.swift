package import Vocabulary

/// The key of a rhythm: its word.
package struct RhythmID: Identifier {
    package let kind: RhythmKind
    package init(_ kind: RhythmKind) { self.kind = kind }
    package init?(_ text: String) {
        guard let kind = RhythmKind(rawValue: text) else { return nil }
        self.kind = kind
    }
    package var text: String { self.kind.rawValue }
}

/// Something to be done so often within a week, month or year (§2.3, rule 21). Its clock runs from the unit's first
/// start on: a span in which too little was done is told whether or not anything else happens.
package struct Rhythm: Aggregate {
    package typealias ID = RhythmID
    package typealias Rejection = CaseRejection
    package static let streamKind = "rhythm"

    package let id: RhythmID
    package private(set) var clocks = Clocks()
    /// The first day of the span that runs; nil before the first.
    package private(set) var spanBegan: LocalDate?
    /// When counting began: the monitoring meeting is monthly in the first year only.
    package private(set) var begunAt: Instant?
    /// How often it was done in this span.
    package private(set) var count = 0
    /// The last time.
    package private(set) var last: LocalDate?
    /// Spans counted whole, and those of them in which it was done often enough.
    package private(set) var spans = 0
    package private(set) var spansKept = 0

    package init(id: RhythmID) {
        self.id = id
        // Rings as soon as somebody looks: counting begins then.
        let epoch = Instant(microseconds: 0)
        let clock = Clock(generation: 0, startedAt: epoch, dueAt: epoch, rule: "§2.3, counting has not begun")
        self.clocks.replace(Self.clock(of: id.kind), with: clock)
    }

    /// What can happen to it.
    package enum Event: Codable, Sendable, Equatable {
        case rhythmBegan(RhythmBegan)
        case rhythmKept(RhythmDone)
        case spanEnded(SpanEnded)
        case clockRang(ClockRang)
        case supervisionRecorded(SupervisionRecorded)
    }

    /// Which clock carries it.
    package static func clock(of kind: RhythmKind) -> ClockName {
        kind == .caseManagementMeeting ? .caseMeetings : .rhythm
    }

    /// Span, times, who sees to it, and whether only the first year counts (§2.3, Table 1.2, ch. V).
    package static func plan(of kind: RhythmKind) -> (every: RhythmSpan, times: Int, who: [Role], firstYear: Bool) {
        switch kind {
        case .caseManagementMeeting: (.week, 2, [.secretary], false)
        case .supervisionOfSocialWorkers: (.week, 1, [.coordinatorSw], false)
        case .supervisionOfCaseWorkers: (.month, 1, [.headPksai], false)
        case .fileAudit: (.month, 1, [.responsibleOfficer, .secretary], false)
        case .monitoringMeeting: (.month, 1, [.coordinatorPksai], true)
        case .serviceEvaluation: (.quarter, 1, [.coordinatorPksai], false)
        case .institutionEvaluation: (.halfYear, 1, [.headPksai, .steering], false)
        case .satisfactionSurvey: (.year, 1, [.responsibleOfficer], false)
        case .agencyCoordination: (.halfYear, 1, [.coordinatorPksai], false)
        case .workerReport: (.month, 1, [.coordinatorSw], false)
        case .budgetAccountability: (.year, 1, [.responsibleOfficer], false)
        }
    }

    /// Who is told of a span in which too little was done: who sees to it, and head_pksai.
    package var recipients: [Role] {
        let who = Self.plan(of: self.id.kind).who
        return who.contains(.headPksai) ? who : who + [.headPksai]
    }

    /// Whether enough was done in this span.
    package var isFulfilled: Bool { self.count >= Self.plan(of: self.id.kind).times }

    // MARK: Rules

    /// Records that it was done. Meetings, supervision and audits are recorded by commands of their own.
    package func record(
        on date: LocalDate,
        documentNo: String,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let allowed = Self.plan(of: self.id.kind).who + [.headPksai, .coordinatorPksai, .secretary]
        guard let name = Username(actor.username), !actor.roles.isDisjoint(with: allowed) else {
            let who = Self.plan(of: self.id.kind).who.map(\.rawValue).joined(separator: " or ")
            throw Rejection(.notAllowed, "\(who) records \(self.id.kind.rawValue), or leadership")
        }
        try Self.require(documentNo, date, now)
        return [.rhythmKept(RhythmDone(kind: self.id.kind, date: date, documentNo: documentNo, by: name, at: now))]
    }

    /// Records the supervision of a worker: weekly by coordinator_sw, monthly by head_pksai.
    package func supervise(
        _ worker: Username,
        workerRoles: Set<Role>,
        on date: LocalDate,
        documentNo: String,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let roles = Self.plan(of: self.id.kind).who
        guard let name = Username(actor.username), !actor.roles.isDisjoint(with: roles) else {
            throw Rejection(.notAllowed, "only \(roles.map(\.rawValue).joined(separator: " or ")) supervises so")
        }
        guard worker != name else { throw Rejection(.invalid, "nobody supervises himself", at: "/worker") }
        guard !workerRoles.isDisjoint(with: [.socialWorker, .onCallWorker, .coordinatorSw]) else {
            throw Rejection(.invalid, "\(worker) is no social worker known here", at: "/worker")
        }
        try Self.require(documentNo, date, now)
        let recorded = SupervisionRecorded(
            kind: self.id.kind,
            worker: worker,
            date: date,
            documentNo: documentNo,
            by: name,
            at: now
        )
        return [.supervisionRecorded(recorded)]
    }

    /// Counts what another decision did: a meeting held, a file audited.
    package func done(on date: LocalDate, documentNo: String, by name: Username, at now: Instant) -> [Event] {
        [.rhythmKept(RhythmDone(kind: self.id.kind, date: date, documentNo: documentNo, by: name, at: now))]
    }

    private static func require(_ documentNo: String, _ date: LocalDate, _ now: Instant) throws(Rejection) {
        guard documentNo.contains(where: { !$0.isWhitespace }) else {
            throw Rejection(.missing, "the number of the record or minutes", at: "/document_no")
        }
        guard date <= now.localDate else { throw Rejection(.invalid, "the day has not come yet", at: "/date") }
    }

    package func ring(_ clock: ClockName, generation: Int, at now: Instant) -> [Event] {
        guard let rang = ClockRang(clock, generation: generation, in: self.clocks, at: now) else { return [] }
        guard let spanBegan else { return [.rhythmBegan(RhythmBegan(kind: self.id.kind, at: now))] }
        guard rang.ring == .missed else { return [.clockRang(rang)] }
        let plan = Self.plan(of: self.id.kind)
        let ended = Event.spanEnded(
            SpanEnded(kind: self.id.kind, began: spanBegan, count: self.count, required: plan.times, at: now)
        )
        // The span counting began in is judged only if it was a whole one.
        let isWhole = (self.begunAt?.localDate).map { $0 <= spanBegan } ?? false
        return self.isFulfilled || !isWhole ? [ended] : [.clockRang(rang), ended]
    }

    // MARK: Folding

    package mutating func apply(_ event: Event) {
        switch event {
        case .rhythmBegan(let event):
            guard self.begunAt == nil else { return }
            self.begunAt = event.at
            self.begin(event.at.localDate, at: event.at)
        case .rhythmKept(let event): self.note(event.date)
        case .supervisionRecorded(let event): self.note(event.date)
        case .spanEnded(let event):
            guard event.began == self.spanBegan else { return }
            if (self.begunAt?.localDate).map({ $0 <= event.began }) ?? false {
                self.spans += 1
                if event.count >= event.required { self.spansKept += 1 }
            }
            self.begin(Self.plan(of: self.id.kind).every.next(after: event.began), at: event.at)
        case .clockRang(let event):
            self.clocks.ring(event.clock, generation: event.generation, event.ring)
        }
    }

    private mutating func note(_ date: LocalDate) {
        self.last = max(self.last ?? date, date)
        if let spanBegan, date >= spanBegan { self.count += 1 }
    }

    private mutating func begin(_ day: LocalDate, at now: Instant) {
        let plan = Self.plan(of: self.id.kind)
        let first = plan.every.first(of: day)
        let name = Self.clock(of: self.id.kind)
        self.spanBegan = first
        self.count = 0
        if plan.firstYear, let begunAt, first.start >= begunAt.adding(months: 12) {
            self.clocks.stop(name, at: now)
            return
        }
        let due = plan.every.next(after: first).start
        let length = due.microseconds - first.start.microseconds
        self.clocks.start(
            name,
            at: first.start,
            warn: Instant(microseconds: first.start.microseconds + length / 4 * 3),
            due: due,
            rule: "\(plan.times) a \(plan.every.rawValue), §2.3, in the span that began \(first)"
        )
    }
}

/// Counting began.
package struct RhythmBegan: Codable, Sendable, Equatable {
    package var kind: RhythmKind
    package var at: Instant
}

/// It was done once.
package struct RhythmDone: Codable, Sendable, Equatable {
    package var kind: RhythmKind
    package var date: LocalDate
    package var documentNo: String
    package var by: Username
    package var at: Instant
}

/// A week, month or year is over.
package struct SpanEnded: Codable, Sendable, Equatable {
    package var kind: RhythmKind
    package var began: LocalDate
    package var count: Int
    package var required: Int
    package var at: Instant
}
