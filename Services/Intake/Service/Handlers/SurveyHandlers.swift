internal import Contracts
internal import IntakeDomain
internal import JSON
internal import UnitRuntime
internal import Vocabulary

/// An answer to the survey, however it came.
protocol SurveyAnswerMessage {
    var respondent: SurveyRespondent { get }
    var scores: [SurveyScore] { get }
}

extension SurveyAnswerSubmitted: SurveyAnswerMessage {}
extension RecordSurveyAnswer: SurveyAnswerMessage {}

extension SurveyYear {
    /// The year named, or that of now.
    init(_ year: Int?, at now: Instant) { self = year.flatMap { SurveyYear(String($0)) } ?? SurveyYear(now) }
}

/// Takes one answer into the survey that is open: this year's, else last year's. Nothing of the sender goes in.
struct SurveyAnswerHandler<Message: SurveyAnswerMessage & Sendable>: MessageHandler {
    /// Whether the sender is answered like an agency.
    let answersOutsider: Bool

    func lookups(of message: Message, _ context: RoutingContext) throws -> [LookupKey] { [.openSurvey] }

    func subjects(of message: Message, _ context: RoutingContext) throws -> [AggregateReference] {
        context.lookup(.openSurvey).flatMap { SurveyYear($0) }.map { [AggregateReference(Survey.self, $0)] } ?? []
    }

    func decide(_ message: Message, _ context: inout DecisionContext) throws {
        guard let year = context.lookup(.openSurvey).flatMap({ SurveyYear($0) }) else {
            throw Complaint.Rejection.surveyNotOpen
        }
        let survey = try context.state(Survey.self, year)
        let scores = Dictionary(message.scores.map { ($0.question, $0.score) }) { _, last in last }
        context.append(
            try survey.answer(scores, by: message.respondent, at: context.now),
            to: Survey.self,
            year
        )
        if self.answersOutsider { context.answer(SurveyReceipt(messageID: context.messageID, year: year.year)) }
    }
}

/// Takes `open_survey`.
struct OpenSurveyHandler: MessageHandler {
    func lookups(of message: OpenSurvey, _ context: RoutingContext) throws -> [LookupKey] { [.openSurvey] }

    func subjects(of message: OpenSurvey, _ context: RoutingContext) throws -> [AggregateReference] {
        [SurveyYear(String(message.year))].compactMap(\.self).map { AggregateReference(Survey.self, $0) }
    }

    func decide(_ message: OpenSurvey, _ context: inout DecisionContext) throws {
        guard let year = SurveyYear(String(message.year)) else { throw Complaint.Rejection.surveyNotOpen }
        let survey = try context.state(Survey.self, year)
        context.append(try survey.open(by: context.actor, at: context.now), to: Survey.self, year)
        context.setLookup(.openSurvey, to: year.text)
        context.result(["year": .integer(Int64(year.year))])
    }
}

/// Takes `close_survey`.
struct CloseSurveyHandler: MessageHandler {
    func lookups(of message: CloseSurvey, _ context: RoutingContext) throws -> [LookupKey] { [.openSurvey] }

    func subjects(of message: CloseSurvey, _ context: RoutingContext) throws -> [AggregateReference] {
        [
            message.year.flatMap { SurveyYear(String($0)) }
                ?? context.lookup(.openSurvey).flatMap { SurveyYear($0) }
        ].compactMap(\.self).map { AggregateReference(Survey.self, $0) }
    }

    func decide(_ message: CloseSurvey, _ context: inout DecisionContext) throws {
        let open = context.lookup(.openSurvey).flatMap { SurveyYear($0) }
        guard let year = message.year.flatMap({ SurveyYear(String($0)) }) ?? open else {
            throw Complaint.Rejection.surveyNotOpen
        }
        let survey = try context.state(Survey.self, year)
        context.append(try survey.close(by: context.actor, at: context.now), to: Survey.self, year)
        if open == year { context.setLookup(.openSurvey, to: "") }
        context.result(["year": .integer(Int64(year.year))])
    }
}

extension LookupKey {
    /// Leads to the year whose survey takes answers.
    static let openSurvey = LookupKey("survey", "open")
}
