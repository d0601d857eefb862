internal import Contracts
internal import Instruments
internal import JSON
internal import PostgreSQL
internal import RabbitMQ
internal import Sealing
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

@testable internal import UnitRuntime

/// Drafts of forms and numbers of documents, which every unit keeps for what it owns.
@Suite(.freshDatabase, .timeLimit(.minutes(1)))
struct PaperTests {
    static let secret = "MARKED-DRAFT"

    func paper<C: RuntimeCommandContract>(
        _ bench: Bench,
        _ id: String,
        _ command: C,
        from sender: String = Bench.officer
    ) async throws {
        try await bench.send(
            "commands",
            "intake.\(C.type).\(sender)",
            from: sender,
            id: id,
            type: C.type,
            body: try JSONEncoding.encode(command)
        )
    }

    func result(_ answer: Delivery) throws -> JSONValue {
        try JSONParser.parse(answer.body)["result"] ?? .null
    }

    func ask<Q: RuntimeQueryContract>(
        _ bench: Bench,
        _ receipts: Listener,
        _ id: String,
        _ query: Q,
        from sender: String,
        key: SealKeyPair
    ) async throws -> JSONValue {
        try await bench.send(
            "queries",
            "intake.\(Q.type).\(sender)",
            from: sender,
            id: id,
            type: Q.type,
            body: try JSONEncoding.encode(query)
        )
        let answer = try await receipts.answer(to: id)
        let opened = try HPKESealing.open(
            answer.body,
            keys: [key],
            userID: "intake",
            messageID: answer.properties.messageID ?? ""
        )
        return try JSONParser.parse(opened)
    }

    @Test
    func
        `S05 step 6: what is printed for the file is numbered without a gap, a repeat alike, and its hash is journaled`()
        async throws
    {
        try await Bench.run { bench in
            let unit = try await bench.startKnown()
            try await bench.listening(to: "receipts.police-post") { receipts in
                try await bench.submit("first", "cried")
                try await bench.submit("second", "cried again")
                let toys = [
                    try bench.toy(of: try await receipts.answer(to: "first")),
                    try bench.toy(of: try await receipts.answer(to: "second")),
                ]
                try await bench.listening(to: "receipts.\(Bench.officer)") { answers in
                    func draw(_ id: String, _ toy: ComplaintID) async throws -> JSONValue {
                        let number = NumberDocument(kind: .form1, subject: "toy-\(toy.text)")
                        try await self.paper(bench, id, number)
                        return try self.result(try await answers.answer(to: id))
                    }
                    let first = try await draw("n1", toys[0])
                    #expect(first["new"] == true)
                    let again = try await draw("n2", toys[0])
                    #expect(again["no"] == first["no"] && again["new"] == false)
                    let second = try await draw("n3", toys[1])
                    let numbers = [first, second].compactMap { $0["no"]?.string?.suffix(5) }
                    #expect(numbers == ["-0001", "-0002"])
                    let no = try #require(first["no"]?.string)
                    let hash = String(repeating: "ab", count: 32)
                    try await self.paper(bench, "r1", RecordDocument(kind: .form1, no: no, sha256: hash))
                    try await self.paper(bench, "r2", RecordDocument(kind: .form1, no: no, sha256: hash))
                    for id in ["r1", "r2"] {
                        #expect(try await answers.answer(to: id).properties.type == "command.accepted")
                    }
                    try await bench.expect("SELECT count(*) FROM journal WHERE type = 'document_recorded'", is: 1)
                    // Another kind has a series of its own; a number of another kind, or none, is refused.
                    try await self.paper(bench, "r3", RecordDocument(kind: .form2, no: no, sha256: hash))
                    try await self.paper(bench, "r4", RecordDocument(kind: .form1, no: "F1-2026-9999", sha256: hash))
                    try await self.paper(bench, "r5", RecordDocument(kind: .form1, no: no, sha256: "short"))
                    for id in ["r3", "r4", "r5"] {
                        #expect(try await answers.answer(to: id).properties.type == "command.rejected")
                    }
                    try await self.paper(
                        bench,
                        "n4",
                        NumberDocument(kind: .form1, subject: "toy-\(bench.numbered(9).text)")
                    )
                    let unknown = try await answers.answer(to: "n4")
                    #expect(String(decoding: unknown.body, as: UTF8.self).contains("unknown_subject"))
                }
            }
            try await unit.drain()
        }
    }

