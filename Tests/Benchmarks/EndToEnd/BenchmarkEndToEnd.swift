internal import ArgumentParser
internal import Foundation
internal import JSON

/// Drives a running copy of the system and prints what it can do and what that costs.
@main
struct BenchmarkEndToEnd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmark-end-to-end",
        abstract: "Measures a running copy from an agency's publish to the service unit's case.",
        discussion: """
            The copy is one of its own, started with `deploy/up --data DIR --ports BASE --environment test`: the run \
            leaves its complaints and two users there. It prints one JSON object, on a terminal a table too, and fails \
            if anything is lost or, on a machine with no other work, urgent complaints wait for routine ones. The machine's other load is reported beside the figures: compare runs made in turns.
            """
    )

    @Option(help: "The copy's data folder.")
    var data: String
    @Option(help: "Complaints sent through the chain of three units.")
    var complaints = 2_000
    @Option(help: "Routine complaints that urgent ones overtake; 0 leaves that part out.")
    var backlog = 20_000
    @Option(help: "Urgent complaints measured one at a time.")
    var samples = 200
    @Option(
        help: "Seconds for which complaints come evenly, at 10, 50 and 90 % of the chain's rate; 0 leaves that out."
    )
    var evenly = 5
    @Option(help: "Cases to be open before anything is measured.")
    var cases = 0
    @Option(help: "Rows to be in each unit's journal before anything is measured.")
    var journal = 0
    @Option(help: "Which invented children; by default others at each run.")
    var seed: UInt64?
    @Flag(help: "Send sealed bodies, as pksai does; otherwise plain ones.")
    var sealed = false
    @Flag(help: "Print the JSON object alone.")
    var json = false
    @Flag(help: "Print a table before it, also where no terminal is.")
    var table = false

    func validate() throws {
        guard self.complaints >= 1, self.samples >= 1,
            [self.backlog, self.evenly, self.cases, self.journal].allSatisfy({ $0 >= 0 })
        else {
            throw ValidationError("--complaints and --samples take at least 1, the other amounts at least 0")
        }
    }

    func run() async throws {
        do {
            let figures = try await Run(self).figures()
            var lines = try JSONEncoding.encode(figures) + [UInt8(ascii: "\n")]
            if self.table || (!self.json && isatty(STDOUT_FILENO) == 1) {
                lines = Array("\(figures.table)\n".utf8) + lines
            }
            // At once: what the run fails with comes after it.
            try FileHandle.standardOutput.write(contentsOf: Data(lines))
            guard figures.urgentFirst != .broken else {
                throw BenchmarkFailure("broken: urgent complaints waited for routine ones (guarantee 4)")
            }
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            throw ExitCode(1)
        }
    }
}
