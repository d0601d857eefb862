/// One statement: text written in the program, and values, which are bound and never become text.
///
/// ```swift
/// let statement: SQL = "SELECT state, version FROM referral WHERE id = \(id)"
/// ```
/// Each value becomes `$1`, `$2`, … with its type, in the order written. Where the server must read it as another type
/// the text says so: `\(states)::referral_state[]`. A connection prepares each text once.
public struct SQL: ExpressibleByStringInterpolation, Sendable {
    /// The statement with `$1`, `$2`, … for the values.
    public let text: String
    /// The values in binary format.
    let parameters: Parameters

    /// The values of a statement: one buffer, with each value's type and length.
    struct Parameters: Sendable {
        var types: [UInt32] = []
        /// -1 for NULL.
        var lengths: [Int32] = []
        var bytes: [UInt8] = []

        mutating func append<Value: PostgreSQLEncodable>(_ value: Value) {
            self.types.append(Value.postgreSQLType.rawValue)
            guard !value.isPostgreSQLNull else {
                self.lengths.append(-1)
                return
            }
            let start = self.bytes.count
            value.encode(into: &self.bytes)
            self.lengths.append(Int32(clamping: self.bytes.count - start))
        }
    }

    /// Why a statement cannot be sent, if it cannot.
    var problem: String? {
        if self.text.isEmpty || self.text.utf8.contains(0) { return "an empty text, or one with NUL" }
        if self.parameters.types.count > Int(UInt16.max) { return "more than 65,535 values" }
        if self.parameters.bytes.count > 1 << 30 { return "values of more than 1 GiB" }
        return nil
    }

    /// A statement without values.
    public init(stringLiteral text: String) {
        self.text = text
        self.parameters = Parameters()
    }

    /// A statement with values. Written as a string literal.
    public init(stringInterpolation: StringInterpolation) {
        self.text = stringInterpolation.text
        self.parameters = stringInterpolation.parameters
    }

    /// Gathers a statement's text and values.
    public struct StringInterpolation: StringInterpolationProtocol {
        var text: String
        var parameters = Parameters()

        /// Called by the compiler.
        public init(literalCapacity: Int, interpolationCount: Int) {
            self.text = ""
            self.text.reserveCapacity(literalCapacity + interpolationCount * 4)
            self.parameters.types.reserveCapacity(interpolationCount)
            self.parameters.lengths.reserveCapacity(interpolationCount)
        }

        /// Appends text written in the program.
        public mutating func appendLiteral(_ literal: String) {
            self.text += literal
        }

        /// Binds a value.
        public mutating func appendInterpolation<Value: PostgreSQLEncodable>(_ value: Value) {
            self.parameters.append(value)
            self.text += "$\(self.parameters.types.count)"
        }

        /// Puts another statement's text here and binds its values after those written so far.
        public mutating func appendInterpolation(_ fragment: SQL) {
            let shift = self.parameters.types.count
            var digits = ""
            var isPlaceholder = false
            for character in fragment.text + " " {
                if isPlaceholder, character.isNumber {
                    digits.append(character)
                    continue
                }
                if isPlaceholder {
                    self.text += Int(digits).map { "$\($0 + shift)" } ?? "$\(digits)"
                    (isPlaceholder, digits) = (false, "")
                }
                if character == "$" { isPlaceholder = true } else { self.text.append(character) }
            }
            self.text.removeLast()
            self.parameters.types += fragment.parameters.types
            self.parameters.lengths += fragment.parameters.lengths
            self.parameters.bytes += fragment.parameters.bytes
        }

        /// Puts text into the statement as it is: a table's or column's name that the program knows, never input.
        public mutating func appendInterpolation(unescaped text: String) {
            self.text += text
        }
    }
}
