internal import Foundation
internal import JSON
internal import RuleTestSupport
internal import Testing

extension EndToEndTests {
    /// What `pksai` reads from the broker, written by somebody who may write anything: a unit gone bad, another version.
    @Suite(.serialized) struct Hostile {
        private static let seed = ProcessInfo.processInfo.environment["PKSAI_TEST_SEED"].flatMap(Int.init) ?? 20_261_122
        private static let secret = "Rahasia Anak"
        private static let villain = (name: "villain", password: "villain-9001")
        private static let codes = ["\u{1B}[2J", "\u{1B}]0;x\u{7}", "\u{9B}31m", "\u{202E}", "\u{2028}", "\u{7F}"]

        /// A message somebody forged.
        private struct Forged {
            var properties: JSONObject
            var body: [UInt8]
        }

        /// What is published is what is wanted, whoever `user_id` says wrote it.
        private func publish(_ forged: Forged, _ exchange: String, _ key: String, _ copy: SystemCopy) async throws {
            let order: JSONValue = [
                "properties": .object(forged.properties), "routing_key": .string(key),
                "payload": .string(Data(forged.body).base64EncodedString()), "payload_encoding": "base64",
            ]
            let paper = try copy.paper("forged.json", order.text)
            let path = "api/exchanges/pksai/\(exchange)/publish"
            let answer = try await copy.management("POST", path, "@\(paper)", as: Self.villain)
            guard answer.contains("true") else { throw Failure("nobody gets it: \(answer)") }
        }

        private func start() async throws -> SystemCopy {
            let copy = try await SystemCopy.start("hostile")
            try await copy.broker("add_user", Self.villain.name, Self.villain.password)
            try await copy.broker("set_user_tags", Self.villain.name, "administrator", "impersonator")
            try await copy.broker("set_permissions", "-p", "pksai", Self.villain.name, "", ".*", ".*")
            return copy
        }

        /// Nothing that steers a terminal, nothing of what the message said; no crash.
        private func expectHarmless(_ ended: Ended, _ what: String) {
            let printed = ended.output + ended.errors
            #expect((0...2).contains(ended.status), "\(what): \(ended)")
            #expect(!printed.contains(Self.secret), "\(what): \(printed)")
            let steering = printed.unicodeScalars.filter { scalar in
                switch scalar.properties.generalCategory {
                case .control where scalar != "\n" && scalar != "\t", .format, .lineSeparator: true
                default: false
                }
            }
            #expect(steering.isEmpty, "\(what): \(printed.debugDescription)")
        }

        private func body(_ dice: inout SeededGenerator, _ good: String) -> [UInt8] {
            let code = Self.codes.randomElement(using: &dice) ?? ""
            let bad = [
                "\(Self.secret)\(code)", "{\"name\": \"\(Self.secret)", "[\"\(Self.secret)\"]", "null", "",
                "{\"\(code)\": \"\(Self.secret)\", \"command\": {}, \"case_id\": 7, \"message_id\": []}",
                String(repeating: "[", count: 5_000), "{\"a\": " + String(repeating: "9", count: 400_000) + "}",
                good.replacing("\"", with: ""), String(good.dropLast(3)),
            ].randomElement(using: &dice)
            var bytes = Array((bad ?? "").utf8)
            if Int.random(in: 0..<4, using: &dice) == 0 { bytes.append(0xFF) }
            return bytes
        }

