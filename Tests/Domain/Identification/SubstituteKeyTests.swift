import Testing

@testable import IdentificationDomain

@Suite struct SubstituteKeyTests {
    @Test func `words in ASCII are compared as others are, character by character`() {
        for byte in UInt8(1)..<128 {
            let name = "Nur\(Character(Unicode.Scalar(byte)))Aini B"
            let plain = SubstituteKey.normalised(name)
            #expect(plain.map { $0 + " é" } == SubstituteKey.normalised(name + " é"), "\(byte)")
        }
        #expect(SubstituteKey.normalised(" .' ") == nil && SubstituteKey.normalised("") == nil)
    }
}
