internal import Contracts
internal import JSON
internal import PostgreSQL
internal import RabbitMQ
internal import TestSupport
internal import Testing
internal import Vocabulary

@testable internal import UnitRuntime

// What a test sees of the unit's database.
extension Bench {
    /// Reads with a connection of one's own, as the superuser.
    func query(_ query: SQL) async throws -> PostgreSQLResult {
        let connection = try await self.database.connect()
        let result = try await connection.query(query)
        await connection.close()
        return result
    }

    func execute(_ statement: SQL) async throws {
        let connection = try await self.database.connect()
        try await connection.execute(statement)
        await connection.close()
    }

    func count(_ query: SQL) async throws -> Int64 { try await self.query(query).rows(as: Int64.self).first ?? -1 }

    /// Expects the query to count so many, now.
    func expect(_ query: SQL, is wanted: Int64, at place: SourceLocation = #_sourceLocation) async throws {
        let found = try await self.count(query)
        #expect(found == wanted, sourceLocation: place)
    }

    /// Looks again and again until the query counts so many; the test's time limit ends a vain wait.
    func until(_ query: SQL, is wanted: Int64) async throws {
        let connection = try await self.database.connect()
        while try await connection.query(query).rows(as: Int64.self).first ?? -1 != wanted {
            try Task.checkCancellation()
            await Task.yield()
        }
        await connection.close()
    }

    /// A toy's identifier made of a number.
    func numbered(_ number: Int) -> ComplaintID {
        let digits = String(number)
        let text = "00000000-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
        return ComplaintID(text) ?? Examples.complaint
    }

    /// The toy registered by a message's answer.
    func toy(of answer: Delivery) throws -> ComplaintID {
        guard let value = JSONDecoding.decode(ComplaintAccepted.self, from: answer.body).value else {
            throw TestBroker.Failure(String(decoding: answer.body, as: UTF8.self))
        }
        return value.complaintID
    }

    func state(of toy: ComplaintID) async throws -> Toy? {
        let bytes = try await self.query(
            "SELECT state FROM aggregates WHERE kind = 'toy' AND id = \(toy.text)"
        ).rows(as: JSONB.self).first?.bytes
        return try bytes.map { try StateCoding.decode(Toy.self, $0) }
    }
}
