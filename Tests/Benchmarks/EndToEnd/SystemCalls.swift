internal import Foundation

/// Counts system calls of processes with `perf`, where that is installed and allowed.
final class SystemCalls {
    private let process: Process?
    private let report: Pipe
    /// `perf` counts until `cat` has come to its end. A signal would not reach it: it inherits the mask of the thread that
    /// starts it, and on those of the pool all are blocked.
    private let lifeline = Pipe()

    /// Begins to count.
    init(of processes: [Int32]) {
        let process = Process()
        self.report = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/perf")
        process.arguments = [
            "stat", "-x", ",", "-e", "raw_syscalls:sys_enter", "-p",
            processes.map(String.init).joined(separator: ","), "cat",
        ]
        process.standardInput = self.lifeline
        process.standardOutput = FileHandle.nullDevice
        process.standardError = self.report
        self.process = (try? process.run()) == nil ? nil : process
    }

    /// Ends counting; nil if nothing was counted.
    func end() -> Int? {
        guard let process else { return nil }
        try? self.lifeline.fileHandleForWriting.close()
        let text = String(decoding: (try? self.report.fileHandleForReading.readToEnd()) ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(whereSeparator: \.isNewline).lazy
            .compactMap { line in line.split(separator: ",").first.flatMap { Int($0) } }.first
    }
}
