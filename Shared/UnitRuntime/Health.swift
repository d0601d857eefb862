import Contracts
import FlyingFox
import FlyingSocks
import Foundation
import JSON
import PostgreSQL
import RabbitMQ

/// Serves /livez, /readyz and /metrics.
struct HealthServer: Sendable {
    let host: String
    let port: UInt16
    let readiness: Readiness
    let registry: MetricsRegistry
    let gauges: @Sendable () async -> Void

    func run() async throws {
        let server = HTTPServer(address: try .inet(ip4: self.host, port: self.port), logger: .disabled)
        let (readiness, registry, gauges) = (self.readiness, self.registry, self.gauges)
        await server.appendRoute("GET /livez") { _ in
            HTTPResponse(statusCode: .ok, body: Data("ok\n".utf8))
        }
        await server.appendRoute("GET /readyz") { _ in
            let waiting = readiness.waitingFor()
            let body = JSONValue.object([
                "ready": .bool(waiting.isEmpty), "waiting_for": .array(waiting.map { .string($0) }),
            ])
            return HTTPResponse(
                statusCode: waiting.isEmpty ? .ok : .serviceUnavailable,
                headers: [.contentType: "application/json"],
                body: Data(body.bytes)
            )
        }
        await server.appendRoute("GET /metrics") { _ in
            await gauges()
            return HTTPResponse(
                statusCode: .ok,
                headers: [.contentType: "text/plain; version=0.0.4"],
                body: Data(registry.text.utf8)
            )
        }
        try await server.run()
    }
}

/// What a unit is waiting for before it can work; empty when it is ready.
struct Readiness: Sendable {
    var parts: [@Sendable () -> String?] = []

    mutating func add(_ pool: PostgreSQLPool) {
        self.parts.append {
            switch pool.state {
            case .reachable: nil
            default: "database: \(pool.state)"
            }
        }
    }

    mutating func add(_ name: String, _ state: @escaping @Sendable () -> ConnectionState) {
        self.parts.append {
            switch state() {
            case .connected: nil
            case .connecting(_, let error): "broker (\(name)): \(error ?? "connecting")"
            case .blocked(let reason): "broker (\(name)): blocked, \(reason)"
            case .closed: "broker (\(name)): closed"
            }
        }
    }

    func waitingFor() -> [String] { self.parts.compactMap { $0() } }
}
