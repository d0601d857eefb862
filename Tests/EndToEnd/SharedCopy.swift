/// One copy for the suites that need nothing special of theirs; two instances of the service unit.
actor SharedCopy {
    private static let shared = SharedCopy()
    private var starting: Task<SystemCopy, any Error>?

    /// Started by the first who asks; `deploy/test` ends it.
    static func copy() async throws -> SystemCopy { try await self.shared.get() }

    private func get() async throws -> SystemCopy {
        if let starting { return try await starting.value }
        let task = Task { try await SystemCopy.start("shared", arguments: ["--scale", "service-unit=2"]) }
        self.starting = task
        return try await task.value
    }
}