        @Test(.timeLimit(.minutes(6)))
        func `calls that cannot be read stop no watch and are kept; the next true one is taken`() async throws {
            let copy = try await self.start()
            _ = try await copy.addAgency("hostile-post")
            try await copy.addUser("hostile-worker", role: "on_call_worker")
            var dice = SeededGenerator(seed: Self.seed, salt: 31)
            let good = """
                {"case_id": "0190a000-0000-7000-8000-000000000002", "complaint_no": "ADU-2026-000001", "raise_no": 1, \
                "rung": "worker", "categories": [], "immediate_needs": [], "registered_at": "2026-11-20T08:15:00+08:00"}
                """
            var calls: [Forged] = []
            for number in 0..<12 {
                var properties: JSONObject = [
                    "content_type": "application/json", "type": "urgent_case.raised", "user_id": "service-unit",
                    "message_id": .string("forged-\(number)"), "delivery_mode": 2,
                ]
                var body = self.body(&dice, good)
                switch number {
                case 0: (properties["user_id"], body) = ("intake", Array(good.utf8))
                case 1: (properties["user_id"], body) = (nil, Array(good.utf8))
                case 2: (properties["type"], body) = (.string("\u{1B}[2Jalert"), Array(good.utf8))
                case 3: (properties["content_type"], body) = ("application/pksai-sealed", Array(good.utf8))
                case 4: properties = [:]
                default: break
                }
                calls.append(Forged(properties: properties, body: body))
            }
            for call in calls { try await self.publish(call, "oncall", "urgent.raised.worker", copy) }
            let paper = try copy.paper("true.json", Urgent.complaint("true"))
            let receipt = try await copy.pksai("complaint", "submit", paper, by: "hostile-post")
            let complaint = try #require(receipt.lines.first?["body"]?["complaint_no"]?.string)
            let caseID = try await Urgent.called(complaint, copy)

            let watched = try await copy.pksai(
                "oncall",
                "watch",
                "--take-next",
                "--off-duty",
                "--timeout",
                "120",
                by: "hostile-worker"
            )
            self.expectHarmless(watched, "watch")
            #expect(watched.status == 0, "\(watched)")
            #expect(watched.lines.last?["type"] == "claim.accepted", "\(watched)")
            #expect(watched.lines.first?["body"]?["case_id"]?.string == caseID, "no other was shown: \(watched)")
            let said = watched.errors.split(separator: "\n").count { $0.hasPrefix("a call that cannot be read") }
            #expect(said == calls.count, "\(watched.errors)")
            try await Programs.until("the bad calls are in quarantine") { () -> Bool? in
                try await copy.count(
                    "service-unit",
                    "SELECT count(*) FROM quarantine WHERE queue = 'oncall.urgent' OR reason = 'dead_letter'"
                ) == calls.count ? true : nil
            }
            try await self.answers(copy, caseID)
            try await copy.end()
        }

        /// Answers nobody should give, while the unit that would give the true one stands still; then that one.
        private func answers(_ copy: SystemCopy, _ caseID: String) async throws {
            try await copy.supervisor("stop", "service-unit-1")
            var dice = SeededGenerator(seed: Self.seed, salt: 32)
            let good = """
                {"message_id": "m", "command": "release", "result": {}}
                """
            for number in 0..<24 {
                let id = "hostile-\(number)"
                var properties: JSONObject = [
                    "content_type": "application/json", "type": "claim.done", "user_id": "service-unit",
                    "message_id": .string("answer-\(number)"), "correlation_id": .string(id),
                ]
                var body = self.body(&dice, good)
                let isForged = number < 3
                switch number {
                case 0: (properties["user_id"], body) = ("intake", Array(good.utf8))
                case 1: properties["user_id"] = nil
                case 2: properties["user_id"] = .string("service-unit\u{202E}")
                case 3: properties["type"] = nil
                case 4: (properties["type"], body) = (.string("\u{1B}[2Jclaim\u{9B}1m.done"), Array(good.utf8))
                case 5: properties["content_type"] = "application/pksai-sealed"
                case 6: properties["type"] = "urgent_case.raised"
                default: break
                }
                let forged = Forged(properties: properties, body: body)
                try await self.publish(forged, "receipts", "receipt.hostile-worker", copy)
                let begun = ContinuousClock.now
                let words = [
                    "oncall", "release", caseID, "--as", "hostile-worker", "--message-id", id, "--timeout", "3",
                ]
                let ended = try await Programs.run(
                    copy.folder + "/bin/pksai",
                    words + (number % 2 == 0 ? ["--json"] : []),
                    environment: copy.environment
                )
                self.expectHarmless(ended, "answer \(number)")
                #expect(ended.status == 2, "answer \(number): \(ended)")
                #expect(ContinuousClock.now - begun < .seconds(20), "answer \(number) took its time")
                let printed = ended.output + ended.errors
                #expect(printed.contains("did not answer within") == isForged, "answer \(number): \(printed)")
            }
            try await copy.supervisor("start", "service-unit-1")
            try await Programs.must("deploy/up", ["--no-build", "--data", copy.folder])
            let answered = try await copy.pksai(
                "oncall",
                "release",
                caseID,
                "--message-id",
                "hostile-0",
                by: "hostile-worker"
            )
            #expect(answered.lines.last?["correlation_id"] == "hostile-0" && answered.status != 2, "\(answered)")
            // What was forged is where it was, and told harmlessly to whoever empties the queue.
            let rest = try await Programs.run(
                copy.folder + "/bin/pksai",
                ["receipts", "--as", "hostile-worker"],
                environment: copy.environment
            )
            let steers = rest.output.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{9B}" || $0 == "\u{202E}" }
            #expect(rest.status == 0 && !steers, "\(rest)")
        }
    }
}
