/// A random source that gives the same numbers for the same seed (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// A source; `salt` keeps two tests with the same seed apart.
    public init(seed: Int, salt: Int = 0) {
        self.state = UInt64(bitPattern: Int64(seed)) &* 0x2545_F491_4F6C_DD1D &+ UInt64(bitPattern: Int64(salt))
    }

    /// The next number.
    public mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var word = self.state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}

extension SeededGenerator {
    /// The words of several tellers as they may arrive: each teller's in its order, any of them more than once.
    public mutating func interleave<Word>(_ tellers: [[Word]]) -> [Word] {
        var left = tellers.map { $0[...] }
        var heard: [Word] = []
        while let teller = left.indices.filter({ !left[$0].isEmpty }).randomElement(using: &self) {
            guard let word = left[teller].popFirst() else { continue }
            heard.append(word)
            if Bool.random(using: &self) { heard.append(word) }
        }
        return heard
    }
}
