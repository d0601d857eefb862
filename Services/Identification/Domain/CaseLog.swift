public import Vocabulary

/// The way of one case as the data bank keeps it: what happened to it in the other units and when, and its steps over the
/// on-call ladder (domain.md §6.14, identification's archive index; §14).
public struct CaseLog: Aggregate {
    /// The case.
    public typealias ID = CaseID

    /// One step.
    public struct Step: Codable, Sendable, Equatable {
        /// The event's word, `urgent_case_claimed`.
        public var what: String
        /// Who, if a person did it.
        public var by: Username?
        /// The rung, if one was called or claimed on.
        public var rung: OncallRung?
        /// When.
        public var at: Instant

        /// A step.
        public init(what: String, by: Username?, rung: OncallRung?, at: Instant) {
            self.what = what
            self.by = by
            self.rung = rung
            self.at = at
        }
    }

    /// What can happen.
    public enum Event: Codable, Sendable, Equatable {
        case stepLogged(Step)
    }

    /// `case_log`.
    public static let streamKind = "case_log"
    /// The case.
    public let id: CaseID
    /// By time; steps of one moment in the order they were heard.
    public private(set) var steps: [Step] = []

    /// An empty log.
    public init(id: CaseID) { self.id = id }

    /// Logs a step; told twice, it changes nothing.
    public func hear(_ step: Step) -> [Event] { self.steps.contains(step) ? [] : [.stepLogged(step)] }

    /// Folds one event into the state.
    public mutating func apply(_ event: Event) {
        switch event {
        case .stepLogged(let step):
            let place = self.steps.firstIndex { $0.at > step.at } ?? self.steps.endIndex
            self.steps.insert(step, at: place)
        }
    }
}
