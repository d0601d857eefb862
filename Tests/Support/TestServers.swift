internal import Foundation

/// What a test may do to the servers that `deploy/test` started; the ring runs one test after the other.
public enum TestServers {
    /// One of them.
    public enum Server: String, Sendable, CaseIterable {
        case broker = "BROKER"
        case postgreSQL = "POSTGRES"
    }

    /// Kills a server as a power cut would, and starts it again; it answers then.
    public static func killAndStart(_ server: Server) throws {
        try self.run("PKSAI_TEST_\(server.rawValue)_KILL")
        try self.run("PKSAI_TEST_\(server.rawValue)_START")
    }

    /// Tells the broker's node something.
    public static func rabbitmqctl(_ arguments: String...) throws {
        try self.run("PKSAI_TEST_RABBITMQCTL", arguments)
    }

    private static func run(_ variable: String, _ arguments: [String] = []) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try TestBroker.required(variable))
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw TestBroker.Failure("\(variable) ended with \(process.terminationStatus)")
        }
    }
}
