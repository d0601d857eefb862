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
    /// All instances of a unit are shut down in order and started again.
    case stop(String, seconds: Double)
    /// One instance fewer for a while.
    case scale(String, seconds: Double)
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
        func instance() -> String { "\(unit())-\(Int.random(in: 1...ProxiedCopy.instances, using: &generator))" }
        var deck: [Fault] = [
            .kill(instance()), .kill(instance()), .kill("broker"), .kill("postgresql"),
            .freeze(instance(), seconds: seconds(1...25)), .freeze("broker", seconds: seconds(1...8)),
            .stop(unit(), seconds: Harness.isLong ? seconds(60...180) : seconds(5...15)),
            .scale(instance(), seconds: seconds(5...20)),
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
        case .scale(let name, let seconds): "scale: without \(name) for \(Int(seconds)) s"
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

    /// Makes it happen, and ends what lasts.
    ///
    /// - Returns: Whether it hit anything: a victim that lived, bytes that were on their way.
    func strike(_ site: ProxiedCopy) async throws -> Bool {
        let copy = site.copy
        switch self {
        case .kill(let name): return (try? copy.kill(name)) != nil
        case .freeze(let name, let seconds):
            guard let process = copy.process(name), Glibc.kill(process, SIGSTOP) == 0 else { return false }
            defer { _ = Glibc.kill(process, SIGCONT) }
            try await Task.sleep(for: .seconds(seconds))
            return true
        case .stop(let unit, let seconds):
            return try await Self.stop((1...ProxiedCopy.instances).map { "\(unit)-\($0)" }, seconds, copy)
        case .scale(let name, let seconds): return try await Self.stop([name], seconds, copy)
        case .silence(let unit, let server, let seconds):
            let proxy = try site.proxy(unit, server)
            return try await Self.during(seconds, TCPProxy.Direction.allCases, of: proxy) {
                proxy.hold()
            } end: {
                proxy.release()
            }
        case .halfOpen(let unit, let server, let direction, let seconds):
            let proxy = try site.proxy(unit, server)
            return try await Self.during(seconds, [direction], of: proxy) {
                proxy.hold(direction)
            } end: {
                proxy.reset()
                proxy.release()
            }
        case .delay(let unit, let server, let seconds):
            let proxy = try site.proxy(unit, server)
            return try await Self.during(seconds, TCPProxy.Direction.allCases, of: proxy) {
                proxy.delay(0.02)
            } end: {
                proxy.delay(0)
            }
        case .reset(let unit, let server):
            let proxy = try site.proxy(unit, server)
            guard proxy.open > 0 else { return false }
            proxy.reset()
            return true
        case .cutMidway(let unit, let server): return try await Self.apply(.cutMidway, to: site.proxy(unit, server))
        case .dropCommitAnswer(let unit):
            // What the server says it has done (CommandComplete); the statement itself goes by its prepared name.
            let answer = TCPProxy.Rule.cutBeforeAnswer(Array("COMMIT\0".utf8))
            return try await Self.apply(answer, to: site.proxy(unit, .database))
        case .cutBroker: return (try? await copy.broker("close_all_connections", "--vhost", "pksai", "chaos")) != nil
        case .diskAlarm(let seconds):
            guard (try? await copy.broker("set_disk_free_limit", "100000GB")) != nil else { return false }
            try await Task.sleep(for: .seconds(seconds))
            try await Programs.until("the disk alarm is over") { () -> Bool? in
                (try? await copy.broker("set_disk_free_limit", "1GB")) == nil ? nil : true
            }
            return true
        }
    }

    /// They are stopped and started again.
    ///
    /// - Returns: Whether all of them lived.
    private static func stop(_ names: [String], _ seconds: Double, _ copy: SystemCopy) async throws -> Bool {
        let living = names.filter { name in copy.process(name).map { Glibc.kill($0, 0) == 0 } ?? false }
        for name in names { try await copy.supervisor("stop", name) }
        try await Task.sleep(for: .seconds(seconds))
        for name in names { try await copy.supervisor("start", name) }
        return living == names
    }

    /// - Returns: Whether bytes came meanwhile that it could strike.
    private static func during(
        _ seconds: Double,
        _ directions: [TCPProxy.Direction],
        of proxy: TCPProxy,
        begin: () -> Void,
        end: () -> Void
    ) async throws -> Bool {
        begin()
        defer { end() }
        let before = directions.map { proxy.bytes($0) }
        try await Task.sleep(for: .seconds(seconds))
        return directions.map { proxy.bytes($0) } != before
    }

    /// Until it has struck, or for ten seconds without anything to strike at.
    private static func apply(_ rule: TCPProxy.Rule, to proxy: TCPProxy) async throws -> Bool {
        let before = proxy.struck
        proxy.set(rule)
        defer { proxy.set(.pass) }
        for _ in 0..<100 where proxy.struck == before { try await Task.sleep(for: .milliseconds(100)) }
        return proxy.struck > before
    }
}

/// A copy whose units reach their broker and their databases through proxies of the test.
struct ProxiedCopy: Sendable {
    /// Of each unit.
    static let instances = 2

    let copy: SystemCopy
    private let proxies: [String: [Fault.Server: TCPProxy]]

    static func start(_ name: String, arguments: [String] = []) async throws -> ProxiedCopy {
        let scale = SystemCopy.units.flatMap { ["--scale", "\($0)=\(Self.instances)"] }
        let copy = try await SystemCopy.start(name, arguments: scale + arguments)
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
            for number in 1...Self.instances { try copy.kill("\(unit)-\(number)") }
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
