public import Vocabulary

/// Somebody answers the satisfaction survey. Nothing in it tells who.
public struct SurveyAnswerSubmitted: ComplaintContract, Equatable {
    /// The message's `type`.
    public static let type = "survey.answered"
    /// What it is for, in a sentence.
    public static let summary = "An answer to the year's satisfaction survey, anonymous."
    /// The kind of respondent.
    public var respondent: SurveyRespondent
    /// The answers.
    public var scores: [SurveyScore]

    /// All members.
    public init(respondent: SurveyRespondent, scores: [SurveyScore]) {
        self.respondent = respondent
        self.scores = scores
    }

    /// A made-up message.
    public static let example = SurveyAnswerSubmitted(
        respondent: .family,
        scores: [SurveyScore(question: .easyToReach, score: 3), SurveyScore(question: .helpedInTime, score: 4)]
    )
}

/// The answer to one question.
public struct SurveyScore: Codable, Sendable, Equatable {
    /// The question.
    public var question: SurveyQuestion
    /// 1 (not at all) to 4 (fully).
    public var score: Int

    /// All members; optional ones may be left out.
    public init(question: SurveyQuestion, score: Int) {
        self.question = question
        self.score = score
    }
}

/// Records an answer to the year's satisfaction survey given on paper or by word.
public struct RecordSurveyAnswer: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "record_survey_answer"
    /// What it is for, in a sentence.
    public static let summary =
        "Records an answer to the year's satisfaction survey given on paper or by word."
    /// The unit that owns the thing.
    public static let unit = UnitName.intake
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [
        .intakeOfficer, .secretary, .socialWorker, .onCallWorker, .tksk, .psm, .dataOfficer,
    ]
    /// The kind of respondent.
    public var respondent: SurveyRespondent
    /// The answers.
    public var scores: [SurveyScore]

    /// All members; optional ones may be left out.
    public init(respondent: SurveyRespondent, scores: [SurveyScore]) {
        self.respondent = respondent
        self.scores = scores
    }

    /// A made-up message.
    public static let example = RecordSurveyAnswer(
        respondent: .child,
        scores: [SurveyScore(question: .childWasHeard, score: 4)]
    )
}

/// Opens a year's satisfaction survey.
public struct OpenSurvey: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "open_survey"
    /// What it is for, in a sentence.
    public static let summary =
        "Opens a year's satisfaction survey."
    /// The unit that owns the thing.
    public static let unit = UnitName.intake
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.secretary, .responsibleOfficer, .headPksai]
    /// The year.
    public var year: Int

    /// All members; optional ones may be left out.
    public init(year: Int) {
        self.year = year
    }

    /// A made-up message.
    public static let example = OpenSurvey(year: 2026)
}

/// Closes a year's satisfaction survey.
public struct CloseSurvey: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "close_survey"
    /// What it is for, in a sentence.
    public static let summary =
        "Closes a year's satisfaction survey."
    /// The unit that owns the thing.
    public static let unit = UnitName.intake
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.secretary, .responsibleOfficer, .headPksai]
    /// The year; this one unless told.
    public var year: Int?

    /// All members; optional ones may be left out.
    public init(year: Int? = nil) {
        self.year = year
    }

    /// A made-up message.
    public static let example = CloseSurvey(year: 2026)
}

/// The receipt of an answer to the survey.
public struct SurveyReceipt: AnswerContract, Equatable {
    /// The message's `type`.
    public static let type = "survey.received"
    /// What it is for, in a sentence.
    public static let summary = "The answer to the survey is counted."
    /// The message's id.
    public var messageID: String
    /// The survey's year.
    public var year: Int

    /// All members.
    public init(messageID: String, year: Int) {
        self.messageID = messageID
        self.year = year
    }

    /// A made-up message.
    public static let example = SurveyReceipt(messageID: "m-1", year: 2026)
}
