import Contracts
import DataRequestService
import Foundation
import JSON
import PostgreSQL
import RabbitMQ
import Testing
import TestSupport
import UnitTestSupport
import Vocabulary

@testable import UnitRuntime

@Suite(.freshDatabase, .timeLimit(.minutes(3)))
struct DataRequestUnitTests {
    static func submit(_ id: String, _ request: DataRequestSubmitted, _ bench: UnitBench) async throws -> Delivery {
        let route = Routing.dataRequest(from: try #require(Username("unhas")))
        try await bench.send(
            route.exchange.rawValue,
            route.key,
            from: "unhas",
            id: id,
            type: DataRequestSubmitted.type,
            body: try JSONEncoding.encode(request)
        )
        return try await bench.answer(to: id, of: "unhas")
    }

    static func request(rows: String) -> DataRequestSubmitted {
        DataRequestSubmitted(
            letter: "12/9001",
            applicant: "Universitas Contoh",
            purpose: "prevention",
            dataClass: .aggregate,
            rows: rows,
            columns: "sex",
            from: LocalDate("2026-11-01"),
            to: LocalDate("2026-11-30")
        )
    }

    @Test func `a fact about no case token counts nowhere: it is kept in quarantine, and the next one counts`()
        async throws
    {
        let definition = try DataRequestUnit.definition(try UnitSettings())
        try await UnitBench.run(definition, users: []) { bench in
            let tokens = ["", "no token", "../../x", String(repeating: "t", count: 129)]
            for (number, token) in tokens.enumerated() {
                let fact = FactRecorded(caseToken: token, riskLevel: .low, month: "2026-11", at: Examples.now)
                try await bench.tell(fact, from: .intake, stream: "fact-bad\(number)", complaint: nil)
            }
            let good = FactRecorded(caseToken: "t1", riskLevel: .low, month: "2026-11", at: Examples.now)
            try await bench.tell(good, from: .intake, stream: "fact-t1", complaint: nil)
            try await bench.until("SELECT count(*) FROM aggregates WHERE kind = 'fact'", is: 1)
            try await bench.until("SELECT count(*) FROM quarantine", is: Int64(tokens.count))
            let rows = try await bench.query("SELECT reason, detail FROM quarantine").rows(as: String.self, String.self)
            #expect(rows.allSatisfy { $0 == ("rejected_event", "no_token") }, "\(rows)")
            try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'fact' AND id <> 't1'", is: 0)
        }
    }

    @Test func `counts are released after the coordinator's grant, small ones withheld; names never`() async throws {
        let users = [
            try ReferralUnitTests.user("unhas", .dataApplicant), try ReferralUnitTests.user("data", .dataOfficer),
            try ReferralUnitTests.user("kordi", .coordinatorPksai),
        ]
        let definition = try DataRequestUnit.definition(try UnitSettings())
        try await UnitBench.run(definition, users: users) { bench in
            for number in 0..<20 {
                let fact = FactRecorded(
                    caseToken: "t\(number)",
                    categories: [.violenceVictim],
                    riskLevel: number < 3 ? .high : .low,
                    childSex: number % 2 == 0 ? .female : .male,
                    month: "2026-11",
                    at: Examples.now
                )
                try await bench.tell(fact, from: .intake, stream: "fact-t\(number)", complaint: nil)
            }
            try await bench.until("SELECT count(*) FROM aggregates WHERE kind = 'fact'", is: 20)

            let names = try await Self.submit("r-1", Self.request(rows: "child_name"), bench)
            #expect(names.properties.type == DataRequestReceived.type)
            let refused = try await bench.first(in: "receipts.unhas") { $0.properties.type == DataRequestRefused.type }
            #expect(
                JSONDecoding.decode(DataRequestRefused.self, from: refused.body).value?.reason == .identityRequested
            )

            let received = try await Self.submit("r-2", Self.request(rows: "level"), bench)
            let answer = try #require(JSONDecoding.decode(DataRequestReceived.self, from: received.body).value)
            let again = try await Self.submit("r-2", Self.request(rows: "level"), bench)
            #expect(JSONDecoding.decode(DataRequestReceived.self, from: again.body).value == answer)
            let id = answer.requestID
            #expect(try await bench.command(GrantDataRequest(requestID: id), from: "kordi") == "wrong_state")
            #expect(
                try await bench.command(ClassifyDataRequest(requestID: id, dataClass: .aggregate), from: "data")
                    == "classified"
            )
            #expect(try await bench.command(ConfirmDataRequest(requestID: id), from: "kordi") == "in_scope")
            #expect(try await bench.command(ReleaseData(requestID: id), from: "data") == "wrong_state")
            #expect(try await bench.command(GrantDataRequest(requestID: id), from: "kordi") == "granted")
            #expect(try await bench.command(ReleaseData(requestID: id), from: "data") == "released")
            let granted = try await bench.first(in: "receipts.unhas") { $0.properties.type == DataRequestGranted.type }
            let release = try #require(JSONDecoding.decode(DataRequestGranted.self, from: granted.body).value)
            let table = try #require(release.table)
            #expect(table.total == 20)
            let high = try #require(table.rowLabels.firstIndex(of: "high"))
            let female = try #require(table.columnLabels.firstIndex(of: "female"))
            #expect(table.cells[high][female] == nil)
            #expect(release.csv?.hasPrefix("level/sex,") == true)
            #expect(release.hash.count == 64)
            try await bench.until("SELECT count(*) FROM releases", is: 1)

            // One more case, and the same table again: what came between stays hidden.
            let late = FactRecorded(
                caseToken: "t20",
                riskLevel: .low,
                childSex: .female,
                month: "2026-11",
                at: Examples.now
            )
            try await bench.tell(late, from: .intake, stream: "fact-t20", complaint: nil)
            try await bench.until("SELECT count(*) FROM aggregates WHERE kind = 'fact'", is: 21)
            let next = try await Self.submit("r-3", Self.request(rows: "level"), bench)
            let other = try #require(JSONDecoding.decode(DataRequestReceived.self, from: next.body).value).requestID
            _ = try await bench.command(ClassifyDataRequest(requestID: other, dataClass: .aggregate), from: "data")
            _ = try await bench.command(ConfirmDataRequest(requestID: other), from: "kordi")
            _ = try await bench.command(GrantDataRequest(requestID: other), from: "kordi")
            let outcome = try await bench.command(ReleaseData(requestID: other), from: "data")
            #expect(outcome == "released" || outcome == "informed")
            let repeated = try await bench.first(in: "receipts.unhas") { delivery in
                [DataRequestGranted.type, DataRequestRefused.type].contains(delivery.properties.type)
            }
            let second = JSONDecoding.decode(DataRequestGranted.self, from: repeated.body).value?.table
            #expect(second?.total == nil)
            #expect(second?.rowLabels.firstIndex(of: "low").flatMap { second?.cells[$0][female] } == nil)
            let archived = try await bench.command(DocumentDataRequest(requestID: id, archive: "map 12"), from: "data")
            #expect(archived == "documented")
            // Facts of the first edition, one of the second; a redelivered order changed nothing.
            try await bench.until("SELECT value::int8 FROM lookups WHERE kind = 'edition'", is: 3)
        }
    }
}
