internal import Contracts
internal import Foundation
internal import JSON
internal import PostgreSQL
internal import RabbitMQ
internal import Sealing
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

@testable internal import UnitRuntime

/// What can't be taken: answered where somebody can be answered, kept sealed where it must be, harmless to the rest.
@Suite(.freshDatabase, .timeLimit(.minutes(1)))
struct RefusalTests {
    @Test func `a malformed complaint is answered with every problem and its body kept sealed`() async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown()
            try await bench.listening(to: "receipts.police-post") { receipts in
                try await bench.send(
                    "complaints",
                    "complaint.police-post.routine",
                    from: "police-post",
                    id: "bad",
                    type: ComplaintSubmitted.type,
                    body: Array(#"{"channel": 7, "reference": "MARKED-REFERENCE"}"#.utf8)
                )
                let answer = try await receipts.answer(to: "bad")
                let rejected = try #require(JSONDecoding.decode(ComplaintRejected.self, from: answer.body).value)
                #expect(Set(rejected.problems.map(\.pointer)) == ["/channel", "/situation"])
                let rows = try await bench.query("SELECT reason, box FROM quarantine").rows(
                    as: String.self,
                    [UInt8].self
                )
                #expect(rows.map(\.0) == ["malformed"])
                #expect(!String(decoding: rows[0].1, as: UTF8.self).contains("MARKED"))
            }
        }
    }

    enum Unreadable: String, CaseIterable {
        case deep, large, nonsense, array, empty

        var body: String {
            switch self {
            case .deep: #"{"a":"# + String(repeating: "[", count: 200) + String(repeating: "]", count: 200) + "}"
            case .large: String(repeating: " ", count: 1_100_000) + "{}"
            case .nonsense: "nonsense"
            case .array: "[]"
            case .empty: ""
            }
        }
    }

    @Test(arguments: Unreadable.allCases)
    func `a body that is no fitting JSON is rejected`(_ unreadable: Unreadable) async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown()
            try await bench.listening(to: "receipts.police-post") { receipts in
                try await bench.send(
                    "complaints",
                    "complaint.police-post.urgent",
                    from: "police-post",
                    id: unreadable.rawValue,
                    type: ComplaintSubmitted.type,
                    body: Array(unreadable.body.utf8)
                )
                let answer = try await receipts.answer(to: unreadable.rawValue)
                #expect(answer.properties.type == "complaint.rejected")
                try await bench.expect("SELECT count(*) FROM quarantine", is: 1)
                // It may have been an emergency.
                try await bench.listening(to: "alerts.intake_officer") { alerts in
                    let alert = try await alerts.first { _ in true }
                    #expect(
                        JSONDecoding.decode(Alert.self, from: alert.body).value?.kind == "urgent_message_unreadable"
                    )
                }
            }
        }
    }

    @Test func `a question that the unit fails at is answered with that`() async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown()
            try await bench.execute(
                """
                INSERT INTO aggregates (kind, id, version, state, changed_at)
                VALUES (\(RegisteredUser.streamKind), \(Bench.administrator), 1, '[]', now())
                ON CONFLICT (kind, id) DO UPDATE SET state = excluded.state
                """
            )
            try await bench.send(
                "queries",
                "intake.\(VerifyAudit.type).\(Bench.administrator)",
                from: Bench.administrator,
                id: "unreadable",
                type: VerifyAudit.type,
                body: try JSONEncoding.encode(VerifyAudit())
            )
            let answer = try await bench.answer(to: "unreadable", of: Bench.administrator)
            let refused = try #require(JSONDecoding.decode(QueryRefused.self, from: answer.body).value)
            #expect(refused.code == "failed" && refused.query == VerifyAudit.type)
        }
    }

    @Test func `messages without user, with CC, under a foreign key or of no known type change nothing`() async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown()
            let body = try JSONEncoding.encode(ComplaintSubmitted(channel: .phone, situation: "text"))
            let key = "complaint.police-post.routine"
            let type = ComplaintSubmitted.type
            func message(_ key: String, _ id: String, from sender: String? = "police-post") -> OutgoingMessage {
                bench.message("complaints", key, from: sender, id: id, type: type, body: body)
            }
            var copied = message(key, "copied")
            copied.properties.headers["CC"] = .array([.string("complaint.police-post.urgent")])
            var typeless = message(key, "typeless")
            typeless.properties.type = "complaint.unheard_of"
            try await bench.publish([
                message(key, "no-user", from: nil), copied, message("complaint.other-post.routine", "foreign"),
                typeless,
                message(key, "bad id!"),
                bench.message("", "intake.routine", from: "police-post", id: "direct", type: type, body: body),
            ])
            // The copy lies in the urgent queue too.
            try await bench.until("SELECT count(*) FROM quarantine", is: 7)
            let reasons = try await bench.query("SELECT reason FROM quarantine ORDER BY reason").rows(as: String.self)
            #expect(
                reasons == [
                    "copied", "copied", "malformed", "malformed", "no_user_id", "wrong_routing_key",
                    "wrong_routing_key",
                ]
            )
            try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'toy'", is: 0)
        }
    }

    @Test func `a message or question of another schema version or without a fitting message_id is answered`()
        async throws
    {
        try await Bench.run { bench in
            _ = try await bench.startKnown()
            try await bench.listening(to: "receipts.police-post") { receipts in
                for (number, exchange, key, type) in [
                    (1, "complaints", "complaint.police-post.routine", ComplaintSubmitted.type),
                    (2, "queries", "intake.show_complaint.police-post", "show_complaint"),
                ] {
                    let body = Array("{}".utf8)
                    var other = bench.message(
                        exchange,
                        key,
                        from: "police-post",
                        id: "other-\(number)",
                        type: type,
                        body: body
                    )
                    other.properties.headers["schema_version"] = .string("two")
                    try await bench.publish([
                        other,
                        bench.message(
                            exchange,
                            key,
                            from: "police-post",
                            id: "bad id \(number)!",
                            type: type,
                            body: body
                        ),
                    ])
                    let refused = try await receipts.answer(to: "other-\(number)")
                    #expect(String(decoding: refused.body, as: UTF8.self).contains("/headers/schema_version"))
                    let unnamed = try await receipts.answer(to: "bad id \(number)!")
                    #expect(String(decoding: unnamed.body, as: UTF8.self).contains("/message_id"))
                }
            }
        }
    }

    @Test func `a user nobody told of and one without the role are refused`() async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown()
            let note = ToyNote(toy: Examples.complaint, text: "a note")
            try await bench.listening(to: "receipts.police-post") { receipts in
                try await bench.command("from-agency", note, from: "police-post")
                let answer = try await receipts.answer(to: "from-agency")
                let rejected = try #require(JSONDecoding.decode(CommandRejected.self, from: answer.body).value)
                #expect(rejected.code == "not_allowed")
            }
            try await bench.listening(to: "receipts.administrator") { receipts in
                try await bench.command("from-admin", note, from: "administrator")
                let answer = try await receipts.answer(to: "from-admin")
                let rejected = try #require(JSONDecoding.decode(CommandRejected.self, from: answer.body).value)
                #expect(rejected.code == "not_allowed")
            }
            try await bench.execute("DELETE FROM aggregates WHERE kind = 'user' AND id = 'siti'")
            try await bench.listening(to: "receipts.siti") { receipts in
                try await bench.command("unknown", note)
                let answer = try await receipts.answer(to: "unknown")
                let rejected = try #require(JSONDecoding.decode(CommandRejected.self, from: answer.body).value)
                #expect(rejected.code == "unknown_user")
            }
            try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'toy'", is: 0)
        }
    }

    @Test(arguments: [("fault", "failed"), ("refused by the database", "failing")])
    func `who commands hears that the unit failed over it, and it is kept`(_ poison: String, _ reason: String)
        async throws
    {
        try await Bench.run { bench in
            _ = try await bench.startKnown()
            try await bench.listening(to: "receipts.\(Bench.officer)") { receipts in
                try await bench.command("failing", ToyNote(toy: Examples.complaint, text: poison))
                let answer = try await receipts.answer(to: "failing")
                let rejected = try #require(JSONDecoding.decode(CommandRejected.self, from: answer.body).value)
                #expect(rejected.code == "not_handled")
            }
            try await bench.expect("SELECT count(*) FROM quarantine WHERE reason = \(reason)", is: 1)
            // Nobody is told no about a complaint that may yet be handled; if it was urgent, a person must know.
            try await bench.submit("urgent", poison, lane: .urgent)
            try await bench.listening(to: "alerts.intake_officer") { alerts in
                let alert = try await alerts.first { _ in true }
                #expect(JSONDecoding.decode(Alert.self, from: alert.body).value?.kind == "urgent_message_failed")
            }
        }
    }

    @Test(arguments: ["fault", "refused by the database"])
    func `one message among a hundred that brings its handling down harms no other`(_ poison: String) async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown()
            try await bench.listening(to: "receipts.police-post") { receipts in
                let messages = try (0..<100).map { number in
                    try bench.complaint(
                        "m-\(number)",
                        ComplaintSubmitted(channel: .phone, situation: number == 57 ? poison : "text \(number)")
                    )
                }
                try await bench.publish(messages)
                try await receipts.wait { Set($0.compactMap(\.properties.correlationID)).count == 99 }
            }
            try await bench.until("SELECT count(*) FROM quarantine", is: 1)
            try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'toy'", is: 99)
            try await bench.expect("SELECT value FROM counters WHERE register = 'toys'", is: 99)
            let reason = try await bench.query("SELECT reason FROM quarantine").rows(as: String.self)
            #expect(reason == [poison == "fault" ? "failed" : "failing"])
        }
    }

    @Test func `a quarantined message can be replayed once it fits, and discarded for good`() async throws {
        try await Bench.run { bench in
            let unit = try await bench.startKnown()
            try await bench.makeKnown("administrator", [.admin])
            try await bench.submit("broken", "fault")
            try await bench.submit("broken-2", "fault")
            try await bench.until("SELECT count(*) FROM quarantine", is: 2)
            let entries = try await bench.query("SELECT entry FROM quarantine ORDER BY entry").rows(as: Int64.self)
            try await unit.drain()
            // A program that can handle it; two instances see the order.
            _ = try bench.start("intake-2", definition: ToyUnit.mended)
            _ = try bench.start("intake-3", definition: ToyUnit.mended)
            try await bench.listening(to: "receipts.police-post") { receipts in
                try await bench.order("replay", ReplayQuarantined.type, ReplayQuarantined(entry: entries[0]))
                let answer = try await receipts.answer(to: "broken")
                #expect(answer.properties.type == "complaint.accepted")
                try await bench.order(
                    "discard",
                    DiscardQuarantined.type,
                    DiscardQuarantined(entry: entries[1], reason: "by mistake")
                )
                try await bench.until(
                    "SELECT count(*) FROM quarantine WHERE state = 'discarded' AND box IS NULL",
                    is: 1
                )
                try await bench.until("SELECT count(*) FROM quarantine WHERE state = 'replayed' AND box IS NULL", is: 1)
                try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'toy'", is: 1)
                // The sender's own repeat is recognised.
                try await bench.submit("broken", "fault")
                try await receipts.wait { $0.filter { $0.properties.correlationID == "broken" }.count == 2 }
                try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'toy'", is: 1)
            }
            try await bench.listening(to: "receipts.administrator") { receipts in
                try await bench.order("again", ReplayQuarantined.type, ReplayQuarantined(entry: entries[1]))
                let answer = try await receipts.answer(to: "again")
                #expect(answer.properties.type == "command.rejected")
            }
        }
    }

    @Test func `a sealed command is opened, and its sealed answer only opens for its reader`() async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown()
            let reader = SealKeyPair.generate(owner: "siti")
            try await bench.makeKnown("siti", [.intakeOfficer], sealKey: reader.publicKey)
            try await bench.listening(to: "receipts.police-post") { receipts in
                try await bench.submit("one", "MARKED-SECRET")
                let toy = try bench.toy(of: try await receipts.answer(to: "one"))
                try await bench.listening(to: "receipts.siti") { mine in
                    let key = try #require(bench.keyring.publicSealKey)
                    for round in 1...2 {
                        // Sealed anew each time: other bytes, the same body.
                        let body = try HPKESealing.seal(
                            try JSONEncoding.encode(ToyShow(toy: toy)),
                            to: key,
                            userID: "siti",
                            messageID: "show"
                        )
                        try await bench.send(
                            "commands",
                            "intake.toy_show.siti",
                            from: "siti",
                            id: "show",
                            type: ToyShow.type,
                            body: body,
                            contentType: "application/pksai-sealed"
                        )
                        try await mine.wait { $0.filter { $0.properties.correlationID == "show" }.count == round }
                        let answer = await mine.answers(to: "show")[round - 1]
                        #expect(answer.properties.contentType == "application/pksai-sealed")
                        let opened = try HPKESealing.open(
                            answer.body,
                            keys: [reader],
                            userID: "intake",
                            messageID: answer.properties.messageID ?? ""
                        )
                        #expect(String(decoding: opened, as: UTF8.self).contains("MARKED-SECRET"))
                    }
                }
            }
            // Of what was marked no table holds a byte.
            let tables = try await bench.query(
                "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'"
            ).rows(as: String.self)
            #expect(tables.count > 10)
            for table in tables {
                let found = try await bench.count(
                    """
                    SELECT count(*) FROM \(unescaped: table) t WHERE t::text LIKE '%MARKED%'
                    OR t::text LIKE '%4d41524b4544%'
                    """
                )
                #expect(found == 0, "\(table)")
            }
            let kept = try await bench.count("SELECT count(*) FROM data_keys WHERE box IS NOT NULL")
            #expect(kept >= 1)
            let wrapped = try await bench.query("SELECT box FROM data_keys").rows(as: String.self)
            for body in try await bench.query("SELECT body FROM journal").rows(as: [UInt8].self) {
                let text = String(decoding: body, as: UTF8.self)
                #expect(!wrapped.contains { text.contains($0) })
            }
        }
    }
}
