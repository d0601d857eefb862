internal import Foundation
internal import JSON
internal import Subprocess

/// A program did not do what the test needs, or the environment lacks something.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// How a program ended, and what it printed.
struct Ended: Sendable {
    let status: Int32
    let output: String
    let errors: String

    /// Each line of the output that is JSON.
    var lines: [JSONValue] { self.output.split(separator: "\n").compactMap { try? JSONParser.parse(Array($0.utf8)) } }
}

/// Running programs, and waiting for what they bring about.
enum Programs {
    /// The repository, which this file is in.
    static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// A variable set by `deploy/test`.
    static func required(_ variable: String) throws -> String {
        guard let value = ProcessInfo.processInfo.environment[variable], !value.isEmpty else {
            throw Failure("\(variable) is not set: run deploy/test --only end-to-end")
        }
        return value
    }

    /// Runs a program by its path, in the repository's folder.
    static func run(_ path: String, _ arguments: [String], environment: [String: String] = [:]) async throws -> Ended {
        let changes = Dictionary(uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0), $1) })
        let result = try await Subprocess.run(
            .name("bash"),
            arguments: Arguments(
                ["-c", "cd \"$1\" && shift && exec \"$@\"", "bash", Self.repository, path] + arguments
            ),
            environment: .inherit.updating(changes),
            output: .string(limit: 64 << 20),
            error: .string(limit: 1 << 20)
        )
        let status: Int32 =
            switch result.terminationStatus {
            case .exited(let code): code
            case .signaled(let signal): -signal
            }
        return Ended(status: status, output: result.standardOutput, errors: result.standardError)
    }

    /// Runs a program that must end well; its output.
    @discardableResult
    static func must(_ path: String, _ arguments: [String], environment: [String: String] = [:]) async throws -> Ended {
        let ended = try await Self.run(path, arguments, environment: environment)
        guard ended.status == 0 else {
            let said = (ended.output + ended.errors).suffix(800)
            throw Failure("\(path) \(arguments.joined(separator: " ")) ended with \(ended.status): \(said)")
        }
        return ended
    }

    /// Looks again and again until something is so.
    @discardableResult
    static func until<Found: Sendable>(
        _ what: String,
        within limit: Duration = .seconds(120),
        _ look: () async throws -> Found?
    ) async throws -> Found {
        let deadline = ContinuousClock.now + limit
        while true {
            if let found = try await look() { return found }
            guard ContinuousClock.now < deadline else { throw Failure("\(what): not so within \(limit)") }
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}
