internal import Foundation
@testable internal import RabbitMQ
internal import TestSupport
internal import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Connecting` {
    /// What connecting with a configuration fails with.
    private func failure(_ configuration: RabbitMQConfiguration) async throws -> RabbitMQError {
        let administration = RabbitMQAdministration(configuration: configuration)
        return try #require(await #expect(throws: RabbitMQError.self) { try await administration.connect() })
    }

    @Test func `a wrong password is told from other failures, and never shown`() async throws {
        try await TestBroker.withVirtualHost { broker in
            var configuration = broker.configuration
            configuration.credentials = .plain(username: "nobody", password: "a-secret-word")
            let error = try await self.failure(configuration)
            #expect(error.code == .authenticationRefused)
            #expect(error.replyCode == 403)
            #expect(!error.isRetriable)
            for text in ["\(error)", "\(configuration)", String(reflecting: configuration)] {
                #expect(!text.contains("a-secret-word"))
            }
        }
    }

    @Test func `a virtual host that is not there is told`() async throws {
        try await TestBroker.withVirtualHost { broker in
            var configuration = broker.configuration
            configuration.virtualHost = "missing"
            let error = try await self.failure(configuration)
            #expect(error.code == .accessRefused)
        }
    }

    @Test func `a port where nobody listens is unreachable`() async throws {
        var configuration = RabbitMQConfiguration(
            host: "127.0.0.1",
            port: 1,
            virtualHost: "/",
            credentials: .plain(username: "nobody", password: "nothing"),
            connectionName: "test"
        )
        #expect(try await self.failure(configuration).code == .unreachable)
        configuration.host = "no-such-host.invalid"
        #expect(try await self.failure(configuration).code == .unreachable)
        configuration.tls = RabbitMQConfiguration.TLS(certificateAuthority: "/nonexistent/ca.pem")
        #expect(try await self.failure(configuration).code == .invalidConfiguration)
    }

    @Test func `a peer that never answers is given up in time`() async throws {
        try await TestBroker.withVirtualHost { broker in
            let proxy = try broker.makeProxy()
            defer { proxy.stop() }
            proxy.hold(.toClient)
            var configuration = broker.configuration.through(proxy)
            configuration.connectTimeout = .milliseconds(200)
            let start = ContinuousClock.now
            let error = try await self.failure(configuration)
            #expect(error.code == .timedOut)
            #expect(ContinuousClock.now - start < .seconds(5))
        }
    }

    @Test func `trap 11: a declaration that is not answered ends in time, and so does saying goodbye`() async throws {
        try await TestBroker.withVirtualHost { broker in
            let proxy = try broker.makeProxy()
            defer { proxy.stop() }
            var configuration = broker.configuration.through(proxy)
            configuration.operationTimeout = .milliseconds(200)
            configuration.heartbeat = .seconds(30)
            let administration = RabbitMQAdministration(configuration: configuration)
            try await administration.connect()
            proxy.hold(.toClient)
            let start = ContinuousClock.now
            let error = await #expect(throws: RabbitMQError.self) { try await administration.declareQueue("inbox") }
            #expect(error?.code == .timedOut)
            proxy.release(.toClient)
            try await administration.declareQueue("inbox")
            proxy.hold(.toClient)
            await administration.close()
            #expect(ContinuousClock.now - start < .seconds(10))
        }
    }

    @Test func `queues and exchanges are declared, looked at, emptied and deleted`() async throws {
        try await TestBroker.withVirtualHost { broker in
            let administration = RabbitMQAdministration(configuration: broker.configuration)
            try await administration.connect()
            try await administration.declareExchange("facts", type: "topic")
            try await administration.declareQueue("inbox", arguments: ["x-max-length": .integer(10)])
            try await administration.bind(queue: "inbox", exchange: "facts", routingKey: "case.#")
            try await broker.withPublisher { publisher in
                let message = numbered(1, to: "case.opened", exchange: "facts")
                #expect(await publisher.publish([message]) == [.confirmed])
                try await eventually { try await administration.passiveDeclare("inbox") == (1, 0) }
                #expect(try await administration.purge("inbox") == 1)
                try await administration.unbind(queue: "inbox", exchange: "facts", routingKey: "case.#")
                #expect(await publisher.publish([message]) == [.returned(code: 312, text: "NO_ROUTE")])
            }
            let differing = await #expect(throws: RabbitMQError.self) { try await administration.declareQueue("inbox") }
            #expect(differing?.code == .preconditionFailed)
            try await administration.deleteQueue("inbox")
            let missing = await #expect(throws: RabbitMQError.self) {
                _ = try await administration.passiveDeclare("inbox")
            }
            #expect(missing?.code == .notFound)
            try await administration.deleteExchange("facts")
            #expect(try await !administration.declareQueue("", exclusive: true).isEmpty)
            await administration.close()
        }
    }

    @Test func `a call that is stuck is ended by the watchdog`() async throws {
        var ends: [Int32] = [-1, -1]
        try #require(unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        defer { for end in ends { close(end) } }
        let guarded = Watchdog.shared.watch(descriptor: ends[0])
        let (mine, start) = (ends[0], ContinuousClock.now)
        let count = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var byte: UInt8 = 0
                // Nobody ever writes: without the watchdog this never returns.
                let count = guarded.limit(to: .milliseconds(100)) { unsafe recv(mine, &byte, 1, 0) }
                continuation.resume(returning: count)
            }
        }
        #expect(count == 0)
        #expect(ContinuousClock.now - start >= .milliseconds(100))
    }
}

/// Needs the variables below; without them the suite runs only where it must, and fails there.
private let mustTestTLS =
    ["PKSAI_TEST_AMQPS_URL", "CI", "PKSAI_TEST_TLS"].contains { ProcessInfo.processInfo.environment[$0] != nil }

/// `PKSAI_TEST_AMQPS_URL` (by name, with password), `PKSAI_TEST_CA`, `PKSAI_TEST_CLIENT_CERT`, `PKSAI_TEST_CLIENT_KEY` and
/// `PKSAI_TEST_CLIENT_USER` (the certificate's common name).
@Suite(.timeLimit(.minutes(1)), .enabled(if: mustTestTLS, "PKSAI_TEST_AMQPS_URL is not set"))
struct `Connecting over TLS` {
    private func configuration(
        client: Bool,
        credentials: RabbitMQConfiguration.Credentials? = nil
    ) throws -> RabbitMQConfiguration {
        try RabbitMQConfiguration(
            url: TestBroker.required("PKSAI_TEST_AMQPS_URL"),
            connectionName: "tls test",
            tls: RabbitMQConfiguration.TLS(
                certificateAuthority: TestBroker.required("PKSAI_TEST_CA"),
                clientCertificate: client ? TestBroker.required("PKSAI_TEST_CLIENT_CERT") : nil,
                clientKey: client ? TestBroker.required("PKSAI_TEST_CLIENT_KEY") : nil
            ),
            credentials: credentials
        )
    }

    @Test func `the certificate says who it is, and messages pass`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("inbox")
            let user = try TestBroker.required("PKSAI_TEST_CLIENT_USER")
            let everything = #"{"configure": ".*", "write": ".*", "read": ".*"}"#
            try await broker.request("PUT", "/api/permissions/\(broker.virtualHost)/\(user)", everything)
            var configuration = try self.configuration(client: true, credentials: .external(username: user))
            configuration.virtualHost = broker.virtualHost
            try await broker.withConsumer(configuration, queues: ["inbox"]) { consumer in
                try await broker.withPublisher(configuration) { publisher in
                    let outcomes = await publisher.publish((0..<100).map { numbered($0, to: "inbox", size: 50_000) })
                    #expect(outcomes.allSatisfy { $0 == .confirmed })
                }
                let taken = try await consumer.take(100)
                #expect(taken.numbers == Array(0..<100))
                #expect(taken.allSatisfy { $0.body.count == 50_000 })
            }
        }
    }

    @Test func `without the client's certificate there is no connection`() async throws {
        let administration = RabbitMQAdministration(configuration: try self.configuration(client: false))
        await #expect(throws: RabbitMQError.self) { try await administration.connect() }
    }

    @Test func `a certificate of another authority is refused`() async throws {
        var configuration = try self.configuration(client: true)
        // The client's own certificate is no authority.
        configuration.tls?.certificateAuthority = try TestBroker.required("PKSAI_TEST_CLIENT_CERT")
        let administration = RabbitMQAdministration(configuration: configuration)
        let error = await #expect(throws: RabbitMQError.self) { try await administration.connect() }
        #expect(error?.code == .tls)
    }

    @Test func `trap 10: an address written as a number matches, the right certificate under another name is refused`()
        async throws
    {
        var configuration = try self.configuration(client: true)
        configuration.host = "127.0.0.1"
        let byNumber = RabbitMQAdministration(configuration: configuration)
        try await byNumber.connect()
        await byNumber.close()
        // The same address, but none of the names the certificate was made for.
        configuration.host = "127.1"
        let administration = RabbitMQAdministration(configuration: configuration)
        let error = await #expect(throws: RabbitMQError.self) { try await administration.connect() }
        #expect(error?.code == .tls)
    }
}
