public import Vocabulary

/// The five organisational units.
public enum UnitName: String, Codable, Sendable, Hashable, CaseIterable, Comparable {
    case intake
    case identification
    case serviceUnit = "service-unit"
    case referral
    case dataRequest = "data-request"

    /// By name.
    public static func < (left: UnitName, right: UnitName) -> Bool { left.rawValue < right.rawValue }
    /// The name with underscores, as in database names and environment variables.
    public var underscored: String { self.rawValue.split(separator: "-").joined(separator: "_") }

    /// What the unit may read (ARCHITECTURE.md §3): the reporter is intake's alone, data-request reads nobody.
    public var privacyClasses: [PrivacyClass] {
        switch self {
        case .intake: [.childIdentity, .reporterIdentity, .sensitiveHarm]
        case .identification, .serviceUnit, .referral: [.childIdentity, .sensitiveHarm]
        case .dataRequest: []
        }
    }
}

/// A message every outsider may rely on: its type, an example, a sentence. The schema follows from the Swift type.
public protocol MessageContract: Codable, Sendable {
    /// The AMQP property `type`: `noun.verb` for outsiders' messages and answers, snake_case for commands and queries.
    static var type: String { get }
    /// What it is for, in a sentence.
    static var summary: String { get }
    /// A made-up message with every member that matters.
    static var example: Self { get }
}

/// What somebody asks a unit to do. Published to exchange `commands` as `<unit>.<type>.<username>`.
public protocol CommandContract: MessageContract {
    /// The unit that owns the thing.
    static var unit: UnitName { get }
    /// Who may send it; the rule decides again, case by case.
    static var roles: Set<Role> { get }
}

/// What somebody asks a unit to show. Published to exchange `queries` as `<unit>.<type>.<username>`.
public protocol QueryContract: MessageContract {
    /// What comes back in `query.answered`.
    associatedtype Answer: Codable & Sendable
    /// The unit that owns the thing.
    static var unit: UnitName { get }
    /// Who may ask; the unit decides again, case by case.
    static var roles: Set<Role> { get }
    /// What an answer looks like.
    static var answerExample: Answer { get }
    /// What work of the reader's may state why they open it; for everybody else the question has a member `reason`.
    static var grounds: Set<OpeningGround> { get }
}

extension QueryContract {
    /// Nobody's work states it.
    public static var grounds: Set<OpeningGround> { [] }
}

/// What an agency publishes to exchange `complaints` as `complaint.<username>.<urgent|routine>`.
public protocol ComplaintContract: MessageContract {}

/// What an applicant publishes to exchange `data-requests` as `data-request.<username>`.
public protocol DataRequestContract: MessageContract {}

/// What an on-call worker publishes to exchange `claims` as `urgent.<action>.<username>`.
public protocol ClaimContract: MessageContract {
    /// `claim`, `pass` or `release`.
    static var action: String { get }
}

/// What a unit answers to `receipts.<username>`.
public protocol AnswerContract: MessageContract {
    /// Whether it is sealed to the reader's public key, because it can hold CI, RI or SH.
    static var isSealed: Bool { get }
    /// What may go to a reader without a registered key.
    var redacted: Self { get }
    /// What ``redacted`` leaves out, by member, as it is kept for a repeat of the message: sealed.
    var reserved: [String: Confidential<String>] { get }
    /// What a sealed one shows of a child, and why this reader may see it: journaled.
    static var shows: Showing? { get }
}

/// What an answer that nobody asked for in words shows its reader.
public struct Showing: Sendable {
    /// The classes of what a rule opened into it; ``Confidential`` members say their own.
    public let classes: Set<PrivacyClass>
    /// The work that states why.
    public let ground: OpeningGround

    /// Both.
    public init(_ classes: Set<PrivacyClass>, on ground: OpeningGround) {
        self.classes = classes
        self.ground = ground
    }
}

extension AnswerContract {
    /// Holds nothing that identifies anybody.
    public static var isSealed: Bool { false }
    /// All of it.
    public var redacted: Self { self }
    /// Nothing.
    public var reserved: [String: Confidential<String>] { [:] }
    /// Nothing.
    public static var shows: Showing? { nil }
}

/// Who tells an event to whom (domain.md §6.14).
public struct Telling: Sendable {
    /// Its word on the wire, snake_case.
    public let name: String
    /// The units that tell it.
    public let producers: Set<UnitName>
    /// The units that hear it; exactly these get the message.
    public let receivers: Set<UnitName>
    /// What happened, in a sentence.
    public let summary: String

    /// Told by one unit.
    public init(_ name: String, _ producer: UnitName, to receivers: Set<UnitName>, _ summary: String) {
        self.init(name, [producer], to: receivers, summary)
    }

    /// Told by several.
    public init(_ name: String, _ producers: Set<UnitName>, to receivers: Set<UnitName>, _ summary: String) {
        self.name = name
        self.producers = producers
        self.receivers = receivers
        self.summary = summary
    }
}

/// Something that happened in a unit and that other units are told. Payload types live in Vocabulary; who tells and who
/// hears is said once, here.
public protocol EventContract: Codable, Sendable {
    /// Who tells it to whom.
    static var route: Telling { get }
}

extension EventContract {
    /// Its word on the wire, snake_case.
    public static var name: String { self.route.name }
    /// The units that tell it.
    public static var producers: Set<UnitName> { self.route.producers }
    /// The units that hear it; exactly these get the message.
    public static var receivers: Set<UnitName> { self.route.receivers }
    /// What happened, in a sentence.
    public static var summary: String { self.route.summary }

    /// The units that get it when this one tells it: all receivers but itself, unless it is told to itself alone (what
    /// a clock began goes on as a message, which can draw numbers and lock other things).
    public static func listeners(besides producer: UnitName) -> Set<UnitName> {
        self.receivers == [producer] ? self.receivers : self.receivers.subtracting([producer])
    }
}
