internal import Foundation
internal import Glibc
internal import NIOConcurrencyHelpers
internal import Testing

@testable internal import UnitRuntime

/// The toy unit in a process of its own, which ends by SIGKILL and not otherwise.
struct Child: Codable, Sendable {
    /// Longer than the time limit of any test: whoever started it is gone.
    private static let life = Duration.seconds(150)

    /// What it is configured with.
    let environment: [String: String]
    /// Where it says which process it is.
    let note: String
    /// Where it kills itself; nil if others do.
    let point: Faults.Point?
    /// On which lane.
    let lane: String
    /// At the so-manieth time.
    let times: Int

    /// Starts it and waits until it was killed.
    func untilKilled() async {
        await #expect(processExitsWith: .signal(SIGKILL)) { [child = self as Child] in try await child.live() }
    }

    /// Kills it.
    func kill() throws {
        guard let process = pid_t(try String(contentsOfFile: self.note, encoding: .utf8)),
            Glibc.kill(process, SIGKILL) == 0
        else { throw ToyFault() }
    }

    private func live() async throws {
        try "\(getpid())".write(toFile: self.note, atomically: true, encoding: .utf8)
        let visits = NIOLockedValueBox(0)
        let faults = Faults { point, lane in
            guard point == self.point, lane.isEmpty || lane == self.lane else { return }
            let visit = visits.withLockedValue { visits in
                visits += 1
                return visits
            }
            // The kernel ends the whole process before this returns: no other thread of it does anything more.
            if visit == self.times { _ = Glibc.kill(getpid(), SIGKILL) }
        }
        let server = UnitServer(
            configuration: try Configuration(ToyUnit.definition.name, environment: self.environment),
            definition: ToyUnit.definition,
            registry: MetricsRegistry(),
            logger: .silent,
            faults: faults
        )
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await server.run() }
            tasks.addTask { try await Task.sleep(for: Self.life) }
            try await tasks.next()
            tasks.cancelAll()
        }
    }
}
