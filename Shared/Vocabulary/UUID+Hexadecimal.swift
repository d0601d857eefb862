public import Foundation

// Identifiers are written and read several dozen times for each message; Foundation does it with printf and scanf.
extension UUID {
    /// The 36 characters of RFC 9562, lower-case.
    public var hexadecimal: String {
        unsafe withUnsafeBytes(of: self.uuid) { bytes in
            unsafe String(unsafeUninitializedCapacity: 36) { text in
                var place = 0
                for index in 0..<16 {
                    if index == 4 || index == 6 || index == 8 || index == 10 {
                        unsafe text[place] = UInt8(ascii: "-")
                        place += 1
                    }
                    let byte = unsafe bytes[index]
                    unsafe text[place] = Self.digit(byte >> 4)
                    unsafe text[place + 1] = Self.digit(byte & 0x0F)
                    place += 2
                }
                return 36
            }
        }
    }

    /// From 36 characters of either case, hexadecimal with hyphens; nil if that is anything else.
    public init?(hexadecimal text: String) {
        var value = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)).uuid
        var digits = 0
        var place = 0
        let isRead = unsafe withUnsafeMutableBytes(of: &value) { bytes in
            for character in text.utf8 {
                defer { place += 1 }
                if place == 8 || place == 13 || place == 18 || place == 23 {
                    guard character == UInt8(ascii: "-") else { return false }
                    continue
                }
                guard digits < 32, let number = Self.number(character) else { return false }
                unsafe bytes[digits / 2] = bytes[digits / 2] << 4 | number
                digits += 1
            }
            return digits == 32 && place == 36
        }
        guard isRead else { return nil }
        self.init(uuid: value)
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
    }

    private static func number(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
