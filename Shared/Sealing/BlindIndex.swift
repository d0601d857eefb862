internal import Crypto
internal import Foundation
public import Vocabulary

/// Finds equal values without storing them: HMAC-SHA-256 under a key of its own, of the normalised value.
///
/// Belongs in state tables only, never in events, logs or messages.
public struct BlindIndex: Sendable, Equatable, Redacted {
    private let key: SymmetricKey

    init(key: SymmetricKey) { self.key = key }

    /// Says only what it is.
    public var redacted: String { "BlindIndex" }

    /// The index of a NIK, 32 bytes; nil if there is no digit in it.
    public func nik(_ text: String) -> [UInt8]? {
        let digits = Self.normaliseNIK(text)
        return digits.isEmpty ? nil : self.index(of: [digits], purpose: "nik")
    }

    /// The index of a person without NIK, 32 bytes; nil if a name has no letter or digit.
    public func person(name: String, birthDate: LocalDate, mother: String) -> [UInt8]? {
        let (name, mother) = (Self.normaliseName(name), Self.normaliseName(mother))
        guard !name.isEmpty, !mother.isEmpty else { return nil }
        return self.index(of: [name, birthDate.description, mother], purpose: "person")
    }

    /// The index of texts that are already normalised, 32 bytes; another purpose gives another index.
    public func index(of texts: [String], purpose: String) -> [UInt8] {
        KeyedDigest.digest(texts.map { Array($0.utf8) }, purpose: purpose, key: self.key)
    }

    /// A name as it is compared: compatibility forms, case, accents, punctuation and spacing do not count.
    /// Apostrophes vanish (`Nur'aini` is `nuraini`), other punctuation separates words.
    public static func normaliseName(_ name: String) -> String {
        if let plain = self.normalisePlainName(name) { return plain }
        let folded = name.decomposedStringWithCompatibilityMapping
            .folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
            .decomposedStringWithCompatibilityMapping
        var words = ""
        var isBetween = false
        for scalar in folded.unicodeScalars {
            let properties = scalar.properties
            if properties.isAlphabetic || properties.numericType != nil {
                if isBetween, !words.isEmpty { words += " " }
                isBetween = false
                words.unicodeScalars.append(scalar)
                continue
            }
            switch properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .spacingMark, .format, .modifierLetter, .modifierSymbol: continue
            default: break
            }
            if !["'", "\u{2018}", "\u{2019}", "\u{201B}", "\u{2032}"].contains(scalar) { isBetween = true }
        }
        return words
    }

    /// The same at a twentieth of the cost for names in ASCII, as nearly all are; nil for others.
    private static func normalisePlainName(_ name: String) -> String? {
        var words: [UInt8] = []
        words.reserveCapacity(name.utf8.count)
        var isBetween = false
        for byte in name.utf8 {
            switch byte {
            case 0x80...: return nil
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                if isBetween, !words.isEmpty { words.append(UInt8(ascii: " ")) }
                isBetween = false
                // A digit has this bit, a capital gets it.
                words.append(byte | 0x20)
            case UInt8(ascii: "'"), UInt8(ascii: "^"), UInt8(ascii: "`"): continue
            default: isBetween = true
            }
        }
        return String(decoding: words, as: UTF8.self)
    }

    /// A NIK as it is compared: its digits, as ASCII.
    public static func normaliseNIK(_ text: String) -> String {
        String(
            text.unicodeScalars.compactMap { scalar in
                guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else {
                    return nil
                }
                return Character(String(Int(value)))
            }
        )
    }
}

/// Keyed hashes for the inbox: a sender's message identifiers and bodies are recognised, but not kept.
public struct KeyedHash: Sendable, Equatable, Redacted {
    private let key: SymmetricKey

    init(key: SymmetricKey) { self.key = key }

    /// Says only what it is.
    public var redacted: String { "KeyedHash" }

    /// The hash of a sender and its message identifier, 32 bytes.
    public func message(sender: String, messageID: String) -> [UInt8] {
        KeyedDigest.digest([Array(sender.utf8), Array(messageID.utf8)], purpose: "message", key: self.key)
    }

    /// The hash of a body as opened, 32 bytes.
    public func body(_ bytes: [UInt8]) -> [UInt8] {
        KeyedDigest.digest([bytes], purpose: "body", key: self.key)
    }
}

/// HMAC-SHA-256 over a purpose and parts, each after its length: no two lists of parts give the same bytes.
enum KeyedDigest {
    static func digest(_ parts: [[UInt8]], purpose: String, key: SymmetricKey) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parts.reduce(32) { $0 + 8 + $1.count })
        for part in [Array(purpose.utf8)] + parts {
            for shift in stride(from: 0, to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: UInt64(part.count) >> UInt64(shift)))
            }
            bytes += part
        }
        return Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
    }
}
