internal import Contracts
internal import JSON
internal import PostgreSQL
internal import RabbitMQ
internal import Sealing
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

@testable internal import UnitRuntime

/// Crypto-shredding (ARCHITECTURE.md §3): one child becomes unreadable, nothing else changes.
@Suite(.freshDatabase, .timeLimit(.minutes(1)))
struct IdentityTests {
    private static let secret = "MARKED-SECRET"

    private func destroy(
        _ bench: Bench,
        _ id: String,
        _ origin: ComplaintID,
        _ ground: DestructionGround = .courtOrder
    ) async throws {
        try await bench.send(
            "commands",
            "intake.\(DestroyIdentity.type).\(Bench.officer)",
            from: Bench.officer,
            id: id,
            type: DestroyIdentity.type,
            body: try JSONEncoding.encode(
                DestroyIdentity(complaintID: origin, ground: ground, document: "9001/Pen.Anak/2026")
            )
        )
    }

    /// What the officer is shown of a toy.
    private func shown(_ bench: Bench, _ id: String, _ toy: ComplaintID, _ key: SealKeyPair) async throws -> String {
        try await bench.command(id, ToyShow(toy: toy))
        let answer = try await bench.answer(to: id, of: Bench.officer)
        #expect(answer.properties.type == ToyShown.type)
        let messageID = answer.properties.messageID ?? ""
        let opened = try HPKESealing.open(answer.body, keys: [key], userID: "intake", messageID: messageID)
        return String(decoding: opened, as: UTF8.self)
    }

    @Test func `the head destroys a complaint's keys once: nothing of it opens, no word is added, all else stays`()
        async throws
    {
        try await Bench.run { bench in
            let unit = try await bench.startKnown(settings: ["PKSAI_JOURNAL_SEAL_SECONDS": "1"])
            let (officer, reader) = (SealKeyPair.generate(owner: "officer"), SealKeyPair.generate(owner: "reader"))
            try await bench.makeKnown(Bench.officer, [.intakeOfficer], sealKey: officer.publicKey)
            try await bench.makeKnown("administrator", [.admin], sealKey: reader.publicKey)
            var toys: [ComplaintID] = []
            try await bench.listening(to: "receipts.police-post") { receipts in
                for id in ["first", "other"] {
                    try await bench.submit(id, Self.secret)
                    toys.append(try bench.toy(of: try await receipts.answer(to: id)))
                }
            }
            let (toy, other) = (toys[0], toys[1])
            #expect(try await self.shown(bench, "s1", toy, officer).contains(Self.secret))
            try await self.destroy(bench, "no", toy)
            let refused = try await bench.answer(to: "no", of: Bench.officer)
            #expect(String(decoding: refused.body, as: UTF8.self).contains("not_allowed"))
            let held = try await bench.ask(ShowIdentityKeys(complaintID: toy), reader)
            #expect(!held.held.isEmpty && held.destroyedAt == nil, "only the head may")
            try await bench.makeKnown(Bench.officer, [.intakeOfficer, .headPksai], sealKey: officer.publicKey)
            for id in ["d1", "d2"] {
                try await self.destroy(bench, id, toy)
                let answer = try await bench.answer(to: id, of: Bench.officer)
                #expect(answer.properties.type == "command.accepted")
            }
            let gone = try await bench.ask(ShowIdentityKeys(complaintID: toy), reader)
            #expect(gone.held.isEmpty && gone.destroyedAt != nil && gone.ground == .courtOrder)
            try await bench.expect("SELECT count(*) FROM journal WHERE type = 'data_key_destroyed'", is: 1)
            #expect(try await !self.shown(bench, "s2", toy, officer).contains(Self.secret))
            #expect(try await self.shown(bench, "s3", other, officer).contains(Self.secret))
            try await bench.command("late", ToyNote(toy: toy, text: "a sealed word"))
            let late = try await bench.answer(to: "late", of: Bench.officer)
            #expect(String(decoding: late.body, as: UTF8.self).contains("identity_destroyed"))
            try await bench.command("fine", ToyNote(toy: other, text: "a sealed word"))
            let fine = try await bench.answer(to: "fine", of: Bench.officer)
            #expect(fine.properties.type == "command.accepted")
            try await bench.until(
                """
                SELECT count(*) FROM journal j WHERE type = 'data_key_destroyed'
                AND EXISTS (SELECT FROM journal_roots r WHERE j.position = ANY(r.positions))
                """,
                is: 1
            )
            let audit = try await bench.verify(reader, "audit")
            #expect(audit.breaks.isEmpty && audit.checked > 0, "the journal's chain stays whole")
            try await unit.drain()
        }
    }

