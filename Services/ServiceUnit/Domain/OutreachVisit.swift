package import Vocabulary

/// A child on lists that is to be visited, as identification tells of it: the coordinator sees who goes to how many (S08).
package struct OutreachVisit: Aggregate {
    package static let streamKind = "outreach-visit"

    package let id: CandidateID
    /// Whether a visit is still to be made, by somebody or nobody yet.
    package private(set) var isAhead = false
    /// Who goes.
    package private(set) var worker: Username?
    /// The last word on it.
    private var toldAt: Instant?

    package init(id: CandidateID) { self.id = id }

    /// What is told of it.
    package enum Event: Codable, Sendable, Equatable {
        case outreachCandidatesRanked(CandidateRanked)
        case outreachAssigned(OutreachOrdered)
        case outreachVisitEnded(OutreachVisitEnded)

        fileprivate var at: Instant {
            switch self {
            case .outreachCandidatesRanked(let told): told.at
            case .outreachAssigned(let told): told.at
            case .outreachVisitEnded(let told): told.at
            }
        }
    }

    /// A case was found, or no need.
    package struct OutreachVisitEnded: Codable, Sendable, Equatable {
        package var at: Instant

        package init(at: Instant) { self.at = at }
    }

    /// Notes what was told; what says nothing new, or comes after a later word, is not noted (rule 30).
    package func learn(_ event: Event) -> [Event] { self.applying([event]) == self ? [] : [event] }

    package mutating func apply(_ event: Event) {
        guard self.toldAt.map({ event.at >= $0 }) ?? true else { return }
        self.toldAt = event.at
        switch event {
        case .outreachCandidatesRanked: (self.isAhead, self.worker) = (true, nil)
        case .outreachAssigned(let told): (self.isAhead, self.worker) = (true, told.worker)
        case .outreachVisitEnded: self.isAhead = false
        }
    }
}
