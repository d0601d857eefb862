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

    /// What is confidential in its records is sealed under: one key a rhythm, which this unit makes. Its version is 8,
    /// as no complaint's is.
    package var origin: ComplaintID? {
        RhythmKind.allCases.firstIndex(of: self.kind)
            .flatMap { ComplaintID("00000000-0000-8000-8000-0000000000\(String($0 + 16, radix: 16))") }
    }
    /// Whether values of this origin belong to a rhythm.
    package static func owns(_ origin: ComplaintID) -> Bool {
        RhythmKind.allCases.contains { Self($0).origin == origin }
    }
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
    /// What the span that runs is measured by: the pack in force when it began; nil where the pack does not ask for it.
    package private(set) var plan: Plan?
    /// Spans counted whole, and those of them in which it was done often enough.
    package private(set) var spans = 0
    package private(set) var spansKept = 0

    package init(id: RhythmID) {
        self.id = id
        // Rings as soon as somebody looks: counting begins then.
        let epoch = Instant(microseconds: 0)
        let clock = Clock(
            generation: 0,
            startedAt: epoch,
            dueAt: epoch,
            rule: "at once, §2.3, because counting has not begun"
        )
        self.clocks.replace(Self.clock(of: id.kind), with: clock)
    }

    /// What can happen to it.
    package enum Event: Codable, Sendable, Equatable {
        case rhythmBegan(RhythmBegan)
        case rhythmKept(RhythmDone)
        case spanEnded(SpanEnded)
        case clockRang(ClockRang)
        case supervisionRecorded(SupervisionRecorded)
        case supervisionNoted(SupervisionNoted)
    }

    /// Which clock carries it.
    package static func clock(of kind: RhythmKind) -> ClockName {
        kind == .caseManagementMeeting ? .caseMeetings : .rhythm
    }

    /// How often, and who sees to it: as the city's procedure pack says (§2.3, Table 1.2, ch. V).
    package struct Plan: Codable, Sendable, Equatable {
        package var every: RhythmSpan
        package var times: Int
        package var who: [Role]
        /// Only in the first year.
        package var firstYear: Bool

        package init(every: RhythmSpan, times: Int, who: [Role], firstYear: Bool = false) {
            (self.every, self.times, self.who, self.firstYear) = (every, times, who, firstYear)
        }
    }

    /// Who is told of a span in which too little was done: who sees to it, and head_pksai.
    package var recipients: [Role] {
        let who = self.plan?.who ?? []
        return who.contains(.headPksai) ? who : who + [.headPksai]
    }

    /// Whether enough was done in this span; a city that does not ask for it has enough.
    package var isFulfilled: Bool { self.count >= self.plan?.times ?? 0 }

    // MARK: Rules

    /// Records that it was done. Meetings, supervision and audits are recorded by commands of their own.
    ///
    /// - Parameter plan: What the city's pack asks; nil if it does not ask for it.
    package func record(
        on date: LocalDate,
        documentNo: String,
        plan: Plan?,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        guard !Self.recordedElsewhere.contains(self.id.kind) else {
            throw Rejection(
                .invalid,
                "\(self.id.kind.rawValue) is kept by its own record, not by a document's number",
                at: "/kind"
            )
        }
        let who = try self.requireAsked(plan).who
        let allowed = who + [.headPksai, .coordinatorPksai, .secretary]
        guard let name = Username(actor.username), !actor.roles.isDisjoint(with: allowed) else {
            let words = who.map(\.rawValue).joined(separator: " or ")
            throw Rejection(.notAllowed, "\(words) records \(self.id.kind.rawValue), or leadership")
        }
        try Self.require(documentNo, date, now)
        return [.rhythmKept(RhythmDone(kind: self.id.kind, date: date, documentNo: documentNo, by: name, at: now))]
    }

    /// Records the supervision of a worker, by whom the city's pack says: weekly by coordinator_sw, monthly by head_pksai.
    ///
    /// - Parameters:
    ///   - findings: What was found and agreed; may name a child, and stays sealed with the unit.
    package func supervise(
        _ worker: Username,
        workerRoles: Set<Role>,
        on date: LocalDate,
        documentNo: String,
        findings: String,
        plan: Plan?,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let roles = try self.requireAsked(plan).who
        guard let name = Username(actor.username), !actor.roles.isDisjoint(with: roles) else {
            throw Rejection(.notAllowed, "only \(roles.map(\.rawValue).joined(separator: " or ")) supervises so")
        }
        guard worker != name else { throw Rejection(.invalid, "nobody supervises himself", at: "/worker") }
        guard !workerRoles.isDisjoint(with: [.socialWorker, .onCallWorker, .coordinatorSw]) else {
            throw Rejection(.invalid, "\(worker) is no social worker known here", at: "/worker")
        }
        try Self.require(documentNo, date, now)
        guard findings.contains(where: { !$0.isWhitespace }), let origin = self.id.origin else {
            throw Rejection(.missing, "what was found and agreed", at: "/findings")
        }
        let recorded = SupervisionRecorded(
            kind: self.id.kind,
            worker: worker,
            date: date,
            documentNo: documentNo,
            by: name,
            at: now
        )
        let noted = SupervisionNoted(
            worker: worker,
            date: date,
            documentNo: documentNo,
            findings: Confidential(findings, .sensitiveHarm, origin: origin, field: "supervision"),
            by: name,
            at: now
        )
        return [.supervisionRecorded(recorded), .supervisionNoted(noted)]
    }

    /// Counts what another decision did: a meeting held, a file audited.
    package func done(on date: LocalDate, documentNo: String, by name: Username, at now: Instant) -> [Event] {
        [.rhythmKept(RhythmDone(kind: self.id.kind, date: date, documentNo: documentNo, by: name, at: now))]
    }

    private func requireAsked(_ plan: Plan?) throws(Rejection) -> Plan {
        if let plan { return plan }
        throw Rejection(.invalid, "the city's procedure pack does not ask for \(self.id.kind.rawValue)", at: "/kind")
    }

    /// Meetings are held, supervision and audits recorded, each by a command of its own.
    private static let recordedElsewhere: Set<RhythmKind> = [
        .caseManagementMeeting, .supervisionOfSocialWorkers, .supervisionOfCaseWorkers, .fileAudit,
    ]

    private static func require(_ documentNo: String, _ date: LocalDate, _ now: Instant) throws(Rejection) {
        guard documentNo.contains(where: { !$0.isWhitespace }) else {
            throw Rejection(.missing, "the number of the record or minutes", at: "/document_no")
        }
        guard date <= now.localDate else { throw Rejection(.invalid, "the day has not come yet", at: "/date") }
    }

    /// The span goes on by the plan it has.
    package func ring(_ clock: ClockName, generation: Int, at now: Instant) -> [Event] {
        self.ring(clock, generation: generation, plan: self.plan, at: now)
    }

    /// A span ends, or three quarters of it are over.
    ///
    /// - Parameter plan: What the city's pack now asks: the next span is measured by it.
    package func ring(_ clock: ClockName, generation: Int, plan: Plan?, at now: Instant) -> [Event] {
        guard let rang = ClockRang(clock, generation: generation, in: self.clocks, at: now) else { return [] }
        guard let spanBegan else { return [.rhythmBegan(RhythmBegan(kind: self.id.kind, plan: plan, at: now))] }
        guard rang.ring == .missed else { return [.clockRang(rang)] }
        let ended = Event.spanEnded(
            SpanEnded(
                kind: self.id.kind,
                began: spanBegan,
                count: self.count,
                required: self.plan?.times ?? 0,
                next: plan,
                at: now
            )
        )
        // The span counting began in is judged only if it was a whole one.
        return self.isFulfilled || !self.isWhole(spanBegan) ? [ended] : [.clockRang(rang), ended]
    }

    private func isWhole(_ spanBegan: LocalDate) -> Bool {
        (self.begunAt?.localDate).map { $0 <= spanBegan } ?? false
    }

    // MARK: Folding

    package mutating func apply(_ event: Event) {
        switch event {
        case .rhythmBegan(let event):
            guard self.begunAt == nil else { return }
            self.begunAt = event.at
            self.plan = event.plan
            self.begin(event.at.localDate, at: event.at)
        case .rhythmKept(let event): self.note(event.date)
        case .supervisionRecorded(let event): self.note(event.date)
        case .supervisionNoted: break
        case .spanEnded(let event):
            guard event.began == self.spanBegan else { return }
            if self.plan != nil, self.isWhole(event.began) {
                self.spans += 1
                if event.count >= event.required { self.spansKept += 1 }
            }
            let day = self.every.next(after: event.began)
            self.plan = event.next
            self.begin(day, at: event.at)
        case .clockRang(let event):
            self.clocks.ring(event.clock, generation: event.generation, event.ring)
        }
    }

    private mutating func note(_ date: LocalDate) {
        self.last = max(self.last ?? date, date)
        if let spanBegan, date >= spanBegan { self.count += 1 }
    }

    /// The span; of what the pack does not ask for a month, after which it is asked again.
    private var every: RhythmSpan { self.plan?.every ?? .month }

    private mutating func begin(_ day: LocalDate, at now: Instant) {
        let first = self.every.first(of: day)
        let start = first.start(in: now.zone)
        let name = Self.clock(of: self.id.kind)
        self.spanBegan = first
        self.count = 0
        if self.plan?.firstYear == true, let begunAt, start >= begunAt.adding(months: 12) {
            self.clocks.stop(name, at: now)
            return
        }
        let due = self.every.next(after: first).start(in: now.zone)
        // Where counting began within the span, nobody is warned of it or blamed for it.
        let asked = self.isWhole(first) ? self.plan : nil
        let why = self.plan == nil ? "the city's pack asks for none" : "counting began later, so that it asks for none"
        self.clocks.start(
            name,
            at: start,
            warn: asked == nil ? nil : start.adding(seconds: due.seconds(since: start) / 4 * 3),
            due: due,
            rule: asked.map {
                "\($0.times) a \($0.every.rawValue), §2.3, because the span began \(first)"
            } ?? "a \(self.every.rawValue), §2.3, because the span began \(first); \(why)"
        )
    }
}

