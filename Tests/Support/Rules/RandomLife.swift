public import Testing
public import Vocabulary

/// One random life of an aggregate: whatever people try, other units tell and clocks ring, in an order drawn by a seed.
///
/// After every event the state is one its machine allows; after every decision no clock runs on after its stop, no
/// stopped clock rings, none rings twice, and each that runs says its limit, its rule and why; said again, another unit's word changes nothing; at the end the journal gives
/// the state. Every failure names the seed and the step.
public struct RandomLife<Subject: Aggregate, State: Hashable & Sendable> {
    /// What somebody tries: refused, or what it leads to.
    public typealias Step = (Subject, Instant) throws -> [Subject.Event]

    /// As it is now.
    public private(set) var subject: Subject
    /// What happened since it began, in order.
    public private(set) var journal: [Subject.Event]
    /// The present moment.
    public private(set) var now: Instant
    /// Where chance comes from.
    public var random: SeededGenerator
    private let machine: StateMachine<Subject, State>
    private let start: Subject
    private let seed: Int
    private var step = 0
    private let location: SourceLocation

    /// A life that begins here: mostly with nothing.
    public init(
        _ start: Subject,
        in machine: StateMachine<Subject, State>,
        from now: Instant,
        seed: Int,
        salt: Int = 0,
        at location: SourceLocation = #_sourceLocation
    ) {
        self.start = start
        self.subject = start
        self.journal = []
        self.now = now
        self.random = SeededGenerator(seed: seed, salt: salt)
        self.machine = machine
        self.seed = seed
        self.location = location
    }

    /// Says that something is wrong, with the seed and the step.
    public func record(_ what: String) {
        Issue.record("seed \(self.seed), step \(self.step): \(what)", sourceLocation: self.location)
    }

    /// Records a fault unless this holds.
    public func expect(_ holds: Bool, _ what: @autoclosure () -> String) { if !holds { self.record(what()) } }

    /// Lets time pass. What is due by then rings, the earliest first, and rings once.
    ///
    /// - Parameters:
    ///   - minutes: How long.
    ///   - ring: How a clock rings, where that takes more than the subject.
    /// - Returns: What the rings led to.
    @discardableResult
    public mutating func pass(
        _ minutes: ClosedRange<Int>,
        ring: (Subject, ClockName, Int, Instant) -> [Subject.Event] = { $0.ring($1, generation: $2, at: $3) }
    ) -> [Subject.Event] {
        self.now = self.now.adding(minutes: Int.random(in: minutes, using: &self.random))
        var rung: [Subject.Event] = []
        for _ in 0..<1_000 {
            let due = self.subject.clocks.all.compactMap { entry in entry.clock.nextRing.map { (entry, $0) } }
                .filter { $0.1 <= self.now }.min { $0.1 < $1.1 }
            guard let (entry, at) = due else { return rung }
            let generation = entry.clock.generation
            let events = ring(self.subject, entry.name, generation, at)
            self.expect(!events.isEmpty, "\(entry.name.rawValue) is due and does not ring")
            if events.isEmpty { return rung }
            self.take(events)
            rung += events
            let again = ring(self.subject, entry.name, generation, at)
            self.expect(again.isEmpty, "\(entry.name.rawValue) rings twice")
        }
        self.record("the clocks never come to rest")
        return rung
    }

    /// Tries one of these; a refusal changes nothing.
    @discardableResult
    public mutating func attempt(_ steps: [Step]) -> [Subject.Event] {
        guard let step = steps.randomElement(using: &self.random) else { return [] }
        self.step += 1
        guard let events = try? step(self.subject, self.now) else { return [] }
        self.take(events)
        return events
    }

    /// Hears one of these from another unit, and hears it again.
    @discardableResult
    public mutating func hear(_ words: [Step]) -> [Subject.Event] {
        guard let word = words.randomElement(using: &self.random) else { return [] }
        self.step += 1
        guard let events = try? word(self.subject, self.now) else { return [] }
        self.take(events)
        let again = (try? word(self.subject, self.now)) ?? []
        self.expect(again.isEmpty, "told twice, it counted twice: \(again.map { eventName($0) })")
        return events
    }

    /// Folds what one decision came to, and looks at it.
    public mutating func take(_ events: [Subject.Event]) {
        for event in events {
            let before = self.subject
            self.subject.apply(event)
            if let fault = self.machine.fault(event, from: before, to: self.subject) { self.record(fault) }
        }
        self.journal += events
        for clock in self.machine.runningAfterStop(events, self.subject) {
            self.record("\(clock.rawValue) runs on after \(events.map { eventName($0) })")
        }
        for clock in unexplained(self.subject.clocks) { self.record("no limit, rule and reason: \(clock)") }
        for entry in self.subject.clocks.all where !entry.clock.isRunning {
            let generation = entry.clock.generation
            let rung = self.subject.ring(entry.name, generation: generation, at: self.now.adding(days: 400))
            self.expect(rung.isEmpty, "\(entry.name.rawValue) has stopped and rings")
        }
    }

    /// The journal gives the state.
    public func end() {
        self.expect(self.start.applying(self.journal) == self.subject, "the journal gives another state")
    }
}
