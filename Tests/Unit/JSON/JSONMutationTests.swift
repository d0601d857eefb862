import JSON
import Testing

/// SplitMix64: the same bytes in every run.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var word = self.state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}

@Suite("Bytes nobody meant")
struct JSONMutationTests {
    static let seed = Array(
        #"""
        {"reference":"A-1","channel":"phone","received_at":"2026-11-20T08:15:00+08:00","emergency":false,
        "child":{"name":"Anak Uji \u00e9\ud83d\ude00","sex":"female","nik":"7371015503120002","estimated_age":null,
        "address":{"street":"","rt":"001"},"mother":{}},"situation":"a\"b\\c/é","categories":["violence_victim","x"],
        "numbers":[0,-1,1.5e3,9223372036854775807,1E-2],"notes":[{"at":1,"text":"t"},{"at":2,"text":"u"}]}
        """#.utf8
    )
    static let pieces = [
        "{", "}", "[", "]", "\"", "\\", ",", ":", "null", "\\u", "\\ud800", "\\u0000", "1e999", "-", ".", "\u{0}",
        "\u{FEFF}", "é", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "true", "{\"a\":", "0",
    ].map { Array($0.utf8) }

    static func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let index = Int.random(in: 0...bytes.count, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0 where index < bytes.count: bytes[index] = UInt8.random(in: .min ... .max, using: &generator)
            case 1 where index < bytes.count: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 2: bytes.removeSubrange(index..<min(bytes.count, index + Int.random(in: 0..<9, using: &generator)))
            case 3:
                let start = Int.random(in: 0...bytes.count, using: &generator)
                bytes.insert(contentsOf: Array(bytes[start..<min(bytes.count, start + 12)]), at: index)
            default: bytes.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: index)
            }
        }
    }

    /// Parses and decodes; checks what must hold for any bytes.
    static func check(_ bytes: [UInt8]) -> Bool {
        guard let value = try? JSONParser.parse(bytes) else {
            let decoded = JSONDecoding.decode(Report.self, from: bytes)
            return decoded.value == nil && decoded.problems.count == 1
        }
        guard let again = try? JSONParser.parse(value.bytes), again == value else { return false }
        for mode in [JSONDecoding.Mode.strict, .lenient] {
            let decoded = JSONDecoding.decode(Report.self, from: value, mode: mode)
            guard (decoded.value == nil) != decoded.problems.isEmpty else { return false }
        }
        return true
    }

    @Test(arguments: 0..<10) func `mutated messages never trap and what is read is written alike`(run: Int) {
        var generator = SeededGenerator(state: UInt64(run))
        for _ in 0..<5000 {
            var bytes = Self.seed
            Self.mutate(&bytes, &generator)
            #expect(Self.check(bytes), "\(bytes)")
        }
    }

    @Test func `random bytes never trap`() {
        var generator = SeededGenerator(state: 42)
        for _ in 0..<5000 {
            let bytes = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
                UInt8.random(in: .min ... .max, using: &generator)
            }
            #expect(Self.check(bytes), "\(bytes)")
        }
    }

    @Test func `the message itself is fine`() {
        let decoded = JSONDecoding.decode(Report.self, from: Self.seed)
        #expect(decoded.problems == [])
        #expect(decoded.value?.notes.count == 2)
    }
}

/// What the mutated bytes are decoded as.
private struct Report: Codable {
    enum Channel: String, Codable, CaseIterable { case phone, walkIn = "walk_in" }
    struct Child: Codable {
        var name: String?
        var nik: String
        var estimatedAge: UInt8?
        var address: [String: String]?
    }
    struct Note: Codable {
        var at: Int
        var text: String
    }
    var channel: Channel
    var receivedAt: String?
    var emergency: Bool
    var child: Child?
    var situation: String
    var categories: Set<String>
    var numbers: [Double]
    var notes: [Note]
}
