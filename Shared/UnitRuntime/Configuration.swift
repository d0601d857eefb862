import Contracts
import Foundation
import Logging
import PostgreSQL
import ProcedurePack
import RabbitMQ
import Vocabulary

/// What a unit is configured with, from the environment. Each secret may be given as a file instead: `<KEY>_FILE`.
struct Configuration: Sendable {
    /// A key with its meaning, for `--help`.
    struct Key {
        let name: String
        let meaning: String
        var isRequired = false
        var isSecret = false
    }

    static let keys: [Key] = [
        Key(
            name: "PKSAI_AMQP_URL",
            meaning: "amqp:// or amqps:// URL of the broker, with user and virtual host",
            isRequired: true,
            isSecret: true
        ),
        Key(name: "PKSAI_AMQP_CA", meaning: "file: certificate authority of the broker (amqps)"),
        Key(name: "PKSAI_AMQP_CLIENT_CERTIFICATE", meaning: "file: client certificate (amqps, EXTERNAL)"),
        Key(name: "PKSAI_AMQP_CLIENT_KEY", meaning: "file: key of the client certificate"),
        Key(
            name: "PKSAI_DATABASE_URL",
            meaning: "libpq URL of the unit's database, runtime role",
            isRequired: true,
            isSecret: true
        ),
        Key(
            name: "PKSAI_DATABASE_OWNER_URL",
            meaning: "the same for the owner role; only `migrate` uses it",
            isSecret: true
        ),
        Key(name: "PKSAI_DATABASE_POOL", meaning: "database connections, 2–64 (default 8)"),
        Key(name: "PKSAI_KEYRING", meaning: "file: the unit's keys, mode 0600", isRequired: true),
        Key(name: "PKSAI_UNIT_INSTANCE", meaning: "this instance's name (default: the unit's)"),
        Key(name: "PKSAI_HEALTH_LISTEN", meaning: "address:port of /livez, /readyz, /metrics (default 127.0.0.1:0)"),
        Key(name: "PKSAI_ENVIRONMENT", meaning: "production, demo or test (default production)"),
        Key(name: "PKSAI_CLOCK_OFFSET", meaning: "seconds added to the time; refused in production"),
        Key(name: "PKSAI_ADMINISTRATOR", meaning: "user name of the local administrator (default administrator)"),
        Key(name: "PKSAI_LOG_LEVEL", meaning: "trace, debug, info, notice, warning, error (default info)"),
        Key(name: "PKSAI_BATCH_MESSAGES", meaning: "messages in a routine batch, 1–1024 (default 64)"),
        Key(name: "PKSAI_JOURNAL_SEAL_SECONDS", meaning: "seconds between Merkle roots, 1–3600 (default 60)"),
        Key(
            name: "PKSAI_PROCEDURE_PACK",
            meaning: "how the city works: makassar (default), semarang, or a file (see `pksai pack`)"
        ),
        Key(
            name: "PKSAI_INTAKE_PATH_RULE",
            meaning: "what makes a complaint direct: participation (default) or channel (intake)"
        ),
        Key(
            name: "PKSAI_POPULATION_REGISTRY",
            meaning: "file: population registry, CSV; or amqp: users with the role registry are asked (identification)"
        ),
        Key(
            name: "PKSAI_REGISTRY_TIMEOUT",
            meaning: "int, seconds, default 60: how long to wait for the registry's answer (identification)"
        ),
        Key(name: "PKSAI_AT_RISK_LISTS", meaning: "file: at-risk lists, CSV (identification)"),
        Key(name: "PKSAI_DIRECTORY", meaning: "file: partners' directory, JSON (referral; default built in)"),
    ]
    /// Keys of the surroundings that units may see and need not know.
    static let foreign: Set<String> = ["PKSAI_HOME", "PKSAI_DATA", "PKSAI_MANAGEMENT_URL"]

    let unit: UnitName
    let values: [String: String]
    let instance: String
    let healthHost: String
    let healthPort: UInt16
    let environment: String
    let clockOffset: Int64
    let administrator: String
    let logLevel: Logger.Level
    let batchMessages: Int
    let sealInterval: Duration
    let pack: ProcedurePack

