import Foundation
import Sealing
import Testing
import Vocabulary

@Suite("Random bytes")
struct KernelRandomTests {
    @Test(arguments: [0, 1, 12, 32, 256, 300, 100_000])
    func `there are as many as were asked for, to the last`(count: Int) {
        let bytes = KernelRandom.bytes(count)
        #expect(bytes.count == count)
        // Of 256 random bytes at least 100 differ; of a stretch that was left as it was, few do.
        for start in stride(from: 0, through: count - 256, by: 256) {
            #expect(Set(bytes[start..<start + 256]).count > 100)
        }
        if count >= 256 { #expect(Set(bytes.suffix(256)).count > 100) }
    }

    @Test func `no nonce comes twice`() throws {
        var keys = DataKeySet()
        let origin = ComplaintID(UUID())
        keys.insert(DataKey(), .childIdentity, origin: origin)
        let scope = SealingScope(.childIdentity, origin: origin, field: "child")
        let boxes = try (0..<2_000).map { _ in try keys.seal("Anak", scope: scope).box }
        // Sixteen characters of base64 are the twelve bytes of the nonce.
        #expect(Set(boxes.map { $0.prefix(16) }).count == boxes.count)
    }
}
