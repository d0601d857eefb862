import Contracts
import Foundation
import JSON
import Logging
import RabbitMQ
import TestSupport
import Testing
import Vocabulary

/// The declared topology on a real broker: what the broker routes and forbids, not what we think it does.
@Suite(.timeLimit(.minutes(2))) struct TopologyBrokerTests {
    /// Declares exchanges, queues and bindings on the test's virtual host.
    func declare(on broker: TestBroker) async throws {
        let text = TopologyDefinitions(topology: .standard, users: []).json.text
            .replacing("{\"name\":\"pksai\"}", with: "{\"name\":\"\(broker.virtualHost)\"}")
            .replacing("\"vhost\":\"pksai\"", with: "\"vhost\":\"\(broker.virtualHost)\"")
        try await broker.request("POST", "/api/definitions", text)
    }

    /// Publishes with a publisher of its own, until all outcomes are in.
    func publish(_ messages: [OutgoingMessage], _ configuration: RabbitMQConfiguration) async -> [PublishOutcome] {
        let publisher = RabbitMQPublisher(configuration: configuration, logger: Logger(label: "test"))
        return await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await publisher.run() }
            defer { group.cancelAll() }
            return await publisher.publish(messages, timeout: .seconds(30))
        }
    }

    func message(_ route: Route) -> OutgoingMessage {
        OutgoingMessage(
            exchange: route.exchange.rawValue,
            routingKey: route.key,
            properties: MessageProperties(messageID: UUID().uuidString, deliveryMode: 2),
            body: Array("{}".utf8)
        )
    }

    @Test func `the broker routes every message to the queues we say, once`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await self.declare(on: broker)
            let sari = try #require(Username("sari"))
            var routes: [Route] = []
            for lane in Lane.allCases {
                for event in EventRegistry.all {
                    for unit in event.producers {
                        routes += Routing.events([event.name], from: unit, lane: lane).map(\.route)
                    }
                }
                routes.append(Routing.complaint(from: sari, lane: lane))
                for unit in UnitName.allCases {
                    let told = EventRegistry.all.filter { $0.producers.contains(unit) }
                    for together in Dictionary(grouping: told, by: { $0.listeners(besides: unit) }).values {
                        routes += Routing.events(together.map { $0.name }, from: unit, lane: lane).map(\.route)
                    }
                }
            }
            for unit in UnitName.allCases {
                routes += [Routing.command("x", to: unit, from: sari), Routing.query("x", to: unit, from: sari)]
            }
            routes += [Routing.dataRequest(from: sari), Routing.claim("claim", from: sari)]
            routes += OncallRung.allCases.map(Routing.raised) + Topology.alertedRoles.map(Routing.alert)
            routes.append(Routing.receipt(to: sari))
            let outcomes = await self.publish(routes.map(self.message), broker.configuration)
            #expect(outcomes.allSatisfy { $0 == .confirmed })

            let administration = RabbitMQAdministration(configuration: broker.configuration)
            try await administration.connect()
            for queue in Topology.standard.queues.map(\.name) {
                var expected = routes.filter { route in
                    Topology.standard.routes(route.key, from: route.exchange.rawValue, to: queue)
                }
                // Nobody called sari has a queue of answers here.
                if queue == Topology.unrouted { expected = [Routing.receipt(to: sari)] }
                var found: [Route] = []
                while found.count < expected.count, let delivery = try await administration.get(queue) {
                    let exchange = try #require(ExchangeName(rawValue: delivery.exchange))
                    found.append(Route(exchange, delivery.routingKey))
                }
                #expect(Set(found) == Set(expected) && found.count == expected.count, "queue \(queue)")
                #expect(try await administration.get(queue) == nil, "queue \(queue)")
            }
            await administration.close()
        }
    }

    /// One user of the broker and all it may do; whatever else there is must be refused.
    struct Lanes: Sendable, CustomTestStringConvertible {
        let name: String
        let access: @Sendable (Username) -> BrokerAccess?
        let writes: @Sendable (Username) -> [Route]
        let reads: [String]
        var testDescription: String { self.name }
    }

    static func commands(_ user: Username, _ units: [UnitName]) -> [Route] {
        units.map { Routing.command("x", to: $0, from: user) }
    }

    static let users: [Lanes] = [
        Lanes(
            name: "agency",
            access: { .user($0, roles: [.agency]) },
            writes: { user in Lane.allCases.map { Routing.complaint(from: user, lane: $0) } },
            reads: []
        ),
        Lanes(
            name: "applicant",
            access: { .user($0, roles: [.dataApplicant]) },
            writes: { [Routing.dataRequest(from: $0)] },
            reads: []
        ),
        Lanes(
            name: "on-call worker",
            access: { .user($0, roles: [.onCallWorker]) },
            writes: { [Routing.claim("claim", from: $0)] + Self.commands($0, [.serviceUnit]) },
            reads: ["oncall.urgent"]
        ),
        Lanes(
            name: "focal point",
            access: { .user($0, roles: [.focalPoint]) },
            writes: { Self.commands($0, [.referral, .serviceUnit]) },
            reads: []
        ),
        Lanes(
            name: "head",
            access: { .user($0, roles: [.headPksai]) },
            writes: { [Routing.claim("claim", from: $0)] + Self.commands($0, UnitName.allCases) },
            reads: ["oncall.head_pksai", "alerts.head_pksai"]
        ),
        Lanes(
            name: "administrator",
            access: { .administrator($0) },
            writes: { Self.commands($0, UnitName.allCases) },
            reads: []
        ),
    ]

    @Test(arguments: users) func `everyone stays in their lane`(user: Lanes) async throws {
        try await TestBroker.withVirtualHost { broker in
            try await self.declare(on: broker)
            let (name, configuration) = try await broker.makeUser()
            let own = try #require(Username(name))
            let other = try #require(Username("sari"))
            try await self.install(try #require(user.access(own)), as: own, on: broker)

            let queries = UnitName.allCases.map { Routing.query("x", to: $0, from: own) }
            let allowed = Set(user.writes(own) + queries)
            let outcomes = await self.publish(self.universe(own, other).map(self.message), configuration)
            for (route, outcome) in zip(self.universe(own, other), outcomes) {
                if allowed.contains(route) {
                    #expect(outcome == .confirmed, "\(route)")
                } else if case .refused(let code, _) = outcome {
                    #expect(code == 403, "\(route)")
                } else {
                    Issue.record("\(route) was \(outcome)")
                }
            }
            for queue in Topology.standard.queues.map(\.name) + ["receipts.sari"] {
                #expect(try await self.mayRead(queue, configuration) == user.reads.contains(queue), "queue \(queue)")
            }
            try await broker.deleteUser(name)
        }
    }

    /// Everything anybody may publish, under the own name and under another's.
    func universe(_ own: Username, _ other: Username) -> [Route] {
        var routes: [Route] = []
        for user in [own, other] {
            for lane in Lane.allCases { routes.append(Routing.complaint(from: user, lane: lane)) }
            routes += [Routing.dataRequest(from: user), Routing.claim("claim", from: user), Routing.receipt(to: user)]
            for unit in UnitName.allCases {
                routes += [Routing.command("x", to: unit, from: user), Routing.query("x", to: unit, from: user)]
            }
            // A line feed behind the name must not slip through.
            routes.append(Route(.complaints, Routing.complaint(from: user, lane: .urgent).key + "\n"))
        }
        for unit in UnitName.allCases {
            routes += Routing.events(["case_closed"], from: unit, lane: .urgent).map(\.route)
        }
        return routes + [Routing.alert(to: .headPksai), Routing.raised(on: .worker), Routing.claim("raise", from: own)]
    }

    /// Sets the permissions as the definitions would.
    func install(_ access: BrokerAccess, as user: Username, on broker: TestBroker) async throws {
        let rights: JSONValue = [
            "configure": .string(access.configure), "write": .string(access.write), "read": .string(access.read),
        ]
        try await broker.request("PUT", "/api/permissions/\(broker.virtualHost)/\(user.text)", rights.text)
        for (exchange, keys) in access.keys {
            let topics: JSONValue = [
                "exchange": .string(exchange.rawValue), "write": .string(keys), "read": .string(BrokerAccess.nothing),
            ]
            try await broker.request("PUT", "/api/topic-permissions/\(broker.virtualHost)/\(user.text)", topics.text)
        }
    }

    func mayRead(_ queue: String, _ configuration: RabbitMQConfiguration) async throws -> Bool {
        let administration = RabbitMQAdministration(configuration: configuration)
        try await administration.connect()
        do {
            _ = try await administration.get(queue)
            await administration.close()
            return true
        } catch {
            await administration.close()
            // The broker looks at the permission before it looks for the queue.
            guard error.code == .accessRefused else { throw error }
            return false
        }
    }
}
