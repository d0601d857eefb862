import Contracts
import Foundation
import JSON
import Testing
import Vocabulary

@testable import pksai

@Suite struct CSVReaderTests {
    private func rows(_ text: String, chunk: Int = 2) throws -> [CSVReader.Row] {
        let path = NSTemporaryDirectory() + "rows-\(UUID().uuidString).csv"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        var reader = try CSVReader(path: path)
        var rows: [CSVReader.Row] = []
        var hashed = 0
        while let next = try reader.next(chunk, hashing: { hashed += $0.count }) {
            #expect(next.count <= chunk)
            rows += next
        }
        #expect(hashed == text.utf8.count)
        #expect(reader.read == reader.size)
        return rows
    }

    @Test func `rows keep their line, quotes, line feeds within quotes, and other line ends`() throws {
        let rows = try self.rows(
            "\u{FEFF}nik,name,street\r\n1,\"Ani, \"\"Nia\"\"\",\"Jalan 1\nRT 2\"\r\n\r\n2,Budi,\r\n3,Caca,Jalan 3"
        )
        #expect(rows.map(\.line) == [2, 5, 6])
        #expect(rows[0]["name"] == "Ani, \"Nia\"")
        #expect(rows[0]["street"] == "Jalan 1\nRT 2")
        #expect(rows[1]["street"] == nil)
        #expect(rows[2]["street"] == "Jalan 3")
        #expect(rows[0]["unknown"] == nil)
    }

    @Test func `a semicolon separates where the first line has no comma`() throws {
        let rows = try self.rows("nik;name\n1;Ani, Nia\n2;Budi;3\n")
        #expect(rows[0]["name"] == "Ani, Nia")
        #expect(!rows[0].isBroken)
        #expect(rows[1].isBroken)
    }

    @Test func `a row of no use names line and column, never what is there`() throws {
        let rows = try self.rows(
            "nik,birth_date,indicators\n1,yesterday,orphan\n2,2020-02-03,orphan sad\n3,2020-02-03,orphan neglected\n"
        )
        func problem(_ row: CSVReader.Row) -> RowProblem? {
            do throws(RowProblem) {
                _ = try AtRiskLine(row)
                return nil
            } catch { return error }
        }
        let first = try #require(problem(rows[0]))
        #expect(first.line == 2)
        #expect(first.column == "birth_date")
        #expect(!first.json.text.contains("yesterday"))
        #expect(problem(rows[1])?.column == "indicators")
        #expect(try AtRiskLine(rows[2]).indicators == [.orphan, .neglected])
    }
}
