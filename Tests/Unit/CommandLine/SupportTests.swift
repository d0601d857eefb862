import Contracts
import Foundation
import JSON
import Sealing
import Testing
import Vocabulary

@testable import pksai

@Suite struct OutputTests {
    let terminal = Output(json: false, isTerminal: true, isColoured: false)
    let pipe = Output(json: false, isTerminal: false, isColoured: false)

    @Test func `a table is aligned on a terminal and separated by tabs in a pipe`() {
        let table = Table(header: ["unit", "queue"], rows: [["intake", "a"], ["referral", ""]])
        #expect(table.lines(self.terminal) == ["unit      queue", "intake    a", "referral  "])
        #expect(table.lines(self.pipe) == ["unit\tqueue", "intake\ta", "referral\t"])
    }

    @Test func `colour only where it was asked for`() {
        #expect(self.terminal.red("x") == "x")
        #expect(Output(json: false, isTerminal: true, isColoured: true).red("x") == "\u{1B}[31mx\u{1B}[0m")
    }

    @Test(arguments: [(1, "service-unit can't read 1 row:"), (12, "service-unit can't read 12 rows:")])
    func `an answer that is not whole says so`(count: Int64, words: String) {
        func answer(_ leftOut: JSONValue) -> Answer {
            let body: JSONValue = ["query": "list_cases", "answer": ["cases": []], "left_out": leftOut]
            return Answer(type: "query.answered", correlationID: nil, unit: "service-unit", body: body)
        }
        #expect(AnswerText.leftOut(answer(.integer(count)))?.hasPrefix(words) == true)
        #expect(AnswerText.leftOut(answer(.null)) == nil)
    }

    @Test(arguments: [["NO_COLOR": "1"], ["TERM": "dumb"]])
    func `whoever wants no colour gets none`(environment: [String: String]) {
        #expect(!Output(json: false, environment: environment).isColoured)
    }

    @Test func `members become lines, lists of objects tables, and nothing is shown as null`() {
        let value: JSONValue = [
            "complaint_no": "ADU-2026-000001", "closed": nil, "needs": ["shelter", "health"],
            "rows": [["a": 1, "b": nil], ["a": 2, "c": true]], "empty": [],
        ]
        #expect(
            Rendering(output: self.terminal).lines(value) == [
                "complaint no  ADU-2026-000001",
                "needs         shelter, health",
                "rows",
                "  a  c",
                "  1  ",
                "  2  yes",
                "empty  none",
            ]
        )
    }

    @Test func `a row that holds a list of its own gets lines of its own, not a cell nobody can read`() {
        let agenda: JSONValue = [["case": "a", "reason": "no_manager"], ["case": "b", "reason": "overdue"]]
        let value: JSONValue = ["meetings": [["id": "1", "agenda": agenda], ["id": "2", "agenda": []]]]
        #expect(
            Rendering(output: self.pipe).lines(value) == [
                "meetings", "  id  1", "  agenda", "    case\treason", "    a\tno_manager", "    b\toverdue", "",
                "  id  2", "  agenda  none",
            ]
        )
    }

    @Test func `a released table is a table, with what is withheld`() {
        let table: JSONValue = [
            "rows": "sex", "columns": "level", "filters": [:], "row_labels": ["female", "male"],
            "column_labels": ["high", "low"], "cells": [[12, nil], [nil, 9]], "row_totals": [nil, nil],
            "column_totals": [17, 13], "total": 30, "threshold": 5, "notes": ["* withheld"],
        ]
        let release: JSONValue = ["request_id": "1", "table": table, "csv": "sex/level,high\r\n"]
        #expect(
            Rendering(output: self.pipe).lines(release) == [
                "request id  1", "table", "  filters  none", "  threshold  5", "  sex/level\thigh\tlow\ttotal",
                "  female\t12\t*\t*", "  male\t*\t9\t*", "  total\t17\t13\t30", "  * withheld",
            ]
        )
    }

    @Test func `text of several lines keeps them, and times are to the minute`() {
        let value: JSONValue = ["situation": "first\nsecond\u{1B}", "due_at": "2026-11-20T08:15:00.123456+08:00"]
        #expect(
            Rendering(output: self.pipe).lines(value) == [
                "situation", "  first", "  second\u{FFFD}", "due at  2026-11-20 08:15",
            ]
        )
    }

    @Test func `a list shows the columns named, and the clock due first`() {
        let clocks: JSONValue = [
            ["clock": "plan", "phase": "running", "due_at": "2026-11-22T08:15:00+08:00"],
            ["clock": "contact_safety", "phase": "missed", "due_at": "2026-11-21T08:15:00+08:00"],
            ["clock": "protection", "phase": "stopped", "due_at": "2026-11-20T08:15:00+08:00"],
        ]
        let rows: [JSONValue] = [["id": "x", "codes": ["level": "high"], "clocks": clocks], ["id": "y"]]
        let table = Rendering.table(rows, columns: ["id", "codes.level", "clocks"])
        #expect(table.header == ["id", "level", "clocks"])
        #expect(table.rows == [["x", "high", "contact safety by 2026-11-21 08:15 (missed)"], ["y", "", ""]])
    }

    @Test func `text from outside does not steer the terminal`() {
        #expect(Rendering.harmless("a\u{1B}[31mb\nc\u{202E}") == "a\u{FFFD}[31mb\u{FFFD}c\u{FFFD}")
        #expect(Rendering.harmless("tab\tkept, Ujung Pandang é") == "tab\tkept, Ujung Pandang é")
    }

    @Test func `a refusal tells every problem with its place`() {
        let body: JSONValue = [
            "message_id": "m-1", "command": "sign_handover", "code": "not_accepted", "explanation": "no yes yet",
            "problems": [["pointer": "/a", "expected": "string", "found": "missing"]], "holder": "siti",
        ]
        let answer = Answer(type: "command.rejected", correlationID: "m-1", unit: "referral", body: body)
        #expect(answer.isRefusal)
        #expect(
            AnswerText.refusal(answer, self.pipe) == [
                "refused sign_handover: not accepted", "  no yes yet", "  /a: expected string, found missing",
                "  holder  siti",
            ]
        )
    }

    @Test func `what a rule says against a member is told once, at its place`() {
        func told(_ expected: String, _ found: String, _ explanation: String) -> [String] {
            let body: JSONValue = [
                "message_id": "m-1", "command": "set_roster_entry", "code": "invalid",
                "explanation": .string(explanation),
                "problems": [["pointer": "/worker", "expected": .string(expected), "found": .string(found)]],
            ]
            let answer = Answer(type: "command.rejected", correlationID: "m-1", unit: "service-unit", body: body)
            return AnswerText.refusal(answer, self.pipe)
        }
        let sentence = "nosuch is no on_call_worker"
        #expect(
            told(Problem.ruled, sentence, sentence) == [
                "refused set_roster_entry: invalid", "  /worker: nosuch is no on_call_worker",
            ]
        )
        #expect(
            told("who is on call", "missing", "who is on call") == [
                "refused set_roster_entry: invalid", "  /worker: expected who is on call, found missing",
            ]
        )
    }

    @Test func `the bar fills up`() {
        let bar = ProgressBar(total: 60, label: "sent")
        #expect(bar.text(0) == "sent ▕\(String(repeating: " ", count: 30))▏ 0/60")
        #expect(bar.text(30).contains("▕\(String(repeating: "█", count: 15)) "))
        #expect(bar.text(60) == "sent ▕\(String(repeating: "█", count: 30))▏ 60/60")
    }
}

