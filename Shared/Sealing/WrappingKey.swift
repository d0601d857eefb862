internal import Crypto
internal import Foundation

/// A long-lived key that wraps data keys; one generation of a class's or the quarantine's.
public struct WrappingKey: Sendable, Equatable, Redacted {
    /// Names the generation; stands beside everything it wrapped. 1 to 64 characters of `[A-Za-z0-9._-]`.
    public let id: String
    let key: SymmetricKey

    init(id: String, key: SymmetricKey) {
        self.id = id
        self.key = key
    }

    /// Makes a key of 256 random bits.
    ///
    /// - Parameter name: What it is for; its identifier is this and eight random characters.
    public static func generate(_ name: String) -> Self {
        Self(id: "\(name)-\(KeyIdentifier.suffix())", key: SymmetricKey(size: .bits256))
    }

    /// Says which key it is.
    public var redacted: String { "WrappingKey(\(self.id))" }
}

/// Identifiers of keys.
enum KeyIdentifier {
    /// Eight random hexadecimal characters: two generations of one day are told apart.
    static func suffix() -> String {
        let digits = String(UInt32.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// Whether this can name a key.
    static func isValid(_ id: String) -> Bool {
        (1...64).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

/// A type that shows nothing of what it holds, however it is printed.
public protocol Redacted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What may be shown.
    var redacted: String { get }
}

extension Redacted {
    /// What may be shown.
    public var description: String { self.redacted }
    /// What may be shown.
    public var debugDescription: String { self.redacted }
    /// No children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension SymmetricKey {
    /// Reads 32 bytes of base64.
    init?(base64: String) {
        guard let data = Data(base64Encoded: base64), data.count == 32 else { return nil }
        self.init(data: data)
    }

    /// The 32 bytes: only to be encrypted, or for a file of mode 0600.
    var raw: Data { unsafe self.withUnsafeBytes { unsafe Data($0) } }

    var base64: String { self.raw.base64EncodedString() }
}
