internal import Contracts
internal import RabbitMQ
internal import Testing
internal import Vocabulary

@testable internal import UnitRuntime

/// The runtime's parts that need no server.
struct MachineTests {
    @Test func `routine work waits while urgent work is under way and goes on after it`() async {
        let gate = UrgentGate()
        await gate.yield()
        gate.enter()
        gate.enter()
        await confirmation { went in
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await gate.yield()
                    #expect(gate.isFree)
                    went()
                }
                gate.leave()
                #expect(!gate.isFree)
                gate.leave()
            }
        }
    }

    @Test func `routine batches are small while urgent messages come`() {
        let gate = UrgentGate()
        let now = ContinuousClock.now
        #expect(gate.limit(64, at: now) == 64)
        gate.enter()
        #expect(gate.limit(64, at: now) == UrgentGate.bite)
        #expect(gate.limit(4, at: now) == 4)
        gate.leave(at: now)
        #expect(gate.limit(64, at: now + UrgentGate.alertness / 2) == UrgentGate.bite)
        #expect(gate.limit(64, at: now + UrgentGate.alertness * 2) == 64)
    }

    @Test func `an outgoing message survives the table`() throws {
        let outbox = Outbox(instance: 7, unit: "intake")
        let row = try outbox.row(
            .answer,
            exchange: "receipts",
            routingKey: "receipt.siti",
            type: "command.accepted",
            body: Array("{}".utf8),
            messageID: "one",
            correlationID: "asked",
            contentType: "application/pksai-sealed"
        )
        let read = try #require(OutboxCoding.decode(OutboxCoding.encode(row.message), unit: "intake"))
        #expect(read.exchange == row.message.exchange)
        #expect(read.routingKey == row.message.routingKey)
        #expect(read.body == row.message.body)
        #expect(read.properties == row.message.properties)
        #expect(row.id >> 32 == 7)
    }

    @Test(
        arguments: [[], [0, 0, 0], [0, 0, 0, 9, 1], [255, 255, 255, 255, 0], [0, 0, 0, 2, 0x7B, 0x7D]] as [[UInt8]]
    )
    func `bytes that are no outgoing message are refused`(_ bytes: [UInt8]) {
        #expect(OutboxCoding.decode(bytes, unit: "intake") == nil)
    }

    @Test func `rows in doubt are handed out once, when they are found`() throws {
        let outbox = Outbox(instance: 1, unit: "intake")
        let rows = try (0..<3).map { number in
            try outbox.row(.routine, exchange: "e", routingKey: "k", type: "t", body: [], messageID: "\(number)")
        }
        outbox.doubt(rows)
        #expect(outbox.doubtful == rows.map(\.id))
        #expect(outbox.settle(found: [rows[1].id]).map(\.id) == [rows[1].id])
        #expect(outbox.settle(found: [rows[1].id]).isEmpty)
        #expect(outbox.doubtful == [rows[0].id, rows[2].id])
    }

    @Test func `confirmed ids of a transaction that failed come again`() {
        let outbox = Outbox(instance: 1, unit: "intake")
        outbox.confirm([1, 2])
        let taken = outbox.takeConfirmed()
        outbox.confirm([3])
        outbox.giveBack(taken)
        #expect(outbox.takeConfirmed() == [1, 2, 3])
        #expect(outbox.takeConfirmed().isEmpty)
    }

    @Test func `a root changes with any leaf, with their order and with what came before`() {
        let leaves = (0..<7).map { [UInt8](repeating: $0, count: 32) }
        let root = MerkleTree.root(leaves)
        for index in leaves.indices {
            var changed = leaves
            changed[index][0] ^= 1
            #expect(MerkleTree.root(changed) != root)
            var fewer = leaves
            fewer.remove(at: index)
            #expect(MerkleTree.root(fewer) != root)
        }
        #expect(MerkleTree.root(leaves.reversed()) != root)
        #expect(MerkleTree.chain([], 1, root) != MerkleTree.chain([1], 1, root))
        #expect(MerkleTree.chain([], 1, root) != MerkleTree.chain([], 2, root))
    }

    @Test func `a child of a trace keeps the trace and has a span of its own`() throws {
        let parent = Trace.new()
        let child = try #require(Trace.child(of: parent))
        #expect(child.utf8.count == 55)
        #expect(child.split(separator: "-")[1] == parent.split(separator: "-")[1])
        #expect(child.split(separator: "-")[2] != parent.split(separator: "-")[2])
        #expect(Trace.child(of: "nonsense") == nil)
    }

    @Test func `identifiers rise with time`() {
        let early = ComplaintID(.version7(at: Instant(microseconds: 1_700_000_000_000_000)))
        let late = ComplaintID(.version7(at: Instant(microseconds: 1_700_000_000_001_000)))
        #expect(early.text < late.text)
        #expect(early.text.dropFirst(14).first == "7")
    }

    @Test func `configuration refuses what it does not know and an offset in production`() throws {
        #expect(throws: RuntimeError.self) { try Configuration(.intake, environment: ["PKSAI_AMPQ_URL": "amqp://x"]) }
        #expect(throws: RuntimeError.self) { try Configuration(.intake, environment: ["PKSAI_CLOCK_OFFSET": "60"]) }
        #expect(throws: RuntimeError.self) {
            try Configuration(.intake, environment: ["PKSAI_BATCH_MESSAGES": "0"])
        }
        let demo = try Configuration(.intake, environment: ["PKSAI_CLOCK_OFFSET": "60", "PKSAI_ENVIRONMENT": "demo"])
        #expect(demo.clockOffset == 60)
    }
}
