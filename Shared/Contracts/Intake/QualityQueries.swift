public import Vocabulary

/// Asks for complaints about the centre.
public struct ListServiceComplaints: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_service_complaints"
    /// What it is for, in a sentence.
    public static let summary =
        "Lists complaints about the centre, newest change first; what was said only to who says why it is read."
    /// The unit that owns the thing.
    public static let unit = UnitName.intake
    /// Who may ask.
    public static let roles: Set<Role> = [
        .secretary, .responsibleOfficer, .headPksai, .coordinatorPksai, .steering, .intakeOfficer,
    ]
    /// Only in this state, `received`.
    public var status: String?
    /// At most this many, 1 to 1,000; 100 unless told.
    public var limit: Int?
    /// Why what was said is opened, for the journal; without it the list holds codes only.
    public var reason: String?

    /// All may be left out.
    public init(status: String? = nil, limit: Int? = nil, reason: String? = nil) {
        self.status = status
        self.limit = limit
        self.reason = reason
    }

    /// One complaint about the centre.
    public struct Row: Codable, Sendable, Equatable {
        /// Its number.
        public var serviceComplaintNo: ServiceComplaintNumber
        /// Where it stands.
        public var status: String
        /// Over what it came.
        public var channel: ServiceComplaintChannel
        /// What it is about.
        public var trigger: ServiceComplaintTrigger
        /// What was said.
        public var content: Confidential<String>?
        /// What the centre answered.
        public var answer: Confidential<String>?
        /// When it came.
        public var receivedAt: Instant
        /// When it was answered.
        public var answeredAt: Instant?
        /// The complaint about a child in danger that came with it.
        public var complaintNo: ComplaintNumber?

        /// All members; optional ones may be left out.
        public init(
            serviceComplaintNo: ServiceComplaintNumber,
            status: String,
            channel: ServiceComplaintChannel,
            trigger: ServiceComplaintTrigger,
            content: Confidential<String>? = nil,
            answer: Confidential<String>? = nil,
            receivedAt: Instant,
            answeredAt: Instant? = nil,
            complaintNo: ComplaintNumber? = nil
        ) {
            self.serviceComplaintNo = serviceComplaintNo
            self.status = status
            self.channel = channel
            self.trigger = trigger
            self.content = content
            self.answer = answer
            self.receivedAt = receivedAt
            self.answeredAt = answeredAt
            self.complaintNo = complaintNo
        }
    }

    /// The complaints about the centre.
    public struct Answer: Codable, Sendable, Equatable {
        /// Newest change first.
        public var serviceComplaints: [Row]

        /// The rows.
        public init(serviceComplaints: [Row]) { self.serviceComplaints = serviceComplaints }
    }

    /// A made-up message.
    public static let example = ListServiceComplaints(status: "received", reason: "evaluation meeting")
    /// What an answer looks like.
    public static let answerExample = Answer(serviceComplaints: [
        Row(
            serviceComplaintNo: ServiceComplaintNumber(year: 2026, serial: 1),
            status: "received",
            channel: .phone,
            trigger: .serviceNotByStandard,
            receivedAt: Examples.now
        )
    ])
}

/// Asks what the satisfaction survey found.
public struct ShowSurvey: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "show_survey"
    /// What it is for, in a sentence.
    public static let summary = "Shows a year's satisfaction survey; too few answers are withheld."
    /// The unit that owns the thing.
    public static let unit = UnitName.intake
    /// Who may ask.
    public static let roles: Set<Role> = [
        .secretary, .responsibleOfficer, .headPksai, .coordinatorPksai, .steering, .agencyHead,
    ]
    /// The year; this one unless told.
    public var year: Int?

    /// The year may be left out.
    public init(year: Int? = nil) { self.year = year }

    /// One question.
    public struct Row: Codable, Sendable, Equatable {
        /// The question.
        public var question: SurveyQuestion
        /// How it is asked, in Indonesian.
        public var asked: String
        /// How many answered; nil if too few to show.
        public var answers: Int?
        /// The mean of 1 to 4, in hundredths; nil if too few to show.
        public var meanHundredths: Int?

        /// All members.
        public init(question: SurveyQuestion, asked: String, answers: Int?, meanHundredths: Int?) {
            self.question = question
            self.asked = asked
            self.answers = answers
            self.meanHundredths = meanHundredths
        }
    }

    /// The survey.
    public struct Answer: Codable, Sendable, Equatable {
        /// The year.
        public var year: Int
        /// Whether answers are taken.
        public var open: Bool
        /// When it was opened; nil if it never was: it is due every year.
        public var openedAt: Instant?
        /// How many answered; nil if too few to show.
        public var answered: Int?
        /// By question.
        public var questions: [Row]

        /// All members.
        public init(year: Int, open: Bool, openedAt: Instant?, answered: Int?, questions: [Row]) {
            self.year = year
            self.open = open
            self.openedAt = openedAt
            self.answered = answered
            self.questions = questions
        }
    }

    /// A made-up message.
    public static let example = ShowSurvey(year: 2026)
    /// What an answer looks like.
    public static let answerExample = Answer(
        year: 2026,
        open: true,
        openedAt: Examples.now,
        answered: 41,
        questions: [
            Row(
                question: .helpedInTime,
                asked: SurveyQuestion.helpedInTime.indonesian,
                answers: 40,
                meanHundredths: 325
            )
        ]
    )
}
