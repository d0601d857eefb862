internal import Contracts
internal import Foundation
internal import RabbitMQ

extension Run {
    /// How long a routine complaint takes from the moment it was due to be sent until its case is committed, with
    /// complaints coming evenly at a share of what the chain was seen to do.
    ///
    /// The k-th case seen counts for the k-th complaint sent: cases are told apart by their number alone, and routine ones
    /// keep their order but within a batch. A complaint sent late because publishing was held up counts from when it was
    /// due.
    func criticalTime(
        share: Double,
        of saturation: Double,
        seconds: Double,
        _ complaints: inout Complaints
    ) async throws -> Figures.CriticalTime {
        let rate = max(1, saturation * share)
        let messages = try complaints.next(max(20, Int(rate * seconds)), lane: .routine)
        let marks = try await self.stages.marks()
        let before = self.machine.read()
        let begun = ContinuousClock.now
        async let seen = self.stages.arrivals(messages.count, since: marks)
        var sent = 0
        while sent < messages.count {
            let due = min(messages.count, Int(begun.seconds * rate) + 1)
            if due > sent { try await self.publish(Array(messages[sent..<due])) }
            sent = max(sent, due)
            try await Task.sleep(for: .milliseconds(5))
        }
        let milliseconds = try await seen.enumerated().map { index, moment in
            begun.duration(to: moment) / .milliseconds(1) - Double(index) / rate * 1_000
        }
        var figures = Figures.CriticalTime(share: share, perSecond: rate)
        figures.latency.take(milliseconds)
        figures.latency.load = Load(from: before, to: self.machine.read())
        return figures
    }
}
