internal import JSON
internal import Testing

extension EndToEndTests {
    /// Guarantees 1 and 2: nothing is lost, effects happen once.
    @Suite(.serialized) struct Flow {
        @Test(.timeLimit(.minutes(6)))
        func `a thousand complaints each have one registration, one identification and one case`() async throws {
            let copy = try await SharedCopy.copy()
            _ = try await copy.addAgency("calm-post")
            let before = try await Ledger(copy)
            let flood = Flood(name: "calm")
            let batches = flood.batches(1)
            let answers = try await Ledger.submit(batches[0], "calm-0", by: "calm-post", copy)
            Ledger.expectAnswers(answers, to: batches[0])
            try await copy.settle()
            try await Ledger.expectOnceEach(of: flood, since: before, copy)
        }

        @Test(.timeLimit(.minutes(9)))
        func `killing each unit, the broker and PostgreSQL while they flow changes nothing`() async throws {
            let copy = try await SharedCopy.copy()
            _ = try await copy.addAgency("stormy-post")
            let before = try await Ledger(copy)
            let victims = [
                "intake-1", "identification-1", "service-unit-1", "referral-1", "data-request-1", "broker",
                "postgresql",
            ]
            let flood = Flood(name: "stormy")
            let batches = flood.batches(victims.count)
            for (index, victim) in victims.enumerated() {
                let begun = try await copy.count("intake", Ledger.registrations)
                async let answers = Ledger.submit(batches[index], "stormy-\(index)", by: "stormy-post", copy)
                // The first are registered; most of what follows from the batch has not happened.
                try await Programs.until("batch \(index) flows") {
                    try await copy.count("intake", Ledger.registrations) > begun ? true : nil
                }
                try copy.kill(victim)
                Ledger.expectAnswers(try await answers, to: batches[index])
            }
            try await copy.settle()
            try await Ledger.expectOnceEach(of: flood, since: before, copy)
        }
    }
}