@Suite struct ScreenTests {
    @Test func `a picture is drawn over the last one, cut to the screen, without clearing it`() {
        let frame = Screen.frame(["\u{1B}[1mabcdef\u{1B}[0m", "b", "c", "d"], rows: 3, columns: 4)
        #expect(!frame.contains("\u{1B}[2J"))
        #expect(
            frame
                == "\u{1B}[?2026h\u{1B}[H\u{1B}[1mabcd\u{1B}[0m\u{1B}[K\r\nb\u{1B}[K\r\n… 2 \u{1B}[K\u{1B}[J\u{1B}[?2026l"
        )
        #expect(Screen.frame(["a"], rows: 3, columns: 4).hasSuffix("a\u{1B}[K\u{1B}[J\u{1B}[?2026l"))
    }

    @Test func `the board tells what is wrong first, then units, queues that hold or move something, clocks`() {
        func answer(_ unit: UnitName, journal: Int64, call: Instant? = nil) -> UnitStatus.Answer {
            var answer = UnitStatus.answerExample
            answer.unit = unit
            answer.journalPosition = journal
            answer.now = Examples.now.adding(minutes: 12)
            answer.oldestCallAt = call
            return answer
        }
        let start = ContinuousClock.now
        let rate = Management.Queue.Stats(publishDetails: .init(rate: 7.5), ackDetails: .init(rate: 2))
        let queues = Topology.standard.queues.map { queue in
            Management.Queue(
                name: queue.name,
                messages: queue.name == "intake.routine" ? 3 : 0,
                consumers: queue.name == "referral.staff" ? 0 : 1,
                state: "running",
                messageStats: queue.name == "intake.urgent" ? rate : nil
            )
        }
        let before = SystemStatus(
            answers: [.serviceUnit: answer(.serviceUnit, journal: 100)],
            queues: queues,
            at: start
        )
        let status = SystemStatus(
            answers: [.serviceUnit: answer(.serviceUnit, journal: 140, call: Examples.now)],
            queues: queues,
            alarms: ["rabbit: disk"],
            at: start + .seconds(4)
        )
        let lines = StatusBoard(output: Output(json: false, isTerminal: false, isColoured: false))
            .lines(status, since: before)
        let heads = ["broker alarm rabbit: disk: nobody can publish", "does not answer: unit intake"]
        #expect(Array(lines.prefix(2)) == heads)
        #expect(lines.contains("does not answer: queue referral.staff"))
        #expect(lines.contains { $0.hasPrefix("oldest urgent case waits 12 min, since ") })
        #expect(lines.contains { $0.hasPrefix("service-unit\tintake-1\t140\t10\t") })
        #expect(lines.contains("intake.urgent\t0\t7.5\t2\t1\trunning"))
        #expect(!lines.contains { $0.hasPrefix("identification.staff") })
        #expect(status.json["queues"]?.array?.contains { $0["in_per_second"]?.number == 7.5 } == true)
    }
}

