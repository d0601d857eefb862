internal import Foundation
internal import ProcedurePack

/// Where broker, data and profiles are: from the environment, else from `.local/env` found upward from here.
///
/// - `PKSAI_AMQP_URL`, `PKSAI_MANAGEMENT_URL`: the local administrator's (ARCHITECTURE.md §6).
/// - `PKSAI_AMQP_PUBLIC_URL`, `PKSAI_AMQP_CA`: what users on other machines connect to, and its authority's certificate.
/// - `PKSAI_DATA` (folder): what this copy owns. `PKSAI_HOME` (folder, default `$PKSAI_DATA/profiles`): profiles.
/// - `PKSAI_ADMINISTRATOR` (default `administrator`): the local administrator's username.
/// - `PKSAI_USER`: who acts, if `--as` is not given.
/// - `PKSAI_PROCEDURE_PACK` (default `makassar`): the city's pack, a built-in one by name or a file.
struct Settings: Sendable {
    private let values: [String: String]

    init(values: [String: String]) { self.values = values }

    /// Reads the environment; what it lacks comes from the file.
    ///
    /// - Parameter file: Given by `--environment-file`; then it must be there.
    static func load(file: String?, environment: [String: String] = ProcessInfo.processInfo.environment) throws
        -> Settings
    {
        guard let path = file ?? Self.nearestFile(from: FileManager.default.currentDirectoryPath) else {
            return Settings(values: environment)
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure("\(path) cannot be read", hint: "it is written by deploy/up as .local/env")
        }
        let read = Self.parse(String(decoding: data, as: UTF8.self))
        // A file named on the command line is meant; one that just lies around only fills gaps.
        return Settings(
            values: file == nil ? read.merging(environment) { $1 } : environment.merging(read) { $1 }
        )
    }

    /// `KEY=VALUE` lines.
    static func parse(_ text: String) -> [String: String] {
        var values: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { values[String(parts[0])] = String(parts[1]) }
        }
        return values
    }

    private static func nearestFile(from folder: String) -> String? {
        var folder = URL(fileURLWithPath: folder).standardizedFileURL
        while true {
            let candidate = folder.appendingPathComponent(".local/env").path
            if FileManager.default.isReadableFile(atPath: candidate) { return candidate }
            let parent = folder.deletingLastPathComponent().standardizedFileURL
            guard parent.path != folder.path, folder.path != "/" else { return nil }
            folder = parent
        }
    }

    subscript(key: String) -> String? {
        guard let value = self.values[key], !value.isEmpty else { return nil }
        return value
    }

    private func required(_ key: String) throws -> String {
        guard let value = self[key] else {
            throw Failure("\(key) is not set", hint: "run deploy/up first, or name its file with --environment-file")
        }
        return value
    }

    /// The folder of profiles.
    var home: String {
        get throws {
            if let home = self["PKSAI_HOME"] { return home }
            return try self.required("PKSAI_DATA") + "/profiles"
        }
    }

    /// What this copy of the system owns.
    var data: String { get throws { try self.required("PKSAI_DATA") } }
    /// The administrator's broker URL.
    var amqpURL: String { get throws { try self.required("PKSAI_AMQP_URL") } }
    /// The administrator's URL of the broker's management interface.
    var managementURL: String { get throws { try self.required("PKSAI_MANAGEMENT_URL") } }
    /// The administrator's username.
    var administrator: String { self["PKSAI_ADMINISTRATOR"] ?? "administrator" }
}

extension Settings {
    /// The city's pack: the one asked for, else the one that is set.
    func pack(_ asked: String? = nil) throws -> ProcedurePack {
        try ProcedurePack.load(asked ?? self["PKSAI_PROCEDURE_PACK"] ?? "makassar")
    }
}
