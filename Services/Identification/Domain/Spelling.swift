/// How a name is written differently by different people: old and new spelling, letters that sound alike, letters
/// written twice or left out (inferred). Two names that fold to one text are alike; a person decides whether they mean
/// one child.
public enum Spelling {
    /// Which rules these are: one more whenever a name may fold to another text than before, so that records filed by
    /// earlier rules are filed anew.
    public static let edition = 2

    /// Sounds and how they are written, over bytes or characters.
    private struct Sounds<Letter: Equatable & Sendable>: Sendable {
        typealias Pair = (written: [Letter], sound: [Letter])

        /// Letters that stand for one sound, longest first: `Djoefri`, `Jufri`; `Tjahja`, `Cahya`; `Jusuf`, `Yusup`.
        let pairs: [Pair]
        /// One sound before a vowel only: `Syahrul`, `Nyoman`; else the `y` is heard as in `Desy`, `Rany`, which are
        /// `Desi` and `Rani`.
        let beforeVowels: [Pair]
        let vowels: [Letter]
        /// Heard only at a word's beginning.
        let breath: Letter

        init(_ letters: (String) -> [Letter]) {
            self.pairs = [
                ("oe", "u"), ("dj", "i"), ("tj", "c"), ("sj", "s"), ("sh", "s"), ("nj", "n"),
                ("kh", "h"), ("ch", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "p"), ("ie", "i"), ("ck", "k"),
                ("f", "p"), ("v", "p"), ("j", "i"), ("y", "i"), ("q", "k"), ("x", "ks"), ("z", "s"), ("o", "u"),
                ("e", "i"),
            ].map { (letters($0), letters($1)) }
            self.beforeVowels = [("sy", "s"), ("ny", "n")].map { (letters($0), letters($1)) }
            self.vowels = letters("aeiou")
            self.breath = letters("h")[0]
        }

        /// One word as it sounds.
        func folded(_ word: [Letter]) -> [Letter] {
            var folded: [Letter] = []
            folded.reserveCapacity(word.count)
            var rest = word[...]
            while let letter = rest.first {
                let third = rest.dropFirst(2).first
                let isOne = third.map { self.vowels.contains($0) } ?? false
                let found =
                    (isOne ? self.beforeVowels.first { rest.starts(with: $0.written) } : nil)
                    ?? self.pairs.first { rest.starts(with: $0.written) }
                rest = rest.dropFirst(found?.written.count ?? 1)
                for heard in found?.sound ?? [letter] where folded.last != heard {
                    if folded.isEmpty || heard != self.breath { folded.append(heard) }
                }
            }
            return folded
        }
    }

    /// For words in ASCII, as nearly all are: there a letter is a byte.
    private static let sounds = Sounds { Array($0.utf8) }
    /// For all others.
    private static let soundsOfCharacters = Sounds { Array($0) }

    /// What stands before many names, and is left out as often.
    private static let common: Set<String> = [
        "muhammad", "muhamad", "mohammad", "mohamad", "mochamad", "mochammad", "muh", "moh", "moch", "m", "siti",
        "sitti", "st", "andi", "a", "abdul", "abd", "daeng", "dg", "sri",
        "ibu", "bu", "bapak", "pak", "nenek", "kakek", "tante", "om", "haji", "hajjah", "hj", "h",
    ]

    /// The word a name is known by, folded: a family name is left out as often as not.
    static func firstName(_ normalised: String) -> String {
        let words = normalised.split(separator: " ").map(String.init)
        return self.folded(words.first { !self.common.contains($0) } ?? words.first ?? "")
    }

    /// The words as they sound, each letter once in a row; an `h` is heard only at a word's beginning.
    static func folded(_ normalised: String) -> String {
        normalised.split(separator: " ").map { word in
            let bytes = Array(word.utf8)
            guard bytes.contains(where: { $0 >= 0x80 }) else {
                return String(decoding: self.sounds.folded(bytes), as: UTF8.self)
            }
            return String(self.soundsOfCharacters.folded(Array(word)))
        }.joined(separator: " ")
    }
}
