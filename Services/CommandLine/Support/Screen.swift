internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#endif

/// A terminal's screen that one picture after another is drawn on, over the last one: nothing is cleared, so nothing
/// flickers (ECMA-48; DEC private modes 25, 1049 and 2026). In a pipe the pictures follow each other as text.
struct Screen: Sendable {
    private let isTerminal: Bool

    init(_ output: Output) {
        self.isTerminal = output.isTerminal && !output.json
        // The other screen: what was on the terminal is there again afterwards. No cursor.
        if self.isTerminal { Self.write("\u{1B}[?1049h\u{1B}[?25l") }
    }

    /// Leaves the terminal as it was.
    func leave() { if self.isTerminal { Self.write("\u{1B}[?25h\u{1B}[?1049l") } }

    /// Draws the lines over what is there.
    func draw(_ lines: [String]) {
        guard self.isTerminal else { return Self.write(lines.joined(separator: "\n") + "\n\n") }
        let size = Self.size
        Self.write(Self.frame(lines, rows: size.rows, columns: size.columns))
    }

    /// What draws the lines, as much as fits, and empties what is left of the screen; at once, where the terminal can.
    static func frame(_ lines: [String], rows: Int, columns: Int) -> String {
        var shown = lines
        if shown.count > rows, rows > 1 {
            shown = lines.prefix(rows - 1) + ["… \(lines.count - rows + 1) more lines"]
        }
        let body = shown.map { self.clipped($0, columns) + "\u{1B}[K" }.joined(separator: "\r\n")
        return "\u{1B}[?2026h\u{1B}[H\(body)\u{1B}[J\u{1B}[?2026l"
    }

    /// The first columns of a line; what colours it takes none.
    static func clipped(_ line: String, _ columns: Int) -> String {
        var left = columns
        var text = ""
        var isCode = false
        for character in line {
            if character == "\u{1B}" { isCode = true }
            if isCode {
                text.append(character)
                if character.isLetter { isCode = false }
            } else if left > 0 {
                text.append(character)
                left -= 1
            }
        }
        return text
    }

    /// Of the terminal; 24 by 80 if it does not say.
    private static var size: (rows: Int, columns: Int) {
        var size = winsize()
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0 else {
            return (24, 80)
        }
        return (Int(size.ws_row), Int(size.ws_col))
    }

    private static func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
}
