/// A configuration value of a unit's own that is none of those allowed.
public struct InvalidSetting: Error, Sendable, CustomStringConvertible {
    /// The key.
    public let key: String
    /// What belongs there.
    public let expected: String
    /// One line for whoever starts the unit.
    public var description: String { "\(self.key) must be \(self.expected)" }

    /// A value that is none.
    public init(key: String, expected: String) {
        self.key = key
        self.expected = expected
    }
}
