internal import Foundation

/// How far something is, on standard error if that is a terminal; silent for what is over at once.
struct ProgressBar {
    let total: Int
    let label: String
    private let isShown: Bool
    private static let width = 30

    init(total: Int, label: String) {
        self.total = total
        self.label = label
        self.isShown = total > 20 && isatty(STDERR_FILENO) == 1
    }

    func show(_ done: Int) {
        guard self.isShown, done == self.total || done % 16 == 0 else { return }
        FileHandle.standardError.write(Data("\r\(self.text(done))".utf8))
    }

    func finish() {
        guard self.isShown else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }

    /// `sent ▕██████                        ▏ 200/1000`.
    func text(_ done: Int) -> String {
        let filled = self.total == 0 ? Self.width : min(Self.width, done * Self.width / self.total)
        let bar = String(repeating: "█", count: filled) + String(repeating: " ", count: Self.width - filled)
        return "\(self.label) ▕\(bar)▏ \(done)/\(self.total)"
    }
}
