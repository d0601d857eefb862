internal import Foundation
internal import JSON
internal import Testing

extension EndToEndTests {
    /// `deploy/up --registry`: identification asks a file, the registry over the broker, or nobody.
    @Suite(.serialized) struct Registry {
        @Test(.timeLimit(.minutes(5)))
        func `switched to amqp, identification asks whoever serves the registry; the choice stays until it is changed`()
            async throws
        {
            let copy = try await SharedCopy.copy()
            _ = try await copy.addAgency("registry-post")
            try await copy.addUser("dukcapil", role: "registry")
            try await copy.addUser("asker", role: "analyst")
            try await self.switched(copy, "amqp", "--registry-timeout", "3600")
            // Run again without the option it is still so.
            try await Programs.must("deploy/up", ["--no-build", "--data", copy.folder])
            let settings = try String(contentsOfFile: copy.folder + "/settings", encoding: .utf8)
            #expect(settings.contains("registry=amqp\n") && settings.contains("registry_timeout=3600\n"))

            let number = try await self.submit("7371015503129902", copy)
            try await Programs.until("the registry is asked") { () -> Bool? in
                try await self.identification(number, copy)?["status"]?.string == "verifying" ? true : nil
            }
            let book = try copy.paper("population.csv", "nik,status,district\n7371015503129902,active,7371\n")
            let served = try await Programs.until("it answers") { () -> Ended? in
                let ended = try await copy.pksai("registry", "serve", "--file", book, "--once", by: "dukcapil")
                return ended.lines.contains { $0["type"]?.string == "population_answered" } ? ended : nil
            }
            #expect(served.lines.contains { $0["found"]?.bool == true })
            try await Programs.until("the residency is known") { () -> Bool? in
                try await self.identification(number, copy)?["residency"]?.string == "resident_registered" ? true : nil
            }

            // Whoever serves it does not answer in time: service goes on provisionally, and a late answer still counts.
            try await self.switched(copy, "amqp", "--registry-timeout", "5")
            let late = try await self.submit("7371015503129904", copy)
            try await Programs.until("the answer is waited for no longer") { () -> Bool? in
                try await self.identification(late, copy)?["residency"]?.string == "unknown" ? true : nil
            }
            let more = try copy.paper("late.csv", "nik,status,district\n7371015503129904,active,7371\n")
            _ = try await Programs.until("it answers late") { () -> Ended? in
                let ended = try await copy.pksai("registry", "serve", "--file", more, "--once", by: "dukcapil")
                return ended.lines.contains { $0["type"]?.string == "population_answered" } ? ended : nil
            }
            try await Programs.until("the late answer is taken") { () -> Bool? in
                try await self.identification(late, copy)?["residency"]?.string == "resident_registered" ? true : nil
            }

            // With nobody to ask, nobody is waited for.
            try await self.switched(copy, "none")
            let other = try await self.submit("7371015503129903", copy)
            try await Programs.until("the residency stays unknown") { () -> Bool? in
                try await self.identification(other, copy)?["residency"]?.string == "unknown" ? true : nil
            }
            try await self.switched(copy, "own")
            let wrong = try await Programs.run("deploy/up", ["--data", copy.folder, "--registry", "/no/such/file"])
            #expect(wrong.status == 1 && wrong.errors.contains("--registry takes amqp, none or a file"))
        }

        private func switched(_ copy: SystemCopy, _ registry: String, _ more: String...) async throws {
            try await Programs.must(
                "deploy/up",
                ["--no-build", "--data", copy.folder, "--registry", registry] + more
            )
        }

        private func submit(_ nik: String, _ copy: SystemCopy) async throws -> String {
            let complaint = """
                {"channel": "phone", "situation": "asks for help with school", "categories": ["neglected"],
                 "child": {"name": "Anak Contoh \(nik.suffix(2))", "sex": "female", "nik": "\(nik)"},
                 "initial_assessment": {"risk_level": "low"}}
                """
            let paper = try copy.paper("\(nik).json", complaint)
            let receipt = try await copy.pksai("complaint", "submit", paper, by: "registry-post")
            return try #require(receipt.lines.first?["body"]?["complaint_no"]?.string, "\(receipt)")
        }

        private func identification(_ number: String, _ copy: SystemCopy) async throws -> JSONValue? {
            let shown = try await copy.pksai("identification", "show", number, "--reason", "drill", by: "asker")
            return shown.lines.first?["body"]?["answer"]?["identification"]
        }
    }
}
