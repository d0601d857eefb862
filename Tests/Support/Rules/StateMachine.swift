public import Vocabulary

/// What the procedures say of one state machine, told apart from its code: which state may follow which, and what ends
/// which clock (domain.md §5.4, §6).
public struct StateMachine<Subject: Aggregate, State: Hashable & Sendable>: Sendable {
    /// Where the subject stands.
    let state: @Sendable (Subject) -> State
    /// Where each state may be left for; staying is always allowed.
    let ways: [State: Set<State>]
    /// The events, by name, that end a clock.
    let stops: [ClockName: Set<String>]
    /// The events, by name, that begin it, also anew.
    let starts: [ClockName: Set<String>]

    /// A table of states, and one of clocks.
    public init(
        _ state: @escaping @Sendable (Subject) -> State,
        ways: [State: Set<State>],
        stops: [ClockName: Set<String>] = [:],
        starts: [ClockName: Set<String>] = [:]
    ) {
        self.state = state
        self.ways = ways
        self.stops = stops
        self.starts = starts
    }

    /// What is wrong about what one event did, if anything.
    func fault(_ event: Subject.Event, from before: Subject, to after: Subject) -> String? {
        let (old, new) = (self.state(before), self.state(after))
        guard old == new || self.ways[old]?.contains(new) == true else {
            return "\(eventName(event)) leads from \(old) to \(new)"
        }
        return nil
    }

    /// The clocks that run although what one decision told ended them.
    func runningAfterStop(_ events: [Subject.Event], _ after: Subject) -> [ClockName] {
        let names = events.map { eventName($0) }
        return self.stops.keys.sorted { $0.rawValue < $1.rawValue }.filter { clock in
            guard let stop = names.lastIndex(where: { self.stops[clock]?.contains($0) == true }) else { return false }
            let again = names[stop...].dropFirst().contains { self.starts[clock]?.contains($0) == true }
            return !again && after.clocks.isRunning(clock)
        }
    }
}

/// The name of an event's case, `consentGiven`.
public func eventName<Event>(_ event: Event) -> String {
    Mirror(reflecting: event).children.first?.label ?? "\(event)"
}
