/// How a name is written differently by different people: old and new spelling, letters that sound alike, letters
/// written twice or left out (inferred). Two names that fold to one text are alike; a person decides whether they mean
/// one child.
enum Spelling {
    /// Letters that stand for one sound, longest first: `Djoefri`, `Jufri`; `Tjahja`, `Cahya`; `Jusuf`, `Yusup`.
    private static let sounds: [(written: String, sound: String)] = [
        ("oe", "u"), ("dj", "i"), ("tj", "c"), ("sj", "s"), ("sh", "s"), ("nj", "n"),
        ("kh", "h"), ("ch", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "p"), ("ie", "i"), ("ck", "k"),
        ("f", "p"), ("v", "p"), ("j", "i"), ("y", "i"), ("q", "k"), ("x", "ks"), ("z", "s"), ("o", "u"), ("e", "i"),
    ]
    /// One sound before a vowel only: `Syahrul`, `Nyoman`; else the `y` is heard as in `Desy`, `Rany`, which are `Desi`
    /// and `Rani`.
    private static let soundsBeforeVowels: [(written: String, sound: String)] = [("sy", "s"), ("ny", "n")]
    private static let vowels: Set<Character> = ["a", "e", "i", "o", "u"]

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
            var folded = ""
            var rest = word[...]
            while let letter = rest.first {
                let isOne = rest.dropFirst(2).first.map { self.vowels.contains($0) } ?? false
                let sounds = isOne ? self.soundsBeforeVowels + self.sounds : self.sounds
                let found = sounds.first { rest.hasPrefix($0.written) }
                let sound = found?.sound ?? String(letter)
                rest = rest.dropFirst(found?.written.count ?? 1)
                for heard in sound where folded.last != heard && (heard != "h" || folded.isEmpty) {
                    folded.append(heard)
                }
            }
            return folded
        }.joined(separator: " ")
    }
}
