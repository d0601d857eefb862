internal import Foundation
internal import Glibc
internal import JSON
internal import Testing

extension EndToEndTests {
    /// What runs until somebody ends it: the siren of `pksai oncall --run`, the board of `pksai status --watch`.
    @Suite(.serialized) struct Watch {
        private static let name = "Zahra Sirene"
        private static let nik = "7371034411109077"

        @Test(.timeLimit(.minutes(5)))
        func `the siren sounds at each call, knows no name, and ends with its watcher however that ends`() async throws
        {
            let copy = try await SystemCopy.start("watch")
            _ = try await copy.addAgency("siren-post")
            try await copy.addUser("siren-worker", role: "on_call_worker")
            let (calls, environment) = ("\(copy.papers)/calls", "\(copy.papers)/environment")
            let siren = try copy.paper(
                "siren.sh",
                "env >'\(environment)'; echo \"$PKSAI_CASE $PKSAI_LEVEL $$\" >>'\(calls)'; sleep 600\n"
            )
            let watcher = try Watcher(copy, ["oncall", "--run", "sh \(siren)", "--as", "siren-worker", "--json"])
            try await Self.complain(copy, name: Self.name, nik: Self.nik)
            let first = try await Self.call(1, calls)
            #expect(first.level == "high")
            let known = try String(contentsOfFile: environment, encoding: .utf8)
            #expect(known.contains("PKSAI_ACT_BY=20"))
            for mark in ["Zahra", "Sirene", Self.nik, "Jalan Contoh", "Rahmat", "bruises"] {
                #expect(!known.contains(mark), "\(mark)")
            }

            // Killed: the siren ends, and the case is called out again when nobody has taken it.
            Glibc.kill(watcher.process.processIdentifier, SIGKILL)
            try await Programs.until("the first siren ended") { Self.lives(first.process) ? nil : true }
            try copy.moveClock(seconds: 400)
            try copy.kill("service-unit-1")
            let again = try Watcher(copy, ["oncall", "--run", "sh \(siren)", "--as", "siren-worker", "--json"])
            let second = try await Self.call(2, calls)
            #expect(second.caseID == first.caseID)

            // Taken: the siren ends with the decision.
            again.type("t")
            try await Programs.until("the second siren ended") { Self.lives(second.process) ? nil : true }
            try await Programs.until("the claim is journaled") { () -> Bool? in
                try await copy.count(
                    "service-unit",
                    "SELECT count(*) FROM journal WHERE stream = 'case-\(first.caseID)' AND type = 'urgent_case_claimed'"
                ) == 1 ? true : nil
            }
            again.process.terminate()
            try await self.board(copy)
            try await copy.end()
        }

        /// `status --watch` on a terminal and in a pipe, while a case waits.
        private func board(_ copy: SystemCopy) async throws {
            // Another child: a second complaint about the first would go to whoever has that case.
            try await Self.complain(copy, name: "Yusuf Papan", nik: "7371022801139078")
            try await Programs.until("the case waits") { () -> Bool? in
                try await copy.pksai("status").lines.first?["units"]?.array?
                    .contains { $0["oldest_call_at"]?.string != nil } == true ? true : nil
            }
            let python = try Programs.required("PKSAI_TEST_PYTHON")
            let shown = try await Programs.must(
                python,
                [
                    "Tests/EndToEnd/terminal.py", "3", "\(copy.folder)/bin/pksai", "status", "--watch", "--interval",
                    "1",
                ],
                environment: copy.environment
            )
            let terminal = try #require(shown.lines.first)
            #expect(terminal["status"]?.integer == 0, "Ctrl-C ends it well")
            #expect(terminal["before"]?.string == "\u{1B}[?1049h\u{1B}[?25l")
            #expect(
                terminal["after"]?.string?.hasSuffix("\u{1B}[?25h\u{1B}[?1049l") == true,
                "the terminal is as before"
            )
            let frames = (terminal["frames"]?.array ?? []).compactMap(\.string)
            #expect(frames.count >= 3)
            for frame in frames {
                #expect(!frame.contains("\u{1B}[2J"), "nothing is cleared before it is drawn over")
                #expect(frame.components(separatedBy: "\r\n").count <= 30)
                for text in ["service-unit", "oldest urgent case waits 0 min", "events/s"] {
                    #expect(frame.contains(text), "\(text)")
                }
            }

            let piped = try await Programs.run(
                "timeout",
                [
                    "--preserve-status", "-s", "TERM", "6", "\(copy.folder)/bin/pksai", "status", "--watch",
                    "--interval", "1", "--json",
                ],
                environment: copy.environment
            )
            #expect(piped.status == 0 && piped.errors.isEmpty)
            #expect(piped.output.hasSuffix("\n"))
            #expect(piped.lines.count >= 2 && piped.lines.count == piped.output.split(separator: "\n").count)
            for line in piped.lines { #expect(line["units"]?.array?.count == 5 && line["silent"]?.array == []) }
        }

        /// Whether a process runs; one that nobody has waited for yet has ended.
        private static func lives(_ process: pid_t) -> Bool {
            guard let state = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else {
                return false
            }
            return state.split(separator: ")").last?.hasPrefix(" Z") != true
        }

        private struct Call {
            let caseID: String
            let level: String
            let process: pid_t
        }

        /// What the siren wrote at its so-many-th call.
        private static func call(_ number: Int, _ file: String) async throws -> Call {
            try await Programs.until("call \(number)") {
                let lines = ((try? String(contentsOfFile: file, encoding: .utf8)) ?? "").split(separator: "\n")
                guard lines.count >= number else { return nil }
                let words = lines[number - 1].split(separator: " ").map(String.init)
                guard words.count == 3, let process = pid_t(words[2]) else { throw Failure("a call without a case") }
                return Call(caseID: words[0], level: words[1], process: process)
            }
        }

        private static func complain(_ copy: SystemCopy, name: String, nik: String) async throws {
            let paper = try copy.paper(
                "\(UUID().uuidString).json",
                """
                {"channel": "phone", "emergency": true, "reporter": {"name": "Rahmat"}, \
                "child": {"name": "\(name)", "nik": "\(nik)", "estimated_age": 9, \
                "address": {"street": "Jalan Contoh 9001", "subdistrict": "Tallo", "city": "Makassar"}}, \
                "situation": "bruises on both arms", "categories": ["violence_victim"], \
                "initial_assessment": {"risk_level": "high"}}
                """
            )
            let receipt = try await copy.pksai("complaint", "submit", paper, by: "siren-post")
            guard receipt.status == 0 else { throw Failure("\(receipt)") }
        }
    }
}

/// A `pksai` that runs on, and what is typed into it.
private final class Watcher {
    let process = Process()
    private let input = Pipe()

    init(_ copy: SystemCopy, _ words: [String]) throws {
        self.process.executableURL = URL(fileURLWithPath: "\(copy.folder)/bin/pksai")
        self.process.arguments = words
        self.process.environment = ProcessInfo.processInfo.environment.merging(copy.environment) { $1 }
        self.process.standardInput = self.input
        self.process.standardOutput = FileHandle.nullDevice
        self.process.standardError = FileHandle.nullDevice
        try self.process.run()
    }

    deinit { if self.process.isRunning { self.process.terminate() } }

    func type(_ line: String) { self.input.fileHandleForWriting.write(Data("\(line)\n".utf8)) }
}
