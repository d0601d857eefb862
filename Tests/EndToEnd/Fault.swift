internal import Foundation
internal import Glibc
internal import RuleTestSupport
internal import TestSupport

/// Something that goes wrong in a centre's cellar.
enum Fault: Sendable, CustomStringConvertible {
    /// What a unit is connected to.
    enum Server: String, Sendable, CaseIterable { case broker, database }

    /// As by a power cut.
    case kill(String)
    /// The process stands still, its connections stay open.
    case freeze(String, seconds: Double)
    /// A unit is shut down in order and started again.
    case stop(String, seconds: Double)
    /// Connections stay open and nothing gets through.
    case silence(String, Server, seconds: Double)
    /// What one side says gets through, what the other one says does not; then the connection is reset.
    case halfOpen(String, Server, TCPProxy.Direction, seconds: Double)
    /// Everything takes its time.
    case delay(String, Server, seconds: Double)
    /// The connections are reset.
    case reset(String, Server)
    /// The connections end in the middle of what is being said.
    case cutMidway(String, Server)
    /// The database commits and the unit is never told.
    case dropCommitAnswer(String)
    /// Every connection to the broker ends, also those of agencies.
    case cutBroker
    /// The broker blocks publishers for want of disk.
    case diskAlarm(seconds: Double)

    /// Each kind at least once, in an order of their own: twenty.
    static func deck(using generator: inout SeededGenerator) -> [Fault] {
        func seconds(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &generator) }
        func unit() -> String { SystemCopy.units.randomElement(using: &generator) ?? "intake" }
        var deck: [Fault] = [
            .kill("\(unit())-1"), .kill("\(unit())-1"), .kill("broker"), .kill("postgresql"),
            .freeze("\(unit())-1", seconds: seconds(1...25)), .freeze("broker", seconds: seconds(1...8)),
            .stop(unit(), seconds: Harness.isLong ? seconds(60...180) : seconds(5...15)), .dropCommitAnswer(unit()),
            .dropCommitAnswer(unit()), .cutBroker, .diskAlarm(seconds: seconds(1...6)),
            .delay(unit(), .broker, seconds: seconds(2...10)), .delay(unit(), .database, seconds: seconds(2...10)),
        ]
        for server in Server.allCases {
            let direction: TCPProxy.Direction = Bool.random(using: &generator) ? .toServer : .toClient
            deck += [
                .silence(unit(), server, seconds: seconds(1...25)),
                .halfOpen(unit(), server, direction, seconds: seconds(1...25)),
                .cutMidway(unit(), server),
            ]
        }
        deck.append(.reset(unit(), Bool.random(using: &generator) ? .broker : .database))
        return deck.shuffled(using: &generator)
    }

    /// One word for the count of each.
    var kind: String { String(self.description.prefix { $0 != ":" }) }

    var description: String {
        switch self {
        case .kill(let name): "kill: \(name)"
        case .freeze(let name, let seconds): "freeze: \(name) for \(Int(seconds)) s"
        case .stop(let unit, let seconds): "stop: \(unit) for \(Int(seconds)) s"
        case .silence(let unit, let server, let seconds): "silence: \(unit) and its \(server), \(Int(seconds)) s"
        case .halfOpen(let unit, let server, let direction, let seconds):
            "half-open: \(unit) and its \(server), nothing \(direction), \(Int(seconds)) s"
        case .delay(let unit, let server, let seconds): "delay: \(unit) and its \(server) for \(Int(seconds)) s"
        case .reset(let unit, let server): "reset: \(unit) and its \(server)"
        case .cutMidway(let unit, let server): "cut-midway: \(unit) and its \(server)"
        case .dropCommitAnswer(let unit): "no-answer-to-commit: \(unit)"
        case .cutBroker: "cut-broker: everybody"
        case .diskAlarm(let seconds): "disk-alarm: \(Int(seconds)) s"
        }
    }

    /// Makes it happen, and ends what lasts. A victim that is dead already, or just being started anew, is let be.
    func strike(_ site: ProxiedCopy) async throws {
        let copy = site.copy
        switch self {
        case .kill(let name): try? copy.kill(name)
        case .freeze(let name, let seconds):
            guard let process = copy.process(name), Glibc.kill(process, SIGSTOP) == 0 else { return }
            defer { _ = Glibc.kill(process, SIGCONT) }
            try await Task.sleep(for: .seconds(seconds))
        case .stop(let unit, let seconds):
            try await copy.supervisor("stop", "\(unit)-1")
            try await Task.sleep(for: .seconds(seconds))
            try await copy.supervisor("start", "\(unit)-1")
        case .silence(let unit, let server, let seconds):
            let proxy = try site.proxy(unit, server)
            proxy.hold()
            defer { proxy.release() }
            try await Task.sleep(for: .seconds(seconds))
        case .halfOpen(let unit, let server, let direction, let seconds):
            let proxy = try site.proxy(unit, server)
            proxy.hold(direction)
            defer {
                proxy.reset()
                proxy.release()
            }
            try await Task.sleep(for: .seconds(seconds))
        case .delay(let unit, let server, let seconds):
            let proxy = try site.proxy(unit, server)
            proxy.delay(0.02)
            defer { proxy.delay(0) }
            try await Task.sleep(for: .seconds(seconds))
        case .reset(let unit, let server): try site.proxy(unit, server).reset()
        case .cutMidway(let unit, let server): try await Self.apply(.cutMidway, to: site.proxy(unit, server))
        case .dropCommitAnswer(let unit):
            let commit = Array("COMMIT\0".utf8)
            try await Self.apply(.cutInsteadOfAnswer(to: commit), to: site.proxy(unit, .database))
        case .cutBroker: _ = try? await copy.broker("close_all_connections", "--vhost", "pksai", "chaos")
        case .diskAlarm(let seconds):
            _ = try? await copy.broker("set_disk_free_limit", "100TB")
            try await Task.sleep(for: .seconds(seconds))
            try await Programs.until("the disk alarm is over") { () -> Bool? in
                (try? await copy.broker("set_disk_free_limit", "1GB")) == nil ? nil : true
            }
        }
    }

    /// Until it has struck, which a new connection tells, or five seconds without anything to strike at.
    private static func apply(_ rule: TCPProxy.Rule, to proxy: TCPProxy) async throws {
        let before = proxy.connections
        proxy.set(rule)
        defer { proxy.set(.pass) }
        for _ in 0..<50 where proxy.connections == before { try await Task.sleep(for: .milliseconds(100)) }
    }
}

