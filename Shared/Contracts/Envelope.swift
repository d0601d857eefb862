public import JSON
public import Vocabulary

/// The message of units to units: the events of one decision that go to the same receivers (ARCHITECTURE.md §4).
public struct EventMessage: Codable, Sendable {
    /// The AMQP property `type`.
    public static let type = "events"

    /// `<kind>-<id>` of the aggregate the events belong to.
    public var stream: String
    /// The complaint, if there is one.
    public var complaintID: String?
    /// The case, if there is one.
    public var caseID: String?
    /// The role of who caused it: never a name.
    public var actor: String?
    /// Message id or clock that caused it.
    public var cause: String
    /// Wrapped data keys the receivers need; taken out before anything is journaled.
    public var keys: [WrappedKey]
    /// The events, in order.
    public var events: [ToldEvent]

    /// All members.
    public init(
        stream: String,
        complaintID: String?,
        caseID: String?,
        actor: String?,
        cause: String,
        keys: [WrappedKey],
        events: [ToldEvent]
    ) {
        self.stream = stream
        self.complaintID = complaintID
        self.caseID = caseID
        self.actor = actor
        self.cause = cause
        self.keys = keys
        self.events = events
    }
}

/// One event as told.
public struct ToldEvent: Codable, Sendable {
    /// Its word, `complaint_registered`.
    public var type: String
    /// Its version in the stream, from 1.
    public var version: Int64
    /// For each receiver the version of the stream's last event told to it; null for the first. Empty: never parks.
    public var follows: [String: Int64?]
    /// When it was decided.
    public var at: Instant
    /// The payload.
    public var data: EncodedJSON

    /// All members.
    public init(type: String, version: Int64, follows: [String: Int64?], at: Instant, data: EncodedJSON) {
        self.type = type
        self.version = version
        self.follows = follows
        self.at = at
        self.data = data
    }
}

/// A complaint's data key, wrapped by the class key of the entitled units.
public struct WrappedKey: Codable, Sendable, Hashable {
    /// The complaint whose values it seals.
    public var origin: ComplaintID
    /// The privacy class.
    public var privacyClass: PrivacyClass
    /// Which class key wraps it.
    public var keyID: String
    /// Nonce, ciphertext and tag, base64.
    public var box: String

    /// All members.
    public init(origin: ComplaintID, privacyClass: PrivacyClass, keyID: String, box: String) {
        self.origin = origin
        self.privacyClass = privacyClass
        self.keyID = keyID
        self.box = box
    }
}
