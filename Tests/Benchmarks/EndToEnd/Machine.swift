internal import Foundation

/// CPU and memory by process, from `/proc`.
struct Machine {
    /// The system's processes by name, several for a unit with several instances; PostgreSQL's is its postmaster.
    let processes: [(name: String, pid: Int32)]

    init(_ copy: Copy) throws {
        self.processes =
            try Copy.units.flatMap { unit in
                try (1...copy.instances(of: unit)).map { (unit, try copy.process("\(unit)-\($0)")) }
            } + [("broker", copy.process("broker")), ("postgresql", copy.process("postgresql"))]
    }

    /// One moment's counters.
    struct Reading {
        /// User and system seconds by name, this program among them.
        var seconds: [String: Double] = [:]
        /// Busy seconds of all the machine's cores.
        var busy = 0.0
        var at = ContinuousClock.now
    }

    private static let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))

    func read() -> Reading {
        var reading = Reading()
        for (name, pid) in self.processes {
            // PostgreSQL's sessions are children; the ended ones are in the postmaster's sums.
            let children = name == "postgresql" ? Self.children(of: pid) : []
            reading.seconds[name, default: 0] +=
                Self.ticks(of: pid, withEndedChildren: !children.isEmpty)
                + children.reduce(0) { $0 + Self.ticks(of: $1, withEndedChildren: false) }
        }
        reading.seconds["benchmark"] = Self.ticks(of: getpid(), withEndedChildren: false)
        let total = Self.text("/proc/stat").split(whereSeparator: \.isNewline).first ?? ""
        let fields = total.split(separator: " ").dropFirst().compactMap { Double($0) }
        // user nice system idle iowait irq softirq steal (proc(5)); idle and iowait are not busy.
        for index in [0, 1, 2, 5, 6, 7] where fields.indices.contains(index) { reading.busy += fields[index] }
        reading.busy /= Self.ticks
        return reading
    }

    /// Lets the peaks count from now on, where the kernel allows it (proc(5), `clear_refs`).
    func resetPeaks() {
        for pid in self.processes.flatMap({ self.family($0) }) {
            guard let file = FileHandle(forWritingAtPath: "/proc/\(pid)/clear_refs") else { continue }
            try? file.write(contentsOf: Data("5".utf8))
            try? file.close()
        }
    }

    /// Peak resident bytes by name: of a unit its largest instance, of PostgreSQL the largest process, its shared buffers
    /// included.
    func peaks() -> [String: Int] {
        var peaks: [String: Int] = [:]
        for process in self.processes {
            for pid in self.family(process) {
                let line = Self.text("/proc/\(pid)/status").split(whereSeparator: \.isNewline)
                    .first { $0.hasPrefix("VmHWM:") }
                let kibibytes = line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
                peaks[process.name] = max(peaks[process.name] ?? 0, kibibytes * 1_024)
            }
        }
        return peaks
    }

    private func family(_ process: (name: String, pid: Int32)) -> [Int32] {
        [process.pid] + (process.name == "postgresql" ? Self.children(of: process.pid) : [])
    }

    // MARK: /proc

    private static func ticks(of pid: Int32, withEndedChildren: Bool) -> Double {
        let fields = self.fields(of: pid)
        // From the state on: utime 11, stime 12, cutime 13, cstime 14.
        let wanted = withEndedChildren ? 11...14 : 11...12
        return wanted.reduce(0) { $0 + (fields.indices.contains($1) ? Double(fields[$1]) ?? 0 : 0) } / self.ticks
    }

    private static func children(of parent: Int32) -> [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }.filter { pid in
            let fields = self.fields(of: pid)
            return fields.count > 1 && fields[1] == String(parent)
        }
    }

    /// The fields of `/proc/PID/stat` after the name, which may hold anything.
    private static func fields(of pid: Int32) -> [Substring] {
        let text = self.text("/proc/\(pid)/stat")
        guard let end = text.lastIndex(of: ")") else { return [] }
        return text[text.index(after: end)...].split(separator: " ")
    }

    private static func text(_ path: String) -> String {
        // Files of /proc have no size, so they are read to their end.
        guard let file = FileHandle(forReadingAtPath: path) else { return "" }
        defer { try? file.close() }
        return String(decoding: (try? file.readToEnd()) ?? Data(), as: UTF8.self)
    }
}
