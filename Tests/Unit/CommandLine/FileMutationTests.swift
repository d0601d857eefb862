import Contracts
import Foundation
import Instruments
import JSON
import RuleTestSupport
import Testing

@testable import pksai

/// Files of people with bytes changed, lost, doubled and put in: read, or refused with a line that is in the file and
/// nothing of what stands there. The seed is `PKSAI_TEST_SEED`.
@Suite struct FileMutationTests {
    private static let seed = ProcessInfo.processInfo.environment["PKSAI_TEST_SEED"].flatMap(Int.init) ?? 20_261_122
    private static let runs = 2_000
    /// A word in every file that no mutation spells by chance and no message may repeat.
    private static let secret = "rahasiaanak"
    private static let pieces: [[UInt8]] = [
        [0], [0xFF], [0xC3, 0x28], [0xEF, 0xBB, 0xBF], Array("\r".utf8), Array("\n\n".utf8), Array("\"".utf8),
        Array(",".utf8), Array(";".utf8), Array("{".utf8), Array("]".utf8), Array(": ".utf8), Array("  - ".utf8),
        Array("\t".utf8), Array("&a *a".utf8), Array("\\ud800".utf8), Array("1e999".utf8), Array("|\n".utf8),
    ]

    private func mutated(_ bytes: [UInt8], _ dice: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &dice) {
            guard !bytes.isEmpty else { break }
            let place = Int.random(in: 0..<bytes.count, using: &dice)
            let end = min(bytes.count, place + Int.random(in: 1...12, using: &dice))
            switch Int.random(in: 0..<5, using: &dice) {
            case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &dice)
            case 1: bytes.removeSubrange(place..<end)
            case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 3: bytes.removeSubrange(place...)
            default: bytes.insert(contentsOf: Self.pieces.randomElement(using: &dice) ?? [], at: place)
            }
        }
        return bytes
    }

    private func expectPlace(_ line: Int?, _ message: String, _ bytes: [UInt8], _ run: Int) {
        // A carriage return alone ends a line too, for YAML.
        let lines = bytes.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } + 1
        if let line { #expect((1...lines).contains(line), "run \(run): line \(line) of \(lines): \(message)") }
        #expect(!message.contains(Self.secret), "run \(run): \(message)")
    }

    @Test func `a mutated CSV file is read or refused by line`() throws {
        var dice = SeededGenerator(seed: Self.seed, salt: 1)
        let path = NSTemporaryDirectory() + "mutated-\(UUID().uuidString).csv"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let whole = Array(
            "nik,name,birth_date,indicators\n1,\"\(Self.secret), a\",2020-02-03,orphan\n2,\"x\ny\",,\n3,z,2019-01-01,\n"
                .utf8
        )
        var (read, refused) = (0, 0)
        for run in 0..<Self.runs {
            let bytes = self.mutated(whole, &dice)
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            do {
                var reader = try CSVReader(path: path, wanted: ["nik"])
                var last = 0
                while let rows = try reader.next(2, hashing: { _ in }) {
                    for row in rows {
                        #expect(row.line > last, "run \(run)")
                        last = row.line
                        self.expectPlace(
                            row.line,
                            "\(row.broken?.expected ?? "") \(row.broken?.found ?? "")",
                            bytes,
                            run
                        )
                        do throws(RowProblem) {
                            _ = try AtRiskLine(row)
                        } catch {
                            self.expectPlace(error.line, error.json.text, bytes, run)
                        }
                    }
                }
                #expect(reader.read == bytes.count)
                read += 1
            } catch let failure as Failure {
                let parts = failure.message.dropFirst(path.count).split(separator: ":")
                let line = try #require(parts.first.flatMap { Int($0) }, "run \(run): \(failure.message)")
                // A heading that comes twice is named: it is the file's shape, not a value.
                let isHeading = failure.message.contains("expected the column")
                self.expectPlace(line, isHeading ? "" : failure.message, bytes, run)
                refused += 1
            }
        }
        #expect(read > Self.runs / 10 && refused > Self.runs / 100, "\(read) read, \(refused) refused")
    }

    @Test func `a mutated file of complaints is read or refused by line`() {
        var dice = SeededGenerator(seed: Self.seed, salt: 2)
        let line = "{\"channel\": \"phone\", \"situation\": \"\(Self.secret)\", \"message_id\": \"m-1\"}"
        let files = [
            "\(line)\r\n{\"reference\": \"\(Self.secret)\"}\n\n[1]\n\(line)\n", "[\(line),\n\(line)]",
            "{\n\"situation\":\n\"\"\n}",
        ]
        var (read, refused) = (0, 0)
        for run in 0..<Self.runs {
            let bytes = self.mutated(Array(files[run % files.count].utf8), &dice)
            let batch = ComplaintBatch(bytes)
            for fault in batch.faults {
                self.expectPlace(nil, "\(fault.problem)", bytes, run)
                #expect(fault.line >= 1 && fault.line <= bytes.count + 1, "run \(run)")
            }
            for entry in batch.entries {
                #expect(Request.isMessageID(entry.messageID) && entry.line >= 1, "run \(run)")
                #expect((try? JSONParser.parse(entry.body))?.object != nil, "run \(run): what is sent is an object")
            }
            #expect(batch.entries.count == ComplaintBatch(bytes).entries.count)
            // Not as lines alone: whatever can't be read as one value is looked at line by line.
            if (try? JSONParser.parse(bytes)) == nil {
                for fault in batch.faults { self.expectPlace(fault.line, "", bytes, run) }
            }
            read += batch.entries.isEmpty ? 0 : 1
            refused += batch.faults.isEmpty ? 0 : 1
        }
        #expect(read > Self.runs / 10 && refused > Self.runs / 10, "\(read) read, \(refused) refused")
    }

    @Test func `a mutated form is read or refused by line`() {
        var dice = SeededGenerator(seed: Self.seed, salt: 3)
        let whole = Array(
            """
            form: form4
            version: 1
            subject: x
            answers:
              f4_kind: scheduled
              f4_summary: |
                \(Self.secret)
                of talk
              f4_next_date: 2026-12-01
              f4_family_present: [ibu, "12"]
            unknown: [f4_next_place]
            """.utf8
        )
        var (read, refused) = (0, 0)
        for run in 0..<Self.runs {
            let bytes = self.mutated(whole, &dice)
            do throws(FormFile.Fault) {
                let file = try FormFile(bytes, instruments: .standard)
                for code in file.answers.members.map(\.key) {
                    self.expectPlace(file.line(of: "/\(JSONPointer.escape(code))"), "", bytes, run)
                }
                read += 1
            } catch {
                self.expectPlace(error.line, error.message, bytes, run)
                refused += 1
            }
        }
        #expect(read > Self.runs / 20 && refused > Self.runs / 10, "\(read) read, \(refused) refused")
    }
}
