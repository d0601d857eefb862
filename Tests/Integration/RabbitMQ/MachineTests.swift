@testable internal import RabbitMQ
internal import Testing

struct `Confirm table` {
    /// A table with 1, 2, … outstanding.
    private func table(_ count: Int) -> ConfirmTable<Int> {
        var table = ConfirmTable<Int>()
        for number in 1...count { table.add(number) }
        return table
    }

    @Test func `one confirm settles one, multiple settles all before it`() {
        var table = self.table(6)
        var settled: [Int] = []
        #expect((table.settle(2, multiple: false) { settled.append($0) }) == true)
        #expect((table.settle(4, multiple: true) { settled.append($0) }) == true)
        #expect(settled == [2, 1, 3, 4])
        #expect(table.count == 2)
        #expect(table.add(7) == 7)
        #expect((table.settle(0, multiple: true) { settled.append($0) }) == true)
        #expect(settled == [2, 1, 3, 4, 5, 6, 7])
        #expect(table.count == 0)
    }

    @Test func `a confirm that comes twice changes nothing, one never given out is refused`() {
        var table = self.table(3)
        var settled: [Int] = []
        for tag: UInt64 in [1, 1, 3, 3] { #expect((table.settle(tag, multiple: false) { settled.append($0) }) == true) }
        #expect(settled == [1, 3])
        for tag: UInt64 in [4, .max] {
            #expect((table.settle(tag, multiple: false) { settled.append($0) }) == false)
            #expect((table.settle(tag, multiple: true) { settled.append($0) }) == false)
        }
        #expect(settled == [1, 3])
    }

    @Test func `a new channel counts from one, and what was outstanding is told in order`() {
        var table = self.table(5)
        #expect((table.settle(2, multiple: false) { _ in }) == true)
        #expect(table.reset() == [1, 3, 4, 5])
        #expect(table.add(9) == 1)
    }

    @Test func `numbers go on over many windows`() {
        var table = ConfirmTable<UInt64>()
        var random = SystemRandomNumberGenerator()
        var outstanding: Set<UInt64> = []
        var next: UInt64 = 1
        for _ in 0..<20_000 {
            if outstanding.count < 100 {
                #expect(table.add(next) == next)
                outstanding.insert(next)
                next += 1
            } else if let tag = outstanding.randomElement(using: &random) {
                let multiple = Bool.random(using: &random)
                var settled: Set<UInt64> = []
                #expect((table.settle(tag, multiple: multiple) { settled.insert($0) }) == true)
                #expect(settled == (multiple ? outstanding.filter { $0 <= tag } : [tag]))
                outstanding.subtract(settled)
            }
            #expect(table.count == outstanding.count)
        }
    }
}

struct `Delivery table` {
    typealias Frame = DeliveryTable.Frame

    private func table(_ count: UInt64) -> DeliveryTable {
        var table = DeliveryTable()
        for tag in 1...count { #expect(table.add(tag) == true) }
        return table
    }

    @Test func `all that is outstanding goes into one frame`() {
        var table = self.table(5)
        let (frames, count) = table.settle([3, 1, 5, 2, 4])
        #expect(frames == [Frame(tag: 5, multiple: true)])
        #expect(count == 5)
        #expect(table.count == 0)
    }

    @Test func `multiple never covers a delivery that nobody settled`() {
        var table = self.table(6)
        #expect(table.settle([2, 3]).frames == [Frame(tag: 2, multiple: false), Frame(tag: 3, multiple: false)])
        #expect(
            table.settle([1, 4, 6]).frames == [Frame(tag: 4, multiple: true), Frame(tag: 6, multiple: false)]
        )
        #expect(table.settle([5]).frames == [Frame(tag: 5, multiple: false)])
    }

    @Test func `what is unknown or settled is left out`() {
        var table = self.table(2)
        #expect(table.settle([0, 1, 1, 3, .max]).count == 1)
        #expect(table.settle([1]).frames.isEmpty)
        #expect(table.settle([1]).count == 0)
        #expect(table.settle([2]).count == 1)
        #expect(table.settle(through: 2) == nil)
        #expect(table.settle([UInt64]()).frames.isEmpty)
    }

    @Test func `through settles everything before`() {
        var table = self.table(5)
        #expect(table.settle(through: 1) == Frame(tag: 1, multiple: false))
        #expect(table.settle([3]).count == 1)
        #expect(table.settle(through: 4) == Frame(tag: 4, multiple: true))
        #expect(table.count == 1)
    }

    @Test func `tags that do not count up are refused`() {
        var table = self.table(2)
        #expect(table.add(2) == false)
        #expect(table.add(4) == false)
        #expect(table.add(3) == true)
    }

