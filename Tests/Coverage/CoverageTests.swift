import Foundation
import Instruments
import Testing
import Vocabulary

/// Something of the procedures that a test must hold: a step, a transition, an event, a clock, a rule, a form's field.
struct Obligation: Hashable {
    let procedure: String
    let kind: String
    let name: String
    let detail: String

    /// What a test's name says before its colon when it holds this.
    var tokens: [String] {
        switch self.kind {
        case "step": ["\(self.procedure) step \(self.name)"]
        case "event" where self.procedure == "flow": ["event \(self.name)"]
        case "event": ["\(self.procedure) \(self.name)"]
        case "rule": ["rule \(self.name)"]
        case "decision": ["\(self.name)"]
        case "clock": ["clock \(self.name)"]
        default: ["\(self.procedure)"]
        }
    }
}

/// The names of all tests, and what they claim to hold.
struct TestNames {
    let byToken: [String: [String]]

    init(below folder: URL) throws {
        var byToken: [String: Set<String>] = [:]
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        for file in files where !file.hasPrefix("Coverage/") {
            let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            for name in Self.names(in: text) {
                for token in Self.tokens(of: name) { byToken[token, default: []].insert(file) }
            }
        }
        self.byToken = byToken.mapValues { $0.sorted() }
    }

    /// The names of a file's tests; a long one stands on a line of its own.
    static func names(in text: String) -> [String] {
        text.matches(of: /func\s+`([^`]+)`/).map { String($0.output.1) }
    }

    /// `rule 12 and S05 plan_drafted: …` holds two things; `S05 steps 1–4: …` four.
    static func tokens(of name: String) -> Set<String> {
        guard let colon = name.firstIndex(of: ":") else { return [] }
        let head = name[..<colon]
        var tokens: Set<String> = []
        for match in head.matches(of: /\b(S\d\d|D08) ([a-z]+(?:_[a-z]+)+)/) {
            tokens.insert("\(match.output.1) \(match.output.2)")
            tokens.insert("event \(match.output.2)")
        }
        for match in head.matches(of: /\b(S\d\d) steps? (\d+)(?:–(\d+))?/) {
            guard let first = Int(match.output.2) else { continue }
            let last = match.output.3.flatMap { Int($0) } ?? first
            for step in first...max(first, last) { tokens.insert("\(match.output.1) step \(step)") }
        }
        for match in head.matches(of: /\b(?:rule|clock|event) ([a-z_0-9]+)/) { tokens.insert(String(match.output.0)) }
        for match in head.matches(of: /\bevents? ((?:[a-z_]+(?:, | and )?)+)/) {
            for event in match.output.1.matches(of: /[a-z]+(?:_[a-z]+)+/) { tokens.insert("event \(event.output)") }
        }
        for match in head.matches(of: /\brules ((?:\d+(?:, | and )?)+)/) {
            for rule in match.output.1.matches(of: /\d+/) { tokens.insert("rule \(rule.output)") }
        }
        for match in head.matches(of: /\b(?:[DX]\d\d|F[1-8])\b/) { tokens.insert(String(match.output)) }
        return tokens
    }
}

/// Holds the procedures to the tests: the table of what holds what is made from the tests' names.
@Suite struct CoverageTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    static let tests = Self.folder.deletingLastPathComponent()
    static let page = Self.tests.appendingPathComponent("COVERAGE.md")

    /// Writes what it would compare: after tests were added or renamed.
    static let isWriting = ProcessInfo.processInfo.environment["PKSAI_TEST_WRITE_COVERAGE"] != nil

    static func obligations() throws -> [Obligation] {
        let text = try String(contentsOf: Self.folder.appendingPathComponent("procedures.csv"), encoding: .utf8)
        let rows = text.split(separator: "\n").dropFirst().map { line in
            let cells = line.matches(of: /(?:"([^"]*)"|([^,]*))(?:,|$)/).map {
                String($0.output.1 ?? $0.output.2 ?? "")
            }
            return Obligation(procedure: cells[0], kind: cells[1], name: cells[2], detail: cells[3])
        }
        let fields = try FormName.allCases.flatMap { form in
            try #require(Instruments.standard.current(form)).fields.map {
                Obligation(
                    procedure: "F\(form.rawValue.suffix(1))",
                    kind: "field",
                    name: $0.code,
                    detail: $0.label.en
                )
            }
        }
        return rows + fields
    }

    @Test func `every step, transition, event, clock, rule and field is held by a test`() throws {
        let names = try TestNames(below: Self.tests)
        for obligation in try Self.obligations() {
            let isHeld = obligation.tokens.contains { names.byToken[$0] != nil }
            #expect(isHeld, "no test's name begins with \(obligation.tokens.joined(separator: " or "))")
        }
    }

    @Test func `the committed table is what the tests' names say now`() throws {
        let table = try Self.table()
        if Self.isWriting {
            try table.write(to: Self.page, atomically: true, encoding: .utf8)
        }
        let committed = try String(contentsOf: Self.page, encoding: .utf8)
        #expect(committed == table, "run: PKSAI_TEST_WRITE_COVERAGE=1 deploy/test --filter CoverageTests")
    }

    static func table() throws -> String {
        let names = try TestNames(below: Self.tests)
        var lines = [
            "# What holds what", "",
            "Made from the tests' names by `Tests/Coverage`; a test of its own fails when it is out of date.", "",
        ]
        var procedure = ""
        for obligation in try Self.obligations() {
            if obligation.procedure != procedure {
                procedure = obligation.procedure
                lines += ["", "## \(procedure)", "", "| what | | held by |", "| --- | --- | --- |"]
            }
            let files = obligation.tokens.flatMap { names.byToken[$0] ?? [] }
            let held = files.map { "`\($0)`" }.joined(separator: ", ")
            lines.append("| \(obligation.kind) \(obligation.name) | \(obligation.detail) | \(held) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    @Test func `a test's name says what it holds before its colon`() {
        #expect(
            TestNames.tokens(of: "rule 12 and S05 plan_drafted: x rule 3") == [
                "rule 12", "S05 plan_drafted", "event plan_drafted",
            ]
        )
        #expect(TestNames.tokens(of: "S09 steps 1–3: y") == ["S09 step 1", "S09 step 2", "S09 step 3"])
        #expect(TestNames.tokens(of: "X23 and D11, F3: z") == ["X23", "D11", "F3"])
        #expect(
            TestNames.tokens(of: "events case_closed and case_reopened: w") == [
                "event case_closed", "event case_reopened",
            ]
        )
        #expect(TestNames.tokens(of: "no colon, rule 5").isEmpty)
        #expect(TestNames.names(in: "@Test\n    func\n        `a: b`(x: Int)\n  func `c`() throws") == ["a: b", "c"])
    }
}
