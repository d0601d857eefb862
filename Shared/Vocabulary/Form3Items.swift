/// One scored item of Form 3. Its value is the child's condition: 3 good, 1 bad, for favourable and adverse items alike;
/// never inverted (domain.md §7.3.2, X28).
public struct Form3Item: Sendable, Hashable {
    /// What must have been seen before it can be scored (rule 17).
    public enum Observation: String, Sendable, Hashable {
        /// The child, met in person.
        case child
        /// The home, on a visit.
        case home
    }

    /// `b1_1`: category, domain, number.
    public let code: String
    /// The statement.
    public let statement: String
    /// Whether the statement tells of something bad.
    public let isAdverse: Bool
    /// Whether it is seen rather than asked.
    public let observation: Observation?
    /// Whether it counts towards the red flag; d2_7's adverse reading is uncertain.
    public let countsForRedFlag: Bool

    /// The category, by the code's first letter.
    public var category: Form3.Category {
        switch self.code.first {
        case "b": .childNeeds
        case "c": .caregiving
        default: .environment
        }
    }
    /// The domain, `b1`.
    public var domain: String { String(self.code.prefix(2)) }

    init(
        _ code: String,
        _ statement: String,
        adverse: Bool = false,
        seen: Observation? = nil,
        countsForRedFlag: Bool = true
    ) {
        self.code = code
        self.statement = statement
        self.isAdverse = adverse
        self.observation = seen
        self.countsForRedFlag = countsForRedFlag
    }

    /// All 70 items with boxes, in the form's order.
    public static let all: [Form3Item] = [
        Form3Item("b1_1", "looks normal and healthy, body and mind", seen: .child),
        Form3Item("b1_2", "no chronic or infectious disease"),
        Form3Item("b1_3", "has health insurance"),
        Form3Item("b1_4", "has a disability", adverse: true, seen: .child),
        Form3Item("b1_5", "immunised for age"),
        Form3Item("b1_6", "girl: never pregnant while under 18"),
        Form3Item("b2_1", "education access fitting level and condition"),
        Form3Item("b2_2", "chance to develop interests and skills"),
        Form3Item("b2_3", "at risk of dropping out", adverse: true),
        Form3Item("b2_4", "safe way to school"),
        Form3Item("b2_5", "learning means at home, books"),
        Form3Item("b2_6", "receives KIP"),
        Form3Item("b3_1", "copes with stress, not easily hopeless, self-control"),
        Form3Item("b3_2", "sees self and ability positively"),
        Form3Item("b3_3", "adapts to change"),
        Form3Item("b3_4", "plays and interacts adequately"),
        Form3Item("b3_5", "shows signs of trauma", adverse: true),
        Form3Item("b3_6", "carer can handle trauma and knows where to find help"),
        Form3Item("b3_7", "risky daily behaviours", adverse: true),
        Form3Item("b4_1", "feels interaction with carer is adequate"),
        Form3Item("b4_3", "feels part of and accepted by family, peers, society"),
        Form3Item("b4_4", "good relation with siblings and important others"),
        Form3Item("b4_5", "family or carer sees the child positively"),
        Form3Item("b5_1", "dressed by age, gender, local norm", seen: .child),
        Form3Item("b5_2", "clean, hygienic", seen: .child),
        Form3Item("c1_1", "balanced food every day"),
        Form3Item("c1_2", "access to health and dental care"),
        Form3Item("c1_3", "decent dwelling", seen: .home),
        Form3Item("c1_4", "clean surroundings, waste bin", seen: .home),
        Form3Item("c1_5", "safe bedroom; teen boys and girls sleep apart", seen: .home),
        Form3Item("c1_6", "enough clean water", seen: .home),
        Form3Item("c2_1", "lives in a safe place, also from disaster", seen: .home),
        Form3Item("c2_2", "owns the house"),
        Form3Item("c2_3", "fairly stable family environment"),
        Form3Item("c2_4", "no violence suffered at home or around in 6 months"),
        Form3Item("c2_5", "no violence witnessed at home in 6 months"),
        Form3Item("c2_6", "child neglected or exploited", adverse: true),
        Form3Item("c3_1", "at least one adult carer"),
        Form3Item("c3_2", "safe, stable, loving relation"),
        Form3Item("c3_3", "sensitive and responsive"),
        Form3Item("c3_4", "fitting physical contact, warmth, praise"),
        Form3Item("c4_1", "helps cognition by talking and answering"),
        Form3Item("c4_2", "joins play, promotes education"),
        Form3Item("c4_3", "lets the child succeed, ensures school attendance"),
        Form3Item("c4_4", "helps face life's challenges"),
        Form3Item("c5_1", "models behaviour and emotional control"),
        Form3Item("c5_2", "sets limits, builds values"),
        Form3Item("c5_3", "lets the child explore and learn"),
        Form3Item("c5_4", "chance to learn social problem solving, anger control"),
        Form3Item("c5_5", "effective discipline"),
        Form3Item("d1_1", "relation of carers with extended family"),
        Form3Item("d1_2", "carer uses alcohol or drugs", adverse: true),
        Form3Item("d1_3", "carer has or had a mental health problem", adverse: true),
        Form3Item("d1_4", "relative's alcohol, drug or mental problem harms the child", adverse: true),
        Form3Item("d1_5", "a relative helps when the child has problems"),
        Form3Item("d2_1", "no epidemic in the last month"),
        Form3Item("d2_2", "child has own bed or room"),
        Form3Item("d2_3", "habitable house"),
        Form3Item("d2_4", "latrine with septic tank"),
        Form3Item("d2_5", "waste water drains properly"),
        Form3Item("d2_6", "housing accessible and fits needs"),
        Form3Item("d2_7", "disabled family member", countsForRedFlag: false),
        Form3Item("d3_1", "income covers needs"),
        Form3Item("d3_3", "receives social benefit"),
        Form3Item("d4_1", "reaches clinic, school, kelurahan when needed"),
        Form3Item("d4_2", "reaches leaders, worship place, neighbours, school"),
        Form3Item("d4_3", "family accepted locally"),
        Form3Item("d4_4", "stigma on child or family", adverse: true),
        Form3Item("d4_5", "community guides the child after wrongdoing"),
        Form3Item("d4_6", "who guides, how"),
    ]

    /// By code.
    public static let byCode: [String: Form3Item] = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })
}
