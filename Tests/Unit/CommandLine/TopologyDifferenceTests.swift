import Contracts
import Testing
import Vocabulary

@testable import pksai

@Suite struct TopologyDifferenceTests {
    /// A broker as this version declares it, for the unit intake and one agency.
    private func declared() throws -> (state: BrokerState, users: [BrokerAccess]) {
        let agency = try #require(Username("police-post"))
        let users = [try #require(BrokerAccess.unit(.intake)), BrokerAccess.user(agency, roles: [.agency])]
        let topology = Topology.standard
        var state = BrokerState(
            exchanges: Set(topology.exchanges.map(\.name) + ["", "amq.topic"]),
            queues: Set(topology.queues.map(\.name) + ["receipts.police-post", "receipts.elsewhere"]),
            permissions: users.map(BrokerState.Permission.init),
            topicPermissions: users.flatMap(BrokerState.TopicPermission.all)
        )
        let elsewhere = try #require(Username("elsewhere"))
        let answers = [Topology.receiptBinding(of: agency), Topology.receiptBinding(of: elsewhere)]
        state.bindings = (topology.bindings + answers).map {
            self.binding($0.exchange, $0.key, $0.queue)
        }
        return (state, users)
    }

    private func binding(_ exchange: String, _ key: String, _ queue: String) -> BrokerState.Binding {
        BrokerState.Binding(
            source: exchange,
            destination: queue,
            destinationType: "queue",
            routingKey: key,
            propertiesKey: key
        )
    }

    @Test func `a broker as declared needs nothing`() throws {
        let (state, users) = try self.declared()
        let difference = TopologyDifference(from: state, to: .standard, users: users)
        #expect(difference.isEmpty)
        #expect(difference.unknownQueues.isEmpty && difference.unknownExchanges.isEmpty)
    }

    @Test func `an empty broker needs everything`() throws {
        let difference = TopologyDifference(from: BrokerState(), to: .standard, users: [])
        #expect(difference.exchanges.count == Topology.standard.exchanges.count)
        #expect(difference.queues.count == Topology.standard.queues.count)
        #expect(difference.bindings.count == Topology.standard.bindings.count)
    }

    @Test func `a binding that nothing declares any more is removed, the others stay`() throws {
        var (state, users) = try self.declared()
        let old = self.binding("events", "intake.routine.#.forgotten_event.#", "data-request.routine")
        let eavesdropper = self.binding("complaints", "#", "somebodys.queue")
        let foreign = self.binding("their.exchange", "#", "their.queue")
        state.bindings += [old, eavesdropper, foreign]
        state.queues.formUnion(["somebodys.queue", "their.queue"])
        state.exchanges.insert("their.exchange")
        let difference = TopologyDifference(from: state, to: .standard, users: users)
        #expect(Set(difference.strays) == [old, eavesdropper])
        #expect(difference.unknownQueues == ["somebodys.queue", "their.queue"])
        #expect(difference.unknownExchanges == ["their.exchange"])
        #expect(difference.bindings.isEmpty && difference.permissions.isEmpty)
    }

    @Test func `rights that differ are set, keys of an exchange no longer written are shut`() throws {
        var (state, users) = try self.declared()
        state.permissions[0].write = ".*"
        state.topicPermissions.append(
            BrokerState.TopicPermission(user: "police-post", exchange: "events", write: ".*", read: ".*")
        )
        state.topicPermissions.append(
            BrokerState.TopicPermission(user: "somebody", exchange: "events", write: ".*", read: ".*")
        )
        let difference = TopologyDifference(from: state, to: .standard, users: users)
        #expect(difference.permissions.map(\.user) == ["intake"])
        #expect(
            difference.topicPermissions == [
                BrokerState.TopicPermission(
                    user: "police-post",
                    exchange: "events",
                    write: BrokerAccess.nothing,
                    read: BrokerAccess.nothing
                )
            ]
        )
    }
}
