import CLinux
public import Contracts
import Foundation
import JSON
import Logging
import Vocabulary
import Metrics
import PostgreSQL
import Sealing

/// A unit's `main`: `run` serves until SIGTERM, `migrate` brings the database up to date.
public enum UnitProgram {
    /// Parses the arguments and does what they say; exits with 0, or 1 and one line on standard error.
    public static func main(
        _ unit: UnitName,
        _ make: @escaping @Sendable (UnitSettings) throws -> UnitDefinition
    ) async {
        let arguments = CommandLine.arguments.dropFirst()
        do {
            switch arguments.first {
            case "run":
                linux_keep_memory_small()
                try await Program(unit, make).run()
            case "migrate": try await Program(unit, make).migrate()
            case "destroyed-keys" where arguments.dropFirst().first == "list":
                for origin in try await Program(unit, make).destroyedKeys() { print(origin) }
            case "destroyed-keys" where arguments.dropFirst().first == "apply":
                var origins: [String] = []
                while let line = readLine() { origins.append(line) }
                try await Program(unit, make).destroyKeys(of: origins)
            case nil, "--help", "-h", "help":
                print(
                    "OVERVIEW: the unit \(unit.rawValue) of PKSAI\n\nUSAGE: \(unit.rawValue) <run|migrate|destroyed-keys list|destroyed-keys apply>\n\n\(Configuration.help)"
                )
            case "--version": print(Program.version)
            default: throw RuntimeError.configuration("usage: \(unit.rawValue) <run|migrate|--help|--version>")
            }
        } catch {
            let text = (error as? RuntimeError).map(Self.text) ?? String(describing: error)
            try? FileHandle.standardError.write(contentsOf: Data("\(unit.rawValue): \(text)\n".utf8))
            exit(1)
        }
    }

    private static func text(_ error: RuntimeError) -> String {
        switch error {
        case .configuration(let text), .schema(let text): text
        default: String(describing: error)
        }
    }
}

struct Program {
    static let version = "1.0.0"

    let configuration: Configuration
    let definition: UnitDefinition
    let logger: Logger

    init(_ unit: UnitName, _ make: @Sendable (UnitSettings) throws -> UnitDefinition) throws {
        let configuration = try Configuration(unit, environment: ProcessInfo.processInfo.environment)
        LoggingSystem.bootstrap { JSONLogHandler(label: $0) }
        var logger = Logger(label: "pksai.\(unit.rawValue)")
        logger.logLevel = configuration.logLevel
        logger[metadataKey: "unit.instance"] = "\(configuration.instance)"
        self.configuration = configuration
        self.definition = try make(configuration.settings).narrowed(by: configuration.pack)
        self.logger = logger
    }

    func migrate() async throws {
        try await Migrator(self.definition, logger: self.logger).migrate(self.configuration.database(owner: true))
    }

    /// The complaints whose data keys this unit's journal says were destroyed.
    func destroyedKeys() async throws -> [String] {
        let connection = try await PostgreSQLConnection.connect(to: self.configuration.database(owner: true))
        let bodies = try await connection.query("SELECT body FROM journal WHERE type = 'data_key_destroyed'")
            .rows(as: [UInt8].self)
        await connection.close()
        return Set(bodies.compactMap { try? JSONParser.parse($0)["origin"]?.string }).sorted()
    }

    /// Destroys again, in a restored database, the data keys of these complaints, and what was kept of their files.
    func destroyKeys(of origins: [String]) async throws {
        let keyring = try Keyring.load(from: self.configuration.required("PKSAI_KEYRING"))
        let connection = try await PostgreSQLConnection.connect(to: self.configuration.database(owner: true))
        let kept = KeptMessages(definition: self.definition, keyring: keyring) { try await connection.query($0) }
        let statements = try await kept.forget(Set(origins), by: "restore")
        _ = try await connection.pipeline([BatchHandling.destruction(of: origins)] + statements)
        await connection.close()
    }

    func run() async throws {
        let registry = MetricsRegistry()
        MetricsSystem.bootstrap(registry)
        try await UnitServer(
            configuration: self.configuration,
            definition: self.definition,
            registry: registry,
            logger: self.logger
        ).run()
    }
}

/// One JSON object a line, on standard output.
struct JSONLogHandler: LogHandler {
    let label: String
    var logLevel: Logger.Level = .info
    var metadata: Logger.Metadata = [:]

    init(label: String) { self.label = label }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { self.metadata[key] }
        set { self.metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var members: [(String, JSONValue)] = [
            ("time", .string(Instant(microseconds: Int64(Wall.seconds() * 1_000_000)).description)),
            ("level", .string(event.level.rawValue)), ("label", .string(self.label)),
            ("message", .string("\(event.message)")),
        ]
        let all = self.metadata.merging(event.metadata ?? [:]) { _, new in new }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) { members.append((key, .string("\(value)"))) }
        // Whoever keeps the log may be gone or its disk full; the unit's work goes on.
        let line = Data(JSONValue.object(JSONObject(members: members)).bytes + [0x0A])
        try? FileHandle.standardOutput.write(contentsOf: line)
    }
}
