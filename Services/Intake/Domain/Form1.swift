internal import Instruments
public import Vocabulary

/// The contents of Form 1 in the clear: what a rule reads and what it writes back sealed.
public struct Form1: Sendable, Equatable {
    /// The child.
    public var child: ChildIdentity?
    /// The household.
    public var family: Family?
    /// What is known, and the judgement.
    public var situation: Situation

    /// The contents.
    public init(child: ChildIdentity?, family: Family?, situation: Situation) {
        self.child = child
        self.family = family
        self.situation = situation
    }

    /// The form as its instrument asks it.
    ///
    /// - Parameters:
    ///   - place: Where the assessment took place.
    ///   - date: The day of the assessment.
    func filled(
        _ instrument: Instrument,
        categories: [Category],
        place: String? = nil,
        date: LocalDate? = nil
    ) -> FilledForm {
        instrument.filled([
            "child": self.child, "family": self.family, "situation": self.situation.description,
            "categories": categories, "initial_assessment": self.situation.assessment, "place": place, "date": date,
        ])
    }

    /// With whatever the other says in place of what this says; blanks change nothing.
    func supplemented(by other: Supplement) -> Form1 {
        var merged = self
        if let child = other.child { merged.child = (self.child ?? ChildIdentity()).overlaid(by: child) }
        if let family = other.family { merged.family = (self.family ?? Family()).overlaid(by: family) }
        if let text = other.situation, !text.allSatisfy(\.isWhitespace), text != self.situation.description {
            merged.situation.description += "\n\n" + text
        }
        if let assessment = other.assessment {
            merged.situation.assessment =
                (self.situation.assessment ?? InitialAssessment()).overlaid(by: assessment)
        }
        return merged
    }
}

/// What is added to a complaint or corrected; nil or blank leaves things as they are.
public struct Supplement: Sendable, Equatable {
    /// The child.
    public var child: ChildIdentity?
    /// The household.
    public var family: Family?
    /// More about the situation: appended, what was written stays.
    public var situation: String?
    /// All kinds of complaint, if they change.
    public var categories: [Category]?
    /// Judgement; a level is a proposal that can only raise (D14).
    public var assessment: InitialAssessment?
    /// Life or safety is at stake.
    public var emergency: Bool
    /// Papers that came in.
    public var documents: Set<IntakeDocument>

    /// Everything may be left out.
    public init(
        child: ChildIdentity? = nil,
        family: Family? = nil,
        situation: String? = nil,
        categories: [Category]? = nil,
        assessment: InitialAssessment? = nil,
        emergency: Bool = false,
        documents: Set<IntakeDocument> = []
    ) {
        self.child = child
        self.family = family
        self.situation = situation
        self.categories = categories
        self.assessment = assessment
        self.emergency = emergency
        self.documents = documents
    }
}