    @Test func `what is worked on is not destroyed for its age; a court's order goes ahead, and its limits still ring`()
        async throws
    {
        try await Bench.run { bench in
            let unit = try await bench.startKnown()
            let reader = SealKeyPair.generate(owner: "reader")
            try await bench.makeKnown(Bench.officer, [.intakeOfficer, .headPksai])
            try await bench.makeKnown("administrator", [.admin], sealKey: reader.publicKey)
            var submitted: ComplaintID?
            try await bench.listening(to: "receipts.police-post") { receipts in
                try await bench.submit("first", Self.secret)
                submitted = try bench.toy(of: try await receipts.answer(to: "first"))
            }
            let toy = try #require(submitted)
            try await bench.command("writes", ToyNote(toy: toy, text: "writes when started"))
            _ = try await bench.answer(to: "writes", of: Bench.officer)
            try await bench.command("clock", ToyClock(toy: toy, seconds: 6))
            _ = try await bench.answer(to: "clock", of: Bench.officer)
            let limit = "toy \(toy.text): plan until "
            let asked = try await bench.ask(ShowIdentityKeys(complaintID: toy), reader)
            #expect(asked.open.first?.hasPrefix(limit) == true && asked.open.count == 1)
            try await self.destroy(bench, "aged", toy, .retentionEnded)
            let refused = try await bench.answer(to: "aged", of: Bench.officer)
            let reason = String(decoding: refused.body, as: UTF8.self)
            #expect(reason.contains("still_open") && reason.contains(limit), "\(reason)")
            #expect(try await !bench.ask(ShowIdentityKeys(complaintID: toy), reader).held.isEmpty)

            try await bench.listening(to: "alerts.coordinator_pksai") { alerts in
                try await self.destroy(bench, "ordered", toy)
                let done = try await bench.answer(to: "ordered", of: Bench.officer)
                #expect(String(decoding: done.body, as: UTF8.self).contains(limit))
                let told = try await alerts.first { _ in true }
                let alert = try #require(JSONDecoding.decode(Alert.self, from: told.body).value)
                #expect(alert.kind == "identity_destroyed_while_open" && alert.message.contains(limit))
                #expect(alert.unit == .intake && alert.message.contains("9001/Pen.Anak/2026"))
            }
            // What holds no word goes on, and so does the limit.
            try await bench.command("code", ToyNote(toy: toy, text: "reached"))
            let code = try await bench.answer(to: "code", of: Bench.officer)
            #expect(code.properties.type == "command.accepted")
            try await bench.until("SELECT count(*) FROM journal WHERE type = 'rang'", is: 1)
            // A unit that tells what can't be written any more is nobody to answer: it has no receipts.
            try await bench.publish([try bench.event(toy, version: 1, follows: nil)])
            try await bench.until("SELECT count(*) FROM lookups WHERE kind = 'heard'", is: 1)
            let refusals: SQL = "SELECT count(*) FROM inbox WHERE outcome = 'rejected'"
            try await bench.expect(refusals, is: 1)
            #expect(try await bench.state(of: toy)?.starts == 0)
            try await self.destroy(bench, "again", toy, .retentionEnded)
            let again = try await bench.answer(to: "again", of: Bench.officer)
            #expect(again.properties.type == "command.accepted", "it was destroyed before")
            try await unit.drain()
        }
    }

    @Test
    func `what was kept as it came names a destroyed child no longer: quarantine discarded, parked without its keys`()
        async throws
    {
        try await Bench.run { bench in
            let unit = try await bench.startKnown()
            try await bench.makeKnown(Bench.officer, [.intakeOfficer, .headPksai])
            let (toy, other) = (bench.numbered(9001), bench.numbered(9002))
            for (id, about) in [("about", toy), ("besides", other)] {
                try await bench.send(
                    "commands",
                    "intake.\(ToyNote.type).\(Bench.officer)",
                    from: Bench.officer,
                    id: id,
                    type: ToyNote.type,
                    body: Array(#"{"toy": "\#(about.text.uppercased())", "text": 5, "said": "\#(Self.secret)"}"#.utf8)
                )
                _ = try await bench.answer(to: id, of: Bench.officer)
            }
            let wrapped = try [toy, other].compactMap {
                try bench.keyring.makeDataKey(origin: $0, privacyClass: .sensitiveHarm)?.1
            }
            try await bench.publish([try bench.event(toy, version: 3, follows: 2, keys: wrapped)])
            try await bench.until("SELECT count(*) FROM parked", is: 1)
            try await self.destroy(bench, "gone", toy)
            _ = try await bench.answer(to: "gone", of: Bench.officer)
            try await bench.expect("SELECT count(*) FROM quarantine", is: 2)
            try await bench.expect("SELECT count(*) FROM quarantine WHERE box IS NOT NULL AND state = 'kept'", is: 1)
            let connection = try await bench.database.connect()
            let parked = try await connection.query("SELECT message FROM parked").rows(as: [UInt8].self)
            await connection.close()
            let raw = try StateCoding.decode(RawMessage.self, try #require(parked.first))
            let left = try #require(JSONDecoding.decode(EventMessage.self, from: raw.body).value).keys
            #expect(wrapped.count == 2 && left.map(\.origin) == [other])
            try await unit.drain()
        }
    }
}
