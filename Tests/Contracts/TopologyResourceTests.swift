import Contracts
import JSON
import Testing
import Vocabulary

@Suite struct TopologyResourceTests {
    static let remedy = "run: pksai topology export --kubernetes > deploy/kubernetes/topology.json"
    let resources = TopologyResources(topology: .standard, users: TopologyResources.units).json

    func items(_ kind: String) throws -> [JSONObject] {
        let list = try #require(self.resources.object?["items"]?.array)
        return list.compactMap(\.object).filter { $0["kind"]?.string == kind }
    }

    func specs(_ kind: String) throws -> [JSONObject] { try self.items(kind).compactMap { $0["spec"]?.object } }

    @Test func `the committed resources are what the topology says now`() throws {
        #expect(
            try Repository.text("deploy/kubernetes/topology.json") == self.resources.indentedText + "\n",
            "\(Self.remedy)"
        )
    }

    @Test func `every exchange, queue and binding is there with its arguments`() throws {
        let topology = Topology.standard
        #expect(try self.specs("Exchange").compactMap { $0["name"]?.string } == topology.exchanges.map(\.name))
        let queues = try self.specs("Queue")
        #expect(queues.compactMap { $0["name"]?.string } == topology.queues.map(\.name))
        for (declared, spec) in zip(topology.queues, queues) {
            // The kind has a field of its own.
            #expect(spec["arguments"]?.object?.count == declared.arguments.count - 1)
            #expect(spec["type"]?.string.map { .text($0) } == declared.arguments["x-queue-type"])
        }
        let bindings = try self.specs("Binding").map { spec in
            [spec["source"]?.string, spec["destination"]?.string, spec["routingKey"]?.string]
        }
        #expect(bindings == topology.bindings.map { [$0.exchange, $0.queue, $0.key] })
    }

    @Test func `each unit may do there what it may do here`() throws {
        let permissions = try self.specs("Permission")
        #expect(permissions.count == UnitName.allCases.count)
        for unit in UnitName.allCases {
            let access = try #require(BrokerAccess.unit(unit))
            let own = permissions.filter { $0["userReference"]?.object?["name"]?.string == unit.rawValue }
            let granted = try #require(own.first?["permissions"]?.object)
            #expect(granted["configure"]?.string == access.configure)
            #expect(granted["write"]?.string == access.write)
            #expect(granted["read"]?.string == access.read)
            let topics = try self.specs("TopicPermission")
                .filter { $0["userReference"]?.object?["name"]?.string == unit.rawValue }
                .compactMap { $0["permissions"]?.object }
            #expect(topics.count == access.keys.count)
            for topic in topics {
                let exchange = try #require(topic["exchange"]?.string.flatMap(ExchangeName.init(rawValue:)))
                #expect(topic["write"]?.string == access.keys[exchange])
            }
        }
    }

    @Test func `names are unique and ones that Kubernetes takes`() throws {
        let allowed = try Regex("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
        for kind in ["Vhost", "Exchange", "Queue", "Binding", "User", "Permission", "TopicPermission"] {
            let names = try self.items(kind).compactMap { $0["metadata"]?.object?["name"]?.string }
            #expect(!names.isEmpty && Set(names).count == names.count, "\(kind)")
            for name in names { #expect(name.wholeMatch(of: allowed) != nil && name.count <= 253, "\(name)") }
        }
    }
}
