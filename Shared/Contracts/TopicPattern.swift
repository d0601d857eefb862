/// A topic exchange's binding key: words between dots, `*` for one word, `#` for any number (AMQP 0-9-1, §3.1.3.3).
public struct TopicPattern: Sendable, Hashable {
    /// As written.
    public let text: String
    /// The words before the first wildcard, with the dots between them.
    let beginning: Substring
    private let words: [Substring]

    /// From its written form.
    public init(_ text: String) {
        self.text = text
        self.words = Self.words(of: text)
        let last = self.words.prefix { $0 != "*" && $0 != "#" }.last
        self.beginning = text[..<(last?.endIndex ?? text.startIndex)]
    }

    static func words(of text: String) -> [Substring] {
        text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(Substring.init)
    }

    /// Whether the broker routes a message with this key along the binding.
    public func matches(_ routingKey: String) -> Bool { self.matches(Self.words(of: routingKey)) }

    /// The same for a key taken apart already.
    func matches(_ key: [Substring]) -> Bool { self.matches(key, from: 0, word: 0) }

    /// Whether the words of the pattern from `word` on can stand for those of the key from `position` on.
    private func matches(_ key: [Substring], from position: Int, word: Int) -> Bool {
        guard word < self.words.count else { return position == key.count }
        if self.words[word] == "#" {
            return (position...key.count).contains { self.matches(key, from: $0, word: word + 1) }
        }
        guard position < key.count, self.words[word] == "*" || self.words[word] == key[position] else { return false }
        return self.matches(key, from: position + 1, word: word + 1)
    }
}
