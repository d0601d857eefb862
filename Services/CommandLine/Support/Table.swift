/// Rows under a header: aligned on a terminal, separated by tabs in a pipe.
struct Table {
    let header: [String]
    let rows: [[String]]

    func lines(_ output: Output) -> [String] {
        guard output.isTerminal else { return ([self.header] + self.rows).map { $0.joined(separator: "\t") } }
        let widths = self.header.indices.map { column in
            ([self.header] + self.rows).map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        func line(_ cells: [String]) -> String {
            var text = ""
            for (column, cell) in cells.enumerated() {
                text += cell
                guard column + 1 < cells.count else { break }
                text += String(repeating: " ", count: widths[column] - cell.count + 2)
            }
            return text
        }
        return [output.bold(line(self.header))] + self.rows.map(line)
    }
}