    init(_ unit: UnitName, environment: [String: String]) throws {
        var values: [String: String] = [:]
        let known = Set(Self.keys.map(\.name))
        for (name, value) in environment where name.hasPrefix("PKSAI_") {
            if known.contains(name) {
                values[name] = value
            } else if name.hasSuffix("_FILE"), known.contains(String(name.dropLast(5))) {
                guard let text = try? String(contentsOfFile: value, encoding: .utf8) else {
                    throw RuntimeError.configuration("\(name): the file \(value) can't be read")
                }
                values[String(name.dropLast(5))] = text.trimmingCharacters(in: .whitespacesAndNewlines)
            } else if !Self.foreign.contains(name), !name.hasPrefix("PKSAI_TEST_"),
                !name.hasPrefix("PKSAI_DATABASE_URL_")
            {
                throw RuntimeError.configuration("\(name) is not known; see --help")
            }
        }
        func integer(_ name: String, _ range: ClosedRange<Int>, _ standard: Int) throws -> Int {
            guard let text = values[name] else { return standard }
            guard let value = Int(text), range.contains(value) else {
                throw RuntimeError.configuration(
                    "\(name) must be a number from \(range.lowerBound) to \(range.upperBound)"
                )
            }
            return value
        }
        self.unit = unit
        self.environment = values["PKSAI_ENVIRONMENT"] ?? "production"
        guard ["production", "demo", "test"].contains(self.environment) else {
            throw RuntimeError.configuration("PKSAI_ENVIRONMENT must be production, demo or test")
        }
        self.clockOffset = Int64(try integer("PKSAI_CLOCK_OFFSET", -10_000_000_000...10_000_000_000, 0))
        guard self.clockOffset == 0 || self.environment != "production" else {
            throw RuntimeError.configuration("PKSAI_CLOCK_OFFSET is refused in production")
        }
        self.instance = values["PKSAI_UNIT_INSTANCE"] ?? unit.rawValue
        self.administrator = values["PKSAI_ADMINISTRATOR"] ?? "administrator"
        let listen = (values["PKSAI_HEALTH_LISTEN"] ?? "127.0.0.1:0").split(separator: ":")
        guard listen.count == 2, let port = UInt16(listen[1]) else {
            throw RuntimeError.configuration("PKSAI_HEALTH_LISTEN must be address:port")
        }
        self.healthHost = String(listen[0])
        self.healthPort = port
        guard let level = Logger.Level(rawValue: values["PKSAI_LOG_LEVEL"] ?? "info") else {
            throw RuntimeError.configuration("PKSAI_LOG_LEVEL is none of the log levels")
        }
        self.logLevel = level
        self.batchMessages = try integer("PKSAI_BATCH_MESSAGES", 1...1_024, 64)
        self.sealInterval = .seconds(try integer("PKSAI_JOURNAL_SEAL_SECONDS", 1...3_600, 60))
        _ = try integer("PKSAI_DATABASE_POOL", 2...64, 8)
        self.pack = try Self.pack(values["PKSAI_PROCEDURE_PACK"])
        self.values = values
    }

    private static func pack(_ place: String?) throws -> ProcedurePack {
        do {
            return try ProcedurePack.load(place ?? "makassar")
        } catch let problems as PackProblems {
            throw RuntimeError.configuration("PKSAI_PROCEDURE_PACK:\n\(problems)")
        }
    }

    func required(_ name: String) throws -> String {
        guard let value = self.values[name], !value.isEmpty else {
            throw RuntimeError.configuration("\(name) (or \(name)_FILE) is missing")
        }
        return value
    }

    func broker(_ purpose: String) throws -> RabbitMQConfiguration {
        let url = try self.required("PKSAI_AMQP_URL")
        let tls = self.values["PKSAI_AMQP_CA"].map {
            RabbitMQConfiguration.TLS(
                certificateAuthority: $0,
                clientCertificate: self.values["PKSAI_AMQP_CLIENT_CERTIFICATE"],
                clientKey: self.values["PKSAI_AMQP_CLIENT_KEY"]
            )
        }
        return try RabbitMQConfiguration(
            url: url,
            connectionName: "\(self.instance) \(purpose)",
            tls: url.hasPrefix("amqps:") ? tls : nil,
            credentials: tls?.clientCertificate == nil ? nil : .external(username: self.unit.rawValue)
        )
    }

    func database(owner: Bool = false) throws -> PostgreSQLConfiguration {
        PostgreSQLConfiguration(
            connectionString: try self.required(owner ? "PKSAI_DATABASE_OWNER_URL" : "PKSAI_DATABASE_URL"),
            applicationName: self.instance,
            poolSize: Int(self.values["PKSAI_DATABASE_POOL"] ?? "8") ?? 8,
            // Whoever waits in vain tries again; a drain must not wait long for a database that is away.
            waitTimeout: .seconds(3),
            settings: owner ? [:] : Self.planning
        )
    }

    /// Lanes ask for rows by their keys, as many as a batch happens to hold. A plan made once serves any number: for a
    /// lone urgent message planning was a quarter of the database's work. And it must not depend on how little a table
    /// held when it was made.
    private static let planning = [
        "plan_cache_mode": "force_generic_plan", "enable_seqscan": "off", "enable_hashjoin": "off",
        "enable_mergejoin": "off",
    ]
    /// Lets the rest of a transaction be planned by what the tables hold, as questions about many rows need it.
    static let planningByStatistics: SQL = """
        SELECT set_config('plan_cache_mode', 'auto', true), set_config('enable_seqscan', 'on', true),
            set_config('enable_hashjoin', 'on', true), set_config('enable_mergejoin', 'on', true)
        """

    var settings: UnitSettings { UnitSettings(pack: self.pack, values: self.values) }

    static var help: String {
        let rows = self.keys.map { key in
            let padded = key.name.padding(toLength: 32, withPad: " ", startingAt: 0)
            return "  \(padded)\(key.meaning)\(key.isRequired ? " (required)" : "")"
        }
        return "CONFIGURATION (environment; secrets also as <KEY>_FILE):\n" + rows.joined(separator: "\n")
    }
}
