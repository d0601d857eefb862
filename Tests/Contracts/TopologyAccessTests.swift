import Contracts
import JSON
import Testing
import Vocabulary

/// What the broker would say: regular expressions as it holds them, searched in names and keys.
struct AccessSimulator {
    let access: BrokerAccess

    func mayPublish(_ route: Route) throws -> Bool {
        guard try self.matches(self.access.write, route.exchange.rawValue) else { return false }
        // No topic permission means every key.
        guard let pattern = self.access.keys[route.exchange] else { return true }
        return try self.matches(pattern, route.key)
    }

    func mayRead(_ queue: String) throws -> Bool { try self.matches(self.access.read, queue) }
    func mayConfigure(_ name: String) throws -> Bool { try self.matches(self.access.configure, name) }
    func mayWrite(_ exchange: String) throws -> Bool { try self.matches(self.access.write, exchange) }

    private func matches(_ pattern: String, _ text: String) throws -> Bool {
        try Regex(pattern).firstMatch(in: text) != nil
    }
}

@Suite struct TopologyAccessTests {
    static let people: [Role] = Role.allCases.filter { $0 != .admin }

    func name(_ text: String) throws -> Username { try #require(Username(text)) }

    @Test func `whoever may send a command or ask a question gets it past the broker`() throws {
        let user = try self.name("sari")
        for command in MessageCatalog.commands {
            for role in command.roles where role != .admin {
                let broker = AccessSimulator(access: .user(user, roles: [role]))
                let route = Routing.command(command.type, to: command.unit, from: user)
                #expect(try broker.mayPublish(route), "\(role.rawValue) \(route.key)")
            }
        }
        for query in MessageCatalog.queries {
            let broker = AccessSimulator(access: .user(user, roles: [.analyst]))
            #expect(try broker.mayPublish(Routing.query(query.type, to: query.unit, from: user)), "\(query.type)")
        }
        for unit in UnitName.allCases {
            let broker = AccessSimulator(access: try #require(BrokerAccess.unit(unit)))
            for event in EventRegistry.all where event.producers.contains(unit) {
                for events in Routing.events([event.name], from: unit, lane: .routine) {
                    #expect(try broker.mayPublish(events.route), "\(events.route.key)")
                }
            }
        }
    }

    @Test(arguments: people) func `a user publishes only what the role may, only under the own name`(role: Role) throws
    {
        let user = try self.name("sari")
        let broker = AccessSimulator(access: .user(user, roles: [role]))
        for other in ["sari-2", "xsari", "budi"] {
            let other = try self.name(other)
            for unit in UnitName.allCases {
                #expect(try !broker.mayPublish(Routing.query("show_case", to: unit, from: other)))
                #expect(try !broker.mayPublish(Routing.command("sign_it", to: unit, from: other)))
            }
            #expect(try !broker.mayPublish(Routing.complaint(from: other, lane: .urgent)))
            #expect(try !broker.mayPublish(Routing.dataRequest(from: other)))
            #expect(try !broker.mayPublish(Routing.claim("claim", from: other)))
        }
        let isStaff = ![Role.agency, .dataApplicant].contains(role)
        for unit in UnitName.allCases {
            #expect(try broker.mayPublish(Routing.query("show_case", to: unit, from: user)))
            let allowed =
                switch role {
                case .focalPoint: unit == .referral || unit == .serviceUnit
                case .onCallWorker: unit == .serviceUnit
                case .registry: false
                default: isStaff
                }
            #expect(try broker.mayPublish(Routing.command("sign_it", to: unit, from: user)) == allowed)
            let answer = Routing.command(AnswerPopulationLookup.type, to: unit, from: user)
            #expect(try broker.mayPublish(answer) == (role == .registry ? unit == .identification : allowed))
        }
        for lane in Lane.allCases {
            #expect(try broker.mayPublish(Routing.complaint(from: user, lane: lane)) == (role == .agency))
        }
        #expect(try broker.mayPublish(Routing.dataRequest(from: user)) == (role == .dataApplicant))
        #expect(try broker.mayPublish(Routing.claim("claim", from: user)) == (role.rung != nil))
        #expect(try !broker.mayPublish(Routing.claim("raise", from: user)))
        for exchange in [
            "events", "receipts", "alerts", "oncall", "amq.default", "amq.topic", "", "unrouted", "dead-letter",
        ] {
            #expect(try !broker.mayWrite(exchange))
        }
    }

    @Test func `whoever may send a command by its contract, may publish it`() throws {
        let user = try self.name("sari")
        for command in MessageCatalog.commands {
            for role in command.roles {
                let broker = AccessSimulator(access: .user(user, roles: [role]))
                let route = Routing.command(command.type, to: command.unit, from: user)
                #expect(try broker.mayPublish(route), "\(command.type) by \(role)")
            }
        }
    }

    @Test(arguments: people) func `a user reads the own answers and what the role is told, nothing else`(role: Role)
        throws
    {
        let user = try self.name("sari")
        let broker = AccessSimulator(access: .user(user, roles: [role]))
        #expect(try broker.mayRead("receipts.sari"))
        for queue in ["receipts.sari2", "receipts.budi", "xreceipts.sari", "receiptsxsari", "receipts.sari\n"] {
            #expect(try !broker.mayRead(queue))
        }
        for queue in Topology.standard.queues.map(\.name) {
            let expected = queue == role.rung?.queue || queue == "alerts.\(role.rawValue)"
            #expect(try broker.mayRead(queue) == expected)
            #expect(try !broker.mayConfigure(queue))
        }
        #expect(try !broker.mayConfigure("receipts.sari"))
        #expect(try !broker.mayConfigure("amq.default"))
    }

    @Test func `roles add up`() throws {
        let user = try self.name("sari")
        let broker = AccessSimulator(access: .user(user, roles: [.onCallWorker, .focalPoint, .agency]))
        #expect(try broker.mayPublish(Routing.claim("pass", from: user)))
        #expect(try broker.mayPublish(Routing.command("x", to: .referral, from: user)))
        #expect(try broker.mayPublish(Routing.command("x", to: .serviceUnit, from: user)))
        #expect(try !broker.mayPublish(Routing.command("x", to: .intake, from: user)))
        #expect(try broker.mayPublish(Routing.complaint(from: user, lane: .urgent)))
        #expect(try broker.mayRead("oncall.urgent"))
        #expect(try !broker.mayRead("oncall.head_pksai"))
        #expect(try !broker.mayPublish(Routing.dataRequest(from: user)))
    }

    @Test(arguments: UnitName.allCases) func `a unit speaks for itself only and reads its own queues`(unit: UnitName)
        throws
    {
        let broker = AccessSimulator(access: try #require(BrokerAccess.unit(unit)))
        let sari = try self.name("sari")
        for other in UnitName.allCases {
            for event in Routing.events(["case_closed", "fact_recorded"], from: other, lane: .urgent) {
                #expect(try broker.mayPublish(event.route) == (other == unit))
            }
            #expect(try !broker.mayPublish(Routing.command("x", to: other, from: sari)))
            #expect(try !broker.mayPublish(Routing.query("x", to: other, from: sari)))
        }
        #expect(try broker.mayPublish(Routing.receipt(to: sari)))
        #expect(try broker.mayPublish(Routing.alert(to: .headPksai)))
        #expect(try !broker.mayPublish(Routing.complaint(from: sari, lane: .urgent)))
        #expect(try !broker.mayPublish(Routing.claim("claim", from: sari)))
        #expect(try !broker.mayPublish(Routing.dataRequest(from: sari)))
        #expect(try broker.mayPublish(Routing.raised(on: .worker)) == (unit == .serviceUnit))
        #expect(try !broker.mayWrite("amq.default"))
        for queue in Topology.standard.queues.map(\.name) {
            let own = queue.hasPrefix("\(unit.rawValue).") || queue == "dead-letters.\(unit.rawValue)"
            #expect(try broker.mayRead(queue) == (own || (unit == .intake && queue == "unrouted")))
            #expect(try !broker.mayConfigure(queue))
        }
        #expect(try !broker.mayRead("receipts.sari"))
    }

    @Test func `the administrator may set up users' queues and nothing of the units'`() throws {
        let broker = AccessSimulator(access: .administrator(try self.name("administrator")))
        #expect(try broker.mayConfigure("receipts.sari"))
        #expect(try !broker.mayConfigure("intake.urgent"))
        #expect(try !broker.mayRead("receipts.sari"))
        #expect(try broker.mayRead("receipts.administrator"))
        #expect(
            try broker.mayPublish(Routing.command("register_user", to: .referral, from: self.name("administrator")))
        )
        #expect(try !broker.mayPublish(Routing.command("register_user", to: .referral, from: self.name("sari"))))
    }

    @Test func `every exchange a user may write to has its keys limited`() throws {
        let sari = try self.name("sari")
        let all =
            try UnitName.allCases.map { try #require(BrokerAccess.unit($0)) }
            + Role.allCases.map { BrokerAccess.user(sari, roles: [$0]) }
        for access in all {
            let broker = AccessSimulator(access: access)
            for exchange in ExchangeName.allCases {
                #expect(try broker.mayWrite(exchange.rawValue) == (access.keys[exchange] != nil))
            }
        }
    }

    @Test func `definitions hold every exchange, queue, binding and user with all permissions`() throws {
        let sari = try self.name("sari")
        let users = [
            BrokerUser(access: try #require(BrokerAccess.unit(.intake)), passwordHash: "aGFzaA==", hasReceipts: false),
            BrokerUser(access: .user(sari, roles: [.onCallWorker]), passwordHash: nil),
        ]
        let json = TopologyDefinitions(topology: .standard, users: users).json
        #expect(json["vhosts"]?[0]?["name"]?.string == "pksai")
        #expect(json["exchanges"]?.array?.count == Topology.standard.exchanges.count)
        #expect(json["queues"]?.array?.count == Topology.standard.queues.count + 1)
        #expect(json["bindings"]?.array?.count == Topology.standard.bindings.count + 1)
        #expect(json["permissions"]?.array?.compactMap { $0["user"]?.string } == ["intake", "sari"])
        #expect(json["topic_permissions"]?.array?.count == 3 + 3)
        let alone = TopologyDefinitions(user: users[1]).json
        #expect(alone["exchanges"] == nil)
        #expect(alone["queues"]?[0]?["name"]?.string == "receipts.sari")
        #expect(alone["bindings"]?[0]?["routing_key"]?.string == "receipt.sari")
        #expect(JSONWriter.write(json).count > 10_000)
    }
}
