internal import Contracts
internal import Foundation
internal import JSON

#if canImport(FoundationNetworking)
    internal import FoundationNetworking
#endif

/// The broker's management interface, as the local administrator (RabbitMQ 3.10, HTTP API).
struct Management: Sendable {
    private let base: URL
    private let authorization: String

    /// - Parameter url: `http://user:password@host:port`.
    init(_ url: String) throws {
        guard var parts = URLComponents(string: url), let user = parts.user, let password = parts.password else {
            throw Failure("PKSAI_MANAGEMENT_URL is not http://user:password@host:port")
        }
        parts.user = nil
        parts.password = nil
        guard let base = parts.url else { throw Failure("PKSAI_MANAGEMENT_URL is not http://user:password@host:port") }
        self.base = base
        self.authorization = "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
    }

    private init(base: URL, user: String, password: String) {
        self.base = base
        self.authorization = "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
    }

    /// The same interface as another user.
    func acting(as user: String, password: String) -> Management {
        Management(base: self.base, user: user, password: password)
    }

    /// Declares users, permissions, exchanges, queues and bindings, all in one request.
    func load(_ definitions: TopologyDefinitions) async throws {
        _ = try await self.request("POST", "api/definitions", body: definitions.json.bytes)
    }

    /// Removes a user with all permissions; one that is not there is fine.
    func deleteUser(_ name: String) async throws {
        _ = try await self.request("DELETE", "api/users/\(name)", absentIsFine: true)
    }

    /// Removes a queue with what is in it; one that is not there is fine.
    func deleteQueue(_ name: String) async throws {
        let path = "api/queues/\(Topology.virtualHost)/\(name)"
        _ = try await self.request("DELETE", path, absentIsFine: true)
    }

    /// One queue of the virtual host.
    struct Queue: Codable, Sendable {
        var name: String
        var messages: Int64?
        var consumers: Int64?
        var state: String?
        var messageStats: Stats?

        /// What the broker counted.
        struct Stats: Codable, Sendable {
            var publishDetails: Rate?
            var ackDetails: Rate?
        }

        /// A second, over the last five.
        struct Rate: Codable, Sendable {
            var rate: Double?
        }

        /// Messages that came in a second.
        var inRate: Double { self.messageStats?.publishDetails?.rate ?? 0 }
        /// Messages that were done with a second.
        var outRate: Double { self.messageStats?.ackDetails?.rate ?? 0 }
    }

    /// The queues with their depths and rates, which lag by up to five seconds.
    func queues() async throws -> [Queue] {
        let rates = "message_stats.publish_details.rate,message_stats.ack_details.rate"
        let columns = "name,messages,consumers,state,\(rates)"
        return try await self.list([Queue].self, "api/queues/\(Topology.virtualHost)?columns=\(columns)")
    }

    /// The usernames the broker knows.
    func users() async throws -> [String] {
        struct User: Codable { var name: String }
        return try await self.list([User].self, "api/users?columns=name").map(\.name)
    }

    /// Disk or memory alarms that make publishers wait, in words; empty if there is none.
    func alarms() async throws -> [String] {
        struct Node: Codable {
            var name: String
            var memAlarm: Bool?
            var diskFreeAlarm: Bool?
        }
        let nodes = try await self.list([Node].self, "api/nodes?columns=name,mem_alarm,disk_free_alarm")
        return nodes.flatMap { node in
            [
                node.memAlarm == true ? "\(node.name): memory" : nil,
                node.diskFreeAlarm == true ? "\(node.name): disk" : nil,
            ]
            .compactMap { $0 }
        }
    }

    func list<Value: Decodable>(_ type: Value.Type, _ path: String) async throws -> Value {
        let bytes = try await self.request("GET", path)
        let limits = JSONLimits(maximumBytes: 64 << 20)
        guard let value = JSONDecoding.decode(type, from: bytes, limits: limits).value else {
            throw Failure("the broker's management interface answered something else than expected")
        }
        return value
    }

    func request(
        _ method: String,
        _ path: String,
        body: [UInt8]? = nil,
        absentIsFine: Bool = false
    ) async throws -> [UInt8] {
        guard let url = URL(string: path, relativeTo: self.base.appendingPathComponent("/")) else {
            throw Failure("\(path) is no path")
        }
        var request = URLRequest(url: url, timeoutInterval: 15)
        request.httpMethod = method
        request.setValue(self.authorization, forHTTPHeaderField: "Authorization")
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = body.map { Data($0) }
        let data: Data
        let response: URLResponse
        do {
            (data, response) = try await URLSession.shared.data(for: request)
        } catch {
            throw Failure("the broker's management interface does not answer", hint: "is the system up? deploy/up")
        }
        guard let status = (response as? HTTPURLResponse)?.statusCode else { throw Failure("no HTTP answer") }
        switch status {
        case 200..<300: return Array(data)
        case 404 where absentIsFine: return []
        case 401:
            throw Failure("the broker refuses the administrator's password", hint: "check PKSAI_MANAGEMENT_URL")
        default:
            let decoded = JSONDecoding.decode(JSONValue.self, from: Array(data)).value
            let reason = decoded?["reason"]?.string ?? decoded?["error"]?.string ?? "HTTP \(status)"
            throw Failure("the broker refuses \(method) /\(path.prefix { $0 != "?" }): \(reason)", status: .refused)
        }
    }
}
