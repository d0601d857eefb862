public import Contracts
import Foundation
import JSON
import Logging
import Vocabulary
import Metrics

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
            case "run": try await Program(unit, make).run()
            case "migrate": try await Program(unit, make).migrate()
            case nil, "--help", "-h", "help":
                print(
                    "OVERVIEW: the unit \(unit.rawValue) of PKSAI\n\nUSAGE: \(unit.rawValue) <run|migrate>\n\n\(Configuration.help)"
                )
            case "--version": print(Program.version)
            default: throw RuntimeError.configuration("usage: \(unit.rawValue) <run|migrate|--help|--version>")
            }
        } catch {
            let text = (error as? RuntimeError).map(Self.text) ?? String(describing: error)
            FileHandle.standardError.write(Data("\(unit.rawValue): \(text)\n".utf8))
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
        self.definition = try make(configuration.settings)
        self.logger = logger
    }

    func migrate() async throws {
        try await Migrator(self.definition, logger: self.logger).migrate(self.configuration.database(owner: true))
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
        FileHandle.standardOutput.write(Data(JSONValue.object(JSONObject(members: members)).bytes + [0x0A]))
    }
}