    @Test func `a draft is kept sealed for its author alone, and outlives the instance`() async throws {
        try await Bench.run { bench in
            let unit = try await bench.startKnown()
            let (siti, other) = (SealKeyPair.generate(owner: "siti"), SealKeyPair.generate(owner: "other"))
            try await bench.makeKnown(Bench.officer, [.intakeOfficer], sealKey: siti.publicKey)
            var toy: ComplaintID?
            try await bench.listening(to: "receipts.police-post") { receipts in
                try await bench.submit("first", "cried")
                toy = try bench.toy(of: try await receipts.answer(to: "first"))
            }
            let subject = "toy-\(try #require(toy).text)"
            let draft = KeepDraft(subject: subject, form: .form3, version: 1, content: "answers: \(Self.secret)")
            try await bench.listening(to: "receipts.\(Bench.officer)") { answers in
                try await self.paper(bench, "d1", draft)
                #expect(try await answers.answer(to: "d1").properties.type == "command.accepted")
                let rows = try await bench.query(
                    "SELECT convert_from(body, 'UTF8') FROM journal UNION ALL SELECT state::text FROM aggregates"
                ).rows(as: String.self)
                #expect(!rows.isEmpty && !rows.contains { $0.contains(Self.secret) })
            }
            try await unit.drain()
            let next = try bench.start("intake-2")
            try await bench.listening(to: "receipts.\(Bench.officer)") { answers in
                let show = ShowDraft(subject: subject, form: .form3)
                let shown = try await self.ask(bench, answers, "q1", show, from: Bench.officer, key: siti)
                #expect(shown["answer"]?["content"]?.string == draft.content)
                let listed = try await self.ask(bench, answers, "q2", ListDrafts(), from: Bench.officer, key: siti)
                #expect(listed["answer"]?["drafts"]?.array?.count == 1)
                try await bench.until("SELECT count(*) FROM journal WHERE type = 'data_shown'", is: 1)
                try await bench.makeKnown(Bench.officer, [.intakeOfficer], sealKey: other.publicKey)
                try await self.paper(bench, "x1", DropDraft(subject: subject, form: .form3))
                #expect(try await answers.answer(to: "x1").properties.type == "command.accepted")
                try await self.paper(bench, "x2", DropDraft(subject: subject, form: .form3))
                #expect(try await answers.answer(to: "x2").properties.type == "command.rejected")
                // A subject that can't be the name of anything is answered like one that isn't known.
                let spaced = "c ase-0190a000-0000-7000-8000-000000000002"
                for (id, subject) in [("x3", " "), ("x4", "toy-1 form3 x"), ("x5", ""), ("x6", spaced)] {
                    try await self.paper(bench, id, DropDraft(subject: subject, form: .form3))
                    let answer = try await answers.answer(to: id)
                    let refused = JSONDecoding.decode(CommandRejected.self, from: answer.body).value
                    #expect(refused?.code == "unknown_subject", "\(subject)")
                }
                let gone = try await self.ask(bench, answers, "q3", ListDrafts(), from: Bench.officer, key: other)
                #expect(gone["answer"]?["drafts"]?.array?.isEmpty == true)
            }
            try await next.drain()
        }
    }

    @Test func `who renders papers is told staff with their posts, named in full or not, and outsiders only if named`()
        async throws
    {
        try await Bench.run { bench in
            let unit = try await bench.startKnown()
            let reader = SealKeyPair.generate(owner: "reader")
            try await bench.makeKnown("administrator", [.admin, .intakeOfficer], sealKey: reader.publicKey)
            try await bench.makeKnown("sari", [.coordinatorSw, .socialWorker])
            try await bench.makeKnown("post", [.agency])
            let signers = try await bench.ask(ListSigners(), reader).signers
            let sari = signers.first { $0.username.text == "sari" }
            #expect(sari?.fullName == nil && Set(sari?.roles ?? []) == [.coordinatorSw, .socialWorker], "\(signers)")
            #expect(!signers.contains { $0.username.text == "post" })
            try await unit.drain()
        }
    }
}