@Suite struct SettingsTests {
    @Test func `the environment goes before a file that lies around, a named file before the environment`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("env").path
        try Data("# made\nPKSAI_DATA=/d\nPKSAI_AMQP_URL=amqp://u:p=q@h/v\nbroken\n".utf8)
            .write(to: URL(fileURLWithPath: file))
        let settings = try Settings.load(file: file, environment: ["PKSAI_DATA": "/e", "PKSAI_HOME": ""])
        #expect(try settings.data == "/d")
        #expect(try settings.home == "/d/profiles")
        #expect(try settings.amqpURL == "amqp://u:p=q@h/v")
        #expect(throws: Failure.self) { try settings.managementURL }
        #expect(throws: Failure.self) { try Settings.load(file: folder.path + "/none", environment: [:]) }
    }

    @Test func `a password is hashed as the broker does`() {
        // RabbitMQ's own example: salt 908DC60A, password test12 (Credentials and Passwords, "Computing Password Hash").
        let hash = PasswordHash.make("test12", salt: [0x90, 0x8D, 0xC6, 0x0A])
        #expect(hash == "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR")
        #expect(PasswordHash.make("test12") != PasswordHash.make("test12"))
        #expect(PasswordHash.newPassword().count == 48)
    }
}

@Suite struct AuditVerdictTests {
    func answer(_ unit: UnitName, own: [(Int64, String)], held: [(UnitName, Int64, String)]) -> VerifyAudit.Answer {
        VerifyAudit.Answer(
            unit: unit,
            checked: 1,
            uncovered: 0,
            breaks: [],
            own: own.map { VerifyAudit.Root(unit: unit, number: $0.0, positions: 1, root: $0.1) },
            held: held.map { VerifyAudit.Root(unit: $0.0, number: $0.1, positions: 1, root: $0.2) }
        )
    }

    @Test func `a queue that is down, a unit's that nobody reads and one that is gone do not answer`() {
        let all = Topology.standard.queues.map { queue in
            Management.Queue(name: queue.name, messages: 0, consumers: 1, state: "running")
        }
        #expect(SystemStatus(answers: [:], queues: all).silentQueues.isEmpty)
        var queues = all.filter { $0.name != "intake.staff" }
        for index in queues.indices {
            switch queues[index].name {
            case "referral.urgent", "alerts.ops", "oncall.urgent": queues[index].consumers = 0
            case "dead-letters.intake": queues[index].state = "down"
            default: break
            }
        }
        #expect(
            SystemStatus(answers: [:], queues: queues).silentQueues == [
                "dead-letters.intake", "intake.staff", "referral.urgent",
            ]
        )
    }

    @Test func `the queue a unit has just answered from is not silent, whatever the broker's figures still say`() {
        let none = Topology.standard.queues.map { queue in
            Management.Queue(name: queue.name, messages: 0, consumers: 0, state: "running")
        }
        let silent = SystemStatus(answers: [.referral: UnitStatus.answerExample], queues: none).silentQueues
        #expect(!silent.contains("referral.queries"))
        #expect(silent.contains("intake.queries") && silent.contains("referral.staff"))
    }

    @Test func `a journal is judged by what the others hold of it`() {
        let verdict = AuditVerdict([
            .intake: self.answer(.intake, own: [(3, "aa")], held: [(.referral, 2, "cc"), (.identification, 9, "ee")]),
            .referral: self.answer(.referral, own: [(2, "cc")], held: [(.intake, 3, "bb")]),
            .identification: self.answer(.identification, own: [(8, "dd")], held: [(.intake, 3, "aa")]),
        ])
        #expect(verdict.silent == [.serviceUnit, .dataRequest])
        #expect(verdict.faults.map(\.unit) == [.intake, .identification])
        #expect(verdict.faults.map(\.kind) == ["edited", "cut"])
        #expect(verdict.faults.map(\.explanation)[1].hasPrefix("intake holds a root over 1 events"))
    }

    @Test func `a break is told with its place in the journal`() {
        var answer = self.answer(.intake, own: [(3, "aa")], held: [])
        answer.breaks = [
            VerifyAudit.Break(number: 2, kind: "missing", position: 17, positions: 3),
            VerifyAudit.Break(number: 3, kind: "edited"),
        ]
        let faults = AuditVerdict([.intake: answer]).faults
        #expect(faults.map(\.position) == [17, nil])
        #expect(
            faults.map(\.explanation) == [
                "the event at position 17 of the journal is gone and 2 more under this root",
                "the chain does not match the root",
            ]
        )
    }
}
