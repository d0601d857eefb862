import Contracts
import JSON
import Testing

@testable import pksai

@Suite struct ComplaintBatchTests {
    func batch(_ text: String, isRaw: Bool = false) -> ComplaintBatch { ComplaintBatch(Array(text.utf8), isRaw: isRaw) }

    @Test func `one value may have line feeds in it`() {
        let batch = self.batch("{\n \"channel\": \"phone\",\n \"situation\": \"x\"\n}\n")
        #expect(batch.entries.count == 1 && batch.faults.isEmpty)
        #expect(self.batch("[{\"a\": 1}, {\"b\": 2}]").entries.map(\.line) == [1, 2])
    }

    @Test func `every faulty line is named, and the others are kept`() {
        let batch = self.batch("{\"a\": 1}\r\n\n  \nnot json\n[1]\n{\"message_id\": \"a b\"}\n{\"b\": 2}")
        #expect(batch.entries.map(\.line) == [1, 7])
        #expect(batch.faults.map(\.line) == [4, 5, 6])
        #expect(batch.faults.map(\.problem.pointer) == ["", "", "/message_id"])
        #expect(batch.faults.map(\.problem.found)[1...] == ["array of 1", "string of 3 characters"])
    }

    @Test func `raw lines go as they are`() {
        let batch = self.batch("not json\n{\"a\": 1}\n", isRaw: true)
        #expect(batch.faults.isEmpty)
        #expect(batch.entries.map { String(decoding: $0.body, as: UTF8.self) } == ["not json", "{\"a\":1}"])
        #expect(batch.entries.allSatisfy { Request.isMessageID($0.messageID) })
    }

    @Test func `the same line has the same id, another line another`() {
        let first = self.batch("{\"reference\": \"A1\", \"situation\": \"x\"}\n{\"situation\": \"x\"}")
        let again = self.batch("{\"reference\":\"A1\",\"situation\":\"x\"}\n{\"situation\":\"y\"}")
        #expect(first.entries[0].messageID == again.entries[0].messageID)
        #expect(first.entries[1].messageID != again.entries[1].messageID)
        #expect(Set(first.entries.map(\.messageID)).count == 2)
        #expect(first.entries[0].reference == "A1")
    }

    @Test func `an id that is given is taken and is no part of the body`() {
        let entry = self.batch("{\"message_id\": \"polsek-9001\", \"situation\": \"x\"}").entries.first
        #expect(entry?.messageID == "polsek-9001")
        #expect(entry.map { String(decoding: $0.body, as: UTF8.self) } == "{\"situation\":\"x\"}")
    }

    @Test(arguments: [
        ("{\"emergency\": true}", Lane.urgent), ("{\"initial_assessment\": {\"risk_level\": \"high\"}}", .urgent),
        ("{\"initial_assessment\": {\"risk_level\": \"medium\"}}", .routine), ("{\"emergency\": false}", .routine),
        ("{\"emergency\": \"true\"}", .routine),
    ])
    func `emergency or high goes the urgent way`(text: String, lane: Lane) {
        #expect(self.batch(text).entries.map(\.lane) == [lane])
    }
}
