/// A fault of the runtime's own: never the sender's.
enum RuntimeError: Error, Sendable, Equatable {
    /// A handler asked for an aggregate it had not named in `subjects(of:)`.
    case notLoaded(String)
    /// A stored state doesn't fit its type any more.
    case unreadableState
    /// A handler rejected another unit's event: events can't be refused.
    case rejectedEvent(code: String)
    /// The unit holds no key for this class.
    case noKey(String)
    /// A row that must be there is missing.
    case missingRow(String)
    /// The configuration is wrong; the text names the key.
    case configuration(String)
    /// The database's schema is newer than the program, or older.
    case schema(String)
}