/// Counting began.
package struct RhythmBegan: Codable, Sendable, Equatable {
    package var kind: RhythmKind
    /// What the pack asks.
    package var plan: Rhythm.Plan?
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

/// What a supervision found: told to no other unit (§6.14 names it; what is confidential stays where it was written).
package struct SupervisionNoted: Codable, Sendable, Equatable {
    package var worker: Username
    package var date: LocalDate
    package var documentNo: String
    package var findings: Confidential<String>
    package var by: Username
    package var at: Instant

    /// Whether a reader sees everybody's supervisions, though not what was found in them; others see their own.
    package static func listsAll(to actor: Actor) -> Bool {
        actor.holds(.coordinatorSw, .headPksai, .coordinatorPksai)
    }

    /// Whether a reader sees what was found: who wrote it, whom it is about, and leadership.
    package func opens(to actor: Actor) -> Bool {
        actor.holds(.headPksai, .coordinatorPksai) || [self.worker.text, self.by.text].contains(actor.username)
    }
}

/// A week, month or year is over.
package struct SpanEnded: Codable, Sendable, Equatable {
    package var kind: RhythmKind
    package var began: LocalDate
    package var count: Int
    package var required: Int
    /// What the pack asks of the span that begins.
    package var next: Rhythm.Plan?
    package var at: Instant
}
