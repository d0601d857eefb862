package import Vocabulary

/// Who a child is and who is around it: its names and numbers, opened while a rule looks, to keep them out of a text that
/// must name nobody. Never stored.
///
/// A word that names somebody is found alone, however it is written. Short words, and words that say something of
/// anybody, name nobody alone: they count where two words of one name follow each other as they do in the name, and,
/// if the whole name is made of such words, where one is written as a name is, with a capital within a sentence.
package struct KnownNames: Sendable {
    /// Each a name's words in order.
    private let names: [[String]]
    private let telling: Set<String>
    /// Words of names that have no telling one.
    private let written: Set<String>
    private let numbers: Set<String>

    /// Nobody is known.
    package init() { self.init(nil, nil) }

    /// The names, identity numbers and phones of the child, its carer, its parents and the head of its household (class
    /// CI: they identify the child).
    package init(_ child: ChildIdentity?, _ family: Family?) {
        let names = [
            child?.name, child?.nickname, child?.carerName, family?.father?.name, family?.mother?.name,
            family?.householdHead,
        ]
        let numbers = [
            child?.nik, child?.familyCardNumber, child?.phone, child?.carerPhone, family?.father?.nik,
            family?.mother?.nik,
        ]
        self.names = names.compactMap(\.self).map { Self.words($0).map(\.text) }
        self.telling = Set(self.names.flatMap { $0.filter(Self.tells) })
        let others = self.names.filter { !$0.contains(where: Self.tells) }
        self.written = Set(
            others.flatMap { name in
                let own = name.filter { !Self.anybody.contains($0) }
                return own.isEmpty ? name : own
            }
        )
        self.numbers = Set(numbers.compactMap(\.self).map(Self.digits).filter { $0.utf8.count >= Self.shortestNumber })
    }

    /// Whether a text holds one of the numbers, however it is grouped, or one of the names.
    package func occur(in text: String) -> Bool {
        let words = Self.words(text)
        if words.contains(where: { self.telling.contains($0.text) || self.isName($0) }) { return true }
        if self.names.contains(where: { Self.two(of: $0, follow: words) }) { return true }
        let digits = Self.digits(text)
        return self.numbers.contains { digits.contains($0) }
    }

    private func isName(_ word: Word) -> Bool {
        word.hasCapital && !word.begins && self.written.contains(word.text)
    }

    /// Whether two words that follow each other in a name do so in a text; two that say of anybody what it is don't count.
    private static func two(of name: [String], follow words: [Word]) -> Bool {
        zip(name, name.dropFirst()).contains { first, second in
            guard !self.anybody.contains(first) || !self.anybody.contains(second) else { return false }
            return zip(words, words.dropFirst()).contains { $0.text == first && $1.text == second }
        }
    }

    // MARK: Words

    private struct Word {
        var text: String
        var hasCapital: Bool
        /// Whether it begins a sentence, where any word has a capital.
        var begins: Bool
    }

    private static func tells(_ word: String) -> Bool {
        word.count >= self.shortestWord && !self.anybody.contains(word) && !self.everyday.contains(word)
    }

    private static func words(_ text: String) -> [Word] {
        var words: [Word] = []
        var begins = true
        for part in text.split(omittingEmptySubsequences: true, whereSeparator: \.isWhitespace) {
            for piece in part.split(whereSeparator: { !$0.isLetter && $0 != "'" && $0 != "’" }) {
                let letters = piece.filter(\.isLetter)
                guard let first = letters.first else { continue }
                words.append(Word(text: letters.lowercased(), hasCapital: first.isUppercase, begins: begins))
                begins = false
            }
            if let last = part.last, ".!?:".contains(last) { begins = true }
        }
        return words
    }

    private static func digits(_ text: String) -> String { text.filter { $0.isASCII && $0.isNumber } }

    /// Shorter ones may stand anywhere.
    private static let shortestNumber = 7
    private static let shortestWord = 3

    /// Words that stand in names and say of anybody what they are.
    private static let anybody: Set<String> = [
        "anak", "bayi", "putra", "putri", "ibu", "bu", "bapak", "pak", "ayah", "nenek", "kakek", "tante", "om", "child",
        "baby", "boy", "girl", "mother", "father", "the", "bin", "binti", "haji", "hajjah", "daeng", "guru",
    ]

    /// Words of the everyday that are names too.
    private static let everyday: Set<String> = [
        "januari", "april", "mei", "juni", "juli", "agustus", "senin", "rabu", "kamis", "jumat", "sabtu", "minggu",
        "hari", "bulan", "pagi", "malam", "fajar", "satu", "dua", "tiga", "baru", "baik", "indah", "damai", "kasih",
        "cinta", "harapan", "sabar", "setia", "cahaya", "bintang", "bunga", "raya",
    ]
}
