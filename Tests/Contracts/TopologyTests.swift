import Contracts
import JSON
import Testing
import Vocabulary

/// A broker in miniature: exchanges, bindings, queues; its matching is written apart from the one under test.
struct RoutingSimulator {
    let topology: Topology

    func queues(_ route: Route) -> Set<String> {
        Set(
            self.topology.bindings.filter { $0.exchange == route.exchange.rawValue }
                .filter { Self.matches($0.key.split(separator: ".")[...], route.key.split(separator: ".")[...]) }
                .map(\.queue)
        )
    }

    static func matches(_ pattern: ArraySlice<Substring>, _ key: ArraySlice<Substring>) -> Bool {
        guard let word = pattern.first else { return key.isEmpty }
        if word == "#" {
            return self.matches(pattern.dropFirst(), key)
                || (!key.isEmpty && self.matches(pattern, key.dropFirst()))
        }
        guard let first = key.first, word == "*" || word == first else { return false }
        return self.matches(pattern.dropFirst(), key.dropFirst())
    }
}

@Suite struct TopologyTests {
    let broker = RoutingSimulator(topology: .standard)
    static let eventNames = EventRegistry.byName.keys.sorted()

    func queue(of unit: UnitName, lane: Lane) -> String {
        unit == .intake && lane == .routine ? "intake.events" : "\(unit.rawValue).\(lane.rawValue)"
    }

    @Test(arguments: Self.eventNames, Lane.allCases)
    func `an event reaches exactly its receivers' queues`(name: String, lane: Lane) throws {
        let event = try #require(EventRegistry.byName[name])
        #expect(!event.producers.isEmpty && !event.receivers.isEmpty)
        for producer in event.producers {
            for route in Routing.events([name], from: producer, lane: lane) {
                let expected = event.listeners(besides: producer).map { self.queue(of: $0, lane: lane) }
                #expect(self.broker.queues(route.route) == Set(expected))
            }
        }
    }

    @Test func `an event from a unit that does not tell it reaches nobody`() {
        for event in EventRegistry.all {
            for unit in UnitName.allCases where !event.producers.contains(unit) {
                for route in Routing.events([event.name], from: unit, lane: .urgent) {
                    #expect(self.broker.queues(route.route).isEmpty)
                }
            }
        }
    }

    @Test func `events for the same receivers travel together and reach nobody else`() {
        for producer in UnitName.allCases {
            let told = EventRegistry.all.filter { $0.producers.contains(producer) }
            for (receivers, events) in Dictionary(grouping: told, by: { $0.receivers }) {
                let routes = Routing.events(events.map { $0.name }, from: producer, lane: .routine)
                for route in routes {
                    // What is told to oneself alone comes back as a message.
                    let others = receivers == [producer] ? receivers : receivers.subtracting([producer])
                    let expected = others.map { self.queue(of: $0, lane: .routine) }
                    #expect(self.broker.queues(route.route) == Set(expected))
                }
                #expect(routes.flatMap { Array($0.events) } == Array(events.indices))
            }
        }
    }

    @Test func `data-request hears nothing but facts`() {
        let heard = Topology.standard.bindings.filter { $0.queue.hasPrefix("data-request.") && $0.exchange == "events" }
        #expect(!heard.isEmpty)
        #expect(heard.allSatisfy { $0.key.split(separator: ".").dropFirst(2) == ["fact_recorded", "#"] })
    }

    @Test func `where events go is read from the first one's name, whatever stands behind it`() {
        let bound = Topology.standard.bindings.filter { $0.exchange == "events" }
        #expect(bound.allSatisfy { $0.key.split(separator: ".").dropFirst(3) == ["#"] }, "a second # costs the broker")
        let told = "identification.routine.case_registered.case_eligible.child_matched"
        #expect(self.broker.queues(Route(.events, told)) == self.broker.queues(Route(.events, told + ".plan_made")))
    }

    @Test func `event keys stay within 200 bytes, however many events a decision has`() {
        let names = Array(repeating: Self.eventNames, count: 3).flatMap { $0 }
        let routes = Routing.events(names, from: .identification, lane: .routine)
        #expect(routes.count > 3)
        #expect(routes.allSatisfy { $0.route.key.utf8.count <= 200 })
        #expect(routes.flatMap { Array($0.events) } == Array(names.indices))
        for route in routes {
            let words = Set(route.route.key.split(separator: ".").dropFirst(2).map(String.init))
            #expect(words == Set(names[route.events]))
        }
    }

    @Test func `an event told twice stands in the key once`() {
        let routes = Routing.events(["plan_made", "plan_made", "case_closed"], from: .serviceUnit, lane: .urgent)
        #expect(routes.map(\.route.key) == ["service-unit.urgent.plan_made.case_closed"])
        #expect(Routing.events([], from: .intake, lane: .routine).isEmpty)
    }

