internal import Foundation
internal import JSON
internal import Testing

extension EndToEndTests {
    /// Guarantees 3 and 7: clocks hold, and any number of instances is one unit.
    @Suite(.serialized) struct Oncall {
        @Test(.timeLimit(.minutes(4)))
        func `of two claims at once, at two instances, one wins and the other is told who has it`() async throws {
            let copy = try await SharedCopy.copy()
            _ = try await copy.addAgency("night-post")
            try await copy.addUser("worker-one", role: "on_call_worker")
            try await copy.addUser("worker-two", role: "on_call_worker")
            for round in 0..<5 {
                let caseID = try await Self.raise("race \(round)", copy)
                async let first = copy.pksai("oncall", "take", caseID, by: "worker-one")
                async let second = copy.pksai("oncall", "take", caseID, by: "worker-two")
                let answers = try await [("worker-one", first), ("worker-two", second)]
                let won = answers.filter { $0.1.lines.last?["type"]?.string == "claim.accepted" }
                let lost = answers.filter { $0.1.lines.last?["type"]?.string == "claim.refused" }
                #expect(won.count == 1 && lost.count == 1)
                #expect(lost.first?.1.status == 1)
                #expect(lost.first?.1.lines.last?["body"]?["holder"]?.string == won.first?.0)
                let journaled = try await copy.count(
                    "service-unit",
                    "SELECT count(*) FROM journal WHERE stream = 'case-\(caseID)' AND type = 'urgent_case_claimed'"
                )
                #expect(journaled == 1)
            }
            let instances = try await copy.pksai("status").lines.first?["units"]?.array?
                .first { $0["unit"]?.string == "service-unit" }?["instances"]?.array
            #expect(instances?.count == 2)
        }

        @Test(.timeLimit(.minutes(4)))
        func `a limit that passes while every instance is down raises one alert when they are back`() async throws {
            let copy = try await SharedCopy.copy()
            _ = try await copy.addAgency("late-post")
            try await copy.addUser("head", role: "head_pksai")
            let caseID = try await Self.raise("late", copy, by: "late-post")
            // Killed, and back at a time beyond the limit of 24 hours.
            try copy.moveClock(seconds: 25 * 3600)
            try copy.kill("service-unit-1")
            try copy.kill("service-unit-2")
            let alerts = try await Programs.until("the alert") { () -> [JSONValue]? in
                let found = try await Self.alerts(about: caseID, copy)
                return found.isEmpty ? nil : found
            }
            #expect(alerts.count == 1)
            try await copy.settle()
            #expect(try await Self.alerts(about: caseID, copy).count == 1, "still one when all is quiet")
            let rang = try await copy.sql(
                "service-unit",
                "SELECT phase FROM deadlines WHERE kind = 'case' AND id = '\(caseID)' AND clock = 'protection'"
            )
            #expect(rang == [["missed"]])
        }

        @Test(.timeLimit(.minutes(4)))
        func `whoever purges oncall.urgent delays a case until it is raised again`() async throws {
            let copy = try await SharedCopy.copy()
            _ = try await copy.addAgency("purged-post")
            try await copy.addUser("worker-three", role: "on_call_worker")
            let caseID = try await Self.raise("purged", copy, by: "purged-post")
            // A worker may: reading a queue implies it.
            try await copy.broker("purge_queue", "-p", "pksai", "oncall.urgent")
            #expect(try await copy.queued()["oncall.urgent"] == nil)
            try copy.moveClock(seconds: 400)
            try copy.kill("service-unit-1")
            try copy.kill("service-unit-2")
            try await Programs.until("it is raised again") { () -> Bool? in
                try await copy.queued()["oncall.urgent"] == nil ? nil : true
            }
            let taken = try await copy.pksai("oncall", "take", caseID, by: "worker-three")
            #expect(taken.lines.last?["type"]?.string == "claim.accepted", "\(taken)")
        }

        private static func alerts(about caseID: String, _ copy: SystemCopy) async throws -> [JSONValue] {
            try await copy.pksai("alerts", "--role", "head_pksai", by: "head").lines.filter { alert in
                alert["case_id"]?.string == caseID && alert["clock"]?.string == "protection"
                    && alert["kind"]?.string == "deadline_missed"
            }
        }

        /// Sends an urgent complaint and waits until somebody is called; the case.
        private static func raise(_ name: String, _ copy: SystemCopy, by agency: String = "night-post") async throws
            -> String
        {
            let paper = try copy.paper("\(UUID().uuidString).json", Urgent.complaint(name))
            let receipt = try await copy.pksai("complaint", "submit", paper, by: agency)
            return try await Urgent.called(
                try #require(receipt.lines.first?["body"]?["complaint_no"]?.string),
                copy
            )
        }
    }
}
