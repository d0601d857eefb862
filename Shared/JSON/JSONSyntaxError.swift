/// What a parser accepts before it looks any closer.
public struct JSONLimits: Sendable, Hashable {
    /// The longest text, in bytes.
    public var maximumBytes: Int
    /// How deep arrays and objects may stand inside each other; a lone string has depth 0.
    public var maximumDepth: Int
    /// Whether strings may hold U+0000.
    var allowsNullCharacters = false

    /// Sets both limits.
    public init(maximumBytes: Int = 1 << 20, maximumDepth: Int = 32) {
        self.maximumBytes = maximumBytes
        self.maximumDepth = maximumDepth
    }

    /// The limits of a message's body: 1 MiB and 32 levels (ARCHITECTURE.md, section 4).
    public static let message = JSONLimits()

    /// Those of bytes an encoder wrote a moment ago.
    static let own = {
        var limits = JSONLimits(maximumBytes: .max, maximumDepth: .max)
        limits.allowsNullCharacters = true
        return limits
    }()
}

/// Why some bytes are not acceptable JSON. It holds none of them.
public struct JSONSyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Code: String, Sendable, CaseIterable {
        /// Longer than ``JSONLimits/maximumBytes``.
        case tooLarge
        /// Deeper than ``JSONLimits/maximumDepth``.
        case tooDeep
        /// Ends before the value does.
        case unexpectedEnd
        /// A byte that cannot stand there; a byte order mark is one.
        case unexpectedByte
        /// More bytes after the value.
        case trailingBytes
        /// A number that is not written as RFC 8259 says.
        case invalidNumber
        /// A number too large for a 64-bit floating-point number.
        case numberOutOfRange
        /// Bytes that are not UTF-8 (RFC 3629).
        case invalidUTF8
        /// A backslash followed by something else than RFC 8259 allows.
        case invalidEscape
        /// One half of a surrogate pair without the other.
        case loneSurrogate
        /// A control character inside a string.
        case controlCharacter
        /// U+0000, escaped: the database's text cannot hold it.
        case nullCharacter
        /// The same name twice in one object.
        case duplicateName
    }

    /// What is wrong.
    public let code: Code
    /// Where, in bytes from the beginning.
    public let offset: Int

    /// Says what is wrong where.
    public init(code: Code, offset: Int) {
        self.code = code
        self.offset = offset
    }

    /// The same as a problem that may be told to the sender.
    public var problem: Problem {
        Problem(pointer: "", expected: self.expectation, found: "\(self.finding) at byte \(self.offset)")
    }

    /// The code and the offset.
    public var description: String { "\(self.code.rawValue) at byte \(self.offset)" }

    private var expectation: String {
        switch self.code {
        case .tooLarge: "a smaller body"
        case .tooDeep: "fewer levels of nesting"
        case .invalidUTF8: "UTF-8"
        case .duplicateName: "each name once in an object"
        case .unexpectedEnd, .unexpectedByte, .trailingBytes, .invalidNumber, .numberOutOfRange, .invalidEscape,
            .loneSurrogate, .controlCharacter, .nullCharacter:
            "JSON (RFC 8259)"
        }
    }

    private var finding: String {
        switch self.code {
        case .tooLarge: "more bytes"
        case .tooDeep: "one more level"
        case .unexpectedEnd: "the end"
        case .unexpectedByte: "an unexpected byte"
        case .trailingBytes: "bytes after the value"
        case .invalidNumber: "an invalid number"
        case .numberOutOfRange: "a number out of range"
        case .invalidUTF8: "other bytes"
        case .invalidEscape: "an invalid escape"
        case .loneSurrogate: "half a surrogate pair"
        case .controlCharacter: "a control character"
        case .nullCharacter: "U+0000"
        case .duplicateName: "a name again"
        }
    }
}
