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
}
