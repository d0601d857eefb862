/// What a phase cost.
struct Load: Encodable {
    var seconds = 0.0
    /// User and system, by process.
    var cpuSeconds: [String: Double] = [:]
    /// Cores that processes not of this copy kept busy on average.
    var coresOfOthers = 0.0

    init() {}
    init(from begin: Machine.Reading, to end: Machine.Reading) {
        self.seconds = begin.at.duration(to: end.at) / .seconds(1)
        for (name, seconds) in end.seconds { self.cpuSeconds[name] = max(0, seconds - (begin.seconds[name] ?? 0)) }
        let ours = self.cpuSeconds.values.reduce(0, +)
        self.coresOfOthers = max(0, end.busy - begin.busy - ours) / max(self.seconds, 0.001)
    }
}
