internal import Contracts
internal import Foundation
internal import JSON

// What the virtual host holds, and how to change what definitions can't.
extension Management {
    private static let host = "\(Topology.virtualHost)"

    /// Everything that is compared with what is declared.
    func state() async throws -> BrokerState {
        struct Named: Codable { var name: String }
        let host = Self.host
        let exchanges = try await self.list([Named].self, "api/exchanges/\(host)?columns=name").map(\.name)
        let queues = try await self.list([Named].self, "api/queues/\(host)?columns=name").map(\.name)
        let columns = "source,destination,destination_type,routing_key,properties_key"
        let bindings = try await self.list([BrokerState.Binding].self, "api/bindings/\(host)?columns=\(columns)")
        let permissions = try await self.list(
            [BrokerState.Permission].self,
            "api/vhosts/\(host)/permissions?columns=user,configure,write,read"
        )
        let topics = try await self.list(
            [BrokerState.TopicPermission].self,
            "api/vhosts/\(host)/topic-permissions?columns=user,exchange,write,read"
        )
        return BrokerState(
            exchanges: Set(exchanges),
            queues: Set(queues),
            bindings: bindings.filter { !$0.source.isEmpty },
            permissions: permissions,
            topicPermissions: topics
        )
    }

    /// Removes bindings, as a user of its own that is gone afterwards: the administrator's rights at the virtual host
    /// reach no queue but those of answers.
    func remove(_ bindings: [BrokerState.Binding]) async throws {
        guard !bindings.isEmpty else { return }
        let (name, password) = ("topology-\(UInt32.random(in: 0...UInt32.max))", PasswordHash.newPassword())
        let user: JSONValue = ["password": .string(password), "tags": "management"]
        let result: Result<Void, any Error>
        do {
            _ = try await self.request("PUT", "api/users/\(name)", body: user.bytes)
            try await self.set(BrokerState.Permission(user: name, configure: ".*", write: ".*", read: ".*"))
            let acting = self.acting(as: name, password: password)
            for binding in bindings { try await acting.remove(binding) }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        try await self.deleteUser(name)
        try result.get()
    }

    /// One that is not there is fine.
    private func remove(_ binding: BrokerState.Binding) async throws {
        let (kind, key) = (binding.destinationType == "queue" ? "q" : "e", Self.encoded(binding.propertiesKey))
        let ends = "e/\(Self.encoded(binding.source))/\(kind)/\(Self.encoded(binding.destination))"
        _ = try await self.request("DELETE", "api/bindings/\(Self.host)/\(ends)/\(key)", absentIsFine: true)
    }

    /// Gives a user these rights.
    func set(_ permission: BrokerState.Permission) async throws {
        let body: JSONValue = [
            "configure": .string(permission.configure), "write": .string(permission.write),
            "read": .string(permission.read),
        ]
        _ = try await self.request("PUT", "api/permissions/\(Self.host)/\(permission.user)", body: body.bytes)
    }

    /// Lets a user publish with these routing keys.
    func set(_ permission: BrokerState.TopicPermission) async throws {
        let body: JSONValue = [
            "exchange": .string(permission.exchange), "write": .string(permission.write),
            "read": .string(permission.read),
        ]
        _ = try await self.request("PUT", "api/topic-permissions/\(Self.host)/\(permission.user)", body: body.bytes)
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
    }
}
