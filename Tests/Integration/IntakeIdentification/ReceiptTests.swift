internal import Contracts
internal import JSON
internal import PostgreSQL
internal import RabbitMQ
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

/// What an agency is answered.
@Suite(.freshDatabase, .timeLimit(.minutes(2)))
struct ReceiptTests {
    @Test func `a message sent twice gets the same receipt twice and is one complaint`() async throws {
        try await Bench.run { bench in
            let complaint = ComplaintSubmitted.about("7371015503129002", reference: "LP/1")
            try await bench.submit("m-1", complaint)
            let first = try await bench.answer(to: "m-1", of: Bench.agency)
            try await bench.submit("m-1", complaint)
            let second = try await bench.answer(to: "m-1", of: Bench.agency)
            #expect(first.body == second.body)
            #expect(first.properties.type == ComplaintAccepted.type)
            try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'complaint'", is: 1)
            try await bench.expect("SELECT value FROM counters WHERE register = 'ADU'", is: 1)
        }
    }

    @Test func `the same reference under another message id is a possible repeat, registered all the same`()
        async throws
    {
        try await Bench.run { bench in
            try await bench.submit("m-1", .about("7371015503129002", reference: "LP/1"))
            let first = try await bench.accepted("m-1")
            try await bench.submit("m-2", .about(nil, reference: "LP/1"))
            let second = try await bench.accepted("m-2")
            #expect(second.complaintNo.serial == first.complaintNo.serial + 1)
            // Another agency's reference is another matter.
            try await bench.submit("m-1", .about(nil, reference: "LP/1"), from: Bench.clinic)
            _ = try await bench.accepted("m-1", from: Bench.clinic)
            try await bench.expect(
                "SELECT count(*) FROM aggregates WHERE state ->> 'possible_repeat_of' = \(first.complaintNo.text)",
                is: 1
            )
            try await bench.expect(
                "SELECT count(*) FROM aggregates WHERE state ->> 'possible_repeat_of' IS NOT NULL",
                is: 1
            )
        }
    }

    @Test func `a receipt names the agency's reference only when sealed to its key, and a repeat's does too`()
        async throws
    {
        try await Bench.run { bench in
            let complaint = ComplaintSubmitted.about("7371015503129002", reference: "RM-77")
            // No key is registered: plain, without the reference.
            try await bench.submit("m-1", complaint)
            let plain = try await bench.answer(to: "m-1", of: Bench.agency)
            #expect(plain.properties.contentType == "application/json")
            #expect(JSONDecoding.decode(ComplaintAccepted.self, from: plain.body).value?.reference == nil)
            #expect(!String(decoding: plain.body, as: UTF8.self).contains("RM-77"))
            // Who has a key and sealed the complaint can read a sealed receipt: with the reference, also the second time.
            var receipts: [ComplaintAccepted] = []
            for _ in 1...2 {
                try await bench.submit("m-2", complaint, from: Bench.clinic, isSealed: true)
                let answer = try await bench.answer(to: "m-2", of: Bench.clinic)
                #expect(answer.properties.contentType == "application/pksai-sealed")
                let body = try bench.open(answer, for: Bench.clinic)
                receipts.append(try #require(JSONDecoding.decode(ComplaintAccepted.self, from: body).value))
            }
            #expect(receipts.map(\.reference) == ["RM-77", "RM-77"])
            #expect(receipts[0] == receipts[1])
            // The same complaint again, plainly: who writes plainly reads plainly.
            try await bench.submit("m-2", complaint, from: Bench.clinic)
            let again = try await bench.answer(to: "m-2", of: Bench.clinic)
            let readable = try #require(JSONDecoding.decode(ComplaintAccepted.self, from: again.body).value)
            #expect(readable.reference == nil)
            #expect(readable.complaintNo == receipts[0].complaintNo)
            #expect(!(try await bench.everythingStored()).contains("RM-77"))
        }
    }

    @Test func `everything odd comes back as a warning, all at once, and nothing is refused`() async throws {
        try await Bench.run { bench in
            let body = #"{"channel": "pigeon", "situation": "x", "Siti": 1, "child": {"birth_date": "soon"}}"#
            try await bench.send(
                "complaints",
                "complaint.\(Bench.agency).routine",
                from: Bench.agency,
                id: "m-1",
                type: ComplaintSubmitted.type,
                body: Array(body.utf8)
            )
            let receipt = try await bench.accepted("m-1")
            #expect(Set(receipt.warnings.map(\.pointer)) == ["/channel", "/child/birth_date", "", "/categories"])
        }
    }
}

extension ComplaintSubmitted {
    /// A complaint over the phone about the child with this NIK.
    static func about(_ nik: String?, level: RiskLevel? = .low, reference: String? = nil) -> Self {
        Self(
            reference: reference,
            channel: .phone,
            child: nik.map { ChildIdentity(name: "Ani", nik: $0) },
            situation: "seen alone",
            categories: [.educationProblem],
            initialAssessment: level.map { InitialAssessment(riskLevel: $0) }
        )
    }
}
