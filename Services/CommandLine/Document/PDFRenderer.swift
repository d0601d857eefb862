internal import Foundation
internal import Sealing
internal import Subprocess

/// Turns a page into PDF, on this machine: identities are sealed to the reader and go nowhere else.
enum PDFRenderer {
    /// The program, as Debian's package `weasyprint` installs it.
    static let program = "weasyprint"

    /// Where it is, if it is installed.
    static var path: String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(
            separator: ":"
        )
        return folders.map { "\($0)/\(self.program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Says clearly that it is missing.
    static func require() throws {
        guard self.path != nil else {
            throw Failure(
                "\(self.program) is not installed, so no PDF can be made; HTML works without --pdf",
                hint: "deploy/up installs it; or: apt-get install \(self.program)"
            )
        }
    }

    /// Renders a page.
    ///
    /// - Returns: The PDF's bytes.
    static func render(_ page: String, to target: String) async throws -> [UInt8] {
        try self.require()
        // Made first, for its reader's eyes alone: the program writes into it.
        try PrivateFile.write([], to: target)
        let result = try await Subprocess.run(
            .name(self.program),
            // Nothing a page names is fetched: it has no picture and no link.
            arguments: ["--quiet", "--encoding", "utf-8", page, target],
            output: .discarded,
            error: .string(limit: 8_192)
        )
        guard result.terminationStatus.isSuccess, let data = FileManager.default.contents(atPath: target) else {
            let why = result.standardError.split(separator: "\n").last ?? "it said nothing"
            throw Failure("\(self.program) failed: \(why)")
        }
        return Array(data)
    }
}
