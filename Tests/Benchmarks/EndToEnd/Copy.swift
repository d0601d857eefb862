internal import Foundation
internal import JSON
internal import RabbitMQ
internal import Sealing

/// A running copy of the system, as `deploy/up` left it.
struct Copy {
    static let units = ["intake", "identification", "service-unit", "referral", "data-request"]

    /// Its data folder.
    let folder: String
    private let values: [String: String]

    /// - Throws: ``BenchmarkFailure`` if it was never started, or its clock is moved.
    init(folder: String) throws {
        self.folder = URL(fileURLWithPath: folder).standardizedFileURL.path
        guard let data = FileManager.default.contents(atPath: "\(self.folder)/env") else {
            throw BenchmarkFailure("\(self.folder)/env cannot be read: deploy/up --data \(folder) --environment test")
        }
        var values: [String: String] = [:]
        for line in String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { values[String(parts[0])] = String(parts[1]) }
        }
        self.values = values
        guard !FileManager.default.fileExists(atPath: "\(self.folder)/run/clock-offset") else {
            throw BenchmarkFailure("the clock of \(self.folder) is moved; its times tell nothing")
        }
    }

    subscript(key: String) -> String {
        get throws {
            guard let value = self.values[key], !value.isEmpty else {
                throw BenchmarkFailure("\(self.folder)/env has no \(key)")
            }
            return value
        }
    }

    /// The connection string of a unit's runtime role.
    func database(of unit: String) throws -> String {
        try self["PKSAI_DATABASE_URL_\(Self.variable(unit))"]
    }

    /// The connection string of a unit's owner role, which may make tables.
    func ownerDatabase(of unit: String) throws -> String {
        String(decoding: try self.read("secrets/urls/\(unit).database-owner"), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func read(_ path: String) throws -> Data {
        guard let data = FileManager.default.contents(atPath: "\(self.folder)/\(path)") else {
            throw BenchmarkFailure("\(self.folder)/\(path) cannot be read")
        }
        return data
    }

    /// How many instances of a unit there are.
    func instances(of unit: String) throws -> Int {
        try self["PKSAI_HEALTH_URLS_\(Self.variable(unit))"].split(separator: ",").count
    }

    private static func variable(_ unit: String) -> String { unit.replacing("-", with: "_").uppercased() }

    /// The process of a server or of a unit's instance.
    func process(_ name: String) throws -> Int32 {
        let text = String(decoding: try self.read("run/\(name).pid"), as: UTF8.self)
        guard let pid = text.split(separator: " ").first.flatMap({ Int32($0) }) else {
            throw BenchmarkFailure("run/\(name).pid holds no process")
        }
        return pid
    }

    // MARK: Users

    /// What this program reads of a user's profile.
    struct Profile: Decodable {
        var username: String
        var password: String
        var amqpURL: String
        /// The authority's certificate, where users come over TLS.
        var certificateAuthority: String?
        var units: [String: PublicSealKey]

        func configuration(_ purpose: String) throws -> RabbitMQConfiguration {
            try RabbitMQConfiguration(
                url: self.amqpURL,
                connectionName: "benchmark \(purpose)",
                tls: self.certificateAuthority.map { RabbitMQConfiguration.TLS(certificateAuthority: $0) }
            )
        }
    }

    /// The profile of a user, who is made if not there.
    ///
    /// - Parameter verb: What makes the user: arguments of `pksai`.
    func profile(_ username: String, madeBy verb: [String]) throws -> Profile {
        let path = "profiles/\(username).json"
        if !FileManager.default.fileExists(atPath: "\(self.folder)/\(path)") {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "\(self.folder)/bin/pksai")
            process.arguments = verb + ["--environment-file", "\(self.folder)/env"]
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else {
                throw BenchmarkFailure("pksai \(verb.joined(separator: " ")) failed")
            }
        }
        let decoded = JSONDecoding.decode(Profile.self, from: Array(try self.read(path)), mode: .lenient)
        guard let profile = decoded.value else { throw BenchmarkFailure("\(path) is no profile") }
        return profile
    }

    // MARK: Starting

    /// Seconds from a unit's last start to its readiness, by its log; nil if the log does not tell.
    func secondsToReady(_ unit: String) -> Double? {
        guard let data = try? self.read("log/\(unit)-1.log") else { return nil }
        var started: Date?
        var seconds: Double?
        for line in String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline) {
            guard let value = try? JSONParser.parse(Array(line.utf8)), let object = value.object,
                let message = Self.string(object, ["message", "msg"]),
                let time = Self.string(object, ["time", "timestamp", "ts"]).flatMap(Self.date)
            else { continue }
            if message == "starting" {
                started = time
                seconds = nil
            } else if message == "ready", seconds == nil, let started {
                seconds = time.timeIntervalSince(started)
            }
        }
        return seconds
    }

    private static func string(_ object: JSONObject, _ names: [String]) -> String? {
        for name in names { if case .string(let text)? = object[name] { return text } }
        return nil
    }

    private static func date(_ text: String) -> Date? {
        (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
            ?? (try? Date(text, strategy: .iso8601))
    }
}

/// Why there are no figures.
struct BenchmarkFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
