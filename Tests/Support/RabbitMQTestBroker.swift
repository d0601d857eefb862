public import Foundation
internal import FoundationNetworking
public import RabbitMQ

/// A virtual host of its own on the RabbitMQ server that the environment names, deleted after the test.
///
/// `PKSAI_TEST_AMQP_URL` (amqp://administrator:password@host:port/…) and
/// `PKSAI_TEST_MANAGEMENT_URL` (http://administrator:password@host:port) say where it is. Without them the test fails.
public struct TestBroker: Sendable {
    /// What is missing, or what the management interface answered.
    public struct Failure: Error, CustomStringConvertible {
        /// One line.
        public let description: String

        /// Makes a failure.
        public init(_ description: String) { self.description = description }
    }

    /// How to reach the virtual host, as its administrator.
    public let configuration: RabbitMQConfiguration
    /// The virtual host's name.
    public var virtualHost: String { self.configuration.virtualHost }
    private let management: URL
    private let authorization: String

    /// Runs a test with a fresh virtual host.
    public static func withVirtualHost<Result>(
        _ body: (TestBroker) async throws -> Result
    ) async throws -> Result {
        let broker = try TestBroker(named: "test-\(UUID().uuidString.lowercased())")
        try await broker.create()
        do {
            let result = try await body(broker)
            try await broker.delete()
            return result
        } catch {
            try await broker.delete()
            throw error
        }
    }

    /// A variable of the environment, or a failure that names it.
    public static func required(_ variable: String) throws -> String {
        guard let value = ProcessInfo.processInfo.environment[variable], !value.isEmpty else {
            throw Failure("\(variable) is not set: integration tests need a running RabbitMQ (see deploy/test)")
        }
        return value
    }

    private init(named name: String) throws {
        var configuration = try RabbitMQConfiguration(
            url: try Self.required("PKSAI_TEST_AMQP_URL"),
            connectionName: name
        )
        configuration.virtualHost = name
        configuration.initialBackoff = .milliseconds(20)
        configuration.maximumBackoff = .milliseconds(200)
        self.configuration = configuration
        let text = try Self.required("PKSAI_TEST_MANAGEMENT_URL")
        guard var parts = URLComponents(string: text), let user = parts.user, let password = parts.password else {
            throw Failure("PKSAI_TEST_MANAGEMENT_URL must be http://user:password@host:port")
        }
        (parts.user, parts.password, parts.path) = (nil, nil, "")
        guard let url = parts.url else { throw Failure("PKSAI_TEST_MANAGEMENT_URL is no URL") }
        self.management = url
        self.authorization = "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
    }

    private func create() async throws {
        try await self.request("PUT", "/api/vhosts/\(self.virtualHost)")
        guard case .plain(let user, _) = self.configuration.credentials else { return }
        let everything = #"{"configure": ".*", "write": ".*", "read": ".*"}"#
        try await self.request("PUT", "/api/permissions/\(self.virtualHost)/\(Self.encoded(user))", everything)
    }

    private func delete() async throws {
        try await self.request("DELETE", "/api/vhosts/\(self.virtualHost)")
    }

    /// Makes a user with the given rights (regular expressions) on the virtual host, and how to connect as that user.
    /// Delete the user with ``deleteUser(_:)``.
    public func makeUser(
        configure: String = "",
        write: String = "",
        read: String = ""
    ) async throws -> (name: String, configuration: RabbitMQConfiguration) {
        let name = "user-\(UUID().uuidString.lowercased())"
        try await self.request("PUT", "/api/users/\(name)", #"{"password": "synthetic", "tags": ""}"#)
        let rights = #"{"configure": "\#(configure)", "write": "\#(write)", "read": "\#(read)"}"#
        try await self.request("PUT", "/api/permissions/\(self.virtualHost)/\(name)", rights)
        var configuration = self.configuration
        configuration.credentials = .plain(username: name, password: "synthetic")
        return (name, configuration)
    }

    /// Deletes a user.
    public func deleteUser(_ name: String) async throws {
        try await self.request("DELETE", "/api/users/\(name)")
    }

    /// Ends the connections to this virtual host that have a name, as an operator would; waits until the broker lists
    /// at least one.
    public func closeConnections(named name: String) async throws {
        while true {
            let data = try await self.request("GET", "/api/vhosts/\(self.virtualHost)/connections")
            let listed = try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
            let found = listed.filter { $0["user_provided_name"] as? String == name }.compactMap {
                $0["name"] as? String
            }
            for connection in found {
                try await self.request("DELETE", "/api/connections/\(Self.encoded(connection))")
            }
            if !found.isEmpty { return }
        }
    }

    /// Asks the management interface.
    @discardableResult
    public func request(_ method: String, _ path: String, _ body: String? = nil) async throws -> Data {
        guard let url = URL(string: path, relativeTo: self.management) else { throw Failure("no path: \(path)") }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.setValue(self.authorization, forHTTPHeaderField: "Authorization")
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = body.map { Data($0.utf8) }
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        // Deleting a connection that has just ended is fine.
        guard (200..<300).contains(status) || (method == "DELETE" && status == 404) else {
            throw Failure("management: \(method) \(path) answered \(status)")
        }
        return data
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
    }
}
