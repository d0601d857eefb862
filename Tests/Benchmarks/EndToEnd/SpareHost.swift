internal import Foundation

#if canImport(FoundationNetworking)
    internal import FoundationNetworking
#endif

/// A virtual host of the broker for the reference figures alone: in the system's own nobody may declare a queue.
struct SpareHost {
    static let name = "benchmark"

    private let management: URL
    private let authorization: String
    private let user: String

    /// - Parameter url: `http://user:password@host:port` of the broker's management.
    init(management url: String) throws {
        guard var parts = URLComponents(string: url), let user = parts.user, let password = parts.password else {
            throw BenchmarkFailure("PKSAI_MANAGEMENT_URL is not http://user:password@host:port")
        }
        (parts.user, parts.password) = (nil, nil)
        guard let management = parts.url else { throw BenchmarkFailure("PKSAI_MANAGEMENT_URL is no URL") }
        self.management = management
        self.user = user
        self.authorization = "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
    }

    /// Makes it anew and lets the administrator do everything there.
    func make() async throws {
        try await self.remove()
        try await self.request("PUT", "api/vhosts/\(Self.name)")
        try await self.request(
            "PUT",
            "api/permissions/\(Self.name)/\(self.user)",
            body: #"{"configure": ".*", "write": ".*", "read": ".*"}"#
        )
    }

    /// Removes it with all that is in it.
    func remove() async throws { try await self.request("DELETE", "api/vhosts/\(Self.name)", absentIsFine: true) }

    private func request(_ method: String, _ path: String, body: String = "{}", absentIsFine: Bool = false) async throws
    {
        var request = URLRequest(url: self.management.appending(path: path))
        request.httpMethod = method
        request.httpBody = Data(body.utf8)
        request.setValue(self.authorization, forHTTPHeaderField: "Authorization")
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        let (_, response) = try await URLSession.shared.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        guard (200..<300).contains(status) || (absentIsFine && status == 404) else {
            throw BenchmarkFailure("the broker's management answered \(status) to \(method) \(path)")
        }
    }
}
