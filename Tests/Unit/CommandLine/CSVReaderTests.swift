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
        var reader = try CSVReader(path: path, wanted: ["nik"])
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
        #expect(rows[0].broken == nil)
        #expect(rows[1].broken?.found == "3")
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

    @Test(arguments: [
        ("", "a first line that names the columns"), ("7371,Ani\n", ":1: expected a column nik"),
        ("nik,name,nik\n1,Ani,2\n", ":1: expected the column nik once"),
        ("nik,name\n1,\"Ani\n2,Budi\n3,Caca", ":2: expected a quotation mark that closes"),
    ])
    func `what is no CSV is named by line`(text: String, wanted: String) {
        #expect {
            _ = try self.rows(text)
        } throws: { error in
            (error as? Failure)?.message.contains(wanted) == true && (error as? Failure)?.status == .refused
        }
    }

    @Test func `a row that is no text spoils no other, and one without end is not waited for`() throws {
        let path = NSTemporaryDirectory() + "bytes-\(UUID().uuidString).csv"
        defer { try? FileManager.default.removeItem(atPath: path) }
        var bytes = Array("nik,name\n1,Ani\n2,".utf8) + [0xC3, 0x28, 0x0A] + Array("3,Bu\u{0}di\n4,Caca\n".utf8)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        var reader = try CSVReader(path: path, wanted: ["nik"])
        let rows = try #require(try reader.next(9, hashing: { _ in }))
        #expect(rows.map { $0.broken == nil } == [true, false, false, true])
        #expect(rows[1].broken?.expected == "UTF-8 without control characters")
        bytes = Array("nik,name\n1,".utf8) + Array(repeating: UInt8(ascii: "x"), count: 3 << 20)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        var endless = try CSVReader(path: path, wanted: ["nik"])
        #expect(throws: Failure.self) { _ = try endless.next(9, hashing: { _ in }) }
        #expect(endless.read <= 2 << 20, "no more of it is read than a row may hold")
    }

    @Test func `a file without end, a folder and nothing are refused, none is read whole`() throws {
        #expect(throws: Failure.self) { _ = try InputFile.read("/dev/zero", most: 1 << 20) }
        for path in [NSTemporaryDirectory(), "/nowhere/rows.csv"] {
            #expect(throws: Failure.self) { _ = try CSVReader(path: path, wanted: ["nik"]) }
            #expect(throws: Failure.self) { _ = try InputFile.read(path) }
        }
        let path = NSTemporaryDirectory() + "broken-\(UUID().uuidString).json"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("{\n  \"a\": 1,\n  \"b\": nil\n}".utf8).write(to: URL(fileURLWithPath: path))
        #expect {
            _ = try InputFile.object(path)
        } throws: { ($0 as? Failure)?.message.contains("\(path):3:") == true }
    }
}
