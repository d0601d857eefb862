/// Which texts a connection has prepared, and under which names.
///
/// A text gets its name when its PREPARE is sent, and may be used by later pipelines once the answer came. Names are
/// not used twice, so that a statement whose fate is unknown does no harm.
struct StatementCache {
    /// How a text is to be run.
    enum Use: Equatable {
        /// Already prepared.
        case prepared(name: String)
        /// To be prepared under this name first, in the same pipeline.
        case new(name: String)
        /// The cache is full: parsed each time.
        case unnamed
    }

    private enum Entry {
        case preparing(name: String)
        case prepared(name: String)
    }

    /// Texts kept at most: a program writes its texts in its sources, so more means that text is being made of input.
    private let capacity: Int
    private var entries: [String: Entry] = [:]
    private var made = 0

    init(capacity: Int = 1_000) {
        self.capacity = capacity
    }

    /// How many texts are prepared or being prepared.
    var count: Int { self.entries.count }

    /// Whether an earlier pipeline's PREPARE of this text is still unanswered.
    func isPreparing(_ text: String) -> Bool {
        if case .preparing = self.entries[text] { true } else { false }
    }

    /// How to run a text in the pipeline that is being sent.
    mutating func use(_ text: String) -> Use {
        switch self.entries[text] {
        case .preparing(let name), .prepared(let name): return .prepared(name: name)
        case nil:
            guard self.entries.count < self.capacity else { return .unnamed }
            self.made += 1
            let name = "s\(self.made)"
            self.entries[text] = .preparing(name: name)
            return .new(name: name)
        }
    }

    /// The server prepared the text.
    mutating func confirm(_ text: String) {
        guard case .preparing(let name) = self.entries[text] else { return }
        self.entries[text] = .prepared(name: name)
    }

    /// The server did not prepare the text.
    mutating func forget(_ text: String) {
        self.entries[text] = nil
    }

    /// Forgets what has been prepared; what is being prepared stays.
    mutating func forgetPrepared() {
        self.entries = self.entries.filter { if case .preparing = $0.value { true } else { false } }
    }
}