    @Test func `what outsiders send lies in one queue of the unit that takes it`() throws {
        let user = try #require(Username("police-post"))
        #expect(self.broker.queues(Routing.complaint(from: user, lane: .urgent)) == ["intake.urgent"])
        #expect(self.broker.queues(Routing.complaint(from: user, lane: .routine)) == ["intake.routine"])
        #expect(self.broker.queues(Routing.dataRequest(from: user)) == ["data-request.routine"])
        for action in ["claim", "pass", "release"] {
            #expect(self.broker.queues(Routing.claim(action, from: user)) == ["service-unit.urgent"])
        }
        for unit in UnitName.allCases {
            #expect(self.broker.queues(Routing.command("do_it", to: unit, from: user)) == ["\(unit.rawValue).staff"])
            #expect(self.broker.queues(Routing.query("show_it", to: unit, from: user)) == ["\(unit.rawValue).queries"])
        }
        for rung in OncallRung.allCases { #expect(self.broker.queues(Routing.raised(on: rung)) == [rung.queue]) }
        for role in Role.allCases {
            let alerted = Topology.alertedRoles.contains(role)
            #expect(self.broker.queues(Routing.alert(to: role)) == (alerted ? ["alerts.\(role.rawValue)"] : []))
        }
    }

    @Test func `everything but queries survives a restart and never drops what a unit must handle`() {
        for queue in Topology.standard.queues {
            let isQuery = queue.name.hasSuffix(".queries")
            #expect(queue.isDurable != isQuery)
            #expect((queue.arguments["x-queue-type"] == .text("quorum")) != isQuery)
            if queue.name.hasPrefix("dead-letters.") || queue.name == "unrouted" {
                #expect(Set(queue.arguments.keys) == ["x-queue-type"])
            } else if !queue.name.hasPrefix("alerts.") {
                #expect(queue.arguments["x-overflow"] == .text("reject-publish"))
            }
            if case .text(let exchange) = queue.arguments["x-dead-letter-exchange"],
                case .text(let key) = queue.arguments["x-dead-letter-routing-key"]
            {
                #expect(Topology.standard.bindings.contains { $0.exchange == exchange && $0.key == key })
                #expect(queue.arguments["x-dead-letter-strategy"] == .text("at-least-once"))
                #expect(queue.arguments["x-delivery-limit"] == .number(10_000))
            }
        }
        let bounded = Topology.standard.queues.filter { $0.arguments["x-max-length"] == .number(200_000) }
        #expect(bounded.map(\.name) == ["intake.routine"])
    }

    @Test func `names are unique and every binding has its ends`() {
        let queues = Topology.standard.queues.map(\.name)
        let exchanges = Set(Topology.standard.exchanges.map(\.name))
        #expect(Set(queues).count == queues.count)
        #expect(Set(Topology.standard.bindings).count == Topology.standard.bindings.count)
        for binding in Topology.standard.bindings {
            #expect(queues.contains(binding.queue) && exchanges.contains(binding.exchange))
        }
        for queue in queues { #expect(Topology.standard.bindings.contains { $0.queue == queue }) }
    }

    @Test func `a queue knows what belongs in it`() {
        let topology = Topology.standard
        #expect(topology.routes("complaint.police-post.urgent", from: "complaints", to: "intake.urgent"))
        #expect(!topology.routes("complaint.police-post.routine", from: "complaints", to: "intake.urgent"))
        #expect(!topology.routes("complaint.police-post.urgent", from: "events", to: "intake.urgent"))
        #expect(topology.routes("identification.urgent.case_registered", from: "events", to: "intake.urgent"))
        #expect(topology.routes("intake", from: "dead-letter", to: "dead-letters.intake"))
        #expect(!topology.routes("referral", from: "dead-letter", to: "dead-letters.intake"))
        #expect(topology.routes("anything", from: "unrouted", to: "unrouted"))
    }

    @Test(arguments: [
        ("a.*.c", "a.b.c", true), ("a.*.c", "a.c", false), ("a.#", "a", true), ("a.#", "a.b.c", true),
        ("#.x.#", "x", true), ("#.x.#", "a.x.b.c", true), ("#.x.#", "a.b", false), ("#", "", true),
        ("*", "", true), ("a.#.b.#.c", "a.b.b.c", true), ("a.#.b.#.c", "a.c", false), ("a", "a.", false),
    ])
    func `patterns match as the broker matches them`(pattern: String, key: String, expected: Bool) {
        #expect(TopicPattern(pattern).matches(key) == expected)
    }
}