    /// The broker's side: what frames settle must be what was asked for.
    @Test func `any order of acknowledging settles exactly what was asked for`() {
        var random = SystemRandomNumberGenerator()
        var table = DeliveryTable()
        var atBroker: Set<UInt64> = []
        var unsettled: Set<UInt64> = []
        var next: UInt64 = 1
        for _ in 0..<2_000 {
            for _ in 0..<Int.random(in: 0...20, using: &random) {
                #expect(table.add(next) == true)
                atBroker.insert(next)
                unsettled.insert(next)
                next += 1
            }
            let tags = unsettled.shuffled(using: &random).prefix(Int.random(in: 0...20, using: &random))
            unsettled.subtract(tags)
            let (frames, count) = table.settle(tags)
            #expect(count == tags.count)
            for frame in frames {
                #expect(atBroker.contains(frame.tag), "the broker closes the channel over an unknown tag")
                atBroker = frame.multiple ? atBroker.filter { $0 > frame.tag } : atBroker.subtracting([frame.tag])
            }
            #expect(atBroker == unsettled)
        }
    }
}

struct `Back-off` {
    @Test func `waits double up to the maximum and are spread over half of it`() {
        var longest = Backoff(initial: .milliseconds(100), maximum: .seconds(1))
        var shortest = longest
        let waits = (0..<6).map { _ in (shortest.next { $0.lowerBound }, longest.next { $0.upperBound }) }
        #expect(waits.map(\.1) == [100, 200, 400, 800, 1_000, 1_000].map { .milliseconds($0) })
        #expect(waits.map(\.0) == [50, 100, 200, 400, 500, 500].map { .milliseconds($0) })
    }

    @Test func `a connection that broke at once is no success, one that held is`() {
        var backoff = Backoff(initial: .milliseconds(100), maximum: .seconds(1))
        _ = backoff.next()
        backoff.connectionEnded(after: .milliseconds(999))
        #expect(backoff.attempts == 1)
        backoff.connectionEnded(after: .seconds(1))
        #expect(backoff.attempts == 0)
    }

    @Test func `a thousand attempts do not overflow`() {
        var backoff = Backoff(initial: .milliseconds(100), maximum: .seconds(10))
        for _ in 0..<1_000 { #expect(backoff.next() <= .seconds(10)) }
    }
}

struct `Broker URL` {
    @Test func `its parts are percent-decoded`() throws {
        let url = try BrokerURL("amqps://intake:p%40ss%3A%2F@broker.example:5673/pksai%2Ftest")
        #expect(url.isSecure)
        #expect(url.username == "intake")
        #expect(url.password == "p@ss:/")
        #expect(url.host == "broker.example")
        #expect(url.port == 5_673)
        #expect(url.virtualHost == "pksai/test")
    }

    @Test(arguments: [
        ("amqp://broker", 5_672, "/"), ("AMQPS://broker", 5_671, "/"), ("amqp://broker/", 5_672, "/"),
        ("amqp://broker/%2F", 5_672, "/"), ("amqp://[::1]:7/x", 7, "x"), ("amqp://[::1]", 5_672, "/"),
        ("amqp://user@broker/x", 5_672, "x"),
    ])
    func `what is left out has its usual value`(text: String, port: Int, virtualHost: String) throws {
        let url = try BrokerURL(text)
        #expect(url.port == port)
        #expect(url.virtualHost == virtualHost)
        #expect(["broker", "::1"].contains(url.host))
    }

    @Test(arguments: [
        "", "broker", "http://broker", "amqp://", "amqp://user:secret@", "amqp://broker:0", "amqp://broker:65536",
        "amqp://broker:x", "amqp://broker/a/b", "amqp://broker/%", "amqp://broker/%4", "amqp://broker/%zz",
        "amqp://broker/%00", "amqp://broker/%ff", "amqp://[::1]x", "amqp://broker?x=secret", "amqp:broker",
    ])
    func `what is no broker's URL is refused without showing it`(text: String) throws {
        let error = #expect(throws: RabbitMQError.self) { try BrokerURL(text) }
        #expect(error?.code == .invalidConfiguration)
        #expect(error.map { "\($0)".contains("secret") } == false)
    }

    @Test func `TLS settings and the scheme must agree`() {
        let tls = RabbitMQConfiguration.TLS(certificateAuthority: "ca.pem")
        #expect(throws: RabbitMQError.self) { try RabbitMQConfiguration(url: "amqps://broker", connectionName: "x") }
        #expect(throws: RabbitMQError.self) {
            try RabbitMQConfiguration(url: "amqp://broker", connectionName: "x", tls: tls)
        }
    }
}