/// A copy whose units reach their broker and their databases through proxies of the test.
struct ProxiedCopy: Sendable {
    let copy: SystemCopy
    private let proxies: [String: [Fault.Server: TCPProxy]]

    static func start(_ name: String) async throws -> ProxiedCopy {
        let copy = try await SystemCopy.start(name)
        var proxies: [String: [Fault.Server: TCPProxy]] = [:]
        for unit in SystemCopy.units {
            for (server, file) in [(Fault.Server.broker, "amqp"), (.database, "database")] {
                let path = "\(copy.folder)/secrets/urls/\(unit).\(file)"
                let url = try String(contentsOfFile: path, encoding: .utf8)
                guard let port = URLComponents(string: url)?.port else { throw Failure("\(path) has no port") }
                let proxy = try TCPProxy(to: port)
                proxies[unit, default: [:]][server] = proxy
                try url.replacing("127.0.0.1:\(port)", with: "127.0.0.1:\(proxy.port)")
                    .write(toFile: path, atomically: false, encoding: .utf8)
            }
            // Started anew, it goes the new way.
            try copy.kill("\(unit)-1")
        }
        let site = ProxiedCopy(copy: copy, proxies: proxies)
        try await Programs.until("every unit goes through its proxies") {
            proxies.values.allSatisfy { $0.values.allSatisfy { $0.connections > 0 } } ? true : nil
        }
        return site
    }

    func proxy(_ unit: String, _ server: Fault.Server) throws -> TCPProxy {
        guard let proxy = self.proxies[unit]?[server] else { throw Failure("\(unit) has no proxy") }
        return proxy
    }

    func stop() { for proxy in self.proxies.values.flatMap(\.values) { proxy.stop() } }
}
