import Foundation

/// One step of the book: its standard minutes (tables L.1–L.12) and, where the product can tell, the two events of one
/// journal between which it lies.
public struct StepRow: Sendable, Equatable {
    /// `S09`.
    public let procedure: String
    /// Its number in the table.
    public let step: Int
    /// The standard; nil where the table says "tentative".
    public let minutes: Int?
    /// The events it begins with, none where nothing marks it.
    public let from: [String]
    /// The time told in that event, where that counts.
    public let since: String
    /// The events it ends with.
    public let to: [String]
    /// The kind of stream both are in, `complaint`.
    public let journal: String
    /// The path whose complaints alone count; empty where all do.
    public let path: String

    /// Whether its duration can be told.
    public var isMeasured: Bool { !self.from.isEmpty }

    /// Every step, from `steps.csv` beside this file.
    public static func all() throws -> [StepRow] {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("steps.csv")
        return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            return StepRow(
                procedure: cells[0],
                step: Int(cells[1]) ?? 0,
                minutes: Int(cells[2]),
                from: Self.names(cells[3]),
                since: cells[4],
                to: Self.names(cells[5]),
                journal: cells[6],
                path: cells[7]
            )
        }
    }

    /// `a or b`.
    private static func names(_ cell: String) -> [String] { cell.split(separator: " or ").map(String.init) }

    /// The events that begin and end the steps measured in streams of this kind.
    public static func events(in journal: String) throws -> Set<String> {
        Set(try self.all().filter { $0.journal == journal }.flatMap { $0.from + $0.to })
    }
}

/// Which of these names, as the journal writes them, no event of a type has: an unknown one cannot be read at all, a
/// known one only lacks its members.
public func unjournaled<Event: Decodable>(_ names: Set<String>, in type: Event.Type) -> [String] {
    names.sorted().filter { name in
        let words = name.split(separator: "_").map(String.init)
        let label = (words.prefix(1) + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }).joined()
        do {
            _ = try JSONDecoder().decode(type, from: Data(#"{"\#(label)": {}}"#.utf8))
            return false
        } catch DecodingError.typeMismatch {
            return true
        } catch {
            return false
        }
    }
}
