package import Vocabulary

/// Who a child is and who is around it: its names and numbers, opened while a rule looks, to keep them out of a text that
/// must name nobody. Never stored.
package struct KnownNames: Sendable {
    private let words: Set<String>
    private let numbers: Set<String>

    /// Nobody is known.
    package init() {
        self.words = []
        self.numbers = []
    }

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
        self.words = Set(names.compactMap(\.self).flatMap(Self.words)).subtracting(Self.anyChild)
        self.numbers = Set(numbers.compactMap(\.self).map(Self.digits).filter { $0.utf8.count >= Self.shortestNumber })
    }

    /// Whether a text holds one of the numbers, however it is grouped, or a word of one of the names.
    package func occur(in text: String) -> Bool {
        if !self.words.isDisjoint(with: Self.words(text)) { return true }
        let digits = Self.digits(text)
        return self.numbers.contains { digits.contains($0) }
    }

    /// Shorter ones may stand anywhere.
    private static let shortestNumber = 7
    private static let shortestWord = 3

    /// Words that stand in names and say of any child what it is.
    private static let anyChild: Set<String> = [
        "anak", "bayi", "putra", "putri", "ibu", "bapak", "ayah", "child", "baby", "boy", "girl", "mother", "father",
        "the",
    ]

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && $0 != "'" && $0 != "’" }.map { String($0.filter(\.isLetter)) }
            .filter { $0.count >= Self.shortestWord }
    }

    private static func digits(_ text: String) -> String { text.filter { $0.isASCII && $0.isNumber } }
}
