import Sealing
import Vocabulary

/// The identifiers and register numbers a text names files by, whatever else it is: `0190…-…`, `ADU-2026-000001`.
/// Found in bytes that may be no JSON, lower-cased.
struct FileNames {
    private(set) var found: Set<String> = []

    init(in text: some Sequence<UInt8>) {
        let bytes = text.map { (65...90).contains($0) ? $0 + 32 : $0 }
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "-") {
            if let name = Self.identifier(bytes, firstHyphen: index) { self.found.insert(name) }
            self.found.formUnion(Self.numbers(bytes, firstHyphen: index))
        }
    }

    /// Keyed hashes, to be stored beside a sealed message; nil for a text of nothing but names: it is read when asked for.
    func hashes(_ keyring: Keyring) -> [[UInt8]]? {
        guard self.found.count <= Self.most else { return nil }
        return self.found.sorted().map { keyring.inbox.message(sender: "named", messageID: $0) }
    }

    private static let most = 1_000

    /// A UUID's 36 characters, of which the first hyphen is the ninth.
    private static func identifier(_ bytes: [UInt8], firstHyphen: Int) -> String? {
        let start = firstHyphen - 8
        guard start >= 0, start + 36 <= bytes.count else { return nil }
        let window = bytes[start..<start + 36]
        for (offset, byte) in window.enumerated() {
            let isHyphen = byte == UInt8(ascii: "-")
            guard [8, 13, 18, 23].contains(offset) ? isHyphen : self.isHexadecimal(byte) else { return nil }
        }
        return String(decoding: window, as: UTF8.self)
    }

    /// Letters, a year, at least six digits. Where the register's own letters begin nobody knows: all it may be.
    private static func numbers(_ bytes: [UInt8], firstHyphen: Int) -> [String] {
        let before = bytes[..<firstHyphen].reversed().prefix(8).prefix { (97...122).contains($0) }.count
        let year = bytes[(firstHyphen + 1)...].prefix(while: self.isDigit)
        guard before > 1, year.count == 4, year.endIndex < bytes.count, bytes[year.endIndex] == UInt8(ascii: "-")
        else { return [] }
        let serial = bytes[(year.endIndex + 1)...].prefix(while: self.isDigit)
        guard serial.count >= 6 else { return [] }
        return (2...before).map { String(decoding: bytes[(firstHyphen - $0)..<serial.endIndex], as: UTF8.self) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    private static func isHexadecimal(_ byte: UInt8) -> Bool { self.isDigit(byte) || (97...102).contains(byte) }
}
