import Foundation
import Testing
import Vocabulary

@Suite("Identifiers") struct IdentifierTests {
    @Test func `bytes are written as two digits each`() {
        #expect(([0, 9, 10, 15, 16, 255] as [UInt8]).hexadecimal == "00090a0f10ff")
    }

    @Test func `a UUID is written and read as Foundation does it`() throws {
        for _ in 0..<1_000 {
            let uuid = UUID()
            #expect(uuid.hexadecimal == uuid.uuidString.lowercased())
            #expect(UUID(hexadecimal: uuid.uuidString) == uuid)
            #expect(UUID(hexadecimal: uuid.hexadecimal) == uuid)
        }
    }

    @Test(
        arguments: [
            "", "-", "00000000-0000-0000-0000-00000000000", "00000000-0000-0000-0000-0000000000000",
            "00000000x0000-0000-0000-000000000000", "00000000-0000-0000-0000-00000000000g",
            "000000000-000-0000-0000-000000000000", "00000000-0000-0000-0000-0000000000\u{E9}",
            "000000000000000000000000000000000000",
        ]
    )
    func `what is no UUID is refused`(_ text: String) {
        #expect(UUID(hexadecimal: text) == nil)
    }

    @Test(arguments: ["ADU-2026-000001", "ADU-1000-000123", "ADU-9999-1234567"])
    func `a number in a register is written as it is read`(_ text: String) {
        #expect(ComplaintNumber(text)?.text == text)
    }

    @Test(
        arguments: [
            "ADU-0357-003001", "ADU-0000-000001", "ADU-357-000001", "ADU-20260-000001", "ADU-2026-000000",
            "ADU-2026-00001", "ADU-2026-9223372036854775808", "ADU-2026-+00001", "PKSAI-2026-000001",
            "ADU-2026-00000\u{661}",
        ]
    )
    func `what is no number of the register is refused`(_ text: String) {
        #expect(ComplaintNumber(text) == nil)
    }
}
