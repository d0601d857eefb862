public import Vocabulary

/// One year's satisfaction survey: counts only; who said what is never known (domain.md §12, T22).
public struct Survey: Aggregate {
    /// `survey`.
    public static let streamKind = "survey"

    /// The year.
    public let id: SurveyYear
    /// Whether answers are taken.
    public internal(set) var isOpen: Bool
    /// When it was opened.
    public internal(set) var openedAt: Instant?
    /// When it was closed.
    public internal(set) var closedAt: Instant?
    /// How often each answer was given, by question: four counts, for 1 to 4.
    public internal(set) var counts: [String: [Int]]
    /// How many answered, by kind of respondent.
    public internal(set) var respondents: [String: Int]

    /// Not opened yet.
    public init(id: SurveyYear) {
        self.id = id
        self.isOpen = false
        self.counts = [:]
        self.respondents = [:]
    }

    /// What can happen.
    public enum Event: Codable, Sendable, Equatable {
        case surveyOpened(SurveyOpened)
        case surveyAnswered(SurveyAnswered)
        case surveyClosed(SurveyClosed)
    }

    /// How many answered.
    public var answered: Int { self.respondents.values.reduce(0, +) }

    /// Folds one event into the state.
    public mutating func apply(_ event: Event) {
        switch event {
        case .surveyOpened(let opened):
            self.isOpen = true
            self.openedAt = opened.at
            self.closedAt = nil
        case .surveyAnswered(let answered):
            self.respondents[answered.respondent.rawValue, default: 0] += 1
            for (question, score) in answered.scores where (1...4).contains(score) {
                var counts = self.counts[question] ?? [0, 0, 0, 0]
                counts[score - 1] += 1
                self.counts[question] = counts
            }
        case .surveyClosed(let closed):
            self.isOpen = false
            self.closedAt = closed.at
        }
    }

    private static let keepers: [Role] = [.secretary, .responsibleOfficer, .headPksai]

    /// Opens the year's survey.
    public func open(by actor: Actor, at now: Instant) throws(Complaint.Rejection) -> [Event] {
        try Complaint.authorize(actor, Self.keepers)
        guard !self.isOpen else { return [] }
        return [.surveyOpened(SurveyOpened(by: Username(actor.username), at: now))]
    }

    /// Closes it.
    public func close(by actor: Actor, at now: Instant) throws(Complaint.Rejection) -> [Event] {
        try Complaint.authorize(actor, Self.keepers)
        guard self.isOpen else { throw .surveyNotOpen }
        return [.surveyClosed(SurveyClosed(by: Username(actor.username), at: now))]
    }

    /// Takes one answer: scores and the kind of respondent, nothing else.
    ///
    /// - Parameters:
    ///   - scores: For each question answered, 1 to 4.
    ///   - respondent: Who answers, as a kind.
    ///   - now: When; kept to the day, so that nobody can tell whose it is.
    public func answer(
        _ scores: [SurveyQuestion: Int],
        by respondent: SurveyRespondent,
        at now: Instant
    ) throws(Complaint.Rejection) -> [Event] {
        guard self.isOpen else { throw .surveyNotOpen }
        guard !scores.isEmpty, scores.values.allSatisfy({ (1...4).contains($0) }) else { throw .scoresNeeded }
        let named = Dictionary(uniqueKeysWithValues: scores.map { ($0.key.rawValue, $0.value) })
        return [.surveyAnswered(SurveyAnswered(respondent: respondent, scores: named, on: now.localDate))]
    }
}

/// A year's survey was opened.
public struct SurveyOpened: Codable, Sendable, Equatable {
    /// Who opened it.
    public var by: Username?
    /// When.
    public var at: Instant
}

/// Somebody answered; nothing tells who.
public struct SurveyAnswered: Codable, Sendable, Equatable {
    /// The kind of respondent.
    public var respondent: SurveyRespondent
    /// For each question answered, 1 to 4.
    public var scores: [String: Int]
    /// The day.
    public var on: LocalDate
}

/// A year's survey was closed.
public struct SurveyClosed: Codable, Sendable, Equatable {
    /// Who closed it.
    public var by: Username?
    /// When.
    public var at: Instant
}
