public import Vocabulary

extension Topology {
    /// Who is told when a limit passes or something needs a person: leadership, the officers who own a unit's work, ops.
    public static let alertedRoles: [Role] = [
        .steering, .coordinatorPksai, .responsibleOfficer, .headPksai, .agencyHead, .secretary, .coordinatorSw,
        .intakeOfficer, .dataOfficer, .referralOfficer, .ops,
    ]

    /// What each unit hears: events by name, commands, queries, and what outsiders send to it.
    static var bindingsOfUnits: [BindingDeclaration] {
        UnitName.allCases.flatMap { unit in
            self.events(heardBy: unit) + self.outsiders(heardBy: unit) + [
                self.bind(.commands, "\(unit.rawValue).*.*", to: "\(unit.rawValue).staff"),
                self.bind(.queries, "\(unit.rawValue).*.*", to: "\(unit.rawValue).queries"),
                BindingDeclaration(
                    exchange: self.deadLetter,
                    queue: "dead-letters.\(unit.rawValue)",
                    key: unit.rawValue
                ),
            ]
        }
    }

    /// What people read besides their answers.
    static var bindingsOfPeople: [BindingDeclaration] {
        OncallRung.allCases.map { self.bind(.oncall, Routing.raised(on: $0).key, to: $0.queue) }
            + self.alertedRoles.map { self.bind(.alerts, Routing.alert(to: $0).key, to: $0.alertQueue) }
            + [BindingDeclaration(exchange: self.unrouted, queue: self.unrouted, key: "")]
    }

    /// The binding of a user's own queue of answers.
    public static func receiptBinding(of username: Username) -> BindingDeclaration {
        self.bind(.receipts, Routing.receipt(to: username).key, to: username.receiptQueue)
    }

    /// One binding for each event the unit hears, for each unit that tells it, in each lane.
    ///
    /// Events that travel together have the same listeners, so the first one's name decides. A pattern that looks for
    /// names anywhere in the key costs the broker hundreds of look-ups for a key of many: the trie of a topic exchange is
    /// walked anew behind each word that a `#` may end at.
    private static func events(heardBy unit: UnitName) -> [BindingDeclaration] {
        EventRegistry.heard(by: unit).flatMap { event in
            event.producers.sorted().filter { event.listeners(besides: $0).contains(unit) }.flatMap { producer in
                Lane.allCases.map { lane in
                    let queue = lane == .routine && unit == .intake ? "events" : lane.rawValue
                    return self.bind(
                        .events,
                        "\(producer.rawValue).\(lane.rawValue).\(event.name).#",
                        to: "\(unit.rawValue).\(queue)"
                    )
                }
            }
        }
    }

    private static func outsiders(heardBy unit: UnitName) -> [BindingDeclaration] {
        switch unit {
        case .intake:
            Lane.allCases.map { self.bind(.complaints, "complaint.*.\($0.rawValue)", to: "intake.\($0.rawValue)") }
        case .serviceUnit: [self.bind(.claims, "urgent.*.*", to: "service-unit.urgent")]
        case .dataRequest: [self.bind(.dataRequests, "data-request.*", to: "data-request.routine")]
        case .identification, .referral: []
        }
    }

    private static func bind(_ exchange: ExchangeName, _ key: String, to queue: String) -> BindingDeclaration {
        BindingDeclaration(exchange: exchange.rawValue, queue: queue, key: key)
    }
}
