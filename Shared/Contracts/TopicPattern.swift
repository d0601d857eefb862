/// A topic exchange's binding key: words between dots, `*` for one word, `#` for any number (AMQP 0-9-1, §3.1.3.3).
public struct TopicPattern: Sendable, Hashable {
    /// As written.
    public let text: String
    private let words: [Substring]

    /// From its written form.
    public init(_ text: String) {
        self.text = text
        self.words = Self.words(of: text)
    }

    static func words(of text: String) -> [Substring] { text.split(separator: ".", omittingEmptySubsequences: false) }

    /// Whether the broker routes a message with this key along the binding.
    public func matches(_ routingKey: String) -> Bool { self.matches(Self.words(of: routingKey)) }

    /// The same for a key taken apart already.
    func matches(_ key: [Substring]) -> Bool {
        // reached[n]: the words of the pattern so far can stand for the first n words of the key.
        var reached = [Bool](repeating: false, count: key.count + 1)
        reached[0] = true
        for word in self.words {
            var next = [Bool](repeating: false, count: key.count + 1)
            if word == "#" {
                var open = false
                for index in reached.indices {
                    open = open || reached[index]
                    next[index] = open
                }
            } else {
                for index in key.indices where reached[index] && (word == "*" || word == key[index]) {
                    next[index + 1] = true
                }
            }
            reached = next
        }
        return reached[key.count]
    }
}
